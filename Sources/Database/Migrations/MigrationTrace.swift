// Watches what a statement locks, reads and rewrites, in the transaction that it runs in.

/// What a transaction holds of each table.
struct TableStates {
  struct State: Equatable {
    /// Which file holds the rows: another one after a rewrite.
    var file: String
    /// How often all rows were read in this transaction.
    var scans: Int
    var lock: TableLock?
  }

  var byTable: [String: State] = [:]

  /// Asks for all tables, before anything is done to them.
  static let all = "\(selection), '' FROM pg_catalog.pg_class c WHERE \(own)"

  /// Asks for those that the transaction has locked meanwhile.
  static let locked = """
    \(selection), l.mode FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
    WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND \(own)
    """

  private static let selection = """
    SELECT c.oid, pg_catalog.pg_relation_filenode(c.oid), pg_catalog.pg_stat_get_xact_numscans(c.oid)
    """
  private static let own = "c.relkind = 'r' AND c.oid >= 16384"

  /// Takes what one of the two was answered.
  mutating func take(_ rows: [[String?]]) {
    var seen: Set<String> = []
    for row in rows {
      let cells = row.map { $0 ?? "" }
      guard cells.count == 4 else { continue }
      let known = seen.insert(cells[0]).inserted ? nil : byTable[cells[0]]?.lock
      let locks = [known, TableLock(cells[3])].compactMap(\.self)
      byTable[cells[0]] = State(file: cells[1], scans: Int(cells[2]) ?? 0, lock: locks.max())
    }
  }
}

/// A statement's work on a table, before anybody knows what the table will be called.
struct TracedWork {
  let step: MigrationStep
  /// The table's number in the server; its name, where it is gone by now.
  let table: String

  /// The same for the table that a catalog has under the name that stands in place of the number.
  func moved(to catalog: Catalog) -> TracedWork? {
    catalog.table(named: table).map { TracedWork(step: step, table: $0.oid) }
  }
}
