// One step from one schema to the next.

/// What a migration or a statement of SQL does to a schema.
package enum SchemaChange: Sendable, Equatable {
  case createTable(Table)
  case dropTable(String)
  case renameTable(String, to: String)
  case addColumn(Column, table: String)
  case dropColumn(String, table: String)
  case renameColumn(String, to: String, table: String)
  /// Parts that are nil stay as they are.
  case changeColumn(String, isNullable: Bool?, type: ColumnType?, table: String)
  /// Primary keys and unique constraints too.
  case addIndex(TableIndex, table: String)
  /// An index or a constraint, by its name; the table may be unknown.
  case dropNamed(String, table: String?)
  /// Indexes or unique constraints over these columns.
  case dropIndex(columns: [String], table: String)
  case renameNamed(String, to: String)
  case addForeignKey(ForeignKey, table: String)
  case dropForeignKey(columns: [String], table: String)
  case dropPrimaryKey(table: String)
  case createEnumeration(String, values: [String])
  /// Something that only running it would tell; of one table, or of any.
  case unread(SchemaGap, table: String?)

  /// The table that it concerns; `nil` where that is not known or where there is none.
  package var table: String? {
    switch self {
    case .createTable(let table): table.name
    case .dropTable(let name), .renameTable(let name, _): name
    case .addColumn(_, let table), .dropColumn(_, let table), .renameColumn(_, _, let table),
      .changeColumn(_, _, _, let table), .addIndex(_, let table), .dropIndex(_, let table),
      .addForeignKey(_, let table), .dropForeignKey(_, let table), .dropPrimaryKey(let table):
      table
    case .dropNamed(_, let table), .unread(_, let table): table
    case .renameNamed, .createEnumeration: nil
    }
  }
}
