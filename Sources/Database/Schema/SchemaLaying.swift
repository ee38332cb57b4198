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
  /// The same for migrations in code, on tables by their last names.
  private(set) var traced = (done: 0, total: 0)
  private(set) var tracedWorks: [TracedWork] = []

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
      GRANT CREATE, TEMPORARY ON DATABASE template1 TO \(Self.role);
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

  /// Runs migrations in code in a schema that is dropped again: what was read of them is not all that they do.
  mutating func trace(_ scripts: [MigrationScript], within limit: Duration) throws(DatabaseError) {
    guard !scripts.isEmpty else { return }
    let schema = "plimsoll_traced"
    try administrator.run("CREATE SCHEMA \(schema) AUTHORIZATION \(Self.role)")
    let connection = try server.connect(as: Self.role)
    try connection.run("SET search_path = \(schema), public")
    var replay = try MigrationReplay(on: connection, within: limit)
    for script in scripts {
      do throws(DatabaseError) {
        try replay.run(MigrationText(script))
      } catch {
        if error.kind == .lost { throw error }
        problems.append(LabProblem(subject: script.path, reason: error.message))
        try connection.run("ROLLBACK")
        break
      }
    }
    let rows = try administrator.rows(
      "SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = '\(schema)'::regnamespace"
    )
    let names = Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }) { first, _ in first }
    problems += replay.problems
    traced = replay.replayed
    drops += replay.drops
    tracedWorks = replay.works.compactMap { work in
      names[work.table].map { TracedWork(step: work.step, table: $0) }
    }
    try administrator.run("DROP SCHEMA \(schema) CASCADE")
  }

  // MARK: Models

  /// Makes the declared tables that the migrations did not make.
  mutating func lay(_ schema: Schema, beside catalog: Catalog) throws(DatabaseError) {
    let connection = try server.connect(as: Self.role)
    try connection.run("SET client_min_messages = error")
    let missing = schema.tables.compactMap { table -> (table: Table, statement: String)? in
      guard Self.isPlannable(table), catalog.table(named: table.name) == nil else { return nil }
      return SchemaStatements.table(table).map { (table, $0) }
    }
    let tables = missing.map { (subject: $0.table.name, prefix: "", statement: $0.statement) }
    let refused = try lay(tables, on: connection)
    let indexes = missing.map(\.table).filter { !refused.contains($0.name) }.flatMap { table in
      SchemaStatements.indexes(of: table).map { index, statement in
        let name = index.name ?? index.columns.joined(separator: ", ")
        return (subject: table.name, prefix: "index (\(name)): ", statement: statement)
      }
    }
    _ = try lay(indexes, on: connection)
  }

  /// Runs statements; the subjects of those that were refused.
  private mutating func lay(
    _ statements: [(subject: String, prefix: String, statement: String)],
    on connection: Connection
  ) throws(DatabaseError) -> Set<String> {
    var refused: Set<String> = []
    let groups = statements.map { [Request.run($0.statement)] }
    for (statement, answer) in zip(statements, try connection.answers(to: groups)) {
      guard case .failure(let error) = answer else { continue }
      refused.insert(statement.subject)
      problems.append(
        LabProblem(subject: statement.subject, reason: statement.prefix + error.message)
      )
    }
    return refused
  }

  /// Whether PostgreSQL would plan queries of the table: it is its own, or nobody says whose.
  static func isPlannable(_ table: Table) -> Bool {
    table.dialect == .postgres || table.dialect == .unknown
  }
}
