// What a schema writes: rows, or a record that holds them under the names of its fields.

import Facts

extension Evaluator {
  /// The rows that a schema is handed; a page or a dictionary of which it writes members stays what it is.
  mutating func written(of set: EntitySetID, by type: ClassRef) -> EntitySetID {
    var result = elements(of: set)
    for id in members(of: set) {
      switch entities[id] {
      case .stored: result = entities.union(result, entities.set(single: id))
      case .library, .object:
        let record = entities.set(single: id)
        if holdsFields(of: type, record) { return record }
      default: continue
      }
    }
    return result
  }

  /// Whether a value has rows under the name of a field.
  private mutating func holdsFields(of type: ClassRef, _ record: EntitySetID) -> Bool {
    for field in serializers.fields[type] ?? [] where field.nested != nil {
      guard let name = field.path.first else { continue }
      if !lookUp(name, of: record).isEmpty { return true }
    }
    return false
  }

  /// The function that a field is made with: a lambda, or one that is named.
  mutating func written(by value: ValueID, in unit: Int) -> FunctionRef? {
    for id in members(of: evaluate(value, in: unit)) {
      if case .function(let function) = entities[id] { return function }
    }
    return nil
  }

  /// What members of rows lead to, one after another.
  mutating func rowsBehind(_ path: [Name], of rows: EntitySetID) -> EntitySetID {
    var set = rows
    for name in path {
      let found = lookUp(name, of: set)
      set = entities.union(found, elements(of: found))
      for id in members(of: found) {
        if case .related(let row) = entities[id] {
          set = entities.union(set, entities.set(.stored(row)))
        }
      }
    }
    return set
  }
}
