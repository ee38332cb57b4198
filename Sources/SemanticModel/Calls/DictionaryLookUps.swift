// Look-ups in dictionaries, which share the name of a look-up in the database: `row.get("name")`.

import Facts

extension Evaluator {
  /// What a call is told to run, without what reads a row by a key where a dictionary is asked.
  ///
  /// Helpers that make dictionaries of rows are handed rows and dictionaries alike, so that both seem to be asked: but a
  /// key that is written out as a text names an entry, no row, and nobody asks an object for a method of its class.
  mutating func withoutLookUps(
    _ targets: Few<FunctionRef>,
    _ operations: Few<LibraryCall>,
    of call: Instruction,
    in unit: Int
  ) -> (targets: Few<FunctionRef>, operations: Few<LibraryCall>) {
    guard !targets.isEmpty || !operations.isEmpty, asksObject(call, in: unit) else {
      return (targets, operations)
    }
    let isByText =
      units[unit].valueList(ListID(call.b)).first
      .map { units[unit].facts.values[$0.index].kind == .string } ?? false
    let isOfObjects = isByText || asksRow(call, in: unit)
    var kept = Few<FunctionRef>()
    for target in targets where !isOfObjects || !isOfClass(target) { kept.append(target) }
    var asked = Few<LibraryCall>()
    for operation in operations {
      let isQuery = operation.effects(index).contains { $0.kind == .query }
      if !isByText || !isQuery { asked.append(operation) }
    }
    return (kept, asked)
  }

  /// `row.get(key)`, `rows[0].get(key)`, where no class and no query is spelled out.
  private func asksObject(_ call: Instruction, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard facts.language == .python, call.operation == .call else { return false }
    let callee = facts.values[Int(call.a)]
    guard callee.kind == .member, facts.names.isText("get", NameID(callee.b)) else { return false }
    let base = facts.values[Int(callee.a)]
    switch base.kind {
    case .symbol:
      let symbol = facts.symbols[Int(base.a)]
      let first = facts.names.bytes[facts.names.range(of: symbol.name)].first ?? 0
      return first >= UInt8(ascii: "a")
    case .index, .element, .choice: return true
    case .result:
      // `data.get("a", {}).get("b")`
      let inner = facts.values[Int(facts.instructions[Int(base.a)].a)]
      return inner.kind == .member && facts.names.isText("get", NameID(inner.b))
    default: return false
    }
  }

  /// Whether what is asked may be an object or a collection, not only a class.
  private mutating func asksRow(_ call: Instruction, in unit: Int) -> Bool {
    members(of: receiver(of: call, in: unit)).contains {
      switch entities[$0] {
      case .instance, .object, .array, .collection, .row, .stored, .tuple, .held: true
      default: false
      }
    }
  }

  /// Whether a function is one of a class, not of its objects.
  private func isOfClass(_ function: FunctionRef) -> Bool {
    units[function.unitIndex].facts.functions[function.id.index].flags.contains(.static)
  }
}
