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

  private mutating func isOther(
    _ model: ClassRef,
    _ name: Name,
    _ call: Instruction,
    in unit: Int
  ) -> Bool {
    guard let own = heldModel(name, askedBy: call, in: unit).model, own != model else {
      return false
    }
    return !extends(own, model) && !extends(model, own)
  }

  /// The model of the object whose method a call asks; `isOwn` where a method asks another of the same object.
  private mutating func heldModel(_ name: Name, askedBy call: Instruction, in unit: Int)
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
      guard case .instance(let type) = entities[entity] else { continue }
      guard let model = heldModel(name, of: type, madeAs: receiver, in: unit) else {
        return (nil, false)
      }
      if !models.contains(model) { models.append(model) }
    }
    return (models.count == 1 ? models[0] : nil, false)
  }

  // MARK: Which model

  /// How many classes may stand above one another.
  private static let highest = 6
  /// More objects of one class than these are not compared.
  private static let mostMakers = 16

  private mutating func heldModel(
    _ name: Name,
    of type: ClassRef,
    madeAs receiver: ValueID,
    in unit: Int
  ) -> ClassRef? {
    if let constant = heldModel(name, of: type, by: []) { return constant }
    var calls = makers(of: receiver, in: unit, depth: 0)
    if calls.isEmpty {
      let facts = units[type.unitIndex].facts
      calls = makers(named: facts.names.string(facts.classes[type.id.index].name))
    }
    var found: ClassRef?
    for call in calls.prefix(Self.mostMakers) {
      guard let model = heldModel(name, of: type, by: [call]), found == nil || found == model else {
        return nil
      }
      found = model
    }
    return found
  }

  /// What a member is in the objects of a class: what the class says, or what its constructor is handed.
  ///
  /// `calls` ends with the call of the constructor, behind those of the constructors below it; it is empty where that
  /// is not known.
  private mutating func heldModel(_ name: Name, of type: ClassRef, by calls: [CallRef])
    -> ClassRef?
  {
    guard calls.count < Self.highest else { return nil }
    let unit = type.unitIndex
    for member in units[unit].members(of: type.id)
    where member.value.isPresent && units[unit].name(member.name) == name {
      if let model = onlyClass(member.value, in: unit) { return model }
    }
    var above = calls
    for member in units[unit].members(of: type.id)
    where member.function.isPresent && member.name == .constructor {
      let function = units[unit].facts.functions[member.function.index]
      for position in function.firstInstruction.index..<function.endInstruction.index {
        let step = units[unit].facts.instructions[position]
        let place = units[unit].facts.values[Int(step.a)]
        switch step.operation {
        case .assign where place.kind == .member && units[unit].name(NameID(place.b)) == name:
          return model(handedTo: ValueID(step.b), in: unit, calls)
        case .call where place.kind == .member && NameID(place.b) == .constructor:
          guard units[unit].facts.values[Int(place.a)].kind == .super else { continue }
          above.append(CallRef(unit: unit, id: InstructionID(position)))
        default: continue
        }
      }
    }
    for parent in parents(of: type) where parent != type {
      if let model = heldModel(name, of: parent, by: above) { return model }
    }
    return nil
  }

  /// The class that a value of a constructor is, or that the constructor is handed for it.
  private mutating func model(handedTo id: ValueID, in unit: Int, _ calls: [CallRef]) -> ClassRef? {
    let facts = units[unit].facts
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      if symbol.value.isPresent { value = facts.values[symbol.value.index] }
    }
    guard value.kind == .parameter else { return onlyClass(id, in: unit) }
    guard let call = calls.last else { return nil }
    let parameters = facts.parameters(of: FunctionID(value.a))
    let position = Int(value.detail)
    guard position < parameters.count else { return nil }
    let name = facts.names.string(parameters[parameters.startIndex + position].name)
    let instruction = units[call.unitIndex].facts.instructions[call.id.index]
    var given = option(name, of: instruction, in: call.unitIndex)
    if !given.isPresent {
      given = units[call.unitIndex].value(at: position, of: ListID(instruction.b))
      let isKeywords = units[call.unitIndex].facts.values[given.index].flags.contains(.keywords)
      guard given.isPresent, !isKeywords else { return nil }
    }
    return model(handedTo: given, in: call.unitIndex, calls.dropLast())
  }

  private mutating func onlyClass(_ id: ValueID, in unit: Int) -> ClassRef? {
    guard let only = evaluate(id, in: unit).single, case .classObject(let type) = entities[only]
    else { return nil }
    return type
  }

  // MARK: Which object

  /// The calls that made what a name or a member holds.
  private mutating func makers(of id: ValueID, in unit: Int, depth: Int) -> [CallRef] {
    guard id.isPresent, depth < 4 else { return [] }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .result: return [CallRef(unit: unit, id: InstructionID(value.a))]
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      guard symbol.kind != .import, !symbol.flags.contains(.reassigned) else { return [] }
      return makers(of: symbol.value, in: unit, depth: depth + 1)
    case .member:
      let name = units[unit].name(NameID(value.b))
      var result: [CallRef] = []
      for holder in members(of: evaluate(ValueID(value.a), in: unit)) {
        for stored in properties[holder, name].prefix(Self.mostMakers) {
          result += makers(of: stored.id, in: stored.unitIndex, depth: depth + 1)
        }
      }
      return result
    default: return []
    }
  }

  /// All calls of Python by which a class of some name is made.
  private mutating func makers(named name: String) -> [CallRef] {
    if let known = makers { return known[name] ?? [] }
    var found: [String: [CallRef]] = [:]
    for unit in units.indices
    where units[unit].facts.language == .python && units[unit].isRunning {
      let facts = units[unit].facts
      for (position, step) in facts.instructions.enumerated() where step.operation == .call {
        guard let word = facts.lastName(of: ValueID(step.a)),
          case let text = facts.names.string(word), let first = text.utf8.first,
          first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z")
        else { continue }
        found[text, default: []].append(CallRef(unit: unit, id: InstructionID(position)))
      }
    }
    makers = found
    return found[name] ?? []
  }

  // MARK: Names

  /// The member of the own object that a value is: `self.model`.
  private func heldName(_ id: ValueID, in unit: Int) -> Name? {
    guard id.isPresent, units[unit].facts.language == .python else { return nil }
    let value = units[unit].facts.values[id.index]
    guard value.kind == .member, isOwnObject(ValueID(value.a), in: unit) else { return nil }
    return units[unit].name(NameID(value.b))
  }

  /// The same of the statement that gives rows.
  private mutating func heldName(of row: StoredRow) -> Name? {
    let unit = row.query.unitIndex
    let value = units[unit].facts.values[row.query.id.index]
    guard value.kind == .result else { return nil }
    let call = units[unit].facts.instructions[Int(value.a)]
    return subject(of: call, in: unit).flatMap { heldName($0, in: unit) }
  }

  private func isOwnObject(_ id: ValueID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent else { return false }
      value = facts.values[symbol.value.index]
    }
    return value.kind == .this || value.kind == .super
  }

  /// The class whose method a call stands in.
  private func owner(of call: Instruction, in unit: Int) -> ClassRef? {
    let facts = units[unit].facts
    let function = facts.regions[call.region.index].function
    let owner = facts.functions[function.index].owner
    return owner.isPresent ? ClassRef(unit: unit, id: owner) : nil
  }
}
