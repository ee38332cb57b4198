// What `plimsoll gate --plans` reports, and comments may accept, beside the rules of the catalog.

/// A judgement of the planner on a change.
package enum GuardRule: String, Sendable, CaseIterable {
  /// A statement that reads a large table whole, or costs a multiple of what it did.
  case planRegression = "plan-regression"
  /// An index that a migration takes away though a statement needs it.
  case droppedIndex = "dropped-index"
  /// A migration that makes requests wait for a large table.
  case blockingMigration = "blocking-migration"
}
