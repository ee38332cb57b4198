// An index that the planner would use, and what it changes.

package import Queries

/// One index that is worth its place, proved by the planner.
package struct IndexAdvice: Sendable {
  package let table: String
  /// What it is ordered by, in its order; an expression for an index on small letters.
  package let keys: [IndexKey]
  /// Columns of which it holds only the empty values.
  package let onlyEmpty: [String]
  /// Whether it finds parts of texts.
  package let findsParts: Bool
  /// The statement that makes it on a table that serves.
  package let statement: String
  /// How many indexes the table has without it: each write keeps all of them.
  package let others: Int
  /// What it takes on disk at each scale, in bytes.
  package let bytes: [Double]
  package let served: [ServedStatement]
}

/// A statement that an advised index makes cheaper.
package struct ServedStatement: Sendable {
  /// The name of its file among the plans.
  package let name: String
  package let text: String
  /// Positions among the queries that were handed in.
  package let sites: [Int]
  /// One for each scale, the smallest first.
  package let figures: [Figure]

  /// What a statement costs without the advised indexes and with them.
  package struct Figure: Sendable {
    /// How many times the rows of today.
    package let factor: Double
    package let before: Plan
    package let after: Plan
  }
}

extension Candidate {
  var keys: [IndexKey] {
    columns.map { key in
      let expression = form == .folded ? "lower(\(quoted(key.name)))" : nil
      return IndexKey(
        column: key.name,
        expression: expression,
        isDescending: key.isDescending
      )
    }
  }

  /// The statement for a table that serves; building takes no lock that stops writes.
  var statement: String {
    let name = (["ix", table] + columns.map(\.name) + (onlyEmpty.isEmpty ? [] : ["open"]))
      .joined(separator: "_")
    let short = String(decoding: Array(name.utf8).prefix(60), as: UTF8.self)
    return "CREATE INDEX CONCURRENTLY \(quoted(short)) \(definition(quoted(table)));"
  }
}
