// What but the clock decides whether a poll asks: a comparison in the timer, or a key that is none.

import Facts
import SourceText

extension Program {
  /// The comparison of what was noted with what is there, without which a timer asks nothing: `if (seen !== last)`.
  func gate(of asked: CallSite, from timer: FunctionRef) -> SourcePlace? {
    let steps =
      asked.function == timer
      ? [asked]
      : calls(in: timer).map { call(at: $0) }.filter { site in
        site.resolved.targets.contains { isInside(asked.function, $0) }
      }
    let gates = steps.map { step -> SourcePlace? in
      let facts = step.unit.facts
      var region = step.instruction.region
      while region.isPresent {
        let arm = facts.regions[region.index]
        if arm.kind.isArm, arm.function == timer.id, comparesChanges(arm.subject, facts) {
          return SourcePlace(unit: step.place.unit, span: facts.values[arm.subject.index].span)
        }
        region = arm.parent
      }
      return nil
    }
    return gates.contains { $0 == nil } ? nil : gates.first ?? nil
  }

  /// Whether a condition compares two things that are both read, and no literal.
  private func comparesChanges(_ condition: ValueID, _ facts: FileFacts) -> Bool {
    guard condition.isPresent else { return false }
    let span = facts.values[condition.index].span
    return facts.values.contains { value in
      guard value.kind == .binary, span.contains(value.span),
        [.equal, .notEqual].contains(Operator(rawValue: value.detail))
      else { return false }
      return [value.a, value.b].allSatisfy { side in
        [.symbol, .member, .result].contains(facts.values[Int(side)].kind)
      }
    }
  }

  /// The condition under which the key of a hook's request is none, where it asks what another hook says: who is
  /// signed in, which plan is paid for.
  func gate(inside hook: FunctionRef, depth: Int) -> SourcePlace? {
    for position in calls(in: hook) {
      let site = call(at: position)
      guard site.calleeName.hasPrefix("use"),
        let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
      else { continue }
      if site.plays(.queryHook) {
        let key = traced(ValueRef(unit: site.place.unit, id: first))
        if value(key).kind == .function, let place = gate(ofKey: key) { return place }
      } else if depth < 2, let next = site.resolved.targets.first,
        let place = gate(inside: next, depth: depth + 1)
      {
        return place
      }
    }
    return nil
  }

  private func gate(ofKey key: ValueRef) -> SourcePlace? {
    let facts = units[key.unitIndex].facts
    let function = FunctionRef(unit: key.unitIndex, id: FunctionID(value(key).a))
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    for step in facts.instructions[first..<max(first, fact.endInstruction.index)] {
      guard step.operation == .return, step.region.isPresent,
        [.null, .undefined].contains(facts.values[Int(step.a)].kind)
      else { continue }
      let arm = facts.regions[step.region.index]
      let span = facts.values[arm.subject.index].span
      let asksHook = facts.values.contains { value in
        guard value.kind == .symbol, span.contains(value.span) else { return false }
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.function != function.id, symbol.value.isPresent else { return false }
        return isAnswerOfHook(symbol.value, facts)
      }
      if arm.kind == .then, asksHook { return SourcePlace(unit: key.unitIndex, span: span) }
    }
    return nil
  }

  /// Whether a value is what a hook gives, or a part of it.
  private func isAnswerOfHook(_ id: ValueID, _ facts: FileFacts) -> Bool {
    var made = facts.values[id.index]
    for _ in 0..<3 where made.kind == .member { made = facts.values[Int(made.a)] }
    guard made.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(made.a)].a)]
    switch callee.kind {
    case .symbol: return facts.names.string(facts.symbols[Int(callee.a)].name).hasPrefix("use")
    case .global: return facts.names.string(NameID(callee.a)).hasPrefix("use")
    case .member: return facts.names.string(NameID(callee.b)).hasPrefix("use")
    default: return false
    }
  }
}
