// What the planner is told of the values in a column.

import Queries

/// The share of empty values, their width, how many differ, and how they lie in the table.
struct ColumnFigures: Equatable {
  var empty: Double
  var width: Int
  /// Below 0: a share of the rows; above 0: a number, whatever the rows.
  var distinct: Double
  /// 1 where the values rise with the rows; `nil` where nothing is known of it.
  var correlation: Double?
}

extension ColumnFigures {
  /// As a server that serves knows it.
  init(_ column: TableStatistics.Column) {
    self.init(
      empty: column.empty,
      width: Int(column.width),
      distinct: column.distinct,
      correlation: column.correlation
    )
  }
}
