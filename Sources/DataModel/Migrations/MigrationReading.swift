// Every change that migrations make, in the order in which they run.

import Facts
import Queries
import SQLSyntax
import SemanticModel
import SourceText
import Workspace

/// Reads SQL files and migrations in code; names of files are their order, as in all tools but Alembic.
struct MigrationReading {
  let code: Code
  private let dialect: SQLDialect
  /// The files that import a builder of schemas.
  private let alembic: Set<Int>
  private let knex: Set<Int>

  init(_ code: Code, _ dialect: SQLDialect) {
    self.code = code
    self.dialect = dialect
    alembic = code.units(importing: "alembic")
    knex = code.units(importing: "knex")
  }

  /// Those of all files.
  var changes: [SchemaChange] {
    let workspace = code.program.workspace
    var steps: [(order: String, changes: [SchemaChange])] = []
    for file in workspace.files where file.language == .sql && Self.isForward(file) {
      guard let bytes = try? workspace.read(file) else { continue }
      steps.append((file.path, changes(ofSQL: bytes, path: file.path)))
    }
    for (order, _, calls) in orderedUnits({ isMigration($0) || definesSchema($0) }) {
      steps.append((order, calls.flatMap(\.changes)))
    }
    steps.sort { $0.order < $1.order }
    return steps.flatMap(\.changes)
  }

  // MARK: SQL files

  static func isForward(_ file: WorkspaceFile) -> Bool {
    guard file.role != .test, file.role != .vendored else { return false }
    let path = file.path.lowercased()
    return !["down.sql", "rollback.sql", "revert.sql", "undo.sql"].contains { path.hasSuffix($0) }
      && !path.holds("/down/") && !path.holds("seed") && !path.holds("clickhouse")
  }

  private func changes(ofSQL bytes: [UInt8], path: String) -> [SchemaChange] {
    let bytes = Self.forwardPart(of: bytes)
    let words = SQLTokens(bytes)
    let own = SQLDialect(of: words)
    let isOther = own != .unknown && dialect != .unknown && dialect != .mongo && own != dialect
    if isOther { return [] }
    let lines = LineIndex(of: bytes)
    return SQLDefinitions(words, dialect: own == .unknown ? dialect : own) { range in
      let start = UInt32(truncatingIfNeeded: range.lowerBound)
      let end = UInt32(truncatingIfNeeded: range.upperBound)
      return SchemaSite(
        path: path,
        line: lines.line(at: start),
        span: ByteSpan(start: start, end: end)
      )
    }.changes
  }

  /// The text before the mark behind which a migration is undone.
  static func forwardPart(of bytes: [UInt8]) -> [UInt8] {
    for mark in ["-- +goose Down", "-- migrate:down", "-- +migrate Down", "-- Down Migration"] {
      let wanted = Array(mark.utf8)
      guard bytes.holds(mark), bytes.count > wanted.count else { continue }
      var position = 0
      while let next = bytes[position...].firstIndex(of: wanted[0]) {
        if bytes[next...].starts(with: wanted) { return Array(bytes[..<next]) }
        position = next + 1
      }
    }
    return bytes
  }

  // MARK: Code

  /// The files of the program that change a schema, in the order in which they run, with the calls that do it.
  func orderedUnits(_ isWanted: (Int) -> Bool) -> [(
    order: String, unit: Int, steps: [(call: Call, changes: [SchemaChange])]
  )] {
    let order = AlembicOrder(code)
    return code.units.indices.filter { code.units[$0].role != .test && isWanted($0) }
      .map { (order.order(of: $0) ?? code.units[$0].path, $0, steps(of: $0)) }
      .filter { !$0.2.isEmpty }
      .sorted { $0.0 < $1.0 }
  }

  /// Whether a file lies among migrations, or imports a tool for them.
  func isMigration(_ unit: Int) -> Bool {
    MigrationNames.isMigration(code.units[unit].path) || alembic.contains(unit)
  }

  /// What the calls of a file do to the schema.
  private func steps(of unit: Int) -> [(call: Call, changes: [SchemaChange])] {
    let isAlembic = alembic.contains(unit)
    let skipped = backwardSpans(of: unit)
    let calls = code.calls(in: unit).filter { call in
      !skipped.contains { $0.contains(call.step.span) }
    }
    return calls.compactMap { written in
      // Steps that are done one after another are handed over as prepared calls.
      let call = written.prepared ?? written
      let own = isAlembic ? AlembicChanges(code).changes(of: call) : nil
      let changes =
        own ?? BuilderChanges(code).changes(of: call) ?? KnexChanges(code).changes(of: call)
        ?? statement(in: call)
      guard let changes, !changes.isEmpty else { return nil }
      return (call, changes)
    }
  }

  /// Whether a file creates tables, by a builder or by SQL.
  private func definesSchema(_ unit: Int) -> Bool {
    let survey = code.survey(of: unit)
    return survey.hasStatement || survey.createsTables || knex.contains(unit)
  }

  /// Functions that undo what the others do.
  private func backwardSpans(of unit: Int) -> [ByteSpan] {
    let facts = code.units[unit].facts
    return facts.functions.dropFirst().filter { function in
      guard function.name.isPresent else { return false }
      return ["down", "downgrade", "rollback", "revert", "reverse", "backwards"]
        .contains(facts.names.string(function.name))
    }.map(\.span)
  }

  /// The statements of SQL among the arguments of a call.
  private func statement(in call: Call) -> [SchemaChange]? {
    let reverse = call["reverse_sql"]
    for argument in call.arguments.prefix(3) {
      let named = argument.value.flags.contains(.keywords) ? argument["sql"] : argument
      guard let text = named?.textWithHoles, named?.id != reverse?.id,
        SchemaStatement.begins(text[...])
      else { continue }
      return code.changes(ofSQL: text, at: call.site, dialect)
    }
    return nil
  }
}

extension Code {
  /// What a text of SQL in code does to the schema.
  func changes(ofSQL text: [UInt8], at site: SchemaSite, _ dialect: SQLDialect) -> [SchemaChange] {
    SQLDefinitions(text, dialect: dialect == .mongo ? .unknown : dialect) { _ in site }.changes
  }
}

/// The beginnings of statements that change a schema.
enum SchemaStatement {
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = bytes.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    guard let first = text.first, mayBegin(with: first) else { return false }
    return words.contains { word in
      text.count > word.count && zip(text, word).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
    }
  }

  /// Most texts begin with none of the words' letters, nor with a blank.
  static func mayBegin(with byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "c"), UInt8(ascii: "a"), UInt8(ascii: "d"), UInt8(ascii: "r"): true
    default: byte <= 0x20
    }
  }

  private static let words: [[UInt8]] = [
    "create table", "create index", "create unique", "alter table", "drop table", "drop index",
    "do $$", "create type", "create fulltext", "rename table", "alter index",
  ].map { Array($0.utf8) }
}

/// Which files are migrations, by their place.
enum MigrationNames {
  static func isMigration(_ path: String) -> Bool {
    let path = path.lowercased()
    guard path.holds("migrat") || path.holds("schema-updates") else { return false }
    let folders = path.split(separator: "/").dropLast()
    return folders.contains {
      $0.holds("migration") || $0 == "migrate" || $0 == "schema-updates"
    }
  }
}
