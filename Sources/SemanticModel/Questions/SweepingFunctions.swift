// Functions that go through something from end to end.

import Facts

extension Program {
  /// Whether a function has a loop of its own, or hands a function to one.
  package func walks(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    if facts.regions(of: function.id).contains(where: { facts.regions[$0].kind.isLoop }) {
      return true
    }
    return calls(in: function).contains {
      ["forEach", "map", "filter"].contains(call(at: $0).calledName)
    }
  }
}
