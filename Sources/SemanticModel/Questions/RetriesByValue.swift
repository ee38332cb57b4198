// Tries whose failure is a value: `for _ in range(3): error = send(); if error is None: break`.

import Facts

/// Looks in one file for loops that make the same call again until its result says that it worked.
struct RetriesByValue {
  private let search: RetrySearch
  private var program: Program { search.program }
  private var facts: FileFacts { search.facts }

  init(_ program: Program, _ unit: Int) { search = RetrySearch(program, unit) }

  func loops() -> [Retry] {
    facts.regions.indices.compactMap { position in
      let loop = RegionID(position)
      let fact = facts.regions[position]
      guard counts(fact) else { return nil }
      return retry(in: loop, search.steps(of: loop))
    }
  }

  /// Whether a loop only counts its turns.
  private func counts(_ loop: Region) -> Bool {
    switch loop.kind {
    case .forCount: loop.subject.isPresent
    case .forEach: search.isRange(loop.subject)
    default: false
    }
  }

  private func retry(in loop: RegionID, _ steps: [InstructionID]) -> Retry? {
    for id in steps {
      let step = facts.instructions[id.index]
      guard step.operation == .assign, step.region == loop, step.detail == 0,
        facts.values[Int(step.a)].kind == .symbol,
        let site = call(behind: ValueID(step.b)),
        !program.effects(behind: site).isDisjoint(with: [.external, .process]),
        let test = exit(for: SymbolID(facts.values[Int(step.a)].a), loop, steps),
        isSame(site, in: loop, steps), !isUsed(SymbolID(facts.values[Int(step.a)].a), steps, test)
      else { continue }
      return Retry(
        site: site,
        place: SourcePlace(unit: search.unit, span: facts.regions[test.index].span),
        isEndless: false,
        waits: steps.contains { search.isWait($0) },
        kind: .loop
      )
    }
    return nil
  }

  private func call(behind id: ValueID) -> CallSite? {
    var value = facts.values[id.index]
    if value.kind == .awaited { value = facts.values[Int(value.a)] }
    guard value.kind == .result else { return nil }
    let place = CallRef(unit: search.unit, id: InstructionID(value.a))
    return program.table.position(of: place).map { program.call(at: $0) }
  }

  /// The block that ends the loop because of a result: `if error is None: break`.
  private func exit(
    for symbol: SymbolID,
    _ loop: RegionID,
    _ steps: [InstructionID]
  ) -> RegionID? {
    for id in steps {
      let step = facts.instructions[id.index]
      let leaves =
        step.operation == .return || step.operation == .break && RegionID(step.a) == loop
      let block = facts.regions[step.region.index]
      guard leaves, block.kind == .then, block.parent == loop,
        mentions(symbol, block.subject, depth: 0)
      else { continue }
      return step.region
    }
    return nil
  }

  /// Whether each turn asks the same: another page or another item is no try.
  private func isSame(_ site: CallSite, in loop: RegionID, _ steps: [InstructionID]) -> Bool {
    var changed = Set(facts.list(facts.regions[loop.index].bindings).map { SymbolID($0) })
    for id in steps {
      let step = facts.instructions[id.index]
      guard step.operation == .assign, facts.values[Int(step.a)].kind == .symbol else { continue }
      changed.insert(SymbolID(facts.values[Int(step.a)].a))
    }
    // `for (let i = 0; i < 3; i++)` binds nothing: what its test names counts.
    let isCounted = facts.regions[loop.index].kind == .forCount
    return facts.valueList(ListID(site.instruction.b)).allSatisfy { argument in
      !changed.contains { mentions($0, argument, depth: 0) }
        && !(isCounted && sharesName(argument, facts.regions[loop.index].subject))
    }
  }

  /// Whether a turn does something with what it got, as those who empty a queue do.
  private func isUsed(_ symbol: SymbolID, _ steps: [InstructionID], _ test: RegionID) -> Bool {
    steps.contains { id in
      let step = facts.instructions[id.index]
      guard step.operation == .call, !search.isInside(step.region, test),
        facts.valueList(ListID(step.b)).contains(where: { mentions(symbol, $0, depth: 0) }),
        let position = program.table.position(of: CallRef(unit: search.unit, id: id))
      else { return false }
      return !program.call(at: position).effects.contains { $0.kind == .log }
    }
  }

  private func sharesName(_ one: ValueID, _ other: ValueID) -> Bool {
    guard other.isPresent else { return false }
    let test = facts.values[other.index]
    guard test.kind == .binary else { return false }
    return [test.a, test.b].contains { word in
      let side = facts.values[Int(word)]
      return side.kind == .symbol && mentions(SymbolID(side.a), one, depth: 0)
    }
  }

  /// Whether a value is made of a symbol.
  private func mentions(_ symbol: SymbolID, _ id: ValueID, depth: Int) -> Bool {
    guard id.isPresent, depth < 12 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == symbol
    case .member, .unary, .awaited, .spread:
      return mentions(symbol, ValueID(value.a), depth: depth + 1)
    case .index, .binary:
      return mentions(symbol, ValueID(value.a), depth: depth + 1)
        || mentions(symbol, ValueID(value.b), depth: depth + 1)
    case .choice, .array, .template, .object:
      return facts.list(ListID(value.a)).prefix(64).enumerated().contains { offset, word in
        (value.kind != .object || offset % 2 == 1)
          && mentions(symbol, ValueID(word), depth: depth + 1)
      }
    case .result:
      let call = facts.instructions[Int(value.a)]
      return mentions(symbol, ValueID(call.a), depth: depth + 1)
        || facts.valueList(ListID(call.b)).contains { mentions(symbol, $0, depth: depth + 1) }
    default: return false
    }
  }
}
