// The declaration of an index, as the mapper of the user writes it.

import Findings
import Queries
import SemanticModel

/// Words the declaration of the index that a group lacks.
struct IndexRemedy {
  private let group: IndexGapGroup
  private let keys: [IndexKey]

  init(_ group: IndexGapGroup) {
    self.group = group
    keys = group.best.gap.keys
  }

  var remedy: Remedy {
    let sql = statement(concurrently: true)
    let library = group.best.site.library ?? ""
    let build =
      group.table.dialect == .mongo ? "" : " On a table that serves, build it with `\(sql)`."
    return Remedy(
      "Declare one index for these queries: columns that are compared with one value first, then the sort or range.\(build)",
      after: declaration(for: library) ?? sql
    )
  }

  private func declaration(for library: String) -> String? {
    let declaration = IndexDeclaration(
      table: group.table.name,
      keys: keys,
      properties: keys.map { group.table.column($0.column)?.property ?? $0.column },
      isSpatial: group.best.gap.reason == .spatial
    )
    return declaration.text(for: library)
  }

  private var name: String {
    "ix_\(group.table.name)_"
      + keys.map { $0.column.map { $0 == "." ? "_" : $0 } }.map { String($0) }
      .joined(separator: "_")
  }

  /// The statement that builds it, without stopping writes where the database can do so.
  func statement(concurrently isAsked: Bool) -> String {
    let isPlain = { (name: String) in
      name.utf8.allSatisfy {
        ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "_")
      }
    }
    // MySQL takes a double quote for a text.
    let mark = group.table.dialect == .mysql ? "`" : "\""
    let quote = { (name: String) in isPlain(name) ? name : mark + name + mark }
    let columns = keys.map { quote($0.column) + ($0.isDescending ? " DESC" : "") }
    let isKnown = group.table.dialect != .mysql && group.table.dialect != .sqlite
    let concurrently = isAsked && isKnown ? " CONCURRENTLY" : ""
    return
      "CREATE INDEX\(concurrently) \(quote(name)) ON \(quote(group.table.name)) (\(columns.joined(separator: ", ")));"
  }
}
