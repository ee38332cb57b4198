// Which model an object is made for: what its class says, or what its constructor is handed.

import Facts

extension Evaluator {
  /// How many classes may stand above one another.
  private static let highest = 6
  /// More objects of one class than these are not compared.
  static let mostMakers = 16

  mutating func heldModel(
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
  mutating func heldModel(_ name: Name, of type: ClassRef, by calls: [CallRef])
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
}
