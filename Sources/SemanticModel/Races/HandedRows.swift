// Whether what a function is handed is a row of a mapped class.

import Facts

extension RaceFinder {
  /// Whether a value is a row of a model that the function is handed.
  func isHandedRow(_ id: ValueID, with column: String) -> Bool {
    guard isHandedIn(id, 0) else { return false }
    let value = facts.values[id.index]
    // A method of the model itself.
    if isOwnObject(value) {
      let owner = facts.functions[function.id.index].owner
      return owner.isPresent
        && isColumn(column, of: facts.names.string(facts.classes[owner.index].name))
    }
    guard value.kind == .symbol else { return isColumn(column, of: nil) }
    let symbol = facts.symbols[Int(value.a)]
    let parameter = facts.parameters(of: function.id).first { $0.symbol == SymbolID(value.a) }
    guard let parameter else { return isColumn(column, of: nil) }
    if parameter.type.isPresent, let type = className(of: parameter.type) {
      return isColumn(column, of: type)
    }
    return !Self.bodies.contains(facts.names.string(symbol.name)) && isColumn(column, of: nil)
  }

  /// What requests bring along goes by these names.
  private static let bodies: Set<String> = [
    "data", "payload", "body", "dto", "request", "req", "form", "schema", "params", "args",
    "values", "config", "settings", "state", "stats", "result", "response", "ctx", "context",
  ]

  private func isOwnObject(_ value: Value) -> Bool {
    guard value.kind == .symbol else { return value.kind == .this }
    let symbol = facts.symbols[Int(value.a)]
    return symbol.value.isPresent && facts.values[symbol.value.index].kind == .this
  }

  /// The last class that an annotation names: `Order`, `models.Order`, `Optional[Order]`.
  private func className(of annotation: ValueID) -> String? {
    var value = facts.values[annotation.index]
    for _ in 0..<4 {
      switch value.kind {
      case .type:
        let inner = facts.valueList(ListID(value.b))
        value = facts.values[inner.first?.index ?? Int(value.a)]
      case .index: value = facts.values[Int(value.b)]
      case .symbol: return facts.names.string(facts.symbols[Int(value.a)].name)
      case .member: return facts.names.string(NameID(value.b))
      case .string: return facts.names.string(NameID(value.a))
      default: return nil
      }
    }
    return nil
  }

  func isColumn(_ name: String, of model: String?) -> Bool {
    let columns = program.mappedColumns
    guard let model else { return columns.values.contains { $0.contains(name) } }
    return columns[model]?.contains(name) ?? false
  }
}
