// Exported statistics as a file that people can read before they hand it on.

import ConfigSyntax

/// What `plimsoll database export-stats` writes, and the lab plans by.
package struct StatisticsFile: Sendable, Equatable {
  /// The name under which it lies beside a project.
  package static var name: String { "plimsoll.stats.json" }

  package var server: String
  package var isRedacted: Bool
  package var tables: [TableStatistics] = []
  /// Tables of which the server knows nothing yet.
  package var unknown: [String] = []

  init(server: String, isRedacted: Bool) {
    self.server = server
    self.isRedacted = isRedacted
  }

  // MARK: Writing

  /// JSON, one column a line.
  package var text: String {
    let tables = tables.map { table -> String in
      let columns = table.columns.map { "      \(Self.text($0))" }.joined(separator: ",\n")
      let indexes = table.indexes.sorted { $0.key < $1.key }
        .map { "\(JSONText.quoted($0.key)): \($0.value)" }.joined(separator: ", ")
      return """
            {"schema": \(JSONText.quoted(table.schema)), "table": \(JSONText.quoted(table.name)), "rows": \(table.rows), "pages": \(table.pages), "visible": \(table.visible),
             "indexes": {\(indexes)},
             "columns": [
        \(columns)
            ]}
        """
    }
    return """
      {
        "format": 1,
        "server": \(JSONText.quoted(server)),
        "redacted": \(isRedacted),
        "tables": [
      \(tables.joined(separator: ",\n"))
        ]
      }

      """
  }

  private static func text(_ column: TableStatistics.Column) -> String {
    var members = [
      "\"column\": \(JSONText.quoted(column.name))", "\"empty\": \(column.empty)",
      "\"width\": \(column.width)", "\"distinct\": \(column.distinct)",
    ]
    if let correlation = column.correlation { members.append("\"correlation\": \(correlation)") }
    if !column.frequencies.isEmpty {
      let list = column.frequencies.map { "\($0)" }.joined(separator: ", ")
      members.append("\"frequencies\": [\(list)]")
    }
    if let values = column.values { members.append("\"values\": \(JSONText.quoted(values))") }
    if let bounds = column.bounds { members.append("\"bounds\": \(JSONText.quoted(bounds))") }
    return "{\(members.joined(separator: ", "))}"
  }

  // MARK: Reading

  /// - Throws: A `DatabaseError` that names the file for one that is cut off, foreign, or holds figures that cannot be.
  package init(json bytes: [UInt8], named name: String) throws(DatabaseError) {
    let document = ConfigDocument(json: bytes)
    let value = document.value
    guard document.diagnostics.isEmpty, value["format"]?.number == 1,
      let list = value["tables"], list.isArray
    else { throw Self.error(name, "no statistics of plimsoll database export-stats") }
    server = value["server"]?.string ?? ""
    isRedacted = value["redacted"]?.bool ?? true
    for item in list.items {
      guard let table = TableStatistics(item.value), table.isPlausible else {
        throw Self.error(name, "line \(item.line): no figures of a table")
      }
      tables.append(table)
    }
  }

  private static func error(_ name: String, _ problem: String) -> DatabaseError {
    DatabaseError(
      .unusable,
      "\(name): \(problem); write it anew with plimsoll database export-stats --database URL --redact"
    )
  }
}

extension TableStatistics {
  fileprivate init?(_ value: ConfigValue) {
    guard let schema = value["schema"]?.string, let name = value["table"]?.string,
      let rows = value["rows"]?.number, let pages = value["pages"]?.number
    else { return nil }
    var columns: [Column] = []
    for item in value["columns"]?.items ?? [] {
      guard let column = Column(item.value) else { return nil }
      columns.append(column)
    }
    var indexes: [String: Double] = [:]
    for member in value["indexes"]?.members ?? [] {
      indexes[member.key] = member.value.number ?? 0
    }
    let visible = value["visible"]?.number ?? 0
    self.init(
      schema: schema,
      name: name,
      rows: rows,
      pages: pages,
      visible: visible,
      columns: columns,
      indexes: indexes
    )
  }
}

extension TableStatistics.Column {
  fileprivate init?(_ value: ConfigValue) {
    guard let name = value["column"]?.string, let empty = value["empty"]?.number,
      let width = value["width"]?.number, let distinct = value["distinct"]?.number
    else { return nil }
    self.init(
      name: name,
      empty: empty,
      width: width,
      distinct: distinct,
      correlation: value["correlation"]?.number,
      frequencies: (value["frequencies"]?.items ?? []).compactMap(\.value.number),
      values: value["values"]?.string,
      bounds: value["bounds"]?.string
    )
  }
}
