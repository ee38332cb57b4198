// One thing that a migration in code does.

/// An operation of a schema builder, or a statement that code hands over as it is.
package struct MigrationOperation: Sendable, Equatable {
  package enum Deed: Sendable, Equatable {
    case change(SchemaChange)
    case sql(String)
  }

  package let deed: Deed
  /// Counted from 1.
  package let line: Int
  /// Whether it builds an index while others write.
  package let isConcurrent: Bool

  package init(_ deed: Deed, line: Int, isConcurrent: Bool = false) {
    self.deed = deed
    self.line = line
    self.isConcurrent = isConcurrent
  }
}
