// How many rows a table is planned for.

import Queries

/// The rows of one table, and who says so.
package struct TableVolume: Sendable, Equatable {
  package enum Source: String, Sendable, Equatable {
    /// plimsoll.yml names it.
    case stated
    /// A server that serves has told it.
    case imported
    /// plimsoll.plans.json holds it since its plans were locked.
    case locked
    /// The word for its rows, and the tables that it refers to.
    case assumed
  }

  package let table: String
  package let rows: Double
  package let source: Source

  package init(table: String, rows: Double, source: Source) {
    self.table = table
    self.rows = rows
    self.source = source
  }
}

/// Works out the rows of all tables: those that are stated, else those of the name and of the tables referred to.
struct Volumes {
  private(set) var byTable: [String: TableVolume] = [:]

  /// By name of the table: `stated` in plimsoll.yml, `imported` from a server, `locked` beside plans, and `assumed` from its word alone.
  init(
    of schema: Schema,
    stated: [String: Double],
    imported: [TableStatistics] = [],
    locked: [String: Double] = [:],
    assumed: [String: Double]
  ) {
    let told = Dictionary(imported.map { ($0.name, $0.rows) }) { first, _ in first }
    let sources: [(TableVolume.Source, [String: Double])] = [
      (.locked, locked), (.imported, told), (.stated, stated),
    ]
    for (source, figures) in sources {
      for (name, rows) in figures {
        guard let table = schema.table(meaning: name) else { continue }
        byTable[table.name] = TableVolume(table: table.name, rows: rows, source: source)
      }
    }
    for table in schema.tables where byTable[table.name] == nil {
      let own = table.growth == .reference ? 1_000 : assumed[table.name] ?? 10_000
      byTable[table.name] = TableVolume(table: table.name, rows: own, source: .assumed)
    }
    // Rows that refer to others are no fewer; a few rounds are enough, and circles end as well.
    for _ in 0..<4 { for table in schema.tables { raise(table, in: schema) } }
  }

  private mutating func raise(_ table: Table, in schema: Schema) {
    guard let own = byTable[table.name], own.source == .assumed, own.rows > 2_000 else { return }
    let parents = table.foreignKeys.filter { $0.columns.count == 1 && !isUnique($0, table) }
      .compactMap { schema.table(meaning: $0.table) }
      .filter { $0.name != table.name }
      .compactMap { byTable[$0.name]?.rows }
    guard let most = parents.max(), own.rows < 2 * most else { return }
    let rows = min(2 * most, 1_000_000)
    guard rows > own.rows else { return }
    byTable[table.name] = TableVolume(table: table.name, rows: rows, source: .assumed)
  }

  private func isUnique(_ key: ForeignKey, _ table: Table) -> Bool {
    if case .unique = table.uniqueness(of: Set(key.columns)) { return true }
    return false
  }

  /// The rows of a table that nothing declares too.
  func rows(of table: String) -> Double { byTable[table]?.rows ?? 10_000 }
}
