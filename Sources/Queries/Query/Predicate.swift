// One condition of a statement.

/// A column, and how it is compared.
package struct Predicate: Sendable, Hashable {
  /// Relations, then the column, or fields inside of each other: `["tenant", "id"]`.
  package var path: [String]
  package var comparison: Comparison
  /// Compared with something that the code fixes: a literal, a member of an enumeration.
  package var isConstant: Bool
  /// Left out on some paths.
  package var isOptional: Bool
  package var place: QueryPlace?

  package init(
    _ path: [String],
    _ comparison: Comparison,
    isConstant: Bool = false,
    isOptional: Bool = false,
    place: QueryPlace? = nil
  ) {
    self.path = path
    self.comparison = comparison
    self.isConstant = isConstant
    self.isOptional = isOptional
    self.place = place
  }

  package enum Comparison: String, Sendable, Hashable {
    case equal
    /// One of a list.
    case oneOf
    case range
    /// Begins with a text: a range of an ordered index.
    case prefix
    /// Contains a text or ends with it: no ordered index helps.
    case contains
    /// Equal without regard to case, or behind a function: only an index on the expression helps.
    case folded
    /// Compared after its type is changed: `id::text = $1`.
    case converted
    /// A regular expression that does not begin with a fixed text.
    case pattern
    case null, notEqual
    /// Inside of a JSON value.
    case json
    /// Words of a text.
    case fullText
    /// On a plane or sphere.
    case spatial
    /// An element of a list in the row.
    case element
    case unknown
  }

  /// Whether no ordered index serves it.
  package var isObstacle: Bool {
    switch comparison {
    case .contains, .folded, .converted, .pattern, .json, .fullText, .spatial, .unknown: true
    case .equal, .oneOf, .element, .null, .range, .prefix, .notEqual: false
    }
  }

  /// Whether an ordered index finds the rows directly.
  package var isEquality: Bool {
    comparison == .equal || comparison == .oneOf || comparison == .element
      || comparison == .null
  }
}
