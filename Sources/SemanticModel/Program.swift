// All that is known of the code: the waist of the left wing.

import Facts
package import Queries
import SourceText
package import Workspace

/// The linked program: immutable, and the only thing that rules ask.
package final class Program: Sendable {
  package let units: [Unit]
  package let workspace: Workspace
  package let libraries: LibraryIndex
  package let calls: [ResolvedCall]
  /// Files that were not read, or not whole.
  package let unread: [UnreadFile]
  package let resolution: Resolution
  let table: CallTable
  /// By role: the calls that play it.
  let callRoles: CallRoles
  /// By call: the kinds of effect that it has in the end.
  let reachedKinds: ReachedKinds
  /// What rules have found out together.
  let answers = Answers()
  let graph: CallGraph
  let loops: LoopTable
  let summaries: Summaries
  let reachability: Reachability
  let eventLoop: EventLoop
  /// For every operation that can be given a time limit: whether it has one.
  package let deadlines: [DeadlineFact]
  /// Collections that outlive the calls that put something into them.
  package let containers: [ContainerFact]
  /// Files that a browser runs.
  let browserUnits: UnitSet
  /// For calls that need one of some options, by position in `calls`: whether one is set.
  let needs: [Int: DeadlineFact.Status]
  /// For every read of many rows: what bounds it.
  package let reads: [ReadFact]
  /// The relations that are loaded once for each row of a query.
  package let lazyLoads: [LazyLoad]
  /// The relations of single rows that are read whole.
  package let childReads: [ChildRead]
  /// The removals of rows that take many other rows along, one by one.
  package let rowCascades: [RowCascade]
  let entriesByFunction: [Int32: [Entry]]
  /// What the application answers to, in the order of paths and verbs.
  package let routes: [Route]
  /// The functions that answer for errors of handlers.
  package let errorHandlers: [ErrorHandler]
  /// By dense function number: the parts that its calls play.
  let functionRoles: [RoleSet]
  /// Classes whose query routes list whole.
  let listings: [ClassRef: OpenListing]
  /// Pages that views ask a paginator for by themselves.
  package let handPagings: [HandPaging]
  /// The routes that each entry stands for.
  let entryRoutes: EntryRoutes
  /// By a function that answers: positions in `routes`.
  let routesByHandler: [FunctionRef: [Int]]
  /// The functions that run before a handler because the route asks for them.
  let dependencies: Set<FunctionRef>
  /// By the dense number of a function that answers, or that a wrapper in front of one holds: positions in `routes`.
  let routesByAnswer: [Int32: [Int]]
  /// What the project declares about its database; empty until the data model has finished the program.
  package let schema: Schema
  /// Every query call site, in the order of the calls; empty until the data model has finished the program.
  package let queries: [Query]

  init(parts: Parts) {
    workspace = parts.workspace
    units = parts.units
    libraries = parts.libraries
    calls = parts.table.calls
    unread = parts.unread
    table = parts.table
    graph = parts.graph
    loops = parts.loops
    summaries = parts.summaries
    reachability = parts.reachability
    callRoles = CallRoles(parts.table, parts.libraries)
    reachedKinds = ReachedKinds(parts.table, parts.units, parts.summaries)
    eventLoop = EventLoop(
      units: parts.units,
      graph: parts.graph,
      table: parts.table,
      reachability: parts.reachability,
      threaded: callRoles.calls(playing: [.movesToThread])
    )
    deadlines = parts.deadlines
    containers = parts.containers
    browserUnits = parts.browserUnits
    routes = parts.routes.routes
    errorHandlers = parts.routes.errorHandlers
    functionRoles = parts.routes.functionRoles
    listings = parts.routes.listings
    handPagings = parts.routes.handPagings
    var byHandler: [FunctionRef: [Int]] = [:]
    for (position, route) in parts.routes.routes.enumerated() {
      for handler in route.handlers { byHandler[handler, default: []].append(position) }
    }
    let asked = parts.routes.routes.flatMap(\.chain).filter { $0.level == .route }
    dependencies = Set(asked.flatMap(\.functions))
    var answered: [Int32: [Int]] = [:]
    for (position, route) in parts.routes.routes.enumerated() {
      for function in [route.handler].compactMap(\.self) + route.wrapped {
        let number = parts.units.number(function)
        if answered[number]?.last != position { answered[number, default: []].append(position) }
      }
    }
    routesByAnswer = answered
    entryRoutes = EntryRoutes(parts.routes.routes)
    routesByHandler = byHandler
    needs = parts.needs
    reads = parts.reads
    lazyLoads = parts.lazyLoads
    childReads = parts.childReads
    rowCascades = parts.rowCascades
    var entries: [Int32: [Entry]] = [:]
    for entry in parts.reachability.entries {
      entries[parts.units.number(entry.function), default: []].append(entry)
    }
    entriesByFunction = entries
    schema = .empty
    queries = []
    resolution = Resolution(of: parts.table.calls)
  }

  /// The program with what its data model says.
  init(_ other: Program, schema: Schema, queries: [Query]) {
    units = other.units
    workspace = other.workspace
    libraries = other.libraries
    calls = other.calls
    unread = other.unread
    resolution = other.resolution
    table = other.table
    graph = other.graph
    loops = other.loops
    summaries = other.summaries
    reachability = other.reachability
    callRoles = other.callRoles
    reachedKinds = other.reachedKinds
    eventLoop = other.eventLoop
    deadlines = other.deadlines
    containers = other.containers
    browserUnits = other.browserUnits
    needs = other.needs
    reads = other.reads
    lazyLoads = other.lazyLoads
    childReads = other.childReads
    rowCascades = other.rowCascades
    entriesByFunction = other.entriesByFunction
    routes = other.routes
    errorHandlers = other.errorHandlers
    functionRoles = other.functionRoles
    listings = other.listings
    handPagings = other.handPagings
    entryRoutes = other.entryRoutes
    routesByHandler = other.routesByHandler
    dependencies = other.dependencies
    routesByAnswer = other.routesByAnswer
    self.schema = schema
    self.queries = queries
  }

  /// How many routes, socket handlers, jobs and pages lead into the code.
  package var servingEntries: Int {
    reachability.entries.count { EntryKinds.serving.contains(EntryKinds($0.kind)) }
  }

  /// The bytes of a unit's file, read anew; empty if it is gone meanwhile.
  package func bytes(of unit: Int) -> [UInt8] {
    guard let file = workspace.index(of: units[unit].path) else { return [] }
    return (try? workspace.read(workspace.files[file])) ?? []
  }

  /// How many call sites of the program lead to something known.
  package struct Resolution: Sendable {
    package let resolved: Int
    package let total: Int

    init(of calls: [ResolvedCall]) {
      resolved = calls.indices.count {
        calls[$0].status == .project || calls[$0].status == .library
      }
      total = calls.indices.count { calls[$0].status != .ignored }
    }
  }

  /// Everything that the steps before made.
  struct Parts {
    let workspace: Workspace
    let units: [Unit]
    let libraries: LibraryIndex
    let table: CallTable
    let graph: CallGraph
    let loops: LoopTable
    let summaries: Summaries
    let reachability: Reachability
    let deadlines: [DeadlineFact]
    let containers: [ContainerFact]
    let browserUnits: UnitSet
    let needs: [Int: DeadlineFact.Status]
    let reads: [ReadFact]
    let lazyLoads: [LazyLoad]
    let childReads: [ChildRead]
    let rowCascades: [RowCascade]
    let unread: [UnreadFile]
    let routes: RouteTable
  }
}

/// A file that was not analysed, or only in part.
package struct UnreadFile: Sendable, Hashable {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
