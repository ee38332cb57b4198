// One column of a table, or field of a document.

/// A column; in a document database a field, with dots between the names of nested ones.
package struct Column: Sendable, Equatable {
  /// The name in the database.
  package var name: String
  /// What code calls it.
  package var property: String
  package var type: ColumnType
  /// As the source spells it: `varchar(255)`, `String`, `ObjectId`.
  package var typeText: String
  /// `nil` if the source does not say.
  package var isNullable: Bool?
  package var hasDefault: Bool
  /// The values that an enumeration allows.
  package var values: [String]
  package var site: SchemaSite?

  package init(
    name: String,
    property: String? = nil,
    type: ColumnType = .unknown,
    typeText: String = "",
    isNullable: Bool? = nil,
    hasDefault: Bool = false,
    values: [String] = [],
    site: SchemaSite? = nil
  ) {
    self.name = name
    self.property = property ?? name
    self.type = type
    self.typeText = typeText
    self.isNullable = isNullable
    self.hasDefault = hasDefault
    self.values = values
    self.site = site
  }

  /// Whether its type allows a few values only, so that an index on it alone hardly selects.
  package var hasFewValues: Bool {
    type == .boolean || type == .enumeration || (!values.isEmpty && values.count <= 12)
  }
}

/// What a column holds, over all databases.
package enum ColumnType: String, Sendable, Equatable {
  case boolean, enumeration, integer, decimal, string, text, uuid, date, time, timestamp, json,
    bytes
  case array, objectID, point, vector
  /// A document inside a document.
  case document
  case unknown
}
