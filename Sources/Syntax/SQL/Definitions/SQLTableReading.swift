// The columns and constraints between the parentheses of CREATE TABLE.

import Queries

/// Reads entries of a table's definition one by one.
struct SQLTableReading {
  private(set) var columns: [Column] = []
  private(set) var indexes: [TableIndex] = []
  private(set) var foreignKeys: [ForeignKey] = []
  private(set) var gaps: [SchemaGap] = []
  /// A column may then be named like a keyword.
  var takesColumnsOnly = false

  private let definitions: SQLDefinitions
  private let table: String
  var tokens: SQLTokens { definitions.tokens }

  init(_ definitions: SQLDefinitions, table: String) {
    self.definitions = definitions
    self.table = table
  }

  /// Reads one entry: a column or a constraint.
  mutating func read(_ range: Range<Int>) {
    var cursor = SQLCursor(tokens, range)
    let site = definitions.site(definitions.span(range))
    var name: String?
    if !takesColumnsOnly, cursor.take("constraint") { name = cursor.name() }
    guard !takesColumnsOnly, constraint(&cursor, name: name, site: site) else {
      if name == nil { column(&cursor, site: site) }
      return
    }
  }

  /// Reads a constraint; false if none stands here.
  private mutating func constraint(
    _ cursor: inout SQLCursor,
    name: String?,
    site: SchemaSite
  ) -> Bool {
    switch cursor.keyword {
    case "primary":
      guard cursor.take("primary", "key") else { return false }
      index(&cursor, name: name, isUnique: true, origin: .primaryKey, site: site)
    case "unique":
      // A column may have this name: then a type follows.
      cursor.advance()
      cursor.skip(["key", "index", "nulls", "not", "distinct", "clustered", "nonclustered"])
      index(&cursor, name: name, isUnique: true, origin: .uniqueConstraint, site: site)
    case "foreign":
      guard cursor.take("foreign", "key") else { return false }
      let own = cursor.isSymbol("(") ? nil : cursor.name()
      guard let columns = cursor.group().map(keys), cursor.take("references") else { return true }
      var key = reference(&cursor, columns: columns.map(\.column), site: site)
      key?.name = name ?? own
      if let key { foreignKeys.append(key) }
    case "index", "key":
      guard isIndex(at: cursor.position) else { return false }
      cursor.advance()
      index(&cursor, name: name, isUnique: false, origin: .declared, site: site)
    case "fulltext", "spatial":
      let method: IndexMethod = cursor.keyword == "fulltext" ? .text : .spatial
      cursor.advance()
      cursor.skip(["index", "key"])
      index(&cursor, name: name, isUnique: false, origin: .declared, site: site, method: method)
    case "check", "exclude", "period", "like": return true
    default: return false
    }
    return true
  }

  /// `INDEX name (…)` and `KEY (…)`, but not a column that is called `key`.
  private func isIndex(at position: Int) -> Bool {
    tokens.isSymbol(position + 1, "(")
      || tokens.isSymbol(position + 2, "(")
        && !["varchar", "char", "int", "decimal"].contains(tokens.keyword(position + 1))
      || tokens.isWord(position + 2, "using")
  }

  private mutating func index(
    _ cursor: inout SQLCursor,
    name: String?,
    isUnique: Bool,
    origin: TableIndex.Origin,
    site: SchemaSite,
    method: IndexMethod = .tree
  ) {
    var index = TableIndex(name: name, keys: [], isUnique: isUnique, method: method, origin: origin)
    index.site = site
    if cursor.take("using", "index") {
      // The index is declared by a statement of its own, and only gets another name.
      return
    }
    if !cursor.isSymbol("("), cursor.keyword != "using" { index.name = name ?? cursor.name() }
    if cursor.take("using") { index.method = IndexMethod(named: cursor.name() ?? "") }
    guard let group = cursor.group() else { return }
    index.keys = keys(group)
    if cursor.take("include"), let included = cursor.group() {
      index.included = keys(included).map(\.column)
    }
    indexes.append(index)
  }

  /// What follows REFERENCES.
  private func reference(
    _ cursor: inout SQLCursor,
    columns: [String],
    site: SchemaSite
  ) -> ForeignKey? {
    guard let table = cursor.name() else { return nil }
    var key = ForeignKey(columns: columns, table: table, site: site)
    if let group = cursor.group() { key.referencedColumns = keys(group).map(\.column) }
    while cursor.keyword == "on" || cursor.keyword == "match" {
      let isDelete = cursor.take("on", "delete")
      if !isDelete { cursor.advance(2) }
      let action = Self.action(&cursor)
      if isDelete { key.onDelete = action }
    }
    return key
  }

  private static func action(_ cursor: inout SQLCursor) -> ForeignKey.Action {
    if cursor.take("cascade") { return .cascade }
    if cursor.take("restrict") { return .restrict }
    if cursor.take("set", "null") { return .setNull }
    if cursor.take("set", "default") { return .setDefault }
    if cursor.take("no", "action") { return .none }
    return .none
  }

  // MARK: Columns

  private mutating func column(_ cursor: inout SQLCursor, site: SchemaSite) {
    guard !cursor.isAtEnd else { return }
    let start = cursor.position
    guard tokens.tokens[start].kind != .hole, let name = cursor.name() else {
      let detail = tokens.source(start..<min(start + 6, cursor.end))
      gaps.append(SchemaGap(.unreadSQL, detail: detail, site: site))
      return
    }
    var column = Column(name: name, isNullable: true, site: site)
    let typeStart = cursor.position
    while !cursor.isAtEnd, !Self.columnWords.contains(cursor.keyword) {
      if cursor.isSymbol("(") { _ = cursor.group() } else { cursor.advance() }
    }
    column.typeText = tokens.source(typeStart..<cursor.position)
    column.type = ColumnType(named: column.typeText)
    if tokens.isWord(typeStart, "enum") {
      column.values = definitions.texts(in: typeStart..<cursor.position)
    }
    let isSerial = ["serial", "bigserial"].contains(tokens.keyword(typeStart))
    if isSerial { column.hasDefault = true }
    while !cursor.isAtEnd { attribute(&cursor, of: &column, site: site) }
    columns.append(column)
  }

  private mutating func attribute(
    _ cursor: inout SQLCursor,
    of column: inout Column,
    site: SchemaSite
  ) {
    if cursor.take("not", "null") {
      column.isNullable = false
    } else if cursor.take("primary", "key") {
      column.isNullable = false
      indexes.append(
        TableIndex(columns: [column.name], isUnique: true, origin: .primaryKey, site: site)
      )
    } else if cursor.take("unique") {
      _ = cursor.take("key")
      indexes.append(
        TableIndex(columns: [column.name], isUnique: true, origin: .uniqueConstraint, site: site)
      )
    } else if cursor.take("references") {
      if let key = reference(&cursor, columns: [column.name], site: site) {
        foreignKeys.append(key)
      }
    } else if cursor.take("default") || cursor.take("auto_increment") || cursor.take("generated")
      || cursor.take("identity") || cursor.take("autoincrement")
    {
      column.hasDefault = true
    } else if cursor.isSymbol("(") {
      _ = cursor.group()
    } else {
      cursor.advance()
    }
  }

  private static let columnWords: Set<String> = [
    "not", "null", "default", "primary", "unique", "references", "check", "collate", "generated",
    "auto_increment", "autoincrement", "constraint", "comment", "identity", "on", "as", "storage",
    "compression", "visible", "invisible",
  ]
}
