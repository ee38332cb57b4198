// Common values and bounds of columns, where a server that serves has told them.

/// Entries of the planner's catalog that hold values: joins and constants are estimated by them.
struct ValueStatistics {
  private let entries: String

  /// `nil` where no file tells any value.
  init?(_ tables: [(CatalogTable, TableStatistics)]) {
    var entries: [String] = []
    for (table, known) in tables {
      for column in table.columns {
        guard let told = known.columns.first(where: { $0.name == column.name }),
          told.values != nil || told.bounds != nil
        else { continue }
        let frequencies = told.frequencies.map { "\($0)" }.joined(separator: ",")
        entries.append(
          """
          {"rel": \(table.oid), "att": \(column.number), "freq": "{\(frequencies)}", \
          "vals": \(frequencies.isEmpty ? "null" : told.values.map(JSONText.quoted) ?? "null"), \
          "bounds": \(told.bounds.map(JSONText.quoted) ?? "null")}
          """
        )
      }
    }
    guard !entries.isEmpty else { return nil }
    self.entries = "[\(entries.joined(separator: ","))]"
  }

  /// Only values of types that PostgreSQL brings along are read: another type's reading would run the project's code
  /// with the rights of the administrator.
  func write(by administrator: Connection) throws(DatabaseError) {
    do throws(DatabaseError) {
      try administrator.rows(Self.statement, [entries], within: .seconds(20))
    } catch {
      // A file may tell values that are none of the type: then shares and widths have to do.
      if error.kind == .lost { throw error }
    }
  }

  private static let statement = """
    UPDATE pg_statistic s SET
      stakind2 = CASE WHEN v.vals IS NULL THEN 0 ELSE 1 END,
      staop2 = CASE WHEN v.vals IS NULL THEN 0 ELSE o.equal END,
      stacoll2 = CASE WHEN v.vals IS NULL THEN 0 ELSE a.attcollation END,
      stanumbers2 = CASE WHEN v.vals IS NULL THEN NULL ELSE v.freq::real[] END,
      stavalues2 = array_in(v.vals::cstring, a.atttypid, a.atttypmod),
      stakind3 = CASE WHEN v.bounds IS NULL THEN 0 ELSE 2 END,
      staop3 = CASE WHEN v.bounds IS NULL THEN 0 ELSE o.less END,
      stacoll3 = CASE WHEN v.bounds IS NULL THEN 0 ELSE a.attcollation END,
      stavalues3 = array_in(v.bounds::cstring, a.atttypid, a.atttypmod)
    FROM jsonb_to_recordset($1::jsonb) AS v(rel oid, att int2, freq text, vals text, bounds text)
      JOIN pg_attribute a ON a.attrelid = v.rel AND a.attnum = v.att
      JOIN pg_type t ON t.oid = a.atttypid AND t.oid < 16384 AND t.typtype = 'b'
      JOIN LATERAL (
        SELECT max(p.amopopr) FILTER (WHERE p.amopstrategy = 1) AS less,
          max(p.amopopr) FILTER (WHERE p.amopstrategy = 3) AS equal
        FROM pg_opclass c JOIN pg_amop p ON p.amopfamily = c.opcfamily
        WHERE c.opcmethod = 403 AND c.opcdefault AND p.amoplefttype = c.opcintype
          AND p.amoprighttype = c.opcintype
          AND c.opcintype = CASE WHEN a.atttypid = 1043 THEN 25 ELSE a.atttypid END) o
        ON o.less IS NOT NULL AND o.equal IS NOT NULL
    WHERE s.starelid = v.rel AND s.staattnum = v.att
    """
}
