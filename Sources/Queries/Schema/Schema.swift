// Everything that a project declares about its database.

/// The tables and collections of a project, in the order of their names.
///
/// What could not be read is a value too: a table that is not complete, or a gap that concerns
/// tables nobody knows.
package struct Schema: Sendable, Equatable {
  package let tables: [Table]
  /// What could not be read and may concern any table.
  package let gaps: [SchemaGap]
  /// Where models and migrations say different things.
  package let disagreements: [SchemaDisagreement]
  /// By name in small letters: positions in `tables`.
  private let byName: [String: [Int]]
  /// By name of the model, as it is spelt.
  private let byModel: [String: [Int]]
  /// By folded name: singular and plural, with or without separators.
  private let byFoldedName: [String: [Int]]

  package init(
    tables: [Table],
    gaps: [SchemaGap] = [],
    disagreements: [SchemaDisagreement] = []
  ) {
    let tables = tables.sorted { $0.isOrdered(before: $1) }
    self.tables = tables
    self.gaps = gaps
    self.disagreements = disagreements
    var names: [String: [Int]] = [:]
    var models: [String: [Int]] = [:]
    var folded: [String: [Int]] = [:]
    for (position, table) in tables.enumerated() {
      names[table.name.lowercased(), default: []].append(position)
      for model in table.models { models[model, default: []].append(position) }
      for name in Set(([table.name] + table.models).map(TableName.folded)) {
        folded[name, default: []].append(position)
      }
    }
    byName = names
    byModel = models
    byFoldedName = folded
  }

  /// A schema of which nothing is known.
  package static var empty: Schema { Schema(tables: []) }

  /// The table of a name, as SQL would find it; `nil` if there is none or more than one.
  package func table(named name: String) -> Table? {
    only(byName[TableName.last(name).lowercased()])
  }

  /// The table of a model: its class, or the name that it was registered under.
  package func table(ofModel model: String) -> Table? { only(byModel[model]) }

  /// The table that any spelling means: a model, a table, its plural or singular, `orderItem` for `order_items`.
  ///
  /// `nil` if there is none, or more than one that fit equally well.
  package func table(meaning name: String) -> Table? {
    table(ofModel: name) ?? table(named: name)
      ?? only(byFoldedName[TableName.folded(TableName.last(name))])
  }

  private func only(_ positions: [Int]?) -> Table? {
    guard let positions, positions.count == 1 else { return nil }
    return tables[positions[0]]
  }
}

extension Table {
  fileprivate func isOrdered(before other: Table) -> Bool {
    guard name == other.name else { return name < other.name }
    guard let own = sites.first, let others = other.sites.first else { return !sites.isEmpty }
    return own < others
  }
}
