// The actions of ALTER TABLE.

import Queries

extension SQLDefinitions {
  /// One action; the comma that parts it from the next is not in it.
  mutating func alter(_ table: String, _ cursor: inout SQLCursor) {
    switch cursor.keyword {
    case "add": adding(to: table, &cursor)
    case "drop": dropping(from: table, &cursor)
    case "alter", "modify": changing(table, &cursor)
    case "change":
      cursor.advance()
      _ = cursor.take("column")
      guard let old = cursor.name() else { return }
      var reading = SQLTableReading(self, table: table)
      reading.read(cursor.position..<cursor.end)
      guard let column = reading.columns.first else { return }
      if column.name != old { add(.renameColumn(old, to: column.name, table: table)) }
      add(
        .changeColumn(column.name, isNullable: column.isNullable, type: column.type, table: table)
      )
    case "rename": renaming(table, &cursor)
    default:
      if !cursor.isAtEnd, tokens.tokens[cursor.position].kind == .hole {
        unread(cursor.position..<cursor.end, table: table)
      }
    }
  }

  private mutating func adding(to table: String, _ cursor: inout SQLCursor) {
    cursor.advance()
    var reading = SQLTableReading(self, table: table)
    if cursor.take("column") {
      _ = cursor.take("if", "not", "exists")
    } else if cursor.take("if", "not", "exists") {
      reading.takesColumnsOnly = true
    }
    if cursor.isSymbol("("), let group = cursor.group() {
      for part in SQLCursor.parts(of: group, in: tokens) { reading.read(part) }
    } else {
      reading.read(cursor.position..<cursor.end)
    }
    for column in reading.columns { add(.addColumn(column, table: table)) }
    for index in reading.indexes { add(.addIndex(index, table: table)) }
    for key in reading.foreignKeys { add(.addForeignKey(key, table: table)) }
    for gap in reading.gaps { add(.unread(gap, table: table)) }
  }

  private mutating func dropping(from table: String, _ cursor: inout SQLCursor) {
    cursor.advance()
    if cursor.take("primary", "key") { return add(.dropPrimaryKey(table: table)) }
    let isNamed =
      cursor.take("constraint") || cursor.take("index") || cursor.take("key")
      || cursor.take("foreign", "key") || cursor.take("check")
    if !isNamed { _ = cursor.take("column") }
    _ = cursor.take("if", "exists")
    guard let name = cursor.name() else { return }
    add(isNamed ? .dropNamed(name, table: table) : .dropColumn(name, table: table))
  }
  private mutating func changing(_ table: String, _ cursor: inout SQLCursor) {
    let isWhole = cursor.keyword == "modify"
    cursor.advance()
    _ = cursor.take("column")
    if isWhole {
      var reading = SQLTableReading(self, table: table)
      reading.read(cursor.position..<cursor.end)
      guard let column = reading.columns.first else { return }
      add(
        .changeColumn(column.name, isNullable: column.isNullable, type: column.type, table: table)
      )
      return
    }
    guard let name = cursor.name() else { return }
    var isNullable: Bool?
    var type: ColumnType?
    if cursor.take("set", "not", "null") {
      isNullable = false
    } else if cursor.take("drop", "not", "null") {
      isNullable = true
    } else if cursor.take("type") || cursor.take("set", "data", "type") {
      type = ColumnType(named: tokens.source(cursor.position..<cursor.end))
    }
    if isNullable != nil || type != nil {
      add(.changeColumn(name, isNullable: isNullable, type: type, table: table))
    }
  }
  private mutating func renaming(_ table: String, _ cursor: inout SQLCursor) {
    cursor.advance()
    if cursor.take("to") || cursor.take("as") {
      if let new = cursor.name() { add(.renameTable(table, to: new)) }
      return
    }
    let isNamed = cursor.take("constraint") || cursor.take("index") || cursor.take("key")
    if !isNamed { _ = cursor.take("column") }
    guard let old = cursor.name(), cursor.take("to"), let new = cursor.name() else { return }
    add(isNamed ? .renameNamed(old, to: new) : .renameColumn(old, to: new, table: table))
  }
}
