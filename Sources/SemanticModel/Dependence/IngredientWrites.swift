// Writes that wait for one another although each only makes an ingredient of a later write.

import Facts
import SourceText

extension Program {
  /// Runs of awaited writes to different tables whose results meet in a later write, in order of file and place.
  ///
  /// Two writes usually keep their order for a reason: the second refers to the first, or must not happen without it.
  /// Where a third takes what both give, neither refers to the other.
  package var ingredientRuns: [AwaitRun] {
    var result: [AwaitRun] = []
    for unit in units.indices where units[unit].isRunning {
      let facts = units[unit].facts
      for function in facts.functions.indices.dropFirst()
      where facts.functions[function].flags.contains(.async) {
        let place = FunctionRef(unit: unit, id: FunctionID(function))
        let finder = IngredientFinder(program: self, function: place)
        result += finder.runs()
      }
    }
    return result
  }
}

extension AwaitRun {
  /// Each step writes what a later write takes.
  package var isIngredients: Bool { !isSends && steps.allSatisfy { $0.kinds == [.write] } }
}

/// Looks through the awaited writes of one function.
private struct IngredientFinder {
  let program: Program
  let function: FunctionRef
  private let facts: FileFacts
  private let range: Range<Int>

  init(program: Program, function: FunctionRef) {
    self.program = program
    self.function = function
    facts = program.units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    range = own.firstInstruction.index..<own.endInstruction.index
  }

  /// An awaited write, or a choice between several: `isNew ? await a() : await b()`.
  private struct Write {
    let position: Int
    let region: RegionID
    let value: ValueID
    /// What decides which one it is.
    let tests: [ValueID]
    let span: ByteSpan
    let calls: Set<Int>
    let sites: [CallSite]
  }

  func runs() -> [AwaitRun] {
    let waits = range.filter { facts.instructions[$0].operation == .await }
    guard waits.count > 1, waits.count <= 200,
      program.hasWrites(function), !program.isInsideTransaction(function)
    else { return [] }
    let writes = self.writes(among: waits)
    guard writes.count > 1 else { return [] }
    let flow = FunctionFlow(facts, of: function.id)
    var result: [AwaitRun] = []
    for (first, second) in zip(writes, writes.dropFirst())
    where isPair(first, second, waits, flow) && haveOtherTables(first, second)
      && meet(first, second, flow)
    {
      result.append(AwaitRun(steps: [first, second].compactMap(step)))
    }
    return result.filter { $0.steps.count == 2 }
  }

  private func step(of write: Write) -> AwaitStep? {
    guard let site = write.sites.first(where: { $0.reachedKinds.contains(.write) }) else {
      return nil
    }
    let place = SourcePlace(unit: function.unitIndex, span: write.span)
    return AwaitStep(site: site, operand: place, whole: place, name: nil, kinds: [.write])
  }

  // MARK: The writes

  private func writes(among waits: [Int]) -> [Write] {
    var result: [Write] = []
    for position in waits where result.last.map({ !$0.span.contains(span(position)) }) ?? true {
      let choice = self.choice(around: position)
      if let write = write(at: position, choice) { result.append(write) }
    }
    return result
  }

  private func span(_ position: Int) -> ByteSpan { facts.instructions[position].span }

  /// The `?:` whose arms wait.
  private func choice(around position: Int) -> ValueID? {
    let own = facts.functions[function.id.index]
    return (own.firstValue.index..<own.endValue.index).first { index in
      let value = facts.values[index]
      return value.kind == .choice && value.detail == Operator.conditional.rawValue
        && value.span.contains(span(position))
        && facts.valueList(ListID(value.a)).allSatisfy { facts.values[$0.index].kind == .awaited }
    }.map { ValueID($0) }
  }

  private func write(at position: Int, _ choice: ValueID?) -> Write? {
    let instruction = facts.instructions[position]
    guard choice != nil || !instruction.flags.contains(.discarded) else { return nil }
    let whole = choice.map { facts.values[$0.index].span } ?? instruction.span
    let calls = range.filter { index in
      let step = facts.instructions[index]
      return (step.operation == .call || step.operation == .construct) && whole.contains(step.span)
    }
    let sites = calls.compactMap(site)
    let kinds = sites.reduce(into: Set<EffectKind>()) { $0.formUnion($1.reachedKinds) }
    guard kinds.contains(.write), kinds.isDisjoint(with: [.external, .enqueue, .process]),
      !sites.contains(where: { $0.asksOneConnection || $0.mentionsTransaction || $0.throwsItself })
    else { return nil }
    let arm = facts.regions[instruction.region.index]
    return Write(
      position: position,
      region: choice == nil ? instruction.region : arm.parent,
      value: choice ?? ValueID(instruction.a),
      tests: choice == nil ? [] : [arm.subject],
      span: whole,
      calls: Set(calls),
      sites: sites
    )
  }

  private func site(_ position: Int) -> CallSite? {
    program.table.position(of: CallRef(unit: function.unitIndex, id: InstructionID(position)))
      .map { program.call(at: $0) }
  }

  // MARK: Two of them

  /// Whether both stand in one block, run once, nothing happens between them, and the second needs nothing of the first.
  private func isPair(_ first: Write, _ second: Write, _ waits: [Int], _ flow: FunctionFlow) -> Bool
  {
    guard first.region == second.region, !isInLoop(first.region) else { return false }
    let gap = first.span.end..<max(first.span.end, second.span.start)
    let leaves: Set<Instruction.Operation> = [.return, .throw, .break, .continue, .yield, .await]
    for position in range where gap.contains(span(position).start) {
      let step = facts.instructions[position]
      if leaves.contains(step.operation) { return false }
      if step.operation == .call, step.flags.contains(.discarded) { return false }
    }
    return ([second.value] + second.tests).allSatisfy {
      flow.dependencies(of: $0, before: second.position).isDisjoint(with: first.calls)
    }
  }

  private func isInLoop(_ region: RegionID) -> Bool { facts.isInLoop(region) }

  /// A row may refer to one that was just written to another table by a key that the program made itself.
  private func haveOtherTables(_ first: Write, _ second: Write) -> Bool {
    let one = tables(of: first)
    let other = tables(of: second)
    return !one.isEmpty && !other.isEmpty && one.isDisjoint(with: other) && !givesKey(first)
  }

  private func tables(of write: Write) -> Set<String> {
    var result: Set<String> = []
    for site in write.sites where site.reachedKinds.contains(.write) {
      var written = [site]
      for target in site.resolved.targets {
        written += program.path(from: program.units.number(target), kinds: [.write])
      }
      let names = written.filter { $0.effects.contains { $0.kind == .write } }
        .map { $0.queriedTable?.lowercased() }
      for name in names {
        guard let name else { return [] }
        result.insert(name)
      }
    }
    return result
  }

  /// Whether a write names the key of its row itself: `create({ data: { id } })`.
  private func givesKey(_ write: Write) -> Bool {
    write.sites.contains { site in
      site.arguments.contains { argument in
        let own = [argument] + argument.properties.map(\.value)
        return own.contains { $0["id"] != nil || $0["_id"] != nil }
      }
    }
  }

  /// Whether a later write takes what both give.
  private func meet(_ first: Write, _ second: Write, _ flow: FunctionFlow) -> Bool {
    range.contains { position in
      let step = facts.instructions[position]
      guard step.operation == .call, step.start >= second.span.end, let site = site(position),
        site.reachedKinds.contains(.write)
      else { return false }
      var needed: Set<Int> = []
      for argument in facts.valueList(ListID(step.b)) {
        needed.formUnion(flow.dependencies(of: argument))
      }
      return !needed.isDisjoint(with: first.calls) && !needed.isDisjoint(with: second.calls)
    }
  }
}

extension Program {
  /// Whether a function writes in the end.
  fileprivate func hasWrites(_ function: FunctionRef) -> Bool {
    reachedKinds.functions[Int(units.number(function))].contains(EffectKinds(.write))
  }
}
