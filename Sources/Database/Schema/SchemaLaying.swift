// Lays a project's schema into an empty server, as a role that may do nothing else.

import Queries
import SQLSyntax

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
    let texts = scripts.map { SQLTokens($0.bytes) }
    for (script, tokens) in zip(scripts, texts) {
      for statement in tokens.statements {
        guard let name = Self.extensionName(tokens, statement) else { continue }
        makeExtension(name, for: Self.subject(script, tokens, statement))
      }
    }
    let connection = try server.connect(as: Self.role)
    try connection.run("SET client_min_messages = error; SET lock_timeout = '1s'")
    let end = ContinuousClock.now + limit
    for (script, tokens) in zip(scripts, texts) {
      for statement in tokens.statements where !Self.isOfNoUse(tokens, statement) {
        replayed.total += 1
        let left = min(.seconds(5), end - ContinuousClock.now)
        guard left > .zero else {
          throw DatabaseError(.deadline, "the migrations did not end within \(limit)")
        }
        do throws(DatabaseError) {
          try connection.run(tokens.source(statement), within: left)
          replayed.done += 1
        } catch {
          if error.kind == .lost { throw error }
          problems.append(
            LabProblem(subject: Self.subject(script, tokens, statement), reason: error.message)
          )
        }
      }
    }
  }

  private static func extensionName(_ tokens: SQLTokens, _ statement: Range<Int>) -> String? {
    let start = statement.lowerBound
    guard tokens.isWord(start, "create"), tokens.isWord(start + 1, "extension") else { return nil }
    let isGuarded = tokens.isWord(start + 2, "if")
    let position = start + (isGuarded ? 5 : 2)
    return position < statement.upperBound ? tokens.text(position) : nil
  }

  /// Rights, owners, comments and rows change no plan; extensions are made by us.
  private static func isOfNoUse(_ tokens: SQLTokens, _ statement: Range<Int>) -> Bool {
    let start = statement.lowerBound
    let first = tokens.keyword(start)
    if ["grant", "revoke", "comment", "copy"].contains(first) { return true }
    if ["begin", "commit", "start", "end", "rollback"].contains(first) { return true }
    if tokens.isWord(start + 1, "extension") { return true }
    return first == "alter"
      && statement.dropLast().contains { tokens.isWord($0, "owner") && tokens.isWord($0 + 1, "to") }
  }

  private static func subject(
    _ script: MigrationScript,
    _ tokens: SQLTokens,
    _ statement: Range<Int>
  ) -> String {
    let start = Int(tokens.tokens[statement.lowerBound].start)
    let line = 1 + script.bytes[..<start].count { $0 == 0x0A }
    return "\(script.path):\(line)"
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
