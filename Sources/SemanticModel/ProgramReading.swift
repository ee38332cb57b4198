// The story of making a program: read, link, evaluate, resolve, solve.

import Facts
package import Workspace

extension Program {
  /// Reads all source files of a workspace and links them.
  ///
  /// The result does not depend on `jobs`, nor on the order in which files were read.
  ///
  /// - Parameters:
  ///   - workspace: The folder under audit.
  ///   - knowledge: What the frameworks room knows of libraries.
  ///   - jobs: How many files are read side by side.
  ///   - includesTooling: Whether scripts, seeds and tools are judged as jobs of the application.
  ///   - progress: Called now and then with the number of files read; from any thread.
  /// - Returns: The linked program, with what could not be read of it.
  package static func read(
    _ workspace: Workspace,
    knowledge: FrameworkKnowledge,
    jobs: Int,
    includesTooling: Bool = false,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> Program {
    var reading = await SourceReading(workspace).read(jobs: jobs, progress: progress)
    return onLargeStack { link(&reading, workspace, knowledge, includesTooling, jobs) }
  }

  private static func link(
    _ reading: inout SourceReading.Result,
    _ workspace: Workspace,
    _ knowledge: FrameworkKnowledge,
    _ includesTooling: Bool,
    _ jobs: Int
  ) -> Program {
    var linker = Linker(workspace, includesTooling: includesTooling)
    let packages = LibraryPackages(of: knowledge.libraries)
    let targets = linker.targets(of: reading, packages)
    let imported = Set(targets.joined().compactMap(\.library))
    let languages = Set(reading.files.map(\.facts.language))
    let tables = LibraryTables(knowledge.libraries, imported: imported, languages: languages)
    let index = LibraryIndex(knowledge, packages, tables, names: &reading.names)
    let words = Words(index, &reading.names)
    let units = linker.link(reading, targets, index)
    var evaluator = Evaluator(units: units, index: index, words: words, names: reading.names)
    var table = evaluator.resolveCalls()
    let loops = evaluator.loops()
    let relationReads = evaluator.settleLoads(&table)
    let graph = evaluator.graph(table, loops)
    let lazyLoads = evaluator.lazyLoads(relationReads, table, loops, graph)
    let solver = Solver(units: units, table: table, graph: graph, loops: loops, index: index)
    let (summaries, facts) = together(jobs: jobs) {
      solver.solve()
    } _: {
      evaluator.facts(table, workspace)
    }
    let reach = ReachabilitySolver(
      units: units,
      table: table,
      graph: graph,
      browserUnits: facts.browserUnits,
      clientUnits: facts.clientUnits,
      nameCount: reading.names.count
    )
    let (routes, reachability) = evaluator.reach(reach, facts, table, graph, workspace)
    return Program(
      parts: Parts(
        workspace: workspace,
        units: units,
        libraries: index,
        table: table,
        graph: graph,
        loops: loops,
        summaries: summaries,
        reachability: reachability,
        deadlines: facts.deadlines,
        containers: facts.containers,
        browserUnits: facts.browserUnits,
        needs: facts.needs,
        reads: facts.reads,
        lazyLoads: lazyLoads,
        childReads: evaluator.childReads(relationReads, table),
        rowCascades: evaluator.rowCascades(table),
        unread: reading.unread,
        routes: routes
      )
    )
  }
}

extension Evaluator {
  /// The routes, and from where each function is reached: through calls, and through the routes.
  fileprivate mutating func reach(
    _ solver: ReachabilitySolver,
    _ facts: Facts,
    _ table: CallTable,
    _ graph: CallGraph,
    _ workspace: Workspace
  ) -> (RouteTable, Reachability) {
    let called = solver.solve(conventions: facts.conventions)
    let routes = routes(table, graph, called, workspace)
    return (routes, solver.adding(routes.routes, to: called))
  }

  /// What is known of single calls and values, once all calls are resolved.
  fileprivate struct Facts {
    let conventions: [Entry]
    let browserUnits: UnitSet
    let clientUnits: [Bool]
    let deadlines: [DeadlineFact]
    let needs: [Int: DeadlineFact.Status]
    let containers: [ContainerFact]
    let reads: [ReadFact]
  }

  fileprivate mutating func facts(_ table: CallTable, _ workspace: Workspace) -> Facts {
    Facts(
      conventions: conventionalEntries(workspace) + factories(table),
      browserUnits: browserUnits,
      clientUnits: clientUnits,
      deadlines: deadlines(table),
      needs: needs(table),
      containers: containers(table),
      reads: reads(table)
    )
  }
}
