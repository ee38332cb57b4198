// Things that are kept for a while, and that everybody computes anew at the moment when they expire.

import Facts
import SourceText

/// A look into a cache, and the work that every request does that finds nothing there.
package struct Stampede: Sendable {
  /// What is looked up: the call, or the test of what the process keeps.
  package let place: SourcePlace
  /// The work that is done on a miss.
  package let work: CallSite
  /// Where the result is kept.
  package let keeps: SourcePlace
  /// What it is kept in, as the source spells it.
  package let name: String
  package let isExternal: Bool
}

extension Program {
  /// All caches that let every request through when they are empty, in order of file and place.
  package var stampedes: [Stampede] {
    let kinds = reachedKinds
    var result: [Stampede] = []
    for unit in units.indices where units[unit].isRunning {
      for calls in callsByFunction(in: unit) where calls.count <= 400 {
        let all = calls.reduce(EffectKinds([] as [EffectKind])) { $0.union(kinds[$1]) }
        guard !all.isDisjoint(with: [.asking, EffectKinds([.external])]) else { continue }
        var finder = StampedeFinder(self, calls, kinds)
        if let found = finder.stampede() { result.append(found) }
      }
    }
    return result
  }
}

/// Looks through one function.
private struct StampedeFinder {
  let program: Program
  let calls: Range<Int>
  let kinds: ReachedKinds
  let function: FunctionRef
  let facts: FileFacts
  let range: Range<Int>
  private let regions: [Int]
  private var flow: FunctionFlow?

  init(_ program: Program, _ calls: Range<Int>, _ kinds: ReachedKinds) {
    let first = program.calls[calls.lowerBound]
    self.program = program
    self.calls = calls
    self.kinds = kinds
    function = FunctionRef(unit: first.place.unitIndex, id: first.function)
    facts = program.units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    range = own.firstInstruction.index..<own.endInstruction.index
    regions = facts.regions(of: function.id)
  }

  mutating func stampede() -> Stampede? {
    let cached = calls.filter { kinds[$0] == EffectKinds([.cache]) }
    if cached.count > 1, let found = inCache(cached) { return found }
    return inProcess()
  }

  private static let guards: Set<String> = [
    "lock", "acquire", "mutex", "redlock", "setnx", "singleflight", "dedupe", "semaphore",
    "exclusive", "inflight", "pending",
  ]

  /// The words of what says that somebody is at it.
  private static let flags: Set<String> = [
    "promise", "pending", "inflight", "flight", "future", "running", "refreshing", "updating",
    "fetching", "busy",
  ]

  private var isGuarded: Bool {
    calls.contains { call in
      NameSplit.words(of: program.call(at: call).calleeText).contains(where: Self.guards.contains)
    }
      || range.contains { position in
        // The promise itself is kept, for all who come meanwhile.
        let step = facts.instructions[position]
        guard step.operation == .assign else { return false }
        let name = program.calledName(facts.values[Int(step.a)], facts) ?? ""
        let words = NameSplit.words(of: name)
        return words.contains {
          Self.flags.contains($0)
        }
      }
      || regions.contains { block in
        let region = facts.regions[block]
        return region.kind == .with
          && NameSplit.words(of: text(region.subject)).contains(where: Self.guards.contains)
      }
  }

  private func text(_ id: ValueID) -> String {
    program.text(of: id, in: program.units[function.unitIndex])
  }

  private func position(_ call: Int) -> Int { program.calls[call].place.id.index }

  private func key(_ call: Int) -> String {
    facts.valueList(ListID(facts.instructions[position(call)].b)).first.map(text) ?? ""
  }

  // MARK: Cache servers

  private static let stores: Set<String> = ["set", "setex", "setEx", "psetex", "put", "aset"]
  private static let looks: Set<String> = ["get", "aget", "getJson", "json"]

  private mutating func inCache(_ cached: [Int]) -> Stampede? {
    for store in cached where Self.stores.contains(program.call(at: store).calleeName) {
      for look in cached
      where look < store && Self.looks.contains(program.call(at: look).calleeName)
        && key(look) == key(store) && !key(look).isEmpty
      {
        guard let work = work(from: position(look), to: position(store)),
          isTested(look), keeps(store, work), !isGuarded
        else { continue }
        return Stampede(
          place: program.call(at: look).place,
          work: work,
          keeps: program.call(at: store).place,
          name: program.call(at: store).calleeText,
          isExternal: kinds[work.position].contains(EffectKinds([.external]))
        )
      }
    }
    return nil
  }

  /// Whether what is kept rests on the work: a mark that something was done is no cache of it.
  private mutating func keeps(_ store: Int, _ work: CallSite) -> Bool {
    let flow = self.flow ?? FunctionFlow(facts, of: function.id)
    self.flow = flow
    return facts.valueList(ListID(facts.instructions[position(store)].b)).dropFirst().contains {
      flow.dependencies(of: $0).contains(work.resolved.place.id.index)
    }
  }

  /// Whether a branch asks for what a look into the cache gave.
  private mutating func isTested(_ look: Int) -> Bool {
    let flow = self.flow ?? FunctionFlow(facts, of: function.id)
    self.flow = flow
    return regions.contains { block in
      let region = facts.regions[block]
      return (region.kind == .then || region.kind == .otherwise)
        && region.firstInstruction.index > position(look)
        && flow.dependencies(of: region.subject).contains(position(look))
    }
  }

  /// The first work between two places that takes long: another service, or questions about many rows.
  private func work(from start: Int, to end: Int) -> CallSite? {
    let between = calls.filter { position($0) > start && position($0) < end }
    if let external = between.first(where: { kinds[$0].contains(EffectKinds([.external])) }) {
      return program.call(at: external)
    }
    let asking = between.filter { !kinds[$0].isDisjoint(with: .asking) }
    guard let first = asking.first else { return nil }
    let isHeavy =
      asking.count > 1 || isAggregate(program.call(at: first)) || isGiven(program.call(at: first))
    return isHeavy ? program.call(at: first) : nil
  }

  /// Whether the function is given the work: it is there for any, however long it takes.
  private func isGiven(_ site: CallSite) -> Bool {
    let callee = facts.values[Int(site.instruction.a)]
    switch callee.kind {
    case .parameter: return true
    case .symbol: return facts.symbols[Int(callee.a)].kind == .parameter
    default: return false
    }
  }

  private func isAggregate(_ site: CallSite) -> Bool {
    if site.effects.contains(where: { ["aggregate", "count"].contains($0.verb) }) { return true }
    let text =
      facts.valueList(ListID(site.instruction.b)).first
      .flatMap { facts.statementText($0) }?.lowercased() ?? ""
    return ["group by", "count(", "sum(", "avg(", " join "].contains { text.contains($0) }
  }

  // MARK: What the process keeps

  /// Something of the module that is tested with the time, asked for anew, and kept.
  private func inProcess() -> Stampede? {
    for block in regions {
      let region = facts.regions[block]
      guard region.kind == .then || region.kind == .otherwise, asksTime(region.subject, 0)
      else { continue }
      let span =
        region.firstInstruction
        .index..<max(
          region.firstInstruction.index,
          region.endInstruction.index
        )
      let leaves = span.contains { facts.instructions[$0].operation == .return }
      let tested = places(in: region.subject, 0)
      let start = leaves ? span.upperBound : span.lowerBound
      let end = leaves ? range.upperBound : span.upperBound
      guard !tested.isEmpty, let store = store(in: start..<end, tested),
        let work = external(from: start, to: store), !isGuarded
      else { continue }
      let step = facts.instructions[store]
      return Stampede(
        place: SourcePlace(unit: function.unitIndex, span: facts.values[region.subject.index].span),
        work: work,
        keeps: SourcePlace(unit: function.unitIndex, span: step.span),
        name: text(ValueID(step.a)),
        isExternal: true
      )
    }
    return nil
  }

  /// The first call of another service, if its answer is used: a message that goes out once an hour is no cache.
  private func external(from start: Int, to end: Int) -> CallSite? {
    calls.first {
      position($0) >= start && position($0) < end && kinds[$0].contains(EffectKinds([.external]))
    }.map { program.call(at: $0) }.flatMap { $0.instruction.isDiscarded ? nil : $0 }
  }

  /// The first instruction that keeps something under a name that was tested.
  private func store(in range: Range<Int>, _ tested: Set<String>) -> Int? {
    range.first { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, !step.flags.contains(.declares) else { return false }
      return tested.contains(text(ValueID(step.a)))
    }
  }

  /// Whether a test compares with the time.
  private func asksTime(_ id: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      return asksTime(ValueID(value.a), depth + 1) || asksTime(ValueID(value.b), depth + 1)
    case .choice: return facts.valueList(ListID(value.a)).contains { asksTime($0, depth + 1) }
    case .unary: return asksTime(ValueID(value.a), depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function == function.id && asksTime(symbol.value, depth + 1)
    case .result:
      let name = program.calledName(
        facts.values[Int(facts.instructions[Int(value.a)].a)],
        facts
      )
      return ["now", "Date", "time", "monotonic", "utcnow", "getTime"].contains(name ?? "")
    default: return false
    }
  }

  /// What a test reads that outlives the function: names of the module, fields of the object.
  private func places(in id: ValueID, _ depth: Int) -> Set<String> {
    guard id.isPresent, depth < 8 else { return [] }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      return places(in: ValueID(value.a), depth + 1).union(places(in: ValueID(value.b), depth + 1))
    case .choice:
      return facts.valueList(ListID(value.a)).reduce(into: []) {
        $0.formUnion(places(in: $1, depth + 1))
      }
    case .unary: return places(in: ValueID(value.a), depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function == FileFacts.module && symbol.flags.contains(.reassigned)
        ? [text(id)] : []
    case .member:
      let base = facts.values[Int(value.a)]
      let isKept =
        base.kind == .this
        || base.kind == .symbol
          && (facts.symbols[Int(base.a)].function == FileFacts.module
            || facts.names.string(facts.symbols[Int(base.a)].name) == "self")
      return isKept ? [text(id)] : places(in: ValueID(value.a), depth + 1)
    case .index: return places(in: ValueID(value.a), depth + 1)
    default: return []
    }
  }
}
