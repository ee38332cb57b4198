// What keeps two rows of a table apart, as far as schema, models and decorators tell.

import Queries

/// The unique keys of all tables.
package struct RowKeys: Sendable {
  private let schema: Schema
  private let declared: UniqueKeys

  package init(of program: Program) {
    schema = program.schema
    declared = program.uniqueKeys
  }

  /// Whether the project declares a table, so that an absent key is none.
  package func knows(_ table: String) -> Bool {
    schema.table(meaning: table)?.isComplete ?? false || declared.knows(table)
  }

  /// Whether the database keeps some columns of a table, or a part of them, unique.
  package func holds(_ columns: Set<String>, of table: String) -> Bool {
    if declared.holds(columns, of: table) { return true }
    guard let found = schema.table(meaning: table) else { return false }
    let names = Set(columns.map { found.columnName(of: $0) ?? $0 })
    switch found.uniqueness(of: names) {
    case .unique, .partial: return true
    case .notUnique, .unknown: return false
    }
  }

  /// Whether the database keeps two or more of some columns unique together.
  package func holdsTogether(_ columns: Set<String>, of table: String) -> Bool {
    if declared.holdsTogether(columns, of: table) { return true }
    guard let found = schema.table(meaning: table) else { return false }
    let names = Set(columns.map { found.columnName(of: $0) ?? $0 })
    return found.indexes.contains { index in
      index.isUnique && index.columns.count > 1 && index.columns.allSatisfy(names.contains)
    }
  }

  /// Whether a column holds a time: the later of two is no number that they share.
  package func isTime(_ column: String, of table: String) -> Bool {
    let known = schema.table(meaning: table)?.column(column)
    return known.map { [.timestamp, .date].contains($0.type) } ?? false
  }

  /// Whether a table has a unique key that is not made up for each row: its id, or a number that the server gives.
  ///
  /// What a request brings along is no number that the server gives.
  package func hasNaturalKey(_ table: String, brought: Set<String> = []) -> Bool {
    if declared.hasNaturalKey(table) || brought.contains(where: { holds([$0], of: table) }) {
      return true
    }
    guard let found = schema.table(meaning: table) else { return false }
    return found.indexes.contains { index in
      // A primary key of several columns is no number that the server gives: course and student.
      index.isUnique && (index.origin != .primaryKey || index.columns.count > 1)
        && !index.columns.isEmpty && !index.columns.allSatisfy(UniqueKeys.isMadeUp)
    }
  }
}
