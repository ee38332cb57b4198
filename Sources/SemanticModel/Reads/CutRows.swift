// Rows that are read whole, and of which a function keeps the first few.

import Facts
import SourceText

extension Program {
  /// Whether the function that reads rows cuts lists to their beginning afterwards: `replies.slice(0, 3)`.
  package func isCutInMemory(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let own = facts.functions[site.function.id.index].span
    return facts.instructions.contains { step in
      guard step.operation == .call, own.contains(step.span), step.span.start >= site.place.span.end
      else { return false }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, facts.names.isText("slice", NameID(callee.b)) else {
        return false
      }
      let bounds = facts.valueList(ListID(step.b)).map { facts.values[$0.index] }
      return bounds.count == 2 && bounds[0].kind == .number && facts.numbers[Int(bounds[0].a)] == 0
    }
  }
}
