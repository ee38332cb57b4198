// The plans that a project lives with for now: what later plans are held against.

package import Findings

/// What `plimsoll.plans.json` holds: each statement of the source with its plan.
package struct PlanLock: Codable, Sendable, Hashable {
  /// A statement's plan on tables of ten times the rows of today.
  package struct Statement: Codable, Sendable, Hashable {
    /// Of the statement's text.
    package var fingerprint: String
    package var statement: String
    /// Files that send it.
    package var files: [String]
    /// In the planner's units.
    package var cost: Double
    /// The steps, the last one first.
    package var shape: String
    /// Tables that are read whole.
    package var scans: [String]
    package var indexes: [String]

    package init(
      fingerprint: String,
      statement: String,
      files: [String],
      cost: Double,
      shape: String,
      scans: [String],
      indexes: [String]
    ) {
      self.fingerprint = fingerprint
      self.statement = statement
      self.files = files
      self.cost = cost
      self.shape = shape
      self.scans = scans
      self.indexes = indexes
    }
  }

  /// The rows of today that a table was planned for: the next plans are made for the same.
  package struct TableRows: Codable, Sendable, Hashable {
    package var table: String
    package var rows: Double

    package init(table: String, rows: Double) {
      self.table = table
      self.rows = rows
    }
  }

  /// The only format that there is so far.
  package static var currentFormat: Int { 1 }

  package var format: Int
  package var tool: Tool
  /// The major version of the PostgreSQL that planned: another one may plan otherwise.
  package var server: String
  package var rows: [TableRows]
  /// Paths of the migrations that were there.
  package var migrations: [String]
  package private(set) var statements: [Statement]

  package init(
    tool: Tool,
    server: String,
    rows: [TableRows],
    migrations: [String],
    statements: [Statement]
  ) {
    format = Self.currentFormat
    self.tool = tool
    self.server = server
    self.rows = rows.sorted { $0.table < $1.table }
    self.migrations = migrations.sorted()
    // By text and not by plan, so that a changed plan is a changed line of the same place.
    self.statements = statements.sorted {
      ($0.statement, $0.fingerprint) < ($1.statement, $1.fingerprint)
    }
  }
}
