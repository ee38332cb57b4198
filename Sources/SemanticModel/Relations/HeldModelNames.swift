// How code names the model of its own object: `self.model`.

import Facts

extension Evaluator {
  /// The member of the own object that a value is: `self.model`.
  func heldName(_ id: ValueID, in unit: Int) -> Name? {
    guard id.isPresent, units[unit].facts.language == .python else { return nil }
    let value = units[unit].facts.values[id.index]
    guard value.kind == .member, isOwnObject(ValueID(value.a), in: unit) else { return nil }
    return units[unit].name(NameID(value.b))
  }

  /// The same of the statement that gives rows.
  mutating func heldName(of row: StoredRow) -> Name? {
    let unit = row.query.unitIndex
    let value = units[unit].facts.values[row.query.id.index]
    guard value.kind == .result else { return nil }
    let call = units[unit].facts.instructions[Int(value.a)]
    return subject(of: call, in: unit).flatMap { heldName($0, in: unit) }
  }

  func isOwnObject(_ id: ValueID, in unit: Int) -> Bool {
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
  func owner(of call: Instruction, in unit: Int) -> ClassRef? {
    let facts = units[unit].facts
    let function = facts.regions[call.region.index].function
    let owner = facts.functions[function.index].owner
    return owner.isPresent ? ClassRef(unit: unit, id: owner) : nil
  }

  /// Whether rows of a model are not those that the receiver of a call is made for.
  mutating func isOther(
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
}
