// What one query asks of the indexes of one table.

/// The columns by which a query selects and orders the rows of one table.
package struct IndexDemand: Sendable {
  package var table: Table
  /// Columns compared with one value or a short list, in the order in which they are written.
  package var equality: [DemandedColumn]
  /// Columns compared with a range.
  package var ranges: [DemandedColumn]
  package var sort: [IndexKey]
  /// Conditions on known columns that no ordered index serves.
  package var obstacles: [Obstacle]
  /// Whether every condition is known.
  package var isComplete: Bool
  /// Rows are looked up for other rows: a join, an include.
  package var relation: String?
  /// Where the query says so, if not at its call.
  package var place: QueryPlace?

  package init(table: Table) {
    self.table = table
    equality = []
    ranges = []
    sort = []
    obstacles = []
    isComplete = true
  }

  /// A condition that no ordered index serves.
  package struct Obstacle: Sendable {
    package var column: String
    package var comparison: Predicate.Comparison
    package var isOptional: Bool
    /// Compared with a text that the code fixes: no user searches by it.
    package var isConstant = false
    /// Where the condition is written.
    package var place: QueryPlace?
  }
}

/// A column of a demand.
package struct DemandedColumn: Sendable, Hashable {
  package var name: String
  package var isOptional: Bool
  /// Compared with a value that the code fixes, which many rows share.
  package var isConstant: Bool
  /// Compared with the absence of a value, which most rows share.
  package var isNull: Bool

  package init(
    _ name: String,
    isOptional: Bool = false,
    isConstant: Bool = false,
    isNull: Bool = false
  ) {
    self.name = name
    self.isOptional = isOptional
    self.isConstant = isConstant
    self.isNull = isNull
  }
}

extension IndexDemand {
  /// How far equality with a column of the demand narrows the rows.
  package func selectivity(of column: DemandedColumn) -> Selectivity {
    let own = table.selectivity(of: column.name)
    return own == .value && column.isConstant ? .state : own
  }
}

extension Table {
  /// How far equality with a column narrows the rows.
  package func selectivity(of column: String) -> Selectivity {
    let known = self.column(column)
    if known?.type == .boolean { return .flag }
    let words = ColumnWords(column)
    if words.isFlag { return .flag }
    if known?.hasFewValues == true || words.isState { return .state }
    if words.isTenant { return .tenant }
    let isReference = foreignKeys.contains { $0.columns.first == column }
    return isReference || words.isKey ? .key : .value
  }
}

extension Table {
  /// Whether a column holds a value that is made up for one row: nothing else narrows what it finds.
  func isSecret(_ column: String) -> Bool {
    ColumnWords(column).isSecret && !foreignKeys.contains { $0.columns.contains(column) }
  }
}

/// How far equality with a column narrows the rows; better compares less.
package enum Selectivity: Int, Sendable, Comparable {
  /// A reference or a name of one thing.
  case key
  /// The customer of a shared system.
  case tenant
  /// Any other value.
  case value
  /// One of a few states.
  case state
  /// Yes or no.
  case flag

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the name of a column says of its values.
struct ColumnWords {
  private let word: String
  private let name: String

  init(_ column: String) {
    let last = column.split(separator: ".").last.map(String.init) ?? column
    name = last
    word = String(
      decoding: last.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "$") },
      as: UTF8.self
    ).lowercased()
  }

  var isFlag: Bool {
    if ["active", "enabled", "deleted", "archived", "published", "blacklisted", "verified"]
      .contains(word)
    {
      return true
    }
    let rest =
      name.hasPrefix("is") ? name.dropFirst(2) : name.hasPrefix("has") ? name.dropFirst(3) : ""
    return rest.utf8.first.map { $0 == UInt8(ascii: "_") || ($0 >= 65 && $0 <= 90) } ?? false
  }

  var isState: Bool {
    let ends = [
      "status", "state", "type", "kind", "role", "level", "priority", "severity", "stage",
    ]
    return ends.contains { word.hasSuffix($0) }
      || ["gender", "country", "language", "locale", "currency", "visibility", "category"].contains(
        word
      )
  }

  var isTenant: Bool {
    let names = [
      "tenant", "organization", "organisation", "org", "company", "workspace", "account",
    ]
    return names.contains { word == $0 || word == $0 + "id" }
  }

  /// A token or a random name, which no two rows share.
  var isSecret: Bool {
    ["token", "uuid", "guid", "secret"].contains { word.hasSuffix($0) }
  }

  var isKey: Bool {
    let keys: Set<String> = [
      "id", "pk", "uuid", "guid", "email", "slug", "username", "token", "handle", "sku", "hash",
      "key", "code", "phone", "url", "secret",
    ]
    return keys.contains(word) || name.hasSuffix("Id") || name.hasSuffix("_id")
      || name.hasSuffix("ID")
      || word.hasSuffix("token") || word.hasSuffix("hash") || word.hasSuffix("uuid")
      || word.hasSuffix("email")
  }
}
