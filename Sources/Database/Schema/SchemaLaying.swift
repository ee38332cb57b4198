// Lays a project's schema into an empty server, as a role that may do nothing else.

import Queries

/// One file of SQL that a project runs to make its database.
package struct MigrationScript: Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Something that could not be done with a part of a project.
package struct LabProblem: Sendable, Equatable {
  /// The file and line, or the table.
  package let subject: String
  package let reason: String

  package init(subject: String, reason: String) {
    self.subject = subject
    self.reason = reason
  }
}

/// Runs migrations and makes the tables that only models declare.
///
/// What a repository holds may be hostile: it runs as a role without any right on the machine, each statement has
/// a deadline, and extensions are made by us, before, and from a list.
struct SchemaLaying {
  /// The role that owns everything that a project makes.
  static let role = "application"

  private let server: EphemeralServer
  private let administrator: Connection
  private(set) var problems: [LabProblem] = []
  /// Statements of migrations that ran, and how many there were.
  private(set) var replayed = (done: 0, total: 0)
  /// What migrations did to all rows of tables that were there before them.
  private(set) var works: [TracedWork] = []
  private(set) var drops: [IndexDrop] = []

  /// Extensions that change no right and reach nothing outside of the database.
  private static let harmless: Set<String> = [
    "btree_gin", "btree_gist", "citext", "cube", "earthdistance", "fuzzystrmatch", "hstore",
    "intarray", "isn", "ltree", "pg_trgm", "pgcrypto", "plpgsql", "seg", "tablefunc", "unaccent",
    "uuid-ossp",
  ]

  init(_ server: EphemeralServer, administrator: Connection) throws(DatabaseError) {
    self.server = server
    self.administrator = administrator
    try administrator.run(
      """
      CREATE ROLE \(Self.role) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
      GRANT CREATE ON DATABASE template1 TO \(Self.role);
      ALTER SCHEMA public OWNER TO \(Self.role);
      """
    )
  }

  /// Makes an extension, if it is one of ours and on this machine.
  private mutating func makeExtension(_ name: String, for subject: String) {
    guard Self.harmless.contains(name) else {
      problems.append(
        LabProblem(
          subject: subject,
          reason: "the extension “\(name)” is not among those that the lab makes"
        )
      )
      return
    }
    do throws(DatabaseError) {
      try administrator.run(
        "SET search_path = public; CREATE EXTENSION IF NOT EXISTS \(quoted(name)) CASCADE"
      )
    } catch {
      problems.append(LabProblem(subject: subject, reason: "extension “\(name)”: \(error.message)"))
    }
    try? administrator.run("SET search_path = pg_catalog")
  }

  /// Makes trigrams available for the indexes that may be proposed; false where the machine has none.
  func makeTrigrams() -> Bool {
    do throws(DatabaseError) {
      try administrator.run(
        "SET search_path = public; CREATE EXTENSION IF NOT EXISTS pg_trgm; SET search_path = pg_catalog"
      )
      return true
    } catch {
      return false
    }
  }

  // MARK: Migrations

  /// Runs the statements of all scripts in their order.
  mutating func replay(_ scripts: [MigrationScript], within limit: Duration) throws(DatabaseError) {
    guard !scripts.isEmpty else { return }
    let texts = scripts.map { MigrationText($0) }
    for text in texts {
      for statement in text.statements {
        guard let name = text.extensionName(statement) else { continue }
        makeExtension(name, for: "\(text.path):\(text.line(of: statement))")
      }
    }
    var replay = try MigrationReplay(on: server.connect(as: Self.role), within: limit)
    for text in texts { try replay.run(text) }
    problems += replay.problems
    replayed = replay.replayed
    works = replay.works
    drops = replay.drops
  }

  // MARK: Models

  /// Makes the declared tables that the migrations did not make.
  mutating func lay(_ schema: Schema, beside catalog: Catalog) throws(DatabaseError) {
    let connection = try server.connect(as: Self.role)
    try connection.run("SET client_min_messages = error")
    for table in schema.tables
    where Self.isPlannable(table) && catalog.table(named: table.name) == nil {
      guard let statement = SchemaStatements.table(table) else { continue }
      do throws(DatabaseError) {
        try connection.rows(statement)
      } catch {
        if error.kind == .lost { throw error }
        problems.append(LabProblem(subject: table.name, reason: error.message))
        continue
      }
      for (index, statement) in SchemaStatements.indexes(of: table) {
        do throws(DatabaseError) {
          try connection.rows(statement)
        } catch {
          if error.kind == .lost { throw error }
          let name = index.name ?? index.columns.joined(separator: ", ")
          problems.append(
            LabProblem(subject: table.name, reason: "index (\(name)): \(error.message)")
          )
        }
      }
    }
  }

  /// Whether PostgreSQL would plan queries of the table: it is its own, or nobody says whose.
  static func isPlannable(_ table: Table) -> Bool {
    table.dialect == .postgres || table.dialect == .unknown
  }
}
