// Makes a table of a Prisma model.

import Queries
import SourceText

/// One model or view.
struct PrismaModel {
  let name: String
  /// Not a view, nor a type inside of documents.
  let isTable: Bool
  let fields: [PrismaField]
  let attributes: [(PrismaAttribute, SchemaSite)]
  let site: SchemaSite

  var tableName: String {
    attributes.first { $0.0.name == "map" }?.0.text("name", isFirst: true) ?? name
  }

  private func column(_ field: String) -> String {
    fields.first { $0.name == field }?.columnName ?? field
  }

  /// The table of the model.
  func table(
    models: [String: PrismaModel],
    enumerations: [String: [String]],
    dialect: SQLDialect,
    _ isEnforced: Bool
  ) -> Table {
    var table = Table(name: tableName, models: [name], dialect: dialect, sites: [site])
    for field in fields {
      if let other = models[field.type] {
        if other.isTable {
          add(relation: field, to: other, isEnforced, in: &table)
        } else {
          table.columns.append(Column(name: field.columnName, type: .document, site: field.site))
        }
      } else {
        table.columns.append(column(of: field, enumerations))
        add(indexOf: field, to: &table)
      }
    }
    for (attribute, site) in attributes { add(attribute, site, to: &table) }
    if dialect == .mongo || !isEnforced {
      for position in table.foreignKeys.indices { table.foreignKeys[position].isEnforced = false }
    }
    return table
  }

  private func column(of field: PrismaField, _ enumerations: [String: [String]]) -> Column {
    var column = Column(name: field.columnName, property: field.name, site: field.site)
    let native = field.attributes.first { $0.name.hasPrefix("db.") }
    column.typeText = native.map { String($0.name.dropFirst(3)) } ?? field.type
    column.type = ColumnType(named: column.typeText)
    if column.type == .unknown { column.type = ColumnType(named: field.type) }
    if let values = enumerations[field.type] {
      column.type = .enumeration
      column.values = values
    }
    if field.isList { column.type = .array }
    column.isNullable = field.isOptional
    column.hasDefault = field.attribute("default") != nil || field.attribute("updatedAt") != nil
    return column
  }

  private func add(indexOf field: PrismaField, to table: inout Table) {
    if let key = field.attribute("id") {
      table.indexes.append(
        TableIndex(
          columns: [field.columnName],
          name: key.text("map"),
          isUnique: true,
          origin: .primaryKey,
          site: field.site
        )
      )
    }
    if let key = field.attribute("unique") {
      table.indexes.append(
        TableIndex(
          columns: [field.columnName],
          name: key.text("map"),
          isUnique: true,
          origin: .uniqueConstraint,
          site: field.site
        )
      )
    }
  }

  private func add(
    relation field: PrismaField,
    to other: PrismaModel,
    _ isEnforced: Bool,
    in table: inout Table
  ) {
    guard let relation = field.attribute("relation") else { return }
    let own = relation.list("fields").map { column($0.field) }
    guard !own.isEmpty else { return }
    var key = ForeignKey(
      columns: own,
      property: field.name,
      table: other.tableName,
      referencedColumns: relation.list("references").map { other.column($0.field) },
      site: field.site
    )
    key.name = relation.text("map")
    let nullable = own.contains { name in
      fields.contains { $0.columnName == name && $0.isOptional }
    }
    // Prisma's own defaults: an optional reference is cleared, a required one refuses.
    key.onDelete =
      relation.argument("onDelete").map { ForeignKey.Action(named: $0) }
      ?? (nullable ? .setNull : .restrict)
    key.isEnforced = isEnforced
    table.foreignKeys.append(key)
  }

  private func add(_ attribute: PrismaAttribute, _ site: SchemaSite, to table: inout Table) {
    guard ["id", "unique", "index", "fulltext"].contains(attribute.name) else { return }
    let list = attribute.list("fields")
    guard !list.isEmpty else { return }
    var index = TableIndex(keys: [], site: site)
    index.name = attribute.text("map")
    index.keys = list.map { item in
      IndexKey(
        column: column(item.field),
        isDescending: item.options.contains("Desc"),
        isPrefix: item.options.contains("length:")
      )
    }
    switch attribute.name {
    case "id": (index.isUnique, index.origin) = (true, .primaryKey)
    case "unique": (index.isUnique, index.origin) = (true, .uniqueConstraint)
    case "fulltext": index.method = .text
    default: break
    }
    if let type = attribute.argument("type") { index.method = IndexMethod(mapper: type) }
    index.predicate = attribute.argument("where")
    table.indexes.append(index)
  }
}

extension IndexMethod {
  /// The method of a name as mappers spell it: `Gin`, `BTree`, `HASH`.
  init(mapper name: String) {
    switch name.lowercased().filter(\.isLetter) {
    case "btree", "": self = .tree
    case "hash": self = .hash
    case "gin": self = .inverted
    case "gist", "spgist": self = .spatial
    case "brin": self = .block
    case "hnsw", "ivfflat": self = .vector
    case "fulltext": self = .text
    default: self = .unknown
    }
  }
}
