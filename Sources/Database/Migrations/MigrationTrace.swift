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

  /// Of all tables, before anything is done to them.
  static func all(on connection: Connection) throws(DatabaseError) -> TableStates {
    var states = TableStates()
    states.take(try connection.rows("\(selection), '' FROM pg_catalog.pg_class c WHERE \(own)"))
    return states
  }

  /// Takes what the transaction has locked meanwhile.
  mutating func follow(_ connection: Connection) throws(DatabaseError) {
    take(
      try connection.rows(
        """
        \(Self.selection), l.mode FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
        WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND \(Self.own)
        """
      )
    )
  }

  private static let selection = """
    SELECT c.oid, pg_catalog.pg_relation_filenode(c.oid), pg_catalog.pg_stat_get_xact_numscans(c.oid)
    """
  private static let own = "c.relkind = 'r' AND c.oid >= 16384"

  private mutating func take(_ rows: [[String?]]) {
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
  /// The table's number in the server.
  let table: String
}
