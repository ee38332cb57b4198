// The loops in which relations are loaded row by row.

import Facts

extension Evaluator {
  /// Every relation that is loaded once for each row of a query, with the loop that shows it.
  mutating func lazyLoads(
    _ reads: [RelationRead],
    _ table: CallTable,
    _ loops: LoopTable,
    _ graph: CallGraph
  ) -> [LazyLoad] {
    var groups: [LoadKey: [RelationRead]] = [:]
    var order: [LoadKey] = []
    for read in reads {
      var row = read.row
      row.path.append(read.relation)
      // A single row, or the rows of one: only what is reached from each of many costs.
      // Of rows that lead to their own kind the second step is told; those behind it are the same defect.
      guard isOneOfMany(read.row), !isThirdStep(row.path) else { continue }
      let key = LoadKey(query: row.query, path: row.path)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(read)
    }
    guard !groups.isEmpty else { return [] }
    var search = LoopSearch(callers: callers(graph), loops: loops)
    var result: [LazyLoad] = []
    for key in order {
      let reads = groups[key] ?? []
      if let load = lazyLoad(key, reads, table, &search) { result.append(load) }
    }
    // What one place reads of several relations keeps the order in which it was found.
    let sorted = result.enumerated().sorted { first, second in
      let (one, other) = (first.element, second.element)
      return (one.query, one.reads[0], one.path.count, first.offset)
        < (other.query, other.reads[0], other.path.count, second.offset)
    }
    return joined(sorted.map(\.element))
  }

  private func isThirdStep(_ path: [Int32]) -> Bool {
    path.count > 2 && Set(path.suffix(3)).count == 1
  }

  /// Queries for one row whose related rows come to the same loop have one cause, and are told once; so are queries in
  /// the function of the loop.
  private func joined(_ loads: [LazyLoad]) -> [LazyLoad] {
    struct Cause: Hashable {
      let loop: Place<Region>?
      let step: LazyLoad.Step?
    }
    var result: [LazyLoad] = []
    var known: [Cause: Int] = [:]
    for load in loads {
      let cause = Cause(loop: load.loop, step: load.path.last)
      // What serializers walk has no loop in common: each list lacks its own eager load.
      let isOfLoop = load.path.count > 1 && (load.loop != nil || !load.isOfMany)
      let isJoined = isOfLoop || load.isBehindRelation || isBesideLoop(load)
      if isJoined, let first = known[cause] {
        if !load.isBehindRelation { result[first].others.append(load.chain) }
        continue
      }
      if isJoined { known[cause] = result.count }
      result.append(load)
    }
    return result
  }

  private func isBesideLoop(_ load: LazyLoad) -> Bool {
    guard let loop = load.loop, loop.unitIndex == load.query.unitIndex else { return false }
    let facts = units[loop.unitIndex].facts
    let query = facts.instructions[load.query.id.index].region
    return facts.regions[query.index].function == facts.regions[loop.id.index].function
  }

  /// By callee: its callers, and the calls by which they run it.
  private func callers(_ graph: CallGraph) -> [Int32: [(caller: Int32, call: Int32)]] {
    var result: [Int32: [(caller: Int32, call: Int32)]] = [:]
    for edge in graph.edges where edge.weight != .uncounted {
      result[edge.callee, default: []].append((edge.caller, edge.call))
    }
    return result
  }

  private mutating func lazyLoad(
    _ key: LoadKey,
    _ reads: [RelationRead],
    _ table: CallTable,
    _ search: inout LoopSearch
  ) -> LazyLoad? {
    var found: [(read: RelationRead, loop: LoopSearch.Found)] = []
    for read in reads.prefix(24) {
      if read.field != nil {
        found.append((read, LoopSearch.Found(region: nil, calls: [])))
      } else if let loop = loop(around: read, table, &search) {
        found.append((read, loop))
      }
    }
    let reached = found.count > 1 ? above(queryOf: key, &search) : []
    // The loop of a caller of the query is surer than one that the rows may come to.
    func order(_ one: (read: RelationRead, loop: LoopSearch.Found)) -> (Int, Int) {
      let isFar =
        !reached.isEmpty
        && above(walker(of: one.loop, table), &search).isDisjoint(with: reached)
      return (isFar ? 1 : 0, one.loop.calls.count)
    }
    guard let first = found.map({ ($0, order($0)) }).min(by: { $0.1 < $1.1 })?.0 else {
      return nil
    }
    let isBehind = isBehindRelation(first.read)
    guard let query = place(of: key.query, isBehind, first.loop, table) else { return nil }
    return LazyLoad(
      query: query,
      chain: isBehind ? query : outermost(on: key.query, from: query, table),
      path: key.path.map { step(relations[$0]) },
      reads: [first.read.call] + found.map(\.read.call).filter { $0 != first.read.call },
      loop: first.loop.region,
      calls: first.loop.calls,
      isOfMany: first.read.row.isOneOfMany,
      isBehindRelation: isBehind,
      isSearch: first.loop.region.map {
        search.loops.searches[$0.unitIndex].contains($0.id)
      } ?? false,
      isServed: first.loop.isServed || isOfClass(query, table),
      fields: found.compactMap(\.read.field),
      bounds: first.read.bounds
    )
  }

  /// The functions that run the function of a query, it included.
  private func above(queryOf key: LoadKey, _ search: inout LoopSearch) -> Set<Int32> {
    let unit = key.query.unitIndex
    let value = units[unit].facts.values[key.query.id.index]
    guard value.kind == .result else { return [] }
    let region = units[unit].facts.instructions[Int(value.a)].region
    let function = units[unit].facts.regions[region.index].function
    return above(units.number(FunctionRef(unit: unit, id: function)), &search)
  }

  private func walker(of loop: LoopSearch.Found, _ table: CallTable) -> Int32? {
    if let place = loop.region {
      let function = units[place.unitIndex].facts.regions[place.id.index].function
      return units.number(FunctionRef(unit: place.unitIndex, id: function))
    }
    return loop.calls.first.map { position in
      let call = table.calls[position]
      return units.number(FunctionRef(unit: call.place.unitIndex, id: call.function))
    }
  }

  private func above(_ function: Int32?, _ search: inout LoopSearch) -> Set<Int32> {
    guard let function else { return [] }
    if let known = search.above[function] { return known }
    var result: Set<Int32> = [function]
    var queue = [function]
    var head = 0
    while head < queue.count, queue.count < LoopSearch.mostCallers {
      for caller in search.callers[queue[head]] ?? [] where result.insert(caller.caller).inserted {
        queue.append(caller.caller)
      }
      head += 1
    }
    search.above[function] = result
    return result
  }

  private func step(_ relation: Relation) -> LazyLoad.Step {
    let facts = units[relation.owner.unitIndex].facts
    var isAsked = false
    if case .manager = relation.access { isAsked = true }
    return LazyLoad.Step(
      owner: facts.names.string(facts.classes[relation.owner.id.index].name),
      name: names.string(relation.name),
      isMany: relation.isMany,
      isAsked: isAsked,
      isHeldByKey: relation.isHeldByKey
    )
  }

  /// Whether a query begins in the body of a class: a view's own.
  private func isOfClass(_ query: CallRef, _ table: CallTable) -> Bool {
    guard let position = table.position(of: query) else { return false }
    let call = table.calls[position]
    return units[query.unitIndex].facts.functions[call.function.index].kind == .classBody
  }

  /// The call that begins a query; the question of the loop where the query is not known.
  private func place(
    of query: ValueRef,
    _ isBehindRelation: Bool,
    _ found: LoopSearch.Found,
    _ table: CallTable
  ) -> CallRef? {
    let value = units[query.unitIndex].facts.values[query.id.index]
    if !isBehindRelation, value.kind == .result {
      return CallRef(unit: query.unitIndex, id: InstructionID(value.a))
    }
    // The walk over the rows is asked for right before the loop begins.
    guard let loop = found.region else { return nil }
    let unit = loop.unitIndex
    let region = units[unit].facts.regions[loop.id.index]
    var position = region.firstInstruction.index
    while position > 1, region.firstInstruction.index - position < 8 {
      position -= 1
      let place = CallRef(unit: unit, id: InstructionID(position))
      if table.position(of: place) != nil { return place }
    }
    return nil
  }

  /// The longest chain on a query that begins where its first call begins.
  private func outermost(on query: ValueRef, from first: CallRef, _ table: CallTable) -> CallRef {
    let unit = first.unitIndex
    var best = first
    var end = units[unit].facts.instructions[first.id.index].end
    let start = units[unit].facts.instructions[first.id.index].start
    for position in table.calls(of: unit) {
      let call = table.calls[position]
      let instruction = units[unit].facts.instructions[call.place.id.index]
      guard instruction.start == start, instruction.end > end,
        call.operations.contains(where: { $0.origin == query })
      else { continue }
      best = call.place
      end = instruction.end
    }
    return best
  }
}

/// Looks for loops over the rows of a query around the reads of their relations.
struct LoopSearch {
  let callers: [Int32: [(caller: Int32, call: Int32)]]
  let loops: LoopTable
  /// By function: those that run it, as far as they were asked for.
  var above: [Int32: Set<Int32>] = [:]

  struct Found {
    /// Absent where a serializer walks the rows.
    let region: Place<Region>?
    /// From the loop to the read: positions in `CallTable.calls`, the read left out.
    let calls: [Int]
    /// A view's own serializer walks them.
    var isServed = false
  }

  /// How many calls a read may lie away from its loop.
  static let longestWay = 6
  /// How many callers are looked at for one read.
  static let mostCallers = 200
}

extension Evaluator {
  /// The nearest loop over the rows that a read belongs to.
  private mutating func loop(
    around read: RelationRead,
    _ table: CallTable,
    _ search: inout LoopSearch
  ) -> LoopSearch.Found? {
    var queue: [(call: Int, way: [Int])] = [(read.call, [])]
    var seen: Set<Int> = [read.call]
    var head = 0
    while head < queue.count, head < LoopSearch.mostCallers {
      let (position, way) = queue[head]
      head += 1
      if let region = loop(enclosing: position, of: read.row, table, search.loops) {
        return LoopSearch.Found(region: region, calls: way)
      }
      guard way.count < LoopSearch.longestWay else { continue }
      let call = table.calls[position]
      let function = units.number(FunctionRef(unit: call.place.unitIndex, id: call.function))
      for given in serializers.given[function] ?? [] where holds(given.rows, read.row) {
        let calls = (given.call.map { [$0] } ?? []) + way
        return LoopSearch.Found(region: nil, calls: calls, isServed: given.call == nil)
      }
      for caller in search.callers[function] ?? [] {
        guard FlagArguments(units: units).isAllowed(position, by: Int(caller.call), table),
          seen.insert(Int(caller.call)).inserted
        else { continue }
        queue.append((Int(caller.call), [Int(caller.call)] + way))
      }
    }
    return nil
  }

  /// The innermost loop around a call that walks rows of a query, or rows on the way from them to a row.
  private mutating func loop(
    enclosing position: Int,
    of row: StoredRow,
    _ table: CallTable,
    _ loops: LoopTable
  ) -> Place<Region>? {
    let call = table.calls[position]
    let unit = call.place.unitIndex
    let facts = units[unit].facts
    let degrees = loops.degrees[unit]
    var next = facts.instructions[call.place.id.index].region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .forEach, degrees[next.index] > degrees[region.parent.index],
        walks(region.subject, row, in: unit)
      {
        return Place(unit: unit, id: next)
      }
      next = region.parent
    }
    return nil
  }

  private mutating func walks(_ subject: ValueID, _ row: StoredRow, in unit: Int) -> Bool {
    holds(elements(of: evaluate(subject, in: unit)), row)
  }

  /// Whether rows are those that a row belongs to.
  private func holds(_ rows: EntitySetID, _ row: StoredRow) -> Bool {
    for id in entities[rows] {
      switch entities[id] {
      case .stored(let found), .tuple(let found):
        let walked = entities[found]
        if walked.query == row.query, row.path.starts(with: walked.path) { return true }
      default: continue
      }
    }
    return false
  }
}
