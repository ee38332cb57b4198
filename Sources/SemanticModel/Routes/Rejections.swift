// Whether a wrapper sees to the rejections of what it wraps.

import Facts
import SourceText

extension Evaluator {
  /// Whether the call that made a handler hands its rejections on: a library's wrapper, or one of the project.
  mutating func forwardsRejections(_ ref: ValueRef, _ bound: Bindings, _ sources: RouteSources)
    -> Bool
  {
    let value = units[ref.unitIndex].facts.values[ref.id.index]
    guard value.kind == .result else { return false }
    let call = CallRef(unit: ref.unitIndex, id: InstructionID(value.a))
    guard let position = sources.table.position(of: call) else { return false }
    let resolved = sources.table.calls[position]
    if resolved.ownRoles(index).contains(.asyncErrors) { return true }
    return resolved.targets.contains { isForwarding($0) }
  }

  /// Whether a function calls what it is given, and looks after the promise of it.
  func isForwarding(_ wrapper: FunctionRef) -> Bool {
    let unit = wrapper.unitIndex
    let fact = units[unit].facts.functions[wrapper.id.index]
    var callsParameter = false
    var catches = false
    for function in units[unit].facts.functions.indices.dropFirst(wrapper.id.index) {
      let inner = units[unit].facts.functions[function]
      // What is written inside does not stand next to it: bodies are numbered level by level.
      guard fact.span.contains(inner.span) else { continue }
      var next = inner.firstInstruction
      while next < inner.endInstruction {
        defer { next = InstructionID(next.index + 1) }
        let step = units[unit].facts.instructions[next.index]
        guard step.operation == .call else { continue }
        if isParameter(ValueID(step.a), of: wrapper) {
          callsParameter = true
          if step.flags.contains(.awaited), isCaught(step.region, in: unit) { catches = true }
        } else if takesRejections(step, in: unit) {
          catches = true
        }
      }
    }
    return callsParameter && catches
  }

  /// Whether a callee is a parameter of a function, or `call` and `apply` of one.
  private func isParameter(_ callee: ValueID, of wrapper: FunctionRef) -> Bool {
    let unit = wrapper.unitIndex
    if units.parameter(behind: callee, in: unit)?.function == wrapper { return true }
    let value = units[unit].facts.values[callee.index]
    guard value.kind == .member else { return false }
    let name = units[unit].name(NameID(value.b))
    guard name == words.call || name == words.apply else { return false }
    return units.parameter(behind: ValueID(value.a), in: unit)?.function == wrapper
  }

  private func isCaught(_ region: RegionID, in unit: Int) -> Bool {
    var next = region
    while next.isPresent {
      if units[unit].facts.regions[next.index].kind == .try { return true }
      next = units[unit].facts.regions[next.index].parent
    }
    return false
  }

  /// `promise.catch(next)`, `promise.then(undefined, next)`.
  private func takesRejections(_ call: Instruction, in unit: Int) -> Bool {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member else { return false }
    let names = units[unit].facts.names
    let count = units[unit].list(ListID(call.b)).count
    return names.isText("catch", NameID(callee.b)) && count > 0
      || names.isText("then", NameID(callee.b)) && count > 1
  }
}
