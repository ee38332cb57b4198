// Fields of schemas that check what a request sends to a handler of Python: webargs, flask-smorest, APIFlask, marshmallow.

import Facts
import SourceText

/// A number that a schema takes from a request.
struct SentField {
  let place: SourcePlace
  /// A validator bounds it, or does what nobody knows.
  let isBounded: Bool
}

/// What declares the fields: a class, or a dictionary.
private enum SentSchema {
  case type(ClassRef)
  case dictionary(ValueRef)
}

extension Program {
  /// The decorators that check what is sent, and hand it to the handler.
  private static let checking: Set<String> = ["use_args", "use_kwargs", "arguments", "input"]

  /// The field of a name in the schema by which a decorator checks what it hands to a function.
  func sentField(_ name: String, handedTo function: FunctionRef) -> SentField? {
    let facts = units[function.unitIndex].facts
    for decorator in facts.valueList(facts.functions[function.id.index].decorators) {
      let value = facts.values[decorator.index]
      guard value.kind == .result, case let call = facts.instructions[Int(value.a)],
        let word = facts.lastName(of: ValueID(call.a)),
        Self.checking.contains(facts.names.string(word)),
        let schema = facts.valueList(ListID(call.b)).first
      else { continue }
      if let field = sentField(name, of: ValueRef(unit: function.unitIndex, id: schema)) {
        return field
      }
    }
    return nil
  }

  /// The field of a name in a schema: its class, something made of it, or a dictionary of fields.
  func sentField(_ name: String, of schema: ValueRef) -> SentField? {
    switch self.schema(behind: schema, depth: 0) {
    case .type(let type): return sentField(name, ofClass: type, depth: 0)
    case .dictionary(let place):
      let facts = units[place.unitIndex].facts
      let words = Array(facts.list(ListID(facts.values[place.id.index].a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where NameID(words[position]) != .any && facts.names.isText(name, NameID(words[position])) {
        let value = ValueID(words[position + 1])
        return isBounded(value, facts).map {
          SentField(
            place: SourcePlace(unit: place.unitIndex, span: facts.values[value.index].span),
            isBounded: $0
          )
        }
      }
      return nil
    case nil: return nil
    }
  }

  private func sentField(_ name: String, ofClass type: ClassRef, depth: Int) -> SentField? {
    guard depth < 6 else { return nil }
    let facts = units[type.unitIndex].facts
    for member in facts.members(of: type.id)
    where member.value.isPresent && facts.names.isText(name, member.name) {
      guard let isBounded = isBounded(member.value, facts) else { return nil }
      return SentField(
        place: SourcePlace(unit: type.unitIndex, span: member.span),
        isBounded: isBounded || changesFields(type)
      )
    }
    for part in facts.superclasses(of: type.id) {
      guard
        case .type(let above)? = schema(behind: ValueRef(unit: type.unitIndex, id: part), depth: 0),
        above != type, let found = sentField(name, ofClass: above, depth: depth + 1)
      else { continue }
      return found.isBounded || !changesFields(type)
        ? found : SentField(place: found.place, isBounded: true)
    }
    return nil
  }

  /// Whether methods of a schema look at what was sent, or change it.
  private func changesFields(_ type: ClassRef) -> Bool {
    let facts = units[type.unitIndex].facts
    return facts.members(of: type.id).contains { member in
      guard member.function.isPresent else { return false }
      return facts.valueList(member.decorators).contains { decorator in
        let value = facts.values[decorator.index]
        let callee =
          value.kind == .result ? ValueID(facts.instructions[Int(value.a)].a) : decorator
        guard let word = facts.lastName(of: callee) else { return false }
        return ["validates", "validates_schema", "post_load", "pre_load"]
          .contains(facts.names.string(word))
      }
    }
  }

  // MARK: Schemas

  private func schema(behind ref: ValueRef, depth: Int) -> SentSchema? {
    guard ref.id.isPresent, depth < 10 else { return nil }
    let unit = ref.unitIndex
    let facts = units[unit].facts
    let value = facts.values[ref.id.index]
    func next(_ id: ValueID) -> SentSchema? {
      schema(behind: ValueRef(unit: unit, id: id), depth: depth + 1)
    }
    switch value.kind {
    case .class: return .type(ClassRef(unit: unit, id: ClassID(value.a)))
    case .object: return value.flags.contains(.keywords) ? nil : .dictionary(ref)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.flags.contains(.reassigned) ? nil : next(symbol.value)
    case .choice:
      return facts.valueList(ListID(value.a)).lazy.compactMap { next($0) }.first
    case .result:
      // `PageSchema()`; what else a call makes is not known.
      let call = facts.instructions[Int(value.a)]
      guard case .type(let type)? = next(ValueID(call.a)) else { return nil }
      return .type(type)
    case .member: return exported(NameID(value.b), by: ValueID(value.a), in: unit, depth: depth)
    default: return nil
    }
  }

  /// What a module gives under a name: `schemas.PageSchema`.
  private func exported(_ name: NameID, by base: ValueID, in unit: Int, depth: Int) -> SentSchema? {
    let facts = units[unit].facts
    let wanted = facts.names.string(name)
    for target in modules(behind: base, in: unit, depth: 0) {
      let own = units[target].facts
      for export in own.exports where own.names.isText(wanted, export.name) {
        let given = ValueRef(unit: target, id: export.value)
        if let found = schema(behind: given, depth: depth + 1) { return found }
      }
    }
    return nil
  }

  private func modules(behind id: ValueID, in unit: Int, depth: Int) -> [Int] {
    guard id.isPresent, depth < 4 else { return [] }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .module: return units[unit].importedUnits(ImportID(value.a))
    case .symbol:
      return modules(behind: facts.symbols[Int(value.a)].value, in: unit, depth: depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).flatMap {
        modules(behind: $0, in: unit, depth: depth + 1)
      }
    default: return []
    }
  }

  // MARK: Bounds

  private static let numbers: Set<String> = ["Int", "Integer", "Number"]

  /// Whether a field bounds its number; nil for what is no plain number.
  private func isBounded(_ field: ValueID, _ facts: FileFacts) -> Bool? {
    let value = facts.values[field.index]
    guard value.kind == .result, case let call = facts.instructions[Int(value.a)],
      let word = facts.lastName(of: ValueID(call.a)),
      Self.numbers.contains(facts.names.string(word))
    else { return nil }
    return option("validate", of: call, facts).map { bounds($0, facts, 0) } ?? false
  }

  private func option(_ name: String, of call: Instruction, _ facts: FileFacts) -> ValueID? {
    for argument in facts.valueList(ListID(call.b)) {
      let value = facts.values[argument.index]
      guard value.kind == .object, value.flags.contains(.keywords) else { continue }
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where facts.names.isText(name, NameID(words[position])) {
        return ValueID(words[position + 1])
      }
    }
    return nil
  }

  /// Whether a validator has a largest number: what is none of marshmallow's ranges may have one.
  private func bounds(_ validator: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    let value = facts.values[validator.index]
    switch value.kind {
    case .null: return false
    case .array:
      return depth > 3
        || facts.valueList(ListID(value.a)).contains { bounds($0, facts, depth + 1) }
    case .result:
      let call = facts.instructions[Int(value.a)]
      guard let word = facts.lastName(of: ValueID(call.a)), facts.names.isText("Range", word) else {
        return true
      }
      let plain = facts.valueList(ListID(call.b)).filter {
        !facts.values[$0.index].flags.contains(.keywords)
      }
      if let most = option("max", of: call, facts) { return facts.values[most.index].kind != .null }
      return plain.count > 1
    default: return true
    }
  }
}
