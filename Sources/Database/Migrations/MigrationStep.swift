// What one statement of a migration does to a table that was there before its migration began.

/// The locks of PostgreSQL on a table that make others wait, the weakest first.
package enum TableLock: Int, Sendable, Comparable {
  case rowExclusive = 1
  case share, shareRowExclusive, exclusive, accessExclusive

  /// By the words of `pg_locks`; `nil` for locks that stop nobody.
  init?(_ mode: String) {
    switch mode {
    case "RowExclusiveLock": self = .rowExclusive
    case "ShareLock": self = .share
    case "ShareRowExclusiveLock": self = .shareRowExclusive
    case "ExclusiveLock": self = .exclusive
    case "AccessExclusiveLock": self = .accessExclusive
    default: return nil
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Who waits while it is held.
  package var consequence: String {
    switch self {
    case .rowExclusive: "whoever changes one of its rows waits"
    case .share, .shareRowExclusive, .exclusive: "every write to it waits"
    case .accessExclusive: "every read and write of it waits"
    }
  }
}

/// Work on all rows of a table, under a lock.
package struct MigrationStep: Sendable, Equatable {
  package enum Work: String, Sendable, Equatable {
    case rewrite, indexBuild, unique, foreignKey, check, notNull, allRows, validation
  }

  package let path: String
  /// Counted from 1.
  package let line: Int
  /// As it stands in the file.
  package let statement: String
  /// The table, as it is called when all migrations have run.
  package private(set) var table: String
  package let work: Work
  package let lock: TableLock
  /// The same, so that nobody waits long.
  package let safeForm: String
  /// The rows of today, and the seconds that the work takes at each scale.
  package private(set) var rows = 0.0
  package private(set) var seconds: [Double] = []

  init(
    path: String,
    line: Int,
    statement: String,
    table: String,
    work: Work,
    lock: TableLock,
    safeForm: String
  ) {
    self.path = path
    self.line = line
    self.statement = statement
    self.table = table
    self.work = work
    self.lock = lock
    self.safeForm = safeForm
  }

  /// What it does to the rows, in a few words.
  package var deed: String {
    switch work {
    case .rewrite: "rewrites `\(table)` and its indexes"
    case .indexBuild: "reads all of `\(table)` to build an index"
    case .unique: "reads all of `\(table)` to build the index of a key"
    case .foreignKey: "reads all of `\(table)` to check a foreign key"
    case .check: "reads all of `\(table)` to check a constraint"
    case .notNull: "reads all of `\(table)` to look for empty values"
    case .allRows: "changes every row of `\(table)` in one transaction"
    case .validation: "reads all of `\(table)`"
    }
  }

  /// Below a second nobody notices.
  package static let leastSeconds = 1.0
  /// What a disk of a small database server reads or writes in a second, in bytes: an assumption that is printed.
  package static let bytesASecond = 100_000_000.0

  func weighed(table: String, rows: Double, seconds: [Double]) -> MigrationStep {
    var copy = self
    copy.table = table
    copy.rows = rows
    copy.seconds = seconds
    return copy
  }

  /// Whether it makes others wait for a second or longer when the table has ten times the rows of today.
  package var matters: Bool { seconds.count > 1 && seconds[1] >= Self.leastSeconds }
}

/// An index that a statement of a migration took away.
package struct IndexDrop: Sendable, Equatable {
  package let index: String
  package let path: String
  /// Counted from 1.
  package let line: Int
  package let statement: String
}
