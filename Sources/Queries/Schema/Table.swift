// One table or collection as the project declares it.

/// A table of a relational database, or a collection of a document database.
package struct Table: Sendable, Equatable {
  /// The name in the database, without its schema.
  package var name: String
  /// What code calls it: classes, registered models, fields of a client.
  package var models: [String]
  package var dialect: SQLDialect
  package var columns: [Column]
  /// All indexes, with those that the primary key and unique constraints bring.
  package var indexes: [TableIndex]
  package var foreignKeys: [ForeignKey]
  /// Where it is declared: models first, then migrations, in the order of time.
  package var sites: [SchemaSite]
  package var source: Source
  /// What is missing from the picture; empty for a table that is known whole.
  package var gaps: [SchemaGap]
  package var growth: TableGrowth
  /// The relations that lead to many rows through a table that only refers to both sides.
  package var bridges: [Bridge] = []
  /// How the mapper orders the rows of a read that asks for no order.
  package var ordering: [SortKey] = []
  /// The columns of the primary key that models declare and that no migration makes; empty where they agree.
  package var unmigratedKey: [String] = []
  /// Positions of calls that make rows while the application serves, the first few of them.
  package var makers: [Int] = []

  package init(
    name: String,
    models: [String] = [],
    dialect: SQLDialect = .unknown,
    columns: [Column] = [],
    indexes: [TableIndex] = [],
    foreignKeys: [ForeignKey] = [],
    sites: [SchemaSite] = [],
    source: Source = .models,
    gaps: [SchemaGap] = [],
    growth: TableGrowth = .unknown
  ) {
    self.name = name
    self.models = models
    self.dialect = dialect
    self.columns = columns
    self.indexes = indexes
    self.foreignKeys = foreignKeys
    self.sites = sites
    self.source = source
    self.gaps = gaps
    self.growth = growth
  }

  /// A relation of many to many, by the name under which code follows it.
  package struct Bridge: Sendable, Equatable {
    package var property: String
    /// The name of the table between, or of its model.
    package var table: String

    package init(property: String, table: String) {
      self.property = property
      self.table = table
    }
  }

  /// What the indexes were read from.
  package enum Source: String, Sendable, Equatable {
    /// Classes, schemas and model files.
    case models
    /// Migrations: what the database really went through.
    case migrations
    /// Migrations, with models that name the same table.
    case both
  }
}

/// Whether a table gets rows while the application serves.
package enum TableGrowth: String, Sendable, Equatable {
  /// Requests or jobs create rows.
  case grows
  /// Nothing that serves creates rows: filled by seeds, migrations or by hand.
  case reference
  case unknown
}

/// The database whose rules a table follows.
package enum SQLDialect: String, Sendable, Equatable {
  case postgres, mysql, sqlite, sqlServer, mongo, unknown

  /// Whether the database itself makes an index for each foreign key.
  package var indexesForeignKeys: Bool { self == .mysql }
}

extension Table {
  /// Whether every column and index of the table is known.
  package var isComplete: Bool { gaps.isEmpty }

  /// The column that the database or the code calls by a name.
  ///
  /// A name of the database is preferred; capitals count only if nothing fits without.
  package func column(_ name: String) -> Column? {
    if let known = columns.first(where: { $0.name == name })
      ?? columns.first(where: { $0.property == name })
    {
      return known
    }
    let small = name.lowercased()
    return columns.first {
      $0.name.utf8.count == small.utf8.count && $0.name.lowercased() == small
    }
  }

  /// The name in the database of what code calls by a property; a foreign key's object counts as its column.
  package func columnName(of property: String) -> String? {
    if let column = column(property) { return column.name }
    let key = foreignKeys.first { $0.property == property && $0.columns.count == 1 }
    return key?.columns.first
  }

  /// The columns of the primary key, in its order; empty if none is known.
  package var primaryKey: [String] {
    indexes.first { $0.origin == .primaryKey }?.columns ?? []
  }
}
