// From where each function can be reached.

import Facts
import SourceText
import Workspace

/// A set of kinds of entry.
package struct EntryKinds: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }
  package init(_ kind: EntryKind) { rawValue = 1 << UInt16(kind.rawValue) }
  package init(arrayLiteral kinds: EntryKinds...) {
    rawValue = kinds.reduce(0) { $0 | $1.rawValue }
  }

  /// What the load test or its users set off; somebody may be waiting.
  package static let serving: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job), EntryKinds(.render),
    EntryKinds(.escaped),
  ]

  /// What serves, and what prepares the process for it.
  package static let running: EntryKinds = serving.union(EntryKinds(.startup))
}

/// A place where a path into the code starts.
package struct Entry: Sendable {
  package let kind: EntryKind
  package let function: FunctionRef
  /// The registering call (`router.get("/orders", list)`), where there is one.
  package let call: CallRef?
}

/// Which kinds of entry lead to each function.
struct Reachability: Sendable {
  var entries: [Entry] = []
  /// By dense function number.
  var kinds: [EntryKinds]
  /// Functions that call or create a function on the way from an entry, for the way back.
  var callers: [[Step]]
  /// Positions of calls that run only in development or in tests, though what stands around them serves.
  var developmentCalls: Set<Int> = []

  /// One step against the direction of the calls.
  struct Step: Sendable {
    let caller: Int32
    /// Position in `CallTable.calls`.
    let call: Int32
  }
}

/// Spreads the kinds of entry along the calls.
struct ReachabilitySolver {
  let units: [Unit]
  let table: CallTable
  let graph: CallGraph
  /// Files that render markup or use the libraries that do.
  let browserUnits: UnitSet
  /// By file: whether it says of itself that it runs in a browser; empty where none does.
  let clientUnits: [Bool]
  /// How many names the program has.
  let nameCount: Int
  private let guards: DevelopmentGuards
  private var result: Reachability
  private var pending: [Int32] = []

  init(
    units: [Unit],
    table: CallTable,
    graph: CallGraph,
    browserUnits: UnitSet,
    clientUnits: [Bool],
    nameCount: Int
  ) {
    self.units = units
    self.clientUnits = clientUnits
    self.nameCount = nameCount
    self.browserUnits = browserUnits
    self.table = table
    self.graph = graph
    guards = DevelopmentGuards(in: units)
    let count = graph.firstEdge.count - 1
    result = Reachability(
      kinds: Array(repeating: [], count: count),
      callers: Array(repeating: [], count: count)
    )
  }

  consuming func solve(conventions: [Entry]) -> Reachability {
    result.developmentCalls = Set(
      table.calls.indices.filter { guards.hold(table.calls[$0].place) }
    )
    for edge in graph.edges {
      result.callers[Int(edge.callee)].append(
        Reachability.Step(caller: edge.caller, call: edge.call)
      )
    }
    var leftOut: [Int: Bool] = [:]
    for use in table.callbacks {
      guard let kind = use.entry else { continue }
      let place = table.calls[use.call].place
      if kind == .request, units.isAskedOfOwnRouter(place) {
        let isVain = leftOut[place.unitIndex] ?? units.isLeftOut(place.unitIndex)
        leftOut[place.unitIndex] = isVain
        if isVain { continue }
      }
      // What a browser's code does at intervals is no job of the server.
      let isBrowser = kind == .job && browserUnits.contains(place.unitIndex)
      enter(isBrowser ? .render : kind, use.function, place)
    }
    for entry in conventions { enter(entry.kind, entry.function, entry.call) }
    for unit in units.indices { enterModule(unit) }
    spread()
    for _ in 0..<Self.rounds {
      addNamesakes()
      guard !pending.isEmpty else { break }
      spread()
    }
    return result
  }

  /// The same once the routes are known: a request runs the handlers of its route, on whatever way the code hands them
  /// to the library.
  consuming func adding(_ routes: [Route], to known: Reachability) -> Reachability {
    result = known
    var entered = Set(result.entries.lazy.filter { $0.kind == .request }.map(\.function))
    for route in routes {
      for function in route.handlers {
        // Behind a decorator of the project it is reached from all that wear the same one.
        let isBehindDecorator =
          units[function.unitIndex].isPython && !entered.contains(function)
          && units[function.unitIndex].facts.functions[function.id.index].decorators.isPresent
        // One wrapper of all handlers calls more of them than one call is known to; who only wraps runs at the start.
        let known = result.kinds[Int(units.number(function))].subtracting(EntryKinds(.startup))
        guard known.isEmpty || isBehindDecorator else { continue }
        entered.insert(function)
        enter(.request, function, route.call)
      }
    }
    spread()
    return result
  }

  /// How many calls of unknown receivers a way may go through.
  private static let rounds = 4

  private mutating func enter(_ kind: EntryKind, _ function: FunctionRef, _ call: CallRef?) {
    let isServed = call.map { !isHeld($0) && units[$0.unitIndex].role != .test } ?? true
    let kind = isServed ? Self.kind(kind, in: units[function.unitIndex]) : .test
    result.entries.append(Entry(kind: kind, function: function, call: call))
    add(EntryKinds(kind), to: units.number(function))
  }

  /// Whether a call runs only in development or in tests: it stands behind such a test, or its function is only
  /// called there (`if (isDevelopment) require("./debug")(app)`).
  private func isHeld(_ call: CallRef, depth: Int = 0) -> Bool {
    if guards.hold(call) { return true }
    guard depth < 3, let position = table.position(of: call) else { return false }
    let caller = FunctionRef(unit: call.unitIndex, id: table.calls[position].function)
    let steps = result.callers[Int(units.number(caller))]
    return !steps.isEmpty && steps.count <= 4
      && steps.allSatisfy { isHeld(table.calls[Int($0.call)].place, depth: depth + 1) }
  }

  /// What a test or script registers serves no user.
  private static func kind(_ kind: EntryKind, in unit: Unit) -> EntryKind {
    switch unit.role {
    case .test: .test
    case .tooling: unit.isIncludedTool ? .job : .script
    default: kind
    }
  }

  private mutating func enterModule(_ unit: Int) {
    // What nobody loads does not even begin.
    guard !units.isOverlooked(unit) else { return }
    let kind = Self.kind(.startup, in: units[unit])
    add(EntryKinds(kind), to: Int32(units[unit].functionBase + FileFacts.module.index))
    guard units[unit].isPython else { return }
    // Python runs the body of a class where the class stands.
    for (position, function) in units[unit].facts.functions.enumerated()
    where function.kind == .classBody && function.parent == FileFacts.module {
      add(EntryKinds(kind), to: Int32(units[unit].functionBase + position))
    }
  }

  private mutating func add(_ kinds: EntryKinds, to function: Int32) {
    guard !result.kinds[Int(function)].isSuperset(of: kinds) else { return }
    result.kinds[Int(function)].formUnion(kinds)
    pending.append(function)
  }

  private mutating func spread() {
    while let function = pending.popLast() {
      let kinds = result.kinds[Int(function)]
      for edge in graph.edges(of: Int(function))
      where !isEntry(edge) && !guards.hold(table.calls[Int(edge.call)].place) {
        add(isOfHook(edge) || isClient(edge.callee) ? EntryKinds(.render) : kinds, to: edge.callee)
      }
    }
  }

  /// Whether a hook of a component is handed a function (`useEffect(load)`): a page calls it, never the server.
  private func isOfHook(_ edge: CallGraph.Edge) -> Bool {
    let place = table.calls[Int(edge.call)].place
    guard browserUnits.contains(place.unitIndex) else { return false }
    let facts = units[place.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[place.id.index].a)]
    let name: NameID
    switch callee.kind {
    case .member: name = NameID(callee.b)
    case .symbol: name = facts.symbols[Int(callee.a)].name
    default: return false
    }
    let range = facts.names.range(of: name)
    guard range.count > 3, facts.names.bytes[range.prefix(3)].elementsEqual("use".utf8),
      case let next = facts.names.bytes[range.lowerBound + 3], next >= 0x41, next <= 0x5A
    else { return false }
    return table.callbacks(ofCall: Int(edge.call)).contains {
      units.number($0.function) == edge.callee
    }
  }

  /// Whether a function stands in a file that is sent to browsers: a page of the server names it, and runs none of
  /// its handlers.
  private func isClient(_ function: Int32) -> Bool {
    guard !clientUnits.isEmpty else { return false }
    var low = 0
    var high = units.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if units[middle].functionBase <= Int(function) { low = middle } else { high = middle }
    }
    return clientUnits[low]
  }

  /// What registers a handler does not run it.
  private func isEntry(_ edge: CallGraph.Edge) -> Bool {
    let callee = edge.callee
    return table.callbacks(ofCall: Int(edge.call)).contains {
      $0.entry != nil && units.number($0.function) == callee
    }
  }

  /// Whether a call stands among the arguments of one that registers handlers: `router.get("/", wrap(c.list.bind(c)))`.
  private func isHandedToRoute(_ position: Int, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let own = facts.instructions[table.calls[position].place.id.index].span
    for other in table.calls(of: unit).suffix(from: position).dropFirst().prefix(16) {
      let step = facts.instructions[table.calls[other].place.id.index]
      if step.span.contains(own),
        table.callbacks(ofCall: other).contains(where: { $0.entry == .request })
      {
        return true
      }
    }
    return false
  }

  /// Gives functions that nothing resolved calls the kinds of unresolved calls of their name.
  ///
  /// Dynamic dispatch must not make living code look dead; it only decides whether a finding is shown, never what
  /// a call costs.
  private mutating func addNamesakes() {
    // What one side of the wire calls; the server does not call what a page defines.
    var calledByServer = Namesakes(nameCount: nameCount)
    var calledByBrowser = Namesakes(nameCount: nameCount)
    var ways = ReceiverWays(waiting: methodsWithoutCallers)
    for unit in units.indices {
      let facts = units[unit].facts
      let isInBrowser = browserUnits.contains(unit)
      var makers = ReceiverMakers(of: units[unit])
      for position in table.calls(of: unit) where table.calls[position].status == .unresolved {
        var callee = facts.values[Int(facts.instructions[table.calls[position].place.id.index].a)]
        guard callee.kind == .member else { continue }
        let function = FunctionRef(unit: unit, id: table.calls[position].function)
        let caller = units.number(function)
        var kinds = result.kinds[Int(caller)]
        guard !kinds.isEmpty else { continue }
        if facts.names.isText("bind", NameID(callee.b)),
          case let bound = facts.values[Int(callee.a)], bound.kind == .member
        {
          callee = bound
          if isHandedToRoute(position, in: unit) { kinds.formUnion(EntryKinds(.request)) }
        }
        let isForeign = makers.isForeign(ValueID(callee.a))
        let name = units[unit].name(NameID(callee.b))
        let step = Reachability.Step(caller: caller, call: Int32(position))
        ways.add(step, to: name, on: ValueID(callee.a), facts)
        if isInBrowser {
          calledByBrowser.add(step, kinds, isForeign, to: name)
        } else {
          calledByServer.add(step, kinds, isForeign, to: name)
        }
      }
    }
    for unit in units.indices {
      let isInBrowser = browserUnits.contains(unit)
      for (position, function) in units[unit].facts.functions.enumerated().dropFirst(2) {
        let number = units[unit].functionBase + position
        guard function.name.isPresent, result.kinds[number].isEmpty else { continue }
        guard function.kind == .method || function.kind == .function || function.kind == .arrow
        else { continue }
        let name = units[unit].name(function.name)
        guard let unresolved = isInBrowser ? calledByBrowser[name] : calledByServer[name] else {
          continue
        }
        let named = ways.step(to: name, of: function.owner, units[unit].facts)
        result.callers[number].append(named ?? unresolved.first)
        add(unresolved.kinds, to: Int32(number))
      }
    }
  }
}

extension ReachabilitySolver {
  /// The names of methods that nothing is known to call.
  private var methodsWithoutCallers: Set<Name> {
    var names: Set<Name> = []
    for unit in units {
      for (position, function) in unit.facts.functions.enumerated().dropFirst(2)
      where function.owner.isPresent && function.name.isPresent
        && result.kinds[unit.functionBase + position].isEmpty
      {
        names.insert(unit.name(function.name))
      }
    }
    return names
  }

  /// What calls some name.
  private struct Caller {
    var first: Reachability.Step
    var kinds: EntryKinds
    /// A package's object was asked, as far as is known; another caller tells the way better.
    var isForeign: Bool
  }

  /// By name: what calls it; a list, because most names of a program are asked for.
  private struct Namesakes {
    private var callers: [Caller?]

    init(nameCount: Int) { callers = Array(repeating: nil, count: nameCount) }

    subscript(_ name: Name) -> Caller? { callers[Int(name.raw)] }

    mutating func add(
      _ step: Reachability.Step,
      _ kinds: EntryKinds,
      _ isForeign: Bool,
      to name: Name
    ) {
      guard var caller = callers[Int(name.raw)] else {
        callers[Int(name.raw)] = Caller(first: step, kinds: kinds, isForeign: isForeign)
        return
      }
      if caller.isForeign, !isForeign {
        caller.first = step
        caller.isForeign = false
      }
      caller.kinds.formUnion(kinds)
      callers[Int(name.raw)] = caller
    }
  }
}
