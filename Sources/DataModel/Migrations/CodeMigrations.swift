// The migrations that a project writes as code, in the order in which they run.

package import Queries
package import SemanticModel

/// What the operations of Alembic and Knex, and of the query interfaces of Sequelize and TypeORM, do file by file.
package struct CodeMigrations {
  package struct File: Sendable, Equatable {
    package let path: String
    package let operations: [MigrationOperation]
  }

  /// None where the project's database is not PostgreSQL.
  package let files: [File]

  package init(of program: Program) {
    let code = Code(program)
    let dialect = DialectReading(code).dialect
    let isOther = dialect != .postgres && dialect != .unknown
    files = isOther ? [] : MigrationReading(code, dialect).codeFiles
  }
}

extension MigrationReading {
  /// The files of code that lie among migrations or import a tool for them.
  fileprivate var codeFiles: [CodeMigrations.File] {
    orderedUnits { isMigration($0) }
      .map { _, unit, steps in
        let operations = steps.flatMap { Self.operations(of: $0.call, $0.changes) }
        return CodeMigrations.File(path: code.units[unit].path, operations: operations)
      }
      .filter { !$0.operations.isEmpty }
  }

  private static func operations(of call: Call, _ changes: [SchemaChange]) -> [MigrationOperation] {
    let texts = call.arguments.prefix(3).compactMap(\.text)
    let isConcurrent =
      call["postgresql_concurrently"]?.isOn == true
      || texts.contains { $0.utf8.count < 100_000 && $0.lowercased().contains("concurrently") }
    // A statement that stands there whole says more than what was read of it, but for types: tables that
    // operations make have those of the reading.
    let retypes = changes.contains { change in
      if case .changeColumn(_, _, _?, _) = change { true } else { false }
    }
    let whole = retypes ? nil : texts.first { SchemaStatement.begins(Array($0.utf8)[...]) }
    let deeds =
      whole.map { [MigrationOperation.Deed.sql($0)] } ?? changes.map { .change($0) }
    return deeds.map {
      MigrationOperation($0, line: call.site.line, isConcurrent: isConcurrent)
    }
  }
}
