// Which columns of a model the database keeps unique, as far as the code declares it.

import Facts
import SourceText

/// The unique keys that classes, schemas and tables of the program declare, by the model's name.
package struct UniqueKeys: Sendable {
  /// By model, in small letters without separators.
  private var keys: [String: Set<Set<String>>] = [:]
  private var models: Set<String> = []

  /// Whether a model is declared in the program at all.
  package func knows(_ model: String) -> Bool { models.contains(Program.foldedTable(model)) }

  /// Whether the database keeps some columns of a model, or a part of them, unique.
  package func holds(_ columns: Set<String>, of model: String) -> Bool {
    let wanted = Set(columns.map(Self.folded))
    return keys[Program.foldedTable(model)]?.contains { $0.isSubset(of: wanted) } ?? false
  }

  /// Whether the database keeps two or more of some columns of a model unique together.
  func holdsTogether(_ columns: Set<String>, of model: String) -> Bool {
    let wanted = Set(columns.map(Self.folded))
    return keys[Program.foldedTable(model)]?.contains { $0.count > 1 && $0.isSubset(of: wanted) }
      ?? false
  }

  /// Whether a model has a unique key that is not made up for each row: its id, or a number that the server gives.
  package func hasNaturalKey(_ model: String) -> Bool {
    keys[Program.foldedTable(model)]?.contains { !$0.allSatisfy(Self.isMadeUp) } ?? false
  }

  /// Whether a column is one that the server gives to each row anew.
  static func isMadeUp(_ column: String) -> Bool {
    let name = folded(column)
    return ["id", "uuid", "pk", "guid", "token", "reference", "ref", "serial"].contains(name)
      || name.hasSuffix("number")
  }

  init(in units: [Unit]) {
    for unit in units {
      for position in unit.facts.classes.indices.dropFirst() { add(ClassID(position), unit.facts) }
      add(schemasOf: unit.facts, path: unit.path)
    }
  }

  static func folded(_ name: String) -> String {
    String(decoding: name.utf8.filter { $0 > 64 && $0 != UInt8(ascii: "_") }, as: UTF8.self)
      .lowercased()
  }

  private mutating func add(_ key: Set<String>, to model: String) {
    keys[Program.foldedTable(model), default: []].insert(Set(key.map(Self.folded)))
  }

  // MARK: Classes

  private mutating func add(_ id: ClassID, _ facts: FileFacts) {
    let fact = facts.classes[id.index]
    let name = facts.names.string(fact.name)
    for decorator in facts.valueList(fact.decorators) {
      guard let (own, arguments) = Self.call(decorator, facts) else { continue }
      if own == "Entity" || own == "Table" || own == "Schema" {
        models.insert(Program.foldedTable(name))
      }
      guard
        own == "Unique" || own == "Index" && arguments.contains(where: { Self.isUnique($0, facts) })
      else {
        continue
      }
      for argument in arguments where facts.values[argument.index].kind == .array {
        add(Self.texts(argument, facts), to: name)
      }
    }
    if facts.language == .python { return add(pythonClass: id, facts, as: name) }
    for member in facts.members(of: id) {
      let column = facts.names.string(member.name)
      let calls = facts.valueList(member.decorators).compactMap { Self.call($0, facts) }
      let isOneToOne =
        calls.contains { $0.name == "OneToOne" } && calls.contains { $0.name == "JoinColumn" }
      let isKey = calls.contains { call in
        ["PrimaryColumn", "PrimaryGeneratedColumn", "PrimaryKey", "Unique"].contains(call.name)
          || call.arguments.contains { Self.isUnique($0, facts) }
      }
      if isKey { add([column], to: name) }
      if isOneToOne {
        add([column + "Id"], to: name)
        add([column + ".id"], to: name)
      }
    }
  }

  /// `email = Column(String, unique=True)`, `__table_args__`, and the constraints of an inner class.
  private mutating func add(pythonClass id: ClassID, _ facts: FileFacts, as name: String) {
    for member in facts.members(of: id) {
      let column = facts.names.string(member.name)
      let value = facts.values[member.value.index]
      if value.kind == .result { models.insert(Program.foldedTable(name)) }
      if Self.isUnique(member.value, facts) {
        add([column], to: name)
        if column != "id" { add([column + "_id"], to: name) }
      }
      addConstraints(member.value, facts, to: name, 0)
    }
    let span = facts.classes[id.index].span
    for position in facts.classes.indices.dropFirst() where position != id.index {
      let inner = facts.classes[position]
      guard span.contains(inner.span), facts.names.string(inner.name) == "Meta" else { continue }
      for member in facts.members(of: ClassID(position)) {
        let isTogether = facts.names.string(member.name) == "unique_together"
        addConstraints(member.value, facts, to: name, isTogether ? 1 : 0)
      }
    }
  }

  /// `UniqueConstraint("a", "b")` and lists of names that are unique together.
  private mutating func addConstraints(
    _ id: ValueID,
    _ facts: FileFacts,
    to model: String,
    _ together: Int
  ) {
    let value = facts.values[id.index]
    if value.kind == .array {
      let columns = Self.texts(id, facts)
      if together > 0, together < 3, !columns.isEmpty { return add(columns, to: model) }
      for element in facts.valueList(ListID(value.a)).prefix(64) where together < 3 {
        addConstraints(element, facts, to: model, together > 0 ? together + 1 : 0)
      }
      return
    }
    guard let (name, arguments) = Self.call(id, facts),
      name == "UniqueConstraint" || name == "Index" && Self.isUnique(id, facts)
    else { return }
    var columns: Set<String> = []
    for argument in arguments {
      let given = facts.values[argument.index]
      if given.kind == .string { columns.insert(facts.names.string(NameID(given.a))) }
      guard given.flags.contains(.keywords) else { continue }
      for (key, entry) in Self.entries(argument, facts) where key == "fields" {
        columns.formUnion(Self.texts(entry, facts))
      }
    }
    if !columns.isEmpty { add(columns, to: model) }
  }

  private static func entries(_ id: ValueID, _ facts: FileFacts) -> [(String, ValueID)] {
    let value = facts.values[id.index]
    guard value.kind == .object else { return [] }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).compactMap { position in
      let name = NameID(words[position])
      return name == .any ? nil : (facts.names.string(name), ValueID(words[position + 1]))
    }
  }

  // MARK: Schemas and tables

  /// Literals whose entries say `unique: true`, and `schema.index({ … }, { unique: true })`.
  private mutating func add(schemasOf facts: FileFacts, path: String) {
    guard Self.modelWords.isMentioned(in: facts.names) else { return }
    let names = Self.modelNames(in: facts, path: path)
    models.formUnion(names.map(Program.foldedTable))
    guard Self.keyWords.isMentioned(in: facts.names) else { return }
    for value in facts.values where value.kind == .object {
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where NameID(words[position]) != .any {
        guard Self.isUnique(ValueID(words[position + 1]), facts) else { continue }
        for model in names { add([facts.names.string(NameID(words[position]))], to: model) }
      }
    }
    for step in facts.instructions where step.operation == .call {
      let callee = facts.values[Int(step.a)]
      let arguments = facts.valueList(ListID(step.b))
      guard callee.kind == .member, facts.names.string(NameID(callee.b)) == "index",
        arguments.count > 1, Self.isUnique(arguments[1], facts)
      else { continue }
      let columns = Self.keys(arguments[0], facts)
      if !columns.isEmpty { for model in names { add(columns, to: model) } }
    }
  }

  private static let modelWords = WordList([
    "model", "define", "pgTable", "mysqlTable", "sqliteTable",
  ])
  private static let keyWords = WordList(["unique", "primaryKey"])

  /// The models that a file declares: `model("User", …)`, `pgTable("users", …)`, else the file's own name.
  ///
  /// A name alone asks for a model that is declared elsewhere: `this.model("Course")`.
  private static func modelNames(in facts: FileFacts, path: String) -> Set<String> {
    var result: Set<String> = []
    for step in facts.instructions where step.operation == .call {
      let callee = facts.values[Int(step.a)]
      let name: String
      switch callee.kind {
      case .member: name = facts.names.string(NameID(callee.b))
      case .symbol: name = facts.names.string(facts.symbols[Int(callee.a)].name)
      default: continue
      }
      guard ["model", "define", "pgTable", "mysqlTable", "sqliteTable"].contains(name),
        facts.list(ListID(step.b)).count > 1,
        let first = facts.valueList(ListID(step.b)).first, facts.values[first.index].kind == .string
      else { continue }
      let text = facts.names.string(NameID(facts.values[first.index].a))
      result.insert(text)
      if text.hasSuffix("s") { result.insert(String(text.dropLast())) }
    }
    return result
  }

  private static func isUnique(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        guard NameID(words[position]) != .any else { return false }
        let name = facts.names.string(NameID(words[position]))
        let entry = facts.values[Int(words[position + 1])]
        let isOff = entry.kind == .boolean && entry.a == 0
        return (name == "unique" || name == "primaryKey") && !isOff && entry.kind != .undefined
      }
    case .result:
      // `text("email").notNull().unique()`
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member else { return isKeyedUnique(value, facts) }
      let name = facts.names.string(NameID(callee.b))
      return name == "unique" || name == "primaryKey" || isUnique(ValueID(callee.a), facts)
        || isKeyedUnique(value, facts)
    default: return false
    }
  }

  /// Whether a call is told to be unique by name: `Column(String, unique=True)`.
  private static func isKeyedUnique(_ value: Value, _ facts: FileFacts) -> Bool {
    let step = facts.instructions[Int(value.a)]
    let callee = facts.values[Int(step.a)]
    let name = callee.kind == .member ? facts.names.string(NameID(callee.b)) : ""
    if name == "OneToOneField" { return true }
    return facts.valueList(ListID(step.b)).contains { argument in
      guard facts.values[argument.index].flags.contains(.keywords) else { return false }
      return entries(argument, facts).contains { key, entry in
        let value = facts.values[entry.index]
        return ["unique", "primary_key"].contains(key) && value.kind == .boolean && value.a == 1
      }
    }
  }

  private static func call(_ id: ValueID, _ facts: FileFacts) -> (
    name: String, arguments: [ValueID]
  )? {
    let value = facts.values[id.index]
    guard value.kind == .result else { return nil }
    let step = facts.instructions[Int(value.a)]
    let callee = facts.values[Int(step.a)]
    let arguments = facts.valueList(ListID(step.b))
    switch callee.kind {
    case .symbol: return (facts.names.string(facts.symbols[Int(callee.a)].name), arguments)
    case .member: return (facts.names.string(NameID(callee.b)), arguments)
    default: return nil
    }
  }

  private static func texts(_ id: ValueID, _ facts: FileFacts) -> Set<String> {
    Set(
      facts.valueList(ListID(facts.values[id.index].a)).compactMap { element in
        let value = facts.values[element.index]
        return value.kind == .string ? facts.names.string(NameID(value.a)) : nil
      }
    )
  }

  private static func keys(_ id: ValueID, _ facts: FileFacts) -> Set<String> {
    let value = facts.values[id.index]
    guard value.kind == .object else { return [] }
    let words = Array(facts.list(ListID(value.a)))
    return Set(
      stride(from: 0, to: words.count - 1, by: 2).compactMap { position in
        NameID(words[position]) == .any ? nil : facts.names.string(NameID(words[position]))
      }
    )
  }
}

extension Program {
  /// The unique keys that the program declares.
  package var uniqueKeys: UniqueKeys { answers.uniqueKeys.value { UniqueKeys(in: units) } }
}
