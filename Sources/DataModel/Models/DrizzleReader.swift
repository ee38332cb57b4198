// Reads the tables of Drizzle.

import Facts
import Queries
import SemanticModel

/// Finds the tables that `pgTable` and its like make.
struct DrizzleReader {
  private(set) var tables: [Table] = []
  private let code: Code

  init(_ code: Code) {
    self.code = code
    let importing = code.units(importing: "drizzle-orm")
    let own = code.ownUnits.filter(importing.contains)
    for unit in own {
      let names = code.units[unit].facts
      for symbol in names.symbols where symbol.value.isPresent {
        let value = Expression(code: code, unit: unit, id: symbol.value)
        if let call = value.call, let dialect = Self.dialects[call.name] {
          add(call, names.names.string(symbol.name), dialect)
        }
      }
    }
  }

  private static let dialects: [String: SQLDialect] = [
    "pgTable": .postgres, "mysqlTable": .mysql, "sqliteTable": .sqlite, "table": .postgres,
    "singlestoreTable": .mysql,
  ]

  private mutating func add(_ call: Call, _ model: String, _ dialect: SQLDialect) {
    guard let name = call.positional.first?.text, call.positional.count > 1 else { return }
    var table = Table(name: name, models: [model], dialect: dialect, sites: [call.site])
    let fields = call.positional[1]
    // A function of the builders gives the fields as well.
    let entries =
      fields.function.flatMap { code.results(of: $0).first?.entries } ?? fields.entries
    for entry in entries { read(entry, into: &table) }
    if fields.function == nil, fields.isOpen {
      table.gaps.append(SchemaGap(.dynamic, detail: "columns", site: fields.site))
    }
    if let extras = call.positional.dropFirst(2).first?.function,
      let result = code.results(of: extras).first
    {
      let list = result.elements.isEmpty ? result.entries.map(\.value) : result.elements
      for element in list { read(extra: element, into: &table) }
    }
    tables.append(table)
  }

  private func read(_ entry: Expression.Entry, into table: inout Table) {
    guard let call = entry.value.call ?? entry.value.resolved().call, let maker = call.chain.first
    else { return }
    let name = maker.positional.first?.text ?? entry.name
    var column = Column(name: name, property: entry.name, isNullable: true, site: entry.value.site)
    column.typeText = maker.name
    column.type = ColumnType(named: maker.name)
    if maker.positional.contains(where: { $0["mode"]?.text == "boolean" }) {
      column.type = .boolean
    }
    if column.type == .unknown, let made = maker.callee.resolved().call, made.name == "pgEnum" {
      column.type = .enumeration
      column.values = made.positional.dropFirst().first?.texts ?? []
    }
    if let listed = maker.positional.lazy.compactMap({ $0["enum"] }).first {
      column.values = listed.texts
    }
    for link in call.chain.dropFirst() {
      switch link.name {
      case "notNull": column.isNullable = false
      case "primaryKey":
        column.isNullable = false
        table.addPrimary(name)
      case "unique":
        table.indexes.append(
          TableIndex(
            columns: [name],
            name: link.positional.first?.text,
            isUnique: true,
            origin: .uniqueConstraint,
            site: entry.value.site
          )
        )
      case "references": add(reference: link, of: name, to: &table)
      case "array": column.type = .array
      default:
        if link.name.hasPrefix("default") || link.name.hasPrefix("$") { column.hasDefault = true }
      }
    }
    table.columns.append(column)
  }

  private func add(reference call: Call, of column: String, to table: inout Table) {
    guard let function = call.positional.first?.function,
      let target = code.results(of: function).first, target.kind == .member
    else { return }
    let base = target.other(target.value.a)
    let other = base.resolved().call?.positional.first?.text ?? base.lastName ?? ""
    var key = ForeignKey(columns: [column], table: other, site: call.site)
    key.referencedColumns = target.lastName.map { [$0] } ?? []
    key.onDelete = ForeignKey.Action(
      named: call.positional.dropFirst().first?["onDelete"]?.text ?? ""
    )
    table.foreignKeys.append(key)
  }

  private func read(extra element: Expression, into table: inout Table) {
    guard let call = element.call ?? element.resolved().call, let maker = call.chain.first else {
      return
    }
    var index = TableIndex(keys: [], site: element.site)
    index.name = maker.positional.first?.text
    switch maker.name {
    case "index": break
    case "uniqueIndex": index.isUnique = true
    case "unique": (index.isUnique, index.origin) = (true, .uniqueConstraint)
    case "primaryKey":
      (index.isUnique, index.origin) = (true, .primaryKey)
      let listed = maker.positional.first?["columns"]?.elements ?? maker.positional
      index.keys = listed.map { key($0, in: table) }
      table.indexes.removeAll { $0.origin == .primaryKey }
    case "foreignKey":
      guard let options = maker.positional.first else { return }
      let columns = (options["columns"]?.elements ?? []).map { key($0, in: table).column }
      let targets = options["foreignColumns"]?.elements ?? []
      guard let first = targets.first, first.kind == .member else { return }
      let base = first.other(first.value.a)
      let other = base.resolved().call?.positional.first?.text ?? base.lastName ?? ""
      let action = call.chain.first { $0.name == "onDelete" }?.positional.first?.text
      table.foreignKeys.append(
        ForeignKey(
          columns: columns,
          table: other,
          onDelete: ForeignKey.Action(named: action ?? ""),
          site: element.site
        )
      )
      return
    default: return
    }
    for link in call.chain.dropFirst() {
      switch link.name {
      case "on", "onOnly": index.keys = link.positional.map { key($0, in: table) }
      case "using":
        index.method = IndexMethod(mapper: link.positional.first?.text ?? "")
        index.keys = link.positional.dropFirst().map { key($0, in: table) }
      case "where": index.predicate = "where"
      default: continue
      }
    }
    if !index.keys.isEmpty { table.indexes.append(index) }
  }

  private func key(_ expression: Expression, in table: Table) -> IndexKey {
    if let call = expression.call {
      guard let base = call.receiver, call.callee.kind == .member else {
        return IndexKey(column: "", expression: call.name)
      }
      var key = key(base, in: table)
      if call.name == "desc" { key.isDescending = true }
      return key
    }
    guard let name = expression.text ?? expression.lastName else {
      return IndexKey(column: "", expression: "?")
    }
    return IndexKey(column: table.columnName(of: name) ?? name)
  }
}
