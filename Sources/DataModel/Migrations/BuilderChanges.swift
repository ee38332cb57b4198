// What the query interfaces of Sequelize, TypeORM and db-migrate do to a schema.

import Facts
import Queries
import SemanticModel

/// Reads `queryInterface.…`, `queryRunner.…`, and `db.…` of db-migrate, which calls most things as Sequelize does.
struct BuilderChanges {
  private let code: Code

  init(_ code: Code) { self.code = code }

  /// The changes of a call; `nil` for what is none of theirs.
  func changes(of call: Call) -> [SchemaChange]? {
    guard call.receiver != nil, let first = call.positional.first,
      // The same names with a function in the second place belong to Knex; in the last it waits for the end.
      call.positional.dropFirst().first?.kind != .function
    else { return nil }
    if let made = first.call, ["Table", "TableIndex", "TableColumn"].contains(made.name) {
      return call.name == "createTable" ? create(typeORM: made) : nil
    }
    // With one argument the others belong to the table that a callback of Knex is given.
    guard Self.verbs.contains(call.name), call.name == "dropTable" || call.positional.count > 1
    else { return nil }
    guard let table = first.text ?? first["tableName"]?.text else { return [unread(call, nil)] }
    let second = call.positional.dropFirst().first
    if let made = second?.call, made.name.hasPrefix("Table") {
      return typeORM(made, table)
    }
    return sequelize(call, table, second)
  }

  private static let verbs: Set<String> = [
    "createTable", "dropTable", "renameTable", "addColumn", "removeColumn", "dropColumn",
    "renameColumn", "changeColumn", "addIndex", "removeIndex", "createIndex", "dropIndex",
    "addConstraint", "removeConstraint", "createForeignKey", "createUniqueConstraint",
    "createPrimaryKey", "dropForeignKey", "dropUniqueConstraint", "addForeignKey",
    "removeForeignKey",
  ]

  private func unread(_ call: Call, _ table: String?) -> SchemaChange {
    .unread(SchemaGap(.dynamic, detail: "\(call.name)(…)", site: call.site), table: table)
  }

  // MARK: Sequelize

  private func sequelize(_ call: Call, _ table: String, _ second: Expression?) -> [SchemaChange] {
    switch call.name {
    case "createTable": return create(call, table, second)
    case "dropTable": return [.dropTable(table)]
    case "renameTable": return second?.text.map { [.renameTable(table, to: $0)] } ?? []
    case "addColumn":
      guard let name = second?.text, call.positional.count > 2 else { return [unread(call, table)] }
      var part = Table(name: table)
      part.read(sequelize: Expression.Entry(name: name, value: call.positional[2]))
      return part.columns.map { .addColumn($0, table: table) }
        + part.indexes.map { .addIndex($0, table: table) }
        + part.foreignKeys.map { .addForeignKey($0, table: table) }
    case "removeColumn", "dropColumn":
      return second?.text.map { [.dropColumn($0, table: table)] } ?? [unread(call, table)]
    case "renameColumn":
      guard let old = second?.text, let new = call.positional.dropFirst(2).first?.text else {
        return [unread(call, table)]
      }
      return [.renameColumn(old, to: new, table: table)]
    case "changeColumn": return []
    case "addIndex", "addConstraint": return add(call, table, second)
    case "addForeignKey":
      return reference(call, table).map { [.addForeignKey($0, table: table)] }
        ?? [unread(call, table)]
    case "removeIndex", "removeConstraint", "removeForeignKey", "dropIndex", "dropForeignKey",
      "dropUniqueConstraint":
      if let name = second?.text { return [.dropNamed(name, table: table)] }
      let columns = second?.texts ?? []
      return columns.isEmpty ? [] : [.dropIndex(columns: columns, table: table)]
    default: return [unread(call, table)]
    }
  }

  private func create(_ call: Call, _ name: String, _ fields: Expression?) -> [SchemaChange] {
    let given = fields?["ifNotExists"] == nil ? fields : fields?["columns"] ?? fields
    guard let fields = given, fields.resolved().kind == .object else { return [unread(call, name)] }
    var table = Table(name: name, sites: [call.site], source: .migrations)
    for entry in fields.entries { table.read(sequelize: entry) }
    if fields.isOpen { table.gaps.append(SchemaGap(.dynamic, detail: "columns", site: call.site)) }
    return [.createTable(table)]
  }

  private func add(_ call: Call, _ table: String, _ second: Expression?) -> [SchemaChange] {
    if let name = second?.text, let index = named(name, call) {
      return [.addIndex(index, table: table)]
    }
    let options = call.positional.last { $0.resolved().kind == .object }
    let listed = second?.resolved().kind == .array ? second : options?["fields"]
    guard let fields = listed?.elements, !fields.isEmpty else { return [unread(call, table)] }
    let names = fields.compactMap { $0.text ?? $0["name"]?.text ?? $0["attribute"]?.text }
    let kind = options?["type"]?.text?.lowercased() ?? ""
    if kind == "foreign key" {
      guard let target = options?["references"]?["table"],
        let other = target.text ?? target["tableName"]?.text
      else { return [unread(call, table)] }
      let key = ForeignKey(
        name: options?["name"]?.text,
        columns: names,
        table: other,
        referencedColumns: options?["references"]?["field"]?.texts ?? [],
        onDelete: ForeignKey.Action(named: options?["onDelete"]?.text ?? ""),
        site: call.site
      )
      return [.addForeignKey(key, table: table)]
    }
    if kind == "check" || kind == "default" { return [] }
    var index = TableIndex(columns: names, name: options?["name"]?.text, site: call.site)
    index.isUnique = options?["unique"]?.isOn ?? false || kind.hasPrefix("uni")
    index.keys = fields.map { field in
      var key = IndexKey(column: field.text ?? field["name"]?.text ?? "")
      key.isDescending = field["order"]?.text?.lowercased() == "desc"
      if key.column.isEmpty { key.expression = "?" }
      return key
    }
    index.predicate = options?["where"].map { _ in "where" }
    if let using = options?["using"]?.text { index.method = IndexMethod(mapper: using) }
    if kind == "primary key" { (index.isUnique, index.origin) = (true, .primaryKey) }
    if kind == "unique" { index.origin = .uniqueConstraint }
    return [.addIndex(index, table: table)]
  }

  // MARK: db-migrate

  /// `addIndex(table, name, columns, unique)`.
  private func named(_ name: String, _ call: Call) -> TableIndex? {
    let rest = call.positional.dropFirst(2)
    guard let columns = rest.first?.texts, !columns.isEmpty else { return nil }
    var index = TableIndex(columns: columns, name: name, site: call.site)
    index.isUnique = rest.dropFirst().first?.isOn ?? false
    return index
  }

  /// `addForeignKey(table, other, name, { column: theirs }, rules)`.
  private func reference(_ call: Call, _ table: String) -> ForeignKey? {
    let rest = Array(call.positional.dropFirst())
    guard rest.count > 2, let other = rest[0].text, !rest[2].entries.isEmpty else { return nil }
    let pairs = rest[2].entries
    return ForeignKey(
      name: rest[1].text,
      columns: pairs.map(\.name),
      table: other,
      referencedColumns: pairs.compactMap(\.value.text),
      onDelete: ForeignKey.Action(named: rest.dropFirst(3).first?["onDelete"]?.text ?? ""),
      site: call.site
    )
  }

  // MARK: TypeORM

  private func create(typeORM made: Call) -> [SchemaChange] {
    guard let options = made.positional.first, let name = options["name"]?.text else {
      return [unread(made, nil)]
    }
    var table = Table(name: name, sites: [made.site], source: .migrations)
    for element in options["columns"]?.elements ?? [] { add(element, to: &table) }
    for element in options["indices"]?.elements ?? [] {
      if let index = index(element) { table.indexes.append(index) }
    }
    for element in options["uniques"]?.elements ?? [] {
      if var index = index(element) {
        (index.isUnique, index.origin) = (true, .uniqueConstraint)
        table.indexes.append(index)
      }
    }
    for element in options["foreignKeys"]?.elements ?? [] {
      if let key = foreignKey(element) { table.foreignKeys.append(key) }
    }
    return [.createTable(table)]
  }

  private func typeORM(_ made: Call, _ table: String) -> [SchemaChange] {
    guard let options = made.positional.first else { return [unread(made, table)] }
    switch made.name {
    case "TableIndex", "TableUnique":
      guard var index = index(options) else { return [unread(made, table)] }
      if made.name == "TableUnique" { (index.isUnique, index.origin) = (true, .uniqueConstraint) }
      return [.addIndex(index, table: table)]
    case "TableForeignKey":
      return foreignKey(options).map { [.addForeignKey($0, table: table)] } ?? [unread(made, table)]
    case "TableColumn":
      var part = Table(name: table)
      add(options, to: &part)
      return part.columns.map { .addColumn($0, table: table) }
        + part.indexes.map { .addIndex($0, table: table) }
    default: return []
    }
  }

  private func add(_ given: Expression, to table: inout Table) {
    let options = given.call.flatMap(\.positional.first) ?? given
    guard let name = options["name"]?.text else { return }
    var column = Column(name: name, site: options.site)
    column.typeText = options["type"]?.text ?? ""
    column.type = ColumnType(named: column.typeText)
    column.isNullable = options["isNullable"]?.boolean ?? false
    column.hasDefault = options["default"] != nil || options["isGenerated"] != nil
    column.values = options["enum"]?.texts ?? []
    table.columns.append(column)
    if options["isPrimary"]?.isOn ?? false { table.addPrimary(name) }
    if options["isUnique"]?.isOn ?? false {
      table.indexes.append(
        TableIndex(columns: [name], isUnique: true, origin: .uniqueConstraint, site: options.site)
      )
    }
  }

  private func index(_ given: Expression) -> TableIndex? {
    let options = given.call.flatMap(\.positional.first) ?? given
    let columns = options["columnNames"]?.texts ?? []
    guard !columns.isEmpty else { return nil }
    var index = TableIndex(columns: columns, name: options["name"]?.text, site: options.site)
    index.isUnique = options["isUnique"]?.isOn ?? false
    index.predicate = options["where"]?.text
    return index
  }

  private func foreignKey(_ given: Expression) -> ForeignKey? {
    let options = given.call.flatMap(\.positional.first) ?? given
    guard let columns = options["columnNames"]?.texts, !columns.isEmpty,
      let table = options["referencedTableName"]?.text
    else { return nil }
    return ForeignKey(
      name: options["name"]?.text,
      columns: columns,
      table: table,
      referencedColumns: options["referencedColumnNames"]?.texts ?? [],
      onDelete: ForeignKey.Action(named: options["onDelete"]?.text ?? ""),
      site: options.site
    )
  }
}
