// The migration that Prisma would make of a further index, where migrations say what the database has.

import Findings
import Queries
import SemanticModel

extension IndexRepair {
  /// The repair of the schema with the migration beside it; the schema alone where it is all that there is.
  func migrated(_ repair: Repair) -> Repair? {
    guard group.table.source != .models else { return repair }
    guard let path = nextMigration else { return nil }
    let file = Repair.Edit(file: path, start: 0, end: 0, text: statement)
    // Building an index stops writes of its table.
    return Repair(repair.edits + [file], .unsafe)
  }

  /// `migrations/20260729170644_indexes/migration.sql` behind the last of the folder.
  private var nextMigration: String? {
    let last = program.lastPrismaMigration
    guard let parts = last?.split(separator: "/"), parts.count > 2 else { return nil }
    let folder = parts[parts.count - 2]
    let digits = folder.prefix { $0.isNumber }
    guard digits.utf8.count == 14, let number = Int(digits) else { return nil }
    let base = parts.dropLast(2).joined(separator: "/")
    return "\(base)/\(number + 1)_indexes/migration.sql"
  }

  /// The statement with the name that Prisma gives the index, so that it sees no difference afterwards.
  private var statement: String {
    let mark = group.table.dialect == .mysql ? "`" : "\""
    let quoted = { (name: String) in mark + name + mark }
    let name = ([group.table.name] + keys.map(\.column) + ["idx"]).joined(separator: "_")
    let columns = keys.map { quoted($0.column) + ($0.isDescending ? " DESC" : "") }
    return "-- CreateIndex\nCREATE INDEX \(quoted(name)) ON \(quoted(group.table.name))"
      + "(\(columns.joined(separator: ", ")));\n"
  }
}
