// Data files: a row of values for each round, or for each user.

/// Rows that fill in several variables at once, so that what belongs together stays together.
package struct DataSet: Sendable, Hashable {
  /// Who takes the next row.
  enum Turn: String, Sendable, Hashable, CaseIterable {
    /// Each round the row behind that of the last one; after the last row the first.
    case round
    /// Each user one row for the whole run.
    case user
    /// Each round any row.
    case random
  }

  /// The number of the variable of each column.
  let variables: [Int]
  let rows: [[[UInt8]]]
  let turn: Turn
}
