// Reads the decorated classes of Sequelize for TypeScript.

import Facts
import Queries
import SemanticModel

/// Finds classes with `@Table`, their columns, indexes and references.
struct SequelizeClassReader {
  private(set) var tables: [Table] = []
  private let code: Code
  private let dialect: SQLDialect
  init(_ code: Code, _ dialect: SQLDialect) {
    self.code = code
    self.dialect = dialect
    let importing = code.units(importing: "sequelize-typescript")
    for unit in code.ownUnits where importing.contains(unit) {
      for type in code.classes(in: unit) where type.marks.contains("Table") { add(type) }
    }
  }

  private mutating func add(_ type: ClassView) {
    let options = type.decorators.first { $0.name == "Table" }?.options
    let underscored = options?["underscored"]?.isOn ?? false
    let plain = options?["modelName"]?.text ?? type.name
    var table = Table(name: "", models: [type.name], dialect: dialect, sites: [type.site])
    table.name =
      options?["tableName"]?.text
      ?? (underscored
        ? NameStyle.underscored(SequelizeNames.plural(plain)) : SequelizeNames.plural(plain))
    for layer in type.ancestry.classes.reversed() + [type] {
      for member in layer.members { read(member, underscored, into: &table) }
    }
    table.completeSequelize(options, underscored: underscored)
    tables.append(table)
  }

  private static let columnMarks: Set<String> = [
    "Column", "PrimaryKey", "ForeignKey", "CreatedAt", "UpdatedAt", "DeletedAt", "Unique", "Index",
    "AutoIncrement", "AllowNull", "Default", "IsUUID",
  ]

  private func read(_ member: ClassView.Member, _ underscored: Bool, into table: inout Table) {
    let calls = Dictionary(member.decorators.map { ($0.name, $0) }) { first, _ in first }
    if let relation = calls["BelongsTo"] {
      name(relation, of: member, in: &table)
      return
    }
    guard !member.marks.isDisjoint(with: Self.columnMarks) else { return }
    let name = underscored ? NameStyle.underscored(member.name) : member.name
    if let column = calls["Column"], let given = column.positional.first {
      let entry = Expression.Entry(name: member.name, value: given)
      table.read(sequelize: entry, underscored: underscored)
    } else {
      let type = member.type?.lastName ?? ""
      table.columns.append(
        Column(
          name: name,
          property: member.name,
          type: ColumnType(named: type),
          typeText: type,
          site: member.site
        )
      )
    }
    let column = table.columns.last?.name ?? name
    if member.marks.contains("PrimaryKey") { table.addPrimary(column) }
    for mark in ["Unique", "Index"] where member.marks.contains(mark) {
      table.indexes.append(
        TableIndex(
          columns: [column],
          name: calls[mark]?.positional.first?.text,
          isUnique: mark == "Unique" || calls[mark]?.options?["unique"]?.isOn ?? false,
          site: member.site
        )
      )
    }
    if let key = calls["ForeignKey"], let target = target(of: key) {
      table.foreignKeys.append(
        ForeignKey(columns: [column], table: target, onDelete: .setNull, site: member.site)
      )
    }
  }

  private func target(of call: Call) -> String? {
    call.positional.first?.function.flatMap { code.results(of: $0).first }
      .flatMap { $0.classView?.name ?? $0.lastName }
  }
  /// Gives a reference the name of the member that holds the referenced object.
  private func name(_ relation: Call, of member: ClassView.Member, in table: inout Table) {
    guard let target = target(of: relation) else { return }
    let given = relation.positional.dropFirst().first
    let column = (given?.text ?? given?["foreignKey"]?.text).flatMap(table.columnName)
    let fitting = table.foreignKeys.indices.filter { position in
      let key = table.foreignKeys[position]
      return key.table == target && key.property == nil
        && (column.map { key.columns == [$0] } ?? true)
    }
    if let position = fitting.first { table.foreignKeys[position].property = member.name }
  }
}
