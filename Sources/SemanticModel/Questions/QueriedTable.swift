// The table, model or collection that a query names.

import Facts

extension CallSite {
  /// What the query is about, as the source names it: a table of its SQL, a model, a collection.
  package var queriedTable: String? {
    if let table = statementTable { return table }
    for operation in resolved.operations {
      let member = program.libraries[operation.member].member
      let called = member.operation(constructs: operation.isConstruction)
      guard let position = called?.value.subjectArgument,
        case .text(let text)? = argument(at: position)
      else { continue }
      if SQLTable.isName(text) { return text }
    }
    return chainSubject ?? receiverName
  }

  /// The table that the text of a statement names.
  package var statementTable: String? { texts.lazy.compactMap(SQLTable.named).first }

  private func argument(at position: Int) -> Operand.Shape? {
    arguments.indices.contains(position) ? arguments[position].shape : nil
  }

  /// The texts among the arguments: where SQL stands, the pieces of a template too.
  private var texts: [String] {
    let facts = unit.facts
    return facts.valueList(ListID(instruction.b)).prefix(2).flatMap { id -> [String] in
      var value = facts.values[id.index]
      if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
      switch value.kind {
      case .string: return [facts.names.string(NameID(value.a))]
      case .template:
        return facts.valueList(ListID(value.a)).map { facts.values[$0.index] }
          .filter { $0.kind == .string }.map { facts.names.string(NameID($0.a)) }
      case .object:
        // `query({ text: "SELECT …" })`
        let words = Array(facts.list(ListID(value.a)))
        return stride(from: 1, to: words.count, by: 2).map { facts.values[Int(words[$0])] }
          .filter { $0.kind == .string }.map { facts.names.string(NameID($0.a)) }
      default: return []
      }
    }
  }

  /// `knex("orders").where(…)`, `db.select().from(orders)`: the first text or name along the chain.
  private var chainSubject: String? {
    let facts = unit.facts
    var value = facts.values[Int(instruction.a)]
    for _ in 0..<24 {
      if value.kind == .member { value = facts.values[Int(value.a)] }
      guard value.kind == .result else { return nil }
      let call = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(call.a)]
      let names =
        callee.kind != .member
        || ["from", "into", "table", "model", "insert", "update", "delete", "collection"]
          .contains(facts.names.string(NameID(callee.b)))
      if names, let first = facts.valueList(ListID(call.b)).first {
        let argument = facts.values[first.index]
        if argument.kind == .string {
          let text = facts.names.string(NameID(argument.a))
          if SQLTable.isName(text) { return text }
        }
        if argument.kind == .symbol {
          return facts.receiverClassName(argument)
            ?? facts.names.string(facts.symbols[Int(argument.a)].name)
        }
        if callee.kind == .member, let name = tableConstant(argument) { return name }
      }
      value = callee
    }
    return nil
  }

  /// `from(TABLES.ORDERS)`, ``from(`${TABLES.ORDERS} AS o`)``: the constant that holds the table's name.
  private func tableConstant(_ argument: Value) -> String? {
    let facts = unit.facts
    switch argument.kind {
    case .member: return facts.names.string(NameID(argument.b)).lowercased()
    case .template:
      let parts = facts.valueList(ListID(argument.a)).map { facts.values[$0.index] }
      let first = parts.first { part in
        part.kind != .string || !facts.names.string(NameID(part.a)).isEmpty
      }
      guard let first, first.kind == .member else { return nil }
      return facts.names.string(NameID(first.b)).lowercased()
    default: return nil
    }
  }

  /// `prisma.order.findMany`, `Order.find`, `this.orderRepository.save`: the name before the method.
  private var receiverName: String? {
    let facts = unit.facts
    let callee = facts.values[Int(instruction.a)]
    guard callee.kind == .member else { return nil }
    let receiver = facts.values[Int(callee.a)]
    switch receiver.kind {
    case .member: return facts.names.string(NameID(receiver.b))
    case .symbol:
      return facts.receiverClassName(receiver)
        ?? facts.names.string(facts.symbols[Int(receiver.a)].name)
    case .global: return facts.names.string(NameID(receiver.a))
    default: return nil
    }
  }
}

/// Finds the first table that a statement names, without parsing it.
enum SQLTable {
  /// The word behind the first FROM, INTO, UPDATE, JOIN or TABLE; `nil` for what is no statement.
  static func named(in text: String) -> String? {
    let words = text.utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    guard let first = words.first, isOne(of: statements, first) else { return nil }
    for (position, word) in words.enumerated() where isOne(of: introductions, word) {
      guard position + 1 < words.count else { return nil }
      let next = words[position + 1]
      if isOne(of: fillers, next) { continue }
      let name = next.prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ";") }
        .filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: ",") }
      let table = String(decoding: name, as: UTF8.self)
      return isName(table) ? table : nil
    }
    return nil
  }

  /// Whether a text can be the name of a table.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count < 128
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
          || byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
          || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
      }
  }

  private static let statements = [
    "select", "insert", "update", "delete", "with", "merge", "replace",
  ]
  private static let introductions = ["from", "into", "update", "join", "table"]
  private static let fillers = ["only", "ignore", "lateral", "or", "low_priority"]

  private static func isOne(of words: [String], _ word: Substring.UTF8View) -> Bool {
    words.contains { own in
      own.utf8.count == word.count && zip(own.utf8, word).allSatisfy { $0 == $1 | 0x20 }
    }
  }
}
