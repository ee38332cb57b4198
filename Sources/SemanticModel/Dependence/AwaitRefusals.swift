// Waits behind a refusal, and waits that only some requests need.

import Facts

extension AwaitRunFinder {
  /// The runs of a group: where two waits follow one another anyway, what is asked behind a refusal stays apart.
  func runs(of group: [Wait]) -> [AwaitRun] {
    var parts: [[Wait]] = []
    for wait in group {
      if wait.isPastRefusal || parts.isEmpty { parts.append([]) }
      parts[parts.count - 1].append(wait)
    }
    if parts.count > 1, parts.contains(where: { $0.count > 1 }) {
      return parts.flatMap { runs(of: $0.map(\.alone)) }
    }
    guard group.count > 1 else { return [] }
    let isConditional = group[group.count - 1].isConditional
    let kept = isConditional && group.count > 2 ? group.dropLast() : group[...]
    return [
      AwaitRun(
        steps: kept.compactMap(\.step),
        isSends: group[0].isSend,
        pastRefusal: kept.firstIndex(where: \.isPastRefusal),
        isConditional: kept.contains(where: \.isConditional)
      )
    ]
  }

  /// A group without the conditional wait at its end, where another wait of the block itself can follow the rest.
  func settled(_ group: [Wait], before wait: Wait, _ flow: FunctionFlow) -> [Wait] {
    guard let last = group.last, last.isConditional else { return group }
    let rest = Array(group.dropLast())
    let goesOn = next(wait, behind: rest, flow) != nil
    return goesOn ? rest : group
  }

  /// What stands before the last refusal of a group, and what behind it; nil where there is none.
  func parted(_ group: [Wait]) -> (done: [Wait], rest: [Wait])? {
    guard let last = group.lastIndex(where: \.isPastRefusal) else { return nil }
    return (Array(group[..<last]), group[last...].map(\.alone))
  }

  /// Where a block ends that refuses, if an instruction between two waits begins one: `if (!user) return …`.
  ///
  /// What was asked for in vain changes nothing. A block that answers with what was found is none: it spares the rest.
  func endOfRefusal(at position: Int, in gap: Gap) -> Int? {
    var next = facts.instructions[position].region
    for _ in 0..<16 {
      guard next.isPresent else { return nil }
      let region = facts.regions[next.index]
      if region.kind == .then, block(of: region.parent) == gap.block {
        let end = region.endInstruction.index
        return end <= gap.to && isRefusal(next) ? end : nil
      }
      next = region.parent
    }
    return nil
  }

  private func isRefusal(_ id: RegionID) -> Bool {
    let region = facts.regions[id.index]
    let span = region.firstInstruction.index..<region.endInstruction.index
    guard let last = span.last, facts.instructions[last].region == id else { return false }
    switch facts.instructions[last].operation {
    case .throw: return true
    case .return: return saysNothing(region.subject, 0) || span.contains(where: tellsFailure)
    default: return false
    }
  }

  /// Whether a test asks whether there is nothing: `!user`, `user === null`, `rows.length === 0`.
  private func saysNothing(_ id: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary: return value.detail == Operator.not.rawValue
    case .binary:
      let right = facts.values[Int(value.b)]
      let isZero = right.kind == .number && facts.numbers[Int(right.a)] == 0
      return value.detail == Operator.equal.rawValue
        && (right.kind == .null || right.kind == .undefined || isZero)
    case .choice:
      return facts.valueList(ListID(value.a)).allSatisfy { saysNothing($0, depth + 1) }
    default: return false
    }
  }

  /// Whether a call tells the caller that something is wrong: `res.status(409)`, `next(new Error(…))`.
  private func tellsFailure(_ position: Int) -> Bool {
    let step = facts.instructions[position]
    guard step.operation == .call else { return false }
    let name = program.calledName(facts.values[Int(step.a)], facts) ?? ""
    guard let first = facts.valueList(ListID(step.b)).first else { return false }
    let value = facts.values[first.index]
    switch name {
    case "status", "sendStatus", "code":
      return value.kind == .number && facts.numbers[Int(value.a)] >= 400
    case "next": return true
    default: return false
    }
  }

  /// Whether a name is given one of two values, of which it is not told what decides: `count > limit ? page - 1 : 0`.
  private func hasChoice(from start: Int, to end: Int) -> Bool {
    (start..<max(start, end)).contains { position in
      let step = facts.instructions[position]
      return step.operation == .assign && facts.values[Int(step.b)].kind == .choice
    }
  }

  /// The wait as the last of the group around its arm, and that group's block, where the arm's test needs nothing of it:
  /// `if (!cursor) total = await count()`.
  func conditional(
    _ wait: Wait,
    _ open: [RegionID: [Wait]],
    _ flow: FunctionFlow
  ) -> (RegionID, Wait)? {
    let arm = facts.regions[wait.region.index]
    guard arm.kind == .then, !wait.isSend, open[wait.region] == nil,
      case let outer = block(of: arm.parent), let group = open[outer],
      !group.contains(where: \.isSend)
    else { return nil }
    let read = group.reduce(into: Set<Int>()) { $0.formUnion($1.calls) }
    guard
      flow.dependencies(of: arm.subject, before: wait.start, withConditions: true)
        .isDisjoint(with: read), var next = next(wait, behind: group, flow), !next.isPastRefusal,
      !hasChoice(from: group[group.count - 1].position, to: wait.start)
    else { return nil }
    next.isConditional = true
    return (outer, next)
  }
}
