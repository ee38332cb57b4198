// The plans of the code as it is now, and what its migrations do.

package import Findings

/// What the planner says of a program; places are where it would be mended.
package struct PlanSnapshot: Sendable {
  /// A place that sends a statement, and why somebody accepts its plan.
  package struct Site: Sendable {
    package var location: Location
    package var accepted: String?

    package init(location: Location, accepted: String? = nil) {
      self.location = location
      self.accepted = accepted
    }
  }

  package struct Scan: Sendable {
    package var table: String
    /// Ten times the rows of today.
    package var rows: Double

    package init(table: String, rows: Double) {
      self.table = table
      self.rows = rows
    }
  }

  package struct Statement: Sendable {
    package var entry: PlanLock.Statement
    package var scans: [Scan]
    package var sites: [Site]
    /// A statement that makes an index for it; nil where none helps.
    package var advice: String?

    package init(entry: PlanLock.Statement, scans: [Scan], sites: [Site], advice: String?) {
      self.entry = entry
      self.scans = scans
      self.sites = sites
      self.advice = advice
    }
  }

  /// An index that a migration took away.
  package struct Drop: Sendable {
    package var index: String
    package var statement: String
    package var site: Site

    package init(index: String, statement: String, site: Site) {
      self.index = index
      self.statement = statement
      self.site = site
    }
  }

  /// A statement of a migration that makes others wait for long.
  package struct Block: Sendable {
    package var table: String
    /// What it does to the rows: `rewrites orders`.
    package var deed: String
    /// Who waits for it.
    package var consequence: String
    /// The rows of today, and how long it takes with them and with ten times as many.
    package var rows: Double
    package var seconds: (now: Double, later: Double)
    package var safeForm: String
    package var statement: String
    package var site: Site

    package init(
      table: String,
      deed: String,
      consequence: String,
      rows: Double,
      seconds: (now: Double, later: Double),
      safeForm: String,
      statement: String,
      site: Site
    ) {
      self.table = table
      self.deed = deed
      self.consequence = consequence
      self.rows = rows
      self.seconds = seconds
      self.safeForm = safeForm
      self.statement = statement
      self.site = site
    }
  }

  /// The plans as they would be locked.
  package var tool: Tool
  package var server: String
  package var rows: [PlanLock.TableRows]
  package var migrations: [String]
  package var statements: [Statement]
  /// The names of all indexes that the schema has.
  package var indexes: Set<String>
  package var drops: [Drop]
  package var blocks: [Block]

  package init(
    tool: Tool,
    server: String,
    rows: [PlanLock.TableRows],
    migrations: [String],
    statements: [Statement],
    indexes: Set<String>,
    drops: [Drop],
    blocks: [Block]
  ) {
    self.tool = tool
    self.server = server
    self.rows = rows
    self.migrations = migrations
    self.statements = statements
    self.indexes = indexes
    self.drops = drops
    self.blocks = blocks
  }
}
