// A declared schema as the statements that lay it.

import Queries

/// Writes tables and indexes from what models and migrations declare.
struct SchemaStatements {
  /// The statement that makes a table with its primary key; `nil` for one that has no columns.
  static func table(_ table: Table) -> String? {
    var columns: [String] = []
    var seen: Set<String> = []
    for column in table.columns where seen.insert(column.name).inserted {
      let isRequired = column.isNullable == false ? " NOT NULL" : ""
      columns.append("\(quoted(column.name)) \(type(of: column))\(isRequired)")
    }
    // A mapper may imply the column of a reference or a key.
    let named = table.foreignKeys.flatMap(\.columns) + table.indexes.flatMap(\.columns)
    for name in named where !name.isEmpty && seen.insert(name).inserted {
      columns.append("\(quoted(name)) bigint")
    }
    guard !columns.isEmpty else { return nil }
    let key = table.primaryKey
    if !key.isEmpty { columns.append("PRIMARY KEY (\(list(key)))") }
    return "CREATE TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")))"
  }

  /// The statements that make the indexes of a table, its primary key apart.
  static func indexes(of table: Table) -> [(index: TableIndex, statement: String)] {
    table.indexes.filter { $0.origin != .primaryKey && !$0.keys.isEmpty }
      .map { ($0, statement(for: $0, of: table.name)) }
  }

  /// The statement that makes an index; `words` stand behind INDEX.
  static func statement(
    for index: TableIndex,
    of table: String,
    words: String = ""
  ) -> String {
    let keys = index.keys.map { key in
      let what = key.expression.map { "(\($0))" } ?? quoted(key.column)
      return what + (key.isDescending && index.method == .tree ? " DESC" : "")
    }
    let unique = index.isUnique ? "UNIQUE " : ""
    let method =
      switch index.method {
      case .hash: "hash"
      case .inverted, .text: "gin"
      case .spatial: "gist"
      case .block: "brin"
      case .tree, .vector, .unknown: "btree"
      }
    let included = index.included.isEmpty ? "" : " INCLUDE (\(list(index.included)))"
    let condition = index.predicate.map { " WHERE \($0)" } ?? ""
    return
      "CREATE \(unique)INDEX \(words)ON \(quoted(table)) USING \(method) (\(keys.joined(separator: ", ")))\(included)\(condition)"
  }

  static func list(_ names: [String]) -> String {
    names.map(quoted).joined(separator: ", ")
  }

  /// The type in PostgreSQL of a declared column.
  static func type(of column: Column) -> String {
    let text = column.typeText.lowercased()
    switch column.type {
    case .boolean: return "boolean"
    case .integer:
      let isBig = ["big", "int8", "serial8"].contains { text.contains($0) }
      let isSmall = ["small", "int2"].contains { text.contains($0) }
      return isBig ? "bigint" : isSmall ? "smallint" : "integer"
    case .decimal:
      return ["float", "double", "real"].contains { text.contains($0) }
        ? "double precision" : "numeric"
    case .uuid: return "uuid"
    case .date: return "date"
    case .time: return text.contains("interval") || text.contains("duration") ? "interval" : "time"
    case .timestamp: return "timestamptz"
    case .json, .document: return "jsonb"
    case .bytes: return "bytea"
    case .array: return text.hasPrefix("int") ? "integer[]" : "text[]"
    case .point: return "point"
    case .enumeration, .string, .text, .objectID, .vector, .unknown: return "text"
    }
  }
}
