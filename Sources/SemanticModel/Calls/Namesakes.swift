// Which of several functions a name calls, where one of them has that very name.

import Facts

extension Evaluator {
  /// The functions that a call runs, without those that a wrapper of all of them brings along.
  ///
  /// What a wrapper gives back (`export default traced(present)`) may be any function that it was ever handed. Who calls
  /// it by the name of one of them calls that one.
  func namesakes(among targets: Few<FunctionRef>, of call: Instruction, in unit: Int)
    -> Few<FunctionRef>
  {
    guard targets.count > 1, call.operation == .call else { return targets }
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .symbol else { return targets }
    let symbol = units[unit].facts.symbols[Int(callee.a)]
    let name = units[unit].name(symbol.name)
    var named = Few<FunctionRef>()
    for target in targets {
      let other = units[target.unitIndex]
      let own = other.facts.functions[target.id.index].name
      if own.isPresent, other.name(own) == name { named.append(target) }
    }
    return named.isEmpty ? targets : named
  }
}
