// Puts together what models and migrations say of the same tables.

import Queries

/// Migrations are what the database went through, models what the code believes of it.
struct SchemaMerge {
  private(set) var tables: [Table] = []
  private(set) var disagreements: [SchemaDisagreement] = []

  /// - Parameters:
  ///   - models: Tables as models declare them.
  ///   - migrations: What the migrations leave.
  ///   - dialect: The database, where a table does not say.
  init(models: [Table], migrations: SchemaState, dialect: SQLDialect) {
    var left = migrations.entries
    for model in Self.joined(models) {
      guard let entry = left.removeValue(forKey: model.name.lowercased()) else {
        tables.append(model)
        continue
      }
      tables.append(merged(model, entry))
    }
    for key in left.keys.sorted() {
      guard let entry = left[key] else { continue }
      var table = entry.table
      if !entry.isCreated {
        table.gaps.append(SchemaGap(.onlyMentioned, detail: table.name, site: table.sites.first))
      }
      tables.append(table)
    }
    for position in tables.indices { complete(&tables[position], dialect) }
    resolveReferences()
  }

  /// Models of one table, a base and what extends it, become one.
  private static func joined(_ models: [Table]) -> [Table] {
    var result: [Table] = []
    var known: [String: Int] = [:]
    for model in models {
      let key = "\(model.dialect == .mongo)\(model.name.lowercased())"
      guard let position = known[key] else {
        known[key] = result.count
        result.append(model)
        continue
      }
      result[position].absorb(model)
    }
    return result
  }

  private mutating func merged(_ model: Table, _ entry: SchemaState.Entry) -> Table {
    var table = model
    let migrated = entry.table
    table.source = .both
    table.sites += migrated.sites
    table.gaps += migrated.gaps
    if table.dialect == .unknown { table.dialect = migrated.dialect }
    let names = Set(migrated.columns.map(\.name))
    let isCurrent = entry.isCreated && model.columns.allSatisfy { names.contains($0.name) }
    table.take(columnsOf: migrated)
    guard isCurrent else {
      table.absorb(migrated)
      return table
    }
    note(differencesOf: model, migrated)
    table.indexes = migrated.indexes
    if migrated.primaryKey.isEmpty, !model.primaryKey.isEmpty, entry.isCreated {
      // One cause, which is told by itself; what else is asked of the table is judged as the models mean it.
      table.unmigratedKey = model.primaryKey
      table.indexes += model.indexes.filter { $0.origin == .primaryKey }
    }
    for key in model.foreignKeys {
      guard let position = table.foreignKeys.firstIndex(of: key) else { continue }
      // Only the database enforces; the property is the model's.
      let enforced = migrated.foreignKeys.first { $0.columns == key.columns }
      table.foreignKeys[position].isEnforced = enforced != nil
      if let enforced { table.foreignKeys[position].onDelete = enforced.onDelete }
    }
    let own = table.foreignKeys.map(\.columns)
    table.foreignKeys += migrated.foreignKeys.filter { !own.contains($0.columns) }
    return table
  }

  private mutating func note(differencesOf model: Table, _ migrated: Table) {
    func text(_ index: TableIndex) -> String { index.columns.joined(separator: ", ") }
    for index in model.indexes where index.origin != .foreignKey && !index.columns.isEmpty {
      if !migrated.indexes.contains(where: { $0.columns == index.columns }) {
        disagreements.append(
          SchemaDisagreement(
            table: model.name,
            kind: .indexOnlyInModels,
            subject: text(index),
            site: index.site
          )
        )
      }
    }
    for index in migrated.indexes where !index.columns.isEmpty {
      if !model.indexes.contains(where: { $0.columns == index.columns }) {
        disagreements.append(
          SchemaDisagreement(
            table: model.name,
            kind: .indexOnlyInMigrations,
            subject: text(index),
            site: index.site
          )
        )
      }
    }
  }

  /// Adds what the database itself makes.
  private func complete(_ table: inout Table, _ dialect: SQLDialect) {
    if table.dialect == .unknown { table.dialect = dialect }
    // Each is held against all before it, so that a table of thousands is left as it is.
    let isUsual = table.indexes.count < 1_000
    table.indexes = table.indexes.reduce(into: []) { result, index in
      let isKnown =
        isUsual
        && result.contains {
          $0.keys == index.keys && $0.isUnique == index.isUnique && $0.predicate == index.predicate
            && $0.method == index.method
            && ($0.name == index.name
              || $0.origin == index.origin && ($0.name ?? index.name) == nil)
        }
      if !isKnown { result.append(index) }
    }
    guard table.dialect.indexesForeignKeys else { return }
    for key in table.foreignKeysWithoutIndex {
      table.indexes.append(
        TableIndex(columns: key.columns, name: key.name, origin: .foreignKey, site: key.site)
      )
    }
  }

  /// References that name a model get the name of its table.
  private mutating func resolveReferences() {
    let names = Set(tables.map(\.name))
    var byModel: [String: String] = [:]
    for table in tables { for model in table.models { byModel[model] = table.name } }
    for position in tables.indices {
      for key in tables[position].foreignKeys.indices {
        let target = tables[position].foreignKeys[key].table
        if !names.contains(target), let table = byModel[target] {
          tables[position].foreignKeys[key].table = table
        }
      }
    }
  }
}

extension Table {
  /// Adds what another declaration of the same table has and this one lacks.
  fileprivate mutating func absorb(_ other: Table) {
    for model in other.models where !models.contains(model) { models.append(model) }
    for column in other.columns where !columns.contains(where: { $0.name == column.name }) {
      columns.append(column)
    }
    for index in other.indexes
    where !indexes.contains(where: {
      $0.keys == index.keys && $0.isUnique == index.isUnique && $0.predicate == index.predicate
    }) {
      indexes.append(index)
    }
    for key in other.foreignKeys
    where !foreignKeys.contains(where: { $0.columns == key.columns && $0.table == key.table }) {
      foreignKeys.append(key)
    }
    for bridge in other.bridges where !bridges.contains(bridge) { bridges.append(bridge) }
    for site in other.sites where !sites.contains(site) { sites.append(site) }
    for gap in other.gaps where !gaps.contains(gap) { gaps.append(gap) }
  }

  /// Takes from migrations what a column is in the database, and columns that no model names.
  fileprivate mutating func take(columnsOf migrated: Table) {
    for column in migrated.columns {
      guard let position = columns.firstIndex(where: { $0.name == column.name }) else {
        columns.append(column)
        continue
      }
      if columns[position].type == .unknown { columns[position].type = column.type }
      if columns[position].values.isEmpty { columns[position].values = column.values }
      columns[position].isNullable = column.isNullable ?? columns[position].isNullable
    }
  }
}
