// What the planner of a production server knows of a table, without a row of it.

/// Sizes of a table, its columns and its indexes, as they were exported.
package struct TableStatistics: Sendable, Equatable {
  /// What is known of a column's values.
  package struct Column: Sendable, Equatable {
    package var name: String
    /// The share of empty values.
    package var empty: Double
    /// Bytes of a value.
    package var width: Double
    /// Below 0: a share of the rows; above 0: a number.
    package var distinct: Double
    /// 1 where the values rise with the rows; `nil` where nothing is known of it.
    package var correlation: Double?
    /// The shares of the values that are met most.
    package var frequencies: [Double]
    /// Those values and bounds of the others as arrays of PostgreSQL; `nil` where they were left out.
    package var values: String?
    package var bounds: String?
  }

  package var schema: String
  package var name: String
  package var rows: Double
  /// Blocks of 8 KiB.
  package var pages: Double
  /// Blocks of which everybody sees every row.
  package var visible: Double
  package var columns: [Column]
  /// Blocks by name of the index.
  package var indexes: [String: Double]
}

extension TableStatistics {
  /// What no table of a web application goes beyond; a file may hold anything.
  private static let mostRows = 1e11
  private static let mostPages = 1e7

  /// Whether all figures are ones that a planner could have written.
  var isPlausible: Bool {
    (0...Self.mostRows).contains(rows) && (0...Self.mostPages).contains(pages)
      && (0...pages).contains(visible)
      && indexes.values.allSatisfy { (0...Self.mostPages).contains($0) }
      && columns.allSatisfy(\.isPlausible)
  }
}

extension TableStatistics.Column {
  fileprivate var isPlausible: Bool {
    (0...1).contains(empty) && (0...1e6).contains(width) && (-1...1e11).contains(distinct)
      && (-1...1).contains(correlation ?? 0) && frequencies.count <= 10_000
      && frequencies.allSatisfy { (0...1).contains($0) }
  }
}
