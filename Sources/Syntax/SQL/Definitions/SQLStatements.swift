// CREATE, ALTER, DROP and RENAME.

import Queries

extension SQLDefinitions {
  mutating func create(_ cursor: inout SQLCursor) {
    let start = cursor.position
    cursor.advance()
    if cursor.take("or", "replace") {}
    cursor.skip(["global", "local", "unlogged", "foreign", "external"])
    if cursor.take("temp") || cursor.take("temporary") { return }
    switch cursor.keyword {
    case "table":
      cursor.advance()
      table(&cursor, from: start)
    case "unique", "index", "fulltext", "spatial", "clustered", "nonclustered":
      index(&cursor, from: start)
    case "type":
      cursor.advance()
      guard let name = cursor.name(), cursor.take("as", "enum"), let values = cursor.group() else {
        return
      }
      add(.createEnumeration(name, values: texts(in: values)))
    default: return
    }
  }

  /// The texts among some words.
  func texts(in range: Range<Int>) -> [String] {
    range.filter { tokens.tokens[$0].kind == .string }.map { tokens.text($0) }
  }

  private mutating func table(_ cursor: inout SQLCursor, from start: Int) {
    _ = cursor.take("if", "not", "exists")
    guard let name = cursor.name() else { return unread(start..<cursor.end) }
    var reading = SQLTableReading(self, table: name)
    var table = Table(name: name, dialect: dialect, source: .migrations)
    table.sites = [site(span(start..<cursor.end))]
    if let body = cursor.group(), !tokens.isWord(body.lowerBound, "select") {
      for part in SQLCursor.parts(of: body, in: tokens) { reading.read(part) }
      table.columns = reading.columns
      table.indexes = reading.indexes
      table.foreignKeys = reading.foreignKeys
      table.gaps = reading.gaps
    } else {
      // AS SELECT, LIKE and PARTITION OF take their columns from elsewhere.
      let detail = tokens.source(start..<min(start + 8, cursor.end))
      table.gaps = [SchemaGap(.dynamic, detail: detail, site: table.sites.first)]
    }
    add(.createTable(table))
  }

  private mutating func index(_ cursor: inout SQLCursor, from start: Int) {
    var index = TableIndex(keys: [], site: site(span(start..<cursor.end)))
    while !cursor.isAtEnd, !cursor.take("index") {
      if cursor.keyword == "unique" { index.isUnique = true }
      if cursor.keyword == "fulltext" { index.method = .text }
      if cursor.keyword == "spatial" { index.method = .spatial }
      cursor.advance()
    }
    _ = cursor.take("concurrently")
    _ = cursor.take("if", "not", "exists")
    if cursor.keyword != "on" { index.name = cursor.name() }
    if cursor.take("using") { index.method = IndexMethod(named: cursor.name() ?? "") }
    guard cursor.take("on") else { return unread(start..<cursor.end) }
    _ = cursor.take("only")
    guard let table = cursor.name() else { return unread(start..<cursor.end) }
    if cursor.take("using") { index.method = IndexMethod(named: cursor.name() ?? "") }
    guard let keys = cursor.group() else { return unread(start..<cursor.end, table: table) }
    let reading = SQLTableReading(self, table: table)
    index.keys = reading.keys(keys)
    if let method = reading.method(keys), index.method == .inverted || index.method == .spatial {
      index.method = method
    }
    while !cursor.isAtEnd {
      if cursor.take("include"), let group = cursor.group() {
        index.included = reading.keys(group).map(\.column)
      } else if cursor.take("where") {
        index.predicate = tokens.source(cursor.position..<cursor.end)
        cursor.move(to: cursor.end)
      } else {
        cursor.advance()
      }
    }
    add(.addIndex(index, table: table))
  }

  mutating func drop(_ cursor: inout SQLCursor) {
    cursor.advance()
    let isTable = cursor.take("table")
    guard isTable || cursor.take("index") else { return }
    _ = cursor.take("concurrently")
    _ = cursor.take("if", "exists")
    var names: [String] = []
    repeat { if let name = cursor.name() { names.append(name) } } while take(",", &cursor)
    let table = cursor.take("on") ? cursor.name() : nil
    for name in names { add(isTable ? .dropTable(name) : .dropNamed(name, table: table)) }
  }

  private func take(_ mark: String, _ cursor: inout SQLCursor) -> Bool {
    guard cursor.isSymbol(mark) else { return false }
    cursor.advance()
    return true
  }

  /// Reads `RENAME TABLE a TO b, c TO d`.
  mutating func rename(_ cursor: inout SQLCursor) {
    cursor.advance()
    guard cursor.take("table") else { return }
    repeat {
      guard let old = cursor.name(), cursor.take("to"), let new = cursor.name() else { return }
      add(.renameTable(old, to: new))
    } while take(",", &cursor)
  }

  mutating func alter(_ cursor: inout SQLCursor) {
    let start = cursor.position
    cursor.advance()
    if cursor.take("index") {
      _ = cursor.take("if", "exists")
      if let old = cursor.name(), cursor.take("rename", "to"), let new = cursor.name() {
        add(.renameNamed(old, to: new))
      }
      return
    }
    guard cursor.take("table") else { return }
    _ = cursor.take("if", "exists")
    _ = cursor.take("only")
    guard let table = cursor.name() else { return unread(start..<cursor.end) }
    for part in SQLCursor.parts(of: cursor.position..<cursor.end, in: tokens) {
      var action = SQLCursor(tokens, part)
      alter(table, &action)
    }
  }
}
