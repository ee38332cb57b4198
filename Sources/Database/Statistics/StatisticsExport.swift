// Reads the planner's statistics of a server that serves, and changes nothing there.

/// One read-only transaction with deadlines, which asks only the catalogs.
package struct StatisticsExport {
  private let connection: Connection

  /// Connects by a URL or by the words that libpq knows.
  package init(_ words: String) throws(DatabaseError) {
    connection = try Connection(words)
    try connection.run(
      """
      SET default_transaction_read_only = on; SET statement_timeout = '20s'; SET lock_timeout = '1s';
      SET idle_in_transaction_session_timeout = '30s'; SET search_path = pg_catalog
      """
    )
  }

  /// For servers of our own.
  init(of connection: Connection) { self.connection = connection }

  /// The statistics of all tables that were analysed; values of columns leave the server only if they are not redacted.
  package func file(isRedacted: Bool) throws(DatabaseError) -> StatisticsFile {
    var file = StatisticsFile(server: connection.serverVersion, isRedacted: isRedacted)
    var positions: [String: Int] = [:]
    for row in try connection.rows(Self.tables, within: .seconds(20)) {
      let cells = row.map { $0 ?? "" }
      let rows = Double(cells[3]) ?? -1
      // -1 until a table is analysed for the first time.
      guard rows >= 0 else {
        file.unknown.append(cells[2])
        continue
      }
      positions[cells[0]] = file.tables.count
      file.tables.append(
        TableStatistics(
          schema: cells[1],
          name: cells[2],
          rows: rows,
          pages: Double(cells[4]) ?? 0,
          visible: min(Double(cells[5]) ?? 0, Double(cells[4]) ?? 0),
          columns: [],
          indexes: [:]
        )
      )
    }
    for row in try connection.rows(Self.columns(isRedacted), within: .seconds(20)) {
      guard let number = row[0], let position = positions[number] else { continue }
      file.tables[position].columns.append(TableStatistics.Column(row))
    }
    for row in try connection.rows(Self.indexes, within: .seconds(20)) {
      guard let number = row[0], let position = positions[number], let name = row[1] else {
        continue
      }
      file.tables[position].indexes[name] = row[2].flatMap(Double.init) ?? 0
    }
    return file
  }

  private static let own = """
    c.relkind = 'r' AND c.relpersistence = 'p'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
    """

  private static let tables = """
    SELECT c.oid, n.nspname, c.relname, c.reltuples, c.relpages, c.relallvisible
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(own) ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
    """

  private static func columns(_ isRedacted: Bool) -> String {
    let values = isRedacted ? "NULL, NULL" : "s.most_common_vals::text, s.histogram_bounds::text"
    return """
      SELECT c.oid, s.attname, s.null_frac, s.avg_width, s.n_distinct, s.correlation,
        s.most_common_freqs::text, \(values)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
      WHERE \(own) ORDER BY c.oid, a.attnum
      """
  }

  private static let indexes = """
    SELECT c.oid, x.relname, x.relpages
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(own)
    """
}

extension TableStatistics.Column {
  /// A row of the query above.
  fileprivate init(_ row: [String?]) {
    let list = (row[6] ?? "").dropFirst().dropLast().split(separator: ",")
    self.init(
      name: row[1] ?? "",
      empty: row[2].flatMap(Double.init) ?? 0,
      width: row[3].flatMap(Double.init) ?? 0,
      distinct: row[4].flatMap(Double.init) ?? -0.1,
      correlation: row[5].flatMap(Double.init),
      frequencies: list.compactMap { Double($0) },
      values: row[7],
      bounds: row[8]
    )
  }
}
