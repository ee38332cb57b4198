// One index of a table.

/// An index, declared or brought by a constraint.
package struct TableIndex: Sendable, Equatable {
  /// `nil` if the project does not name it.
  package var name: String?
  /// What it is ordered by, in its order.
  package var keys: [IndexKey]
  package var isUnique: Bool
  /// The condition of a partial index, as it is written.
  package var predicate: String?
  /// Columns that it carries without being ordered by them.
  package var included: [String]
  package var method: IndexMethod
  package var origin: Origin
  package var site: SchemaSite?
  /// Whether the database deletes rows by it once they are old.
  package var expiresRows = false

  package init(
    name: String? = nil,
    keys: [IndexKey],
    isUnique: Bool = false,
    predicate: String? = nil,
    included: [String] = [],
    method: IndexMethod = .tree,
    origin: Origin = .declared,
    site: SchemaSite? = nil
  ) {
    self.name = name
    self.keys = keys
    self.isUnique = isUnique
    self.predicate = predicate
    self.included = included
    self.method = method
    self.origin = origin
    self.site = site
  }

  /// An index over columns in ascending order.
  package init(
    columns: [String],
    name: String? = nil,
    isUnique: Bool = false,
    origin: Origin = .declared,
    site: SchemaSite? = nil
  ) {
    self.init(
      name: name,
      keys: columns.map { IndexKey(column: $0) },
      isUnique: isUnique,
      origin: origin,
      site: site
    )
  }

  /// Why there is such an index.
  package enum Origin: String, Sendable, Equatable {
    case declared
    case primaryKey
    case uniqueConstraint
    /// The database or the mapper makes it for a foreign key.
    case foreignKey
  }

  /// The columns that it is ordered by, up to the first expression.
  package var columns: [String] {
    Array(keys.prefix { $0.expression == nil }.map(\.column))
  }

  /// Whether every row is in it.
  package var isWhole: Bool { predicate == nil }
}

/// One step of an index's order.
package struct IndexKey: Sendable, Equatable {
  /// The column; empty for an expression.
  package var column: String
  /// What is indexed in place of a column, as it is written: `lower(email)`.
  package var expression: String?
  package var isDescending: Bool
  /// Only the first characters of the column are in the index.
  package var isPrefix: Bool

  package init(
    column: String,
    expression: String? = nil,
    isDescending: Bool = false,
    isPrefix: Bool = false
  ) {
    self.column = column
    self.expression = expression
    self.isDescending = isDescending
    self.isPrefix = isPrefix
  }
}

/// How an index finds its rows.
package enum IndexMethod: String, Sendable, Equatable {
  /// Ordered: equality, ranges and sorting.
  case tree
  /// Equality only.
  case hash
  /// Containment, arrays, documents, trigrams.
  case inverted
  /// Words of a text.
  case text
  /// Places on a plane or sphere.
  case spatial
  /// Summaries of blocks.
  case block
  /// Neighbours of a vector.
  case vector
  case unknown

  /// Whether it serves equality of its first columns.
  package var servesEquality: Bool { self == .tree || self == .hash }
}
