// Which of two registering calls runs first.

import Facts

/// Compares calls of different functions by where those are called from.
struct RegistrationOrder {
  private let units: [Unit]
  private let table: CallTable
  private let callers: [[Reachability.Step]]
  /// By registering call: where it happens, seen from its function and from those that lead to it.
  private var known: [CallRef: [FunctionRef: InstructionID]] = [:]

  init(
    of registrations: [Registration],
    units: [Unit],
    table: CallTable,
    callers: [[Reachability.Step]]
  ) {
    self.units = units
    self.table = table
    self.callers = callers
    for registration in registrations where known[registration.call.place] == nil {
      known[registration.call.place] = positions(of: registration.call)
    }
  }

  /// Whether one call runs before another; what cannot be told counts as before.
  func isBefore(_ first: ResolvedCall, _ second: ResolvedCall) -> Bool {
    if isSameFunction(first, second) { return first.place.id < second.place.id }
    guard let one = known[first.place], let two = known[second.place] else { return true }
    let shared = one.filter { two[$0.key] != nil && two[$0.key] != $0.value }
    // The innermost function that leads to both decides; any other would have to agree.
    guard let (function, place) = shared.min(by: { $0.key < $1.key }), let other = two[function]
    else { return true }
    return place < other
  }

  private func isSameFunction(_ first: ResolvedCall, _ second: ResolvedCall) -> Bool {
    first.place.unit == second.place.unit && first.function == second.function
  }

  private func positions(of call: ResolvedCall) -> [FunctionRef: InstructionID] {
    let own = FunctionRef(unit: call.place.unitIndex, id: call.function)
    var result = [own: call.place.id]
    var pending = [own]
    var steps = 0
    while let function = pending.popLast(), steps < 8 {
      steps += 1
      for step in callers[Int(units.number(function))].prefix(4) {
        let outer = table.calls[Int(step.call)]
        let place = FunctionRef(unit: outer.place.unitIndex, id: outer.function)
        guard result[place] == nil else { continue }
        result[place] = outer.place.id
        pending.append(place)
      }
    }
    return result
  }
}
