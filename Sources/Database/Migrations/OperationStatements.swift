// Operations of migrations in code as the statements that the tools send.

package import Queries

extension MigrationScript {
  /// Statements that stand on the lines of their operations.
  ///
  /// - Returns: `nil` if there are none.
  package init?(path: String, operations: [MigrationOperation]) {
    var text = ""
    var line = 1
    for operation in operations {
      for statement in OperationStatements.statements(for: operation) {
        if line < operation.line {
          text += String(repeating: "\n", count: operation.line - line)
          line = operation.line
        }
        text += statement + ";"
        line += statement.utf8.count { $0 == 0x0A }
      }
    }
    guard !text.isEmpty else { return nil }
    self.init(path: path, bytes: Array(text.utf8))
  }
}

/// Writes the statements of one operation.
///
/// What it works on may be missing, because the operation that made it could not be read: then nothing is done.
enum OperationStatements {
  static func statements(for operation: MigrationOperation) -> [String] {
    switch operation.deed {
    case .sql(let text): [text.drop { $0.isWhitespace }.description]
    case .change(let change): statements(for: change, isConcurrent: operation.isConcurrent)
    }
  }

  private static func statements(for change: SchemaChange, isConcurrent: Bool) -> [String] {
    switch change {
    case .createTable(let table): creation(of: table)
    case .dropTable(let name): ["DROP TABLE IF EXISTS \(quoted(name)) CASCADE"]
    case .renameTable(let old, let new): [altered(old, "RENAME TO \(quoted(new))")]
    case .addColumn(let column, let table): [altered(table, addition(of: column))]
    case .dropColumn(let name, let table):
      [altered(table, "DROP COLUMN IF EXISTS \(quoted(name)) CASCADE")]
    case .renameColumn(let old, let new, let table):
      [altered(table, "RENAME COLUMN \(quoted(old)) TO \(quoted(new))")]
    case .changeColumn(let name, let isNullable, let type, let table):
      alterations(of: name, isNullable, type, table)
    case .addIndex(let index, let table): [self.index(index, table, isConcurrent: isConcurrent)]
    case .dropNamed(let name, let table):
      (table.map { [altered($0, "DROP CONSTRAINT IF EXISTS \(quoted(name))")] } ?? [])
        + ["DROP INDEX IF EXISTS \(quoted(name))"]
    case .renameNamed(let old, let new):
      ["ALTER INDEX IF EXISTS \(quoted(old)) RENAME TO \(quoted(new))"]
    case .addForeignKey(let key, let table): [altered(table, "ADD " + reference(key))]
    case .dropPrimaryKey(let table):
      [altered(table, "DROP CONSTRAINT IF EXISTS \(quoted(table + "_pkey"))")]
    // Enumerations are texts here, as in the tables of models; without its name a constraint is not found.
    case .createEnumeration, .dropIndex, .dropForeignKey, .unread: []
    }
  }

  private static func altered(_ table: String, _ what: String) -> String {
    "ALTER TABLE IF EXISTS \(quoted(table)) \(what)"
  }

  private static func creation(of table: Table) -> [String] {
    guard let statement = SchemaStatements.table(table) else { return [] }
    let indexes = table.indexes.filter { $0.origin != .primaryKey && !$0.keys.isEmpty }
    return [statement] + indexes.map { index($0, table.name, isConcurrent: false) }
      + table.foreignKeys.map { altered(table.name, "ADD " + reference($0)) }
  }

  private static func addition(of column: Column) -> String {
    let type = SchemaStatements.type(of: column)
    let isRequired = column.isNullable == false
    let value = column.hasDefault ? " DEFAULT \(someValue(of: type))" : ""
    return "ADD COLUMN \(quoted(column.name)) \(type)\(value)\(isRequired ? " NOT NULL" : "")"
  }

  /// A default that PostgreSQL need not write into the rows, as nearly all of them are.
  private static func someValue(of type: String) -> String {
    switch type {
    case "boolean": "false"
    case "bigint", "smallint", "integer", "numeric", "double precision": "0"
    case "uuid": "'00000000-0000-0000-0000-000000000000'"
    case "date", "timestamptz", "time": "'2000-01-01 00:00:00+00'"
    case "interval": "'0 s'"
    case "jsonb": "'{}'"
    case "point": "'(0,0)'"
    case "integer[]", "text[]": "'{}'"
    default: "''"
    }
  }

  private static func alterations(
    of name: String,
    _ isNullable: Bool?,
    _ type: ColumnType?,
    _ table: String
  ) -> [String] {
    var result: [String] = []
    let column = "ALTER COLUMN \(quoted(name))"
    // A number may be short or long: nobody says from which to which.
    if let type, type != .unknown, type != .integer {
      let new = SchemaStatements.type(of: Column(name: name, type: type))
      // A default of the old type stands in the way of the new one.
      result.append(
        altered(
          table,
          "\(column) DROP DEFAULT, \(column) TYPE \(new) USING \(quoted(name))::\(new)"
        )
      )
    }
    if let isNullable {
      result.append(altered(table, "\(column) \(isNullable ? "DROP" : "SET") NOT NULL"))
    }
    return result
  }

  private static func index(_ index: TableIndex, _ table: String, isConcurrent: Bool) -> String {
    let name = index.name.map { "\(quoted($0)) " } ?? ""
    let columns = "(\(SchemaStatements.list(index.columns)))"
    let constraint = name.isEmpty ? "" : "CONSTRAINT \(name)"
    switch index.origin {
    case .primaryKey: return altered(table, "ADD \(constraint)PRIMARY KEY \(columns)")
    case .uniqueConstraint: return altered(table, "ADD \(constraint)UNIQUE \(columns)")
    case .declared, .foreignKey:
      let words =
        (isConcurrent ? "CONCURRENTLY " : "") + (name.isEmpty ? "" : "IF NOT EXISTS \(name)")
      return SchemaStatements.statement(for: index, of: table, words: words)
    }
  }

  private static func reference(_ key: ForeignKey) -> String {
    let name = key.name.map { "CONSTRAINT \(quoted($0)) " } ?? ""
    let others =
      key.referencedColumns.isEmpty ? "" : " (\(SchemaStatements.list(key.referencedColumns)))"
    return
      "\(name)FOREIGN KEY (\(SchemaStatements.list(key.columns))) REFERENCES \(quoted(key.table))\(others)"
  }
}
