// One reference from a table to another.

/// A reference of columns to a table; in a document database a `ref`, which nothing enforces.
package struct ForeignKey: Sendable, Equatable {
  /// `nil` if the project does not name it.
  package var name: String?
  package var columns: [String]
  /// What code calls the referenced object: `order.customer`.
  package var property: String?
  /// What code calls the objects that refer to one: `customer.orders`.
  package var inverse: String?
  /// The name of the referenced table, or of its model where no table is known.
  package var table: String
  /// Empty for the primary key.
  package var referencedColumns: [String]
  package var onDelete: Action
  /// Whether the database enforces it.
  package var isEnforced: Bool
  package var site: SchemaSite?

  package init(
    name: String? = nil,
    columns: [String],
    property: String? = nil,
    table: String,
    referencedColumns: [String] = [],
    onDelete: Action = .none,
    isEnforced: Bool = true,
    site: SchemaSite? = nil
  ) {
    self.name = name
    self.columns = columns
    self.property = property
    self.table = table
    self.referencedColumns = referencedColumns
    self.onDelete = onDelete
    self.isEnforced = isEnforced
    self.site = site
  }

  /// What happens to a row when the row that it refers to is deleted.
  package enum Action: String, Sendable, Equatable {
    /// Not said; the database refuses.
    case none
    case restrict, cascade, setNull, setDefault
  }
}
