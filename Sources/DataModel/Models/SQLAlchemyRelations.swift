// Relations of SQLAlchemy: the names under which code follows references, there and back.

import Queries

extension SQLAlchemyReader {
  /// Gives a reference the names under which code follows it, there and back.
  mutating func connect(_ relation: Declared) {
    guard tables.indices.contains(relation.table) else { return }
    let target = tables.first { $0.models.contains(relation.target) }?.name ?? relation.target
    let keys = tables[relation.table].foreignKeys
    if target == tables[relation.table].name, !relation.isOfParent {
      return connect(childrenOf: relation, among: keys)
    }
    let fitting = keys.indices.filter { position in
      [target, relation.target].contains(keys[position].table) && keys[position].property == nil
        && relation.column.map { keys[position].columns == [$0] } ?? true
    }
    guard let position = fitting.first else { return connect(rowsOf: relation, in: target) }
    guard fitting.count == 1 || relation.column != nil else { return }
    tables[relation.table].foreignKeys[position].property = relation.property
    if let reverse = relation.reverse {
      tables[relation.table].foreignKeys[position].inverse = reverse
    }
  }

  /// A table that refers to itself: without `remote_side` the relation gives the rows that refer to a row.
  private mutating func connect(childrenOf relation: Declared, among keys: [ForeignKey]) {
    let own = tables[relation.table]
    let fitting = keys.indices.filter { position in
      (keys[position].table == own.name || own.models.contains(keys[position].table))
        && keys[position].inverse == nil
        && relation.column.map { keys[position].columns == [$0] } ?? true
    }
    guard fitting.count == 1 else { return }
    tables[relation.table].foreignKeys[fitting[0]].inverse = relation.property
    if let reverse = relation.reverse {
      tables[relation.table].foreignKeys[fitting[0]].property = reverse
    }
  }

  /// Gives the reference of another table to the own one the name under which its rows are read.
  private mutating func connect(rowsOf relation: Declared, in target: String) {
    guard !relation.isBridged,
      let other = tables.firstIndex(where: { $0.name == target }), other != relation.table
    else { return }
    let own = tables[relation.table]
    let keys = tables[other].foreignKeys
    let fitting = keys.indices.filter { position in
      (keys[position].table == own.name || own.models.contains(keys[position].table))
        && relation.column.map { keys[position].columns == [$0] } ?? true
    }
    guard fitting.count == 1 else { return }
    tables[other].foreignKeys[fitting[0]].inverse = relation.property
    if tables[other].foreignKeys[fitting[0]].property == nil {
      tables[other].foreignKeys[fitting[0]].property = relation.reverse
    }
  }
}
