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
    var names = Names()
    let index = LibraryIndex(knowledge, names: &names)
    let words = Words(index, &names)
    let reading = await SourceReading(workspace, names).read(jobs: jobs, progress: progress)
    return onLargeStack { link(reading, workspace, index, words, includesTooling) }
  }

  private static func link(
    _ reading: SourceReading.Result,
    _ workspace: Workspace,
    _ index: LibraryIndex,
    _ words: Words,
    _ includesTooling: Bool
  ) -> Program {
    var linker = Linker(workspace, includesTooling: includesTooling)
    let units = linker.link(reading, index)
    var evaluator = Evaluator(units: units, index: index, words: words, names: reading.names)
    var table = evaluator.resolveCalls()
    let loops = evaluator.loops()
    let relationReads = evaluator.settleLoads(&table)
    let graph = evaluator.graph(table, loops)
    let lazyLoads = evaluator.lazyLoads(relationReads, table, loops, graph)
    let conventions = evaluator.conventionalEntries(workspace)
    let browserUnits = evaluator.browserUnits
    let deadlines = evaluator.deadlines(table)
    let needs = evaluator.needs(table)
    let containers = evaluator.containers(table)
    let reads = evaluator.reads(table)
    let summaries = Solver(units: units, table: table, graph: graph, loops: loops, index: index)
      .solve()
    let reachability = ReachabilitySolver(
      units: units,
      table: table,
      graph: graph,
      browserUnits: browserUnits
    )
    .solve(conventions: conventions)
    let routes = evaluator.routes(table, graph, reachability, workspace)
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
        deadlines: deadlines,
        containers: containers,
        browserUnits: browserUnits,
        needs: needs,
        reads: reads,
        lazyLoads: lazyLoads,
        unread: reading.unread,
        routes: routes
      )
    )
  }
}
