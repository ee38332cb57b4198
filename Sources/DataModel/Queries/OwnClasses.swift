// The class that a class method is handed as itself: `cls` of `select(cls)`.

import Facts
import SemanticModel

extension SourceValues {
  /// The class of the method whose first parameter a name is, functions inside of the method included.
  func ownClass(_ ref: ValueRef) -> String? {
    let value = value(ref)
    guard value.kind == .symbol, case let facts = facts(ref.unitIndex),
      facts.language == .python, case let symbol = facts.symbols[Int(value.a)],
      symbol.value.isPresent, !symbol.flags.contains(.reassigned),
      facts.values[symbol.value.index].kind == .this
    else { return nil }
    let method = facts.functions[symbol.function.index]
    guard method.owner.isPresent, method.flags.contains(.static) else { return nil }
    return facts.names.string(facts.classes[method.owner.index].name)
  }
}
