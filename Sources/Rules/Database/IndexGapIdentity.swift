// Which finding says that an index is missing, so that a plan can be laid beside it.

import Findings
package import Queries

/// The place and the id of a missing index: they follow from the table and the first column alone.
package enum IndexGapIdentity {
  /// Where the column is declared, or the table.
  static func site(of column: String, in table: Table) -> SchemaSite? {
    let prefix = column + "."
    return table.column(column)?.site
      ?? table.indexes.first { $0.keys.contains { $0.column.hasPrefix(prefix) } }?.site
      ?? table.columns.first { $0.name.hasPrefix(prefix) }?.site ?? table.sites.first
  }

  /// The id of the finding that an index of the table is missing which begins with a column.
  package static func id(of column: String, in table: Table) -> String? {
    guard let site = site(of: column, in: table) else { return nil }
    return fingerprint(of: column, table.name, at: site, rule: MissingIndex.about.name).id
  }

  static func fingerprint(
    of column: String,
    _ table: String,
    at site: SchemaSite,
    rule: String
  ) -> FindingFingerprint {
    FindingFingerprint(rule: rule, file: site.path, symbol: table, code: Array(column.utf8))
  }
}
