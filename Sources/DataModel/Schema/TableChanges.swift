// What one change does to one table.

import Queries

extension Table {
  mutating func apply(_ change: SchemaChange) {
    switch change {
    case .addColumn(let column, _):
      columns.removeAll { $0.name == column.name }
      columns.append(column)
      if let site = column.site, !sites.contains(site) { sites.append(site) }
    case .dropColumn(let name, _):
      columns.removeAll { $0.name == name }
      indexes.removeAll { $0.uses(name) }
      foreignKeys.removeAll { $0.columns.contains(name) }
    case .renameColumn(let old, let new, _): rename(old, to: new)
    case .changeColumn(let name, let isNullable, let type, _):
      guard let position = columns.firstIndex(where: { $0.name == name }) else { return }
      if let isNullable { columns[position].isNullable = isNullable }
      if let type, type != .unknown { columns[position].type = type }
    case .addIndex(let index, _):
      if index.origin == .primaryKey { indexes.removeAll { $0.origin == .primaryKey } }
      indexes.append(index)
    case .dropIndex(let names, _): indexes.removeAll { $0.columns == names }
    case .addForeignKey(let key, _):
      foreignKeys.removeAll { $0.columns == key.columns }
      foreignKeys.append(key)
    case .dropForeignKey(let names, _): foreignKeys.removeAll { $0.columns == names }
    case .dropPrimaryKey: indexes.removeAll { $0.origin == .primaryKey }
    case .unread(let gap, _): gaps.append(gap)
    default: return
    }
  }

  private mutating func rename(_ old: String, to new: String) {
    for position in columns.indices where columns[position].name == old {
      columns[position].name = new
      columns[position].property = new
    }
    for position in indexes.indices {
      for key in indexes[position].keys.indices where indexes[position].keys[key].column == old {
        indexes[position].keys[key].column = new
      }
    }
    for position in foreignKeys.indices {
      foreignKeys[position].columns = foreignKeys[position].columns.map { $0 == old ? new : $0 }
    }
  }
}

extension TableIndex {
  /// Whether a column is among its keys.
  fileprivate func uses(_ column: String) -> Bool {
    keys.contains { key in
      key.column == column || (key.expression.map { Self.mentions(column, in: $0) } ?? false)
    }
  }

  private static func mentions(_ column: String, in expression: String) -> Bool {
    expression.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == column }
  }
}
