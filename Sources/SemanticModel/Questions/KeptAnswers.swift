// Answers that a handler asks the caches in front to keep.

import Facts
import SourceText

extension Program {
  /// Whether a handler asks shared caches to keep its answers: `Cache-Control: s-maxage=3600`.
  package func asksCachesToKeep(_ handler: FunctionRef) -> Bool {
    let facts = units[handler.unitIndex].facts
    let function = facts.functions[handler.id.index]
    return (function.firstValue.index..<function.endValue.index).contains { index in
      let value = facts.values[index]
      return value.kind == .string
        && facts.names.string(NameID(value.a)).contains("s-maxage")
    }
  }
}
