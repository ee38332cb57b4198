// The SQL files that a project runs, in their order, to make its database.

import Queries
import SQLSyntax
package import Workspace

/// Migrations that are written as SQL of PostgreSQL, or of no database in particular.
package struct MigrationFiles {
  /// One file: its path, and the part of its text that goes forward.
  package struct File: Sendable {
    package let path: String
    package let text: [UInt8]
  }

  package let files: [File]

  package init(in workspace: Workspace) {
    files = workspace.files.filter { file in
      file.language == .sql && MigrationReading.isForward(file)
        && MigrationNames.isMigration(file.path)
    }
    .compactMap { file in
      guard let bytes = try? workspace.read(file) else { return nil }
      let text = MigrationReading.forwardPart(of: bytes)
      let dialect = SQLDialect(of: text)
      guard dialect == .postgres || dialect == .unknown else { return nil }
      return File(path: file.path, text: text)
    }
    .sorted { $0.path < $1.path }
  }
}
