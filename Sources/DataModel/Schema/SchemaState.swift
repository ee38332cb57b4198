// A schema while changes are applied to it.

import Queries

/// The tables that a series of changes leaves.
struct SchemaState {
  /// A table, and whether its creation was seen.
  struct Entry {
    var table: Table
    var isCreated: Bool
  }

  /// By name in small letters.
  private(set) var entries: [String: Entry] = [:]
  private(set) var gaps: [SchemaGap] = []
  private var enumerations: [String: [String]] = [:]

  mutating func apply(_ change: SchemaChange) {
    switch change {
    case .createTable(let table): create(table)
    case .dropTable(let name): entries[name.lowercased()] = nil
    case .renameTable(let old, let new): rename(old, to: new)
    case .unread(let gap, nil): gaps.append(gap)
    case .renameNamed(let old, let new): renameNamed(old, to: new)
    case .dropNamed(let name, nil): for key in entries.keys { dropNamed(name, in: key) }
    case .createEnumeration(let name, let values): enumerations[name.lowercased()] = values
    default: if let table = change.table { applyInside(change, key(of: table)) }
    }
  }

  private func key(of name: String) -> String { name.lowercased() }

  private mutating func create(_ table: Table) {
    let key = key(of: table.name)
    // `IF NOT EXISTS` and the arms of a condition may create one table twice.
    if entries[key]?.isCreated == true { return }
    var table = table
    if let altered = entries[key]?.table {
      table.indexes += altered.indexes
      table.foreignKeys += altered.foreignKeys
    }
    entries[key] = Entry(table: table, isCreated: true)
    for position in table.columns.indices { name(position, in: key) }
  }

  /// Gives a column the values of the enumeration that its type names.
  private mutating func name(_ position: Int, in key: String) {
    guard let column = entries[key]?.table.columns[position], column.type == .unknown else {
      return
    }
    let type = TableName.last(column.typeText.filter { $0 != " " })
    guard let values = enumerations[type.lowercased()] else { return }
    entries[key]?.table.columns[position].type = .enumeration
    entries[key]?.table.columns[position].values = values
  }

  private mutating func rename(_ old: String, to new: String) {
    guard var entry = entries.removeValue(forKey: key(of: old)) else { return }
    entry.table.name = new
    entries[key(of: new)] = entry
    for key in entries.keys {
      guard let keys = entries[key]?.table.foreignKeys else { continue }
      for position in keys.indices where keys[position].table.lowercased() == old.lowercased() {
        entries[key]?.table.foreignKeys[position].table = new
      }
    }
  }

  private mutating func renameNamed(_ old: String, to new: String) {
    for key in entries.keys {
      guard let indexes = entries[key]?.table.indexes else { continue }
      for position in indexes.indices where indexes[position].name == old {
        entries[key]?.table.indexes[position].name = new
      }
    }
  }

  private mutating func dropNamed(_ name: String, in key: String) {
    guard var table = entries[key]?.table else { return }
    table.indexes.removeAll { ($0.name ?? $0.usualName(in: table.name)) == name }
    table.foreignKeys.removeAll { ($0.name ?? $0.usualName(in: table.name)) == name }
    entries[key]?.table = table
  }

  private mutating func applyInside(_ change: SchemaChange, _ key: String) {
    var entry =
      entries[key]
      ?? Entry(table: Table(name: change.table ?? key, source: .migrations), isCreated: false)
    entry.table.apply(change)
    entries[key] = entry
    if case .addColumn = change { name(entry.table.columns.count - 1, in: key) }
    if case .dropNamed(let name, _) = change { dropNamed(name, in: key) }
  }
}

extension TableIndex {
  /// The name that PostgreSQL gives to a constraint without one.
  fileprivate func usualName(in table: String) -> String {
    switch origin {
    case .primaryKey: "\(table)_pkey"
    case .uniqueConstraint: "\(table)_\(columns.joined(separator: "_"))_key"
    default: "\(table)_\(columns.joined(separator: "_"))_idx"
    }
  }
}

extension ForeignKey {
  fileprivate func usualName(in table: String) -> String {
    "\(table)_\(columns.joined(separator: "_"))_fkey"
  }
}
