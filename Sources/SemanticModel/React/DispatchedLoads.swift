// Requests that a component sends through its store: `dispatch(loadOrders(page))`.

import Facts
import SourceText

/// A function that a component hands the store, and that asks the server.
package struct DispatchedLoad: Sendable {
  /// The call whose result is dispatched: `loadOrders(page)`.
  package let site: CallSite
  /// The function that it calls.
  package let creator: FunctionRef
  /// The call that goes out, and reads only.
  package let request: CallSite
  /// Whether a failure is told to the store as well.
  package let tellsFailure: Bool
}

extension Program {
  /// What a call of `dispatch` asks the server for; nil where it changes something, or asks nothing.
  func dispatchedLoad(_ site: CallSite) -> DispatchedLoad? {
    guard site.calleeName == "dispatch",
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    let value = site.unit.facts.values[first.index]
    guard value.kind == .result else { return nil }
    let ref = CallRef(unit: site.place.unit, id: InstructionID(value.a))
    guard let position = table.position(of: ref) else { return nil }
    let made = call(at: position)
    guard let (creator, isLibrarys) = creator(calledBy: made) else { return nil }
    let span = body(of: creator).span
    let inside = table.calls(of: creator.unitIndex).map { call(at: $0) }.filter {
      span.contains($0.place.span)
    }
    let sent = inside.filter { call in call.effects.contains { $0.kind == .external } }
    guard let request = sent.first, sent.allSatisfy(\.isAsked) else { return nil }
    let facts = units[creator.unitIndex].facts
    let tells = inside.contains { inner in
      inner.calleeName == "dispatch" && isInCatch(inner.resolved.place, facts)
    }
    return DispatchedLoad(
      site: made,
      creator: creator,
      request: request,
      tellsFailure: tells || isLibrarys
    )
  }

  /// Whether a component itself hands the store the function that sends a request.
  func isAsked(_ request: DataRequest, by component: FunctionRef) -> Bool {
    let span = body(of: component).span
    return table.calls(of: component.unitIndex).contains { position in
      let site = call(at: position)
      return span.contains(site.place.span)
        && dispatchedLoad(site)?.request.position == request.site.position
    }
  }

  /// The function behind an action: of the project, or handed to `createAsyncThunk`, which tells of failures itself.
  private func creator(calledBy made: CallSite) -> (FunctionRef, Bool)? {
    let place = traced(ValueRef(unit: made.place.unit, id: ValueID(made.instruction.a)))
    let value = value(place)
    if value.kind == .function {
      return (FunctionRef(unit: place.unitIndex, id: FunctionID(value.a)), false)
    }
    guard value.kind == .result else { return nil }
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(value.a))
    guard let position = table.position(of: ref) else { return nil }
    let maker = call(at: position)
    let arguments = maker.unit.facts.valueList(ListID(maker.instruction.b))
    guard maker.calleeName == "createAsyncThunk", arguments.count > 1 else { return nil }
    let function = traced(ValueRef(unit: maker.place.unit, id: arguments[1]))
    guard self.value(function).kind == .function else { return nil }
    return (FunctionRef(unit: function.unitIndex, id: FunctionID(self.value(function).a)), true)
  }

  private func isInCatch(_ step: CallRef, _ facts: FileFacts) -> Bool {
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      if facts.regions[region.index].kind == .catch { return true }
      region = facts.regions[region.index].parent
    }
    // `.catch((error) => dispatch(…))`
    let function = FunctionRef(unit: step.unitIndex, id: functionID(of: step, facts))
    guard let handed = handed(function) else { return false }
    let callee = facts.values[Int(facts.instructions[handed.call.index].a)]
    guard callee.kind == .member else { return false }
    let name = facts.names.string(NameID(callee.b))
    return name == "catch" && handed.position == 0 || name == "then" && handed.position == 1
  }

  private func functionID(of step: CallRef, _ facts: FileFacts) -> FunctionID {
    facts.regions[facts.instructions[step.id.index].region.index].function
  }
}
