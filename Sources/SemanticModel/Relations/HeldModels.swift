// Rows that a class asks for which is written once for all models: each of its objects is made for one of them.

import Facts

extension Evaluator {
  /// `select(self.model)` in a class whose objects are made for several models.
  mutating func row(heldAs subject: ValueID, by call: Instruction, askedBy origin: ValueRef)
    -> StoredRow?
  {
    let unit = origin.unitIndex
    guard let owner = owner(of: call, in: unit), heldName(subject, in: unit) != nil else {
      return nil
    }
    let models = members(of: evaluate(subject, in: unit)).filter { id in
      if case .classObject = entities[id] { true } else { false }
    }
    guard models.count > 1 else { return nil }
    if heldQueries[origin] == nil { heldQueries[origin] = origin }
    heldClasses[owner] = heldName(subject, in: unit)
    return StoredRow(model: owner, query: origin, isOneOfMany: false, isHeld: true)
  }

  /// What a call of such a class gives: rows of the model that its receiver was made for.
  mutating func asked(
    _ set: EntitySetID,
    of function: FunctionRef,
    by call: Instruction,
    _ id: InstructionID,
    in unit: Int
  ) -> EntitySetID {
    let owner = units[function.unitIndex].facts.functions[function.id.index].owner
    let held = heldClasses[ClassRef(unit: function.unitIndex, id: owner)]
    var result = EntitySetID.empty
    for member in entities[set] {
      var one = member
      if case .collection(let element) = entities[member] { one = element }
      var rows: EntitySetID
      switch entities[one] {
      case .held(let row): rows = asked(entities[row], by: call, id, in: unit)
      case .stored(let row):
        // `update(entity)` gives back what it is handed, here rows of the one model.
        let isForeign = held.map { isOther(entities[row].model, $0, call, in: unit) } ?? false
        rows = isForeign ? .empty : entities.set(single: one)
      default:
        result = entities.union(result, entities.set(single: member))
        continue
      }
      if one != member { rows = collection(rows) }
      result = entities.union(result, rows)
    }
    return result
  }

  private mutating func asked(
    _ row: StoredRow,
    by call: Instruction,
    _ id: InstructionID,
    in unit: Int
  ) -> EntitySetID {
    guard let name = heldName(of: row) else { return .empty }
    let found = heldModel(name, askedBy: call, in: unit)
    // Which of the objects it is, those know who ask this method.
    if found.isOwn, found.model == nil { return entities.set(.held(entities.id(row))) }
    guard let model = found.model else { return .empty }
    var own = row
    own.model = model
    own.isHeld = false
    own.query = origin(of: id, in: unit)
    heldQueries[own.query] = row.query
    return entities.set(.stored(entities.id(own)))
  }

  /// The model of the object whose method a call asks; `isOwn` where a method asks another of the same object.
  mutating func heldModel(_ name: Name, askedBy call: Instruction, in unit: Int)
    -> (model: ClassRef?, isOwn: Bool)
  {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member else { return (nil, false) }
    let receiver = ValueID(callee.a)
    if isOwnObject(receiver, in: unit), let own = owner(of: call, in: unit) {
      return (heldModel(name, of: own, by: []), true)
    }
    var models: [ClassRef] = []
    for entity in members(of: evaluate(receiver, in: unit)) {
      var found: ClassRef?
      switch entities[entity] {
      case .instance(let type): found = heldModel(name, of: type, madeAs: receiver, in: unit)
      // `Orders.find_all()`, a method of the class.
      case .classObject(let type): found = heldModel(name, of: type, by: [])
      default: continue
      }
      guard let model = found else { return (nil, false) }
      if !models.contains(model) { models.append(model) }
    }
    return (models.count == 1 ? models[0] : nil, false)
  }
}
