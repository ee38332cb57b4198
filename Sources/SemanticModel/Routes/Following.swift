// Follows a value to the piece of source that makes it: what a registration is really given.

import Facts

/// What parameters and loop variables stand for, where one piece of code registers several times.
struct Bindings {
  var parameters: [ParameterRef: ValueRef] = [:]
  /// What a rest parameter takes.
  var rests: [ParameterRef: [ValueRef]] = [:]
  /// One element of each collection that is walked, by the value of the collection.
  var elements: [ValueRef: ValueRef] = [:]
  /// The class whose instance `this` is, by method.
  var receivers: [FunctionRef: ClassRef] = [:]
  /// The call that gives a function what its parameters stand for.
  var givers: [FunctionRef: CallRef] = [:]

  static let none = Bindings()
}

extension Evaluator {
  /// The value behind names, imports, members and bound parameters: the last that can be followed.
  mutating func followed(_ start: ValueRef, _ bound: Bindings, depth: Int = 0) -> ValueRef {
    var ref = start
    for _ in 0..<24 {
      guard let next = step(from: ref, bound, depth), next != ref else { return ref }
      ref = next
    }
    return ref
  }

  private mutating func step(from ref: ValueRef, _ bound: Bindings, _ depth: Int) -> ValueRef? {
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    switch value.kind {
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      return ValueRef(unit: unit, id: symbol.value)
    case .parameter:
      let function = FunctionRef(unit: unit, id: FunctionID(value.a))
      return bound.parameters[ParameterRef(function: function, position: Int(value.detail))]
    case .element: return bound.elements[ValueRef(unit: unit, id: ValueID(value.a))]
    case .awaited: return ValueRef(unit: unit, id: ValueID(value.a))
    case .member:
      let base = followed(ValueRef(unit: unit, id: ValueID(value.a)), bound, depth: depth + 1)
      return depth < 12 ? property(units[unit].name(NameID(value.b)), of: base, bound, depth) : nil
    case .index: return depth < 12 ? indexed(value, in: unit, bound, depth) : nil
    case .module: return wholeExport(behind: ref)
    case .choice: return depth < 12 ? imported(value, in: unit, bound, depth) : nil
    case .result:
      // `handler.bind(this)` is the handler.
      let call = units[unit].facts.instructions[Int(value.a)]
      guard call.operation == .call, self.bound(by: call, in: unit) != nil else { return nil }
      return ValueRef(unit: unit, id: ValueID(units[unit].facts.values[Int(call.a)].a))
    default: return nil
    }
  }

  /// `from a import b`: a name of the module `a`, or the module `b` inside it.
  private mutating func imported(_ value: Value, in unit: Int, _ bound: Bindings, _ depth: Int)
    -> ValueRef?
  {
    let arms = units[unit].valueList(ListID(value.a))
    guard arms.count == 2 else { return nil }
    let nested = units[unit].facts.values[arms[1].index]
    guard nested.kind == .module,
      units[unit].facts.imports[Int(nested.a)].kind == .submodule
    else { return nil }
    let own = ValueRef(unit: unit, id: arms[0])
    let end = followed(own, bound, depth: depth + 1)
    if end != own { return end }
    guard case .units = units[unit].targets[Int(nested.a)] else { return nil }
    return ValueRef(unit: unit, id: arms[1])
  }

  /// `routes[0]`, `names["users"]`, and what a pattern takes of a rest parameter.
  private mutating func indexed(_ value: Value, in unit: Int, _ bound: Bindings, _ depth: Int)
    -> ValueRef?
  {
    let base = followed(ValueRef(unit: unit, id: ValueID(value.a)), bound, depth: depth + 1)
    let key = followed(ValueRef(unit: unit, id: ValueID(value.b)), bound, depth: depth + 1)
    let keyValue = units[key.unitIndex].facts.values[key.id.index]
    if keyValue.kind == .string {
      return property(units[key.unitIndex].name(NameID(keyValue.a)), of: base, bound, depth)
    }
    guard let elements = listed(base, bound), let position = number(key, bound, depth + 1),
      elements.indices.contains(position)
    else { return nil }
    return elements[position]
  }

  /// The elements of an array literal, or what a rest parameter takes.
  private func listed(_ ref: ValueRef, _ bound: Bindings) -> [ValueRef]? {
    let value = units[ref.unitIndex].facts.values[ref.id.index]
    if value.kind == .array { return arrayElements(ref) }
    guard value.kind == .parameter else { return nil }
    let function = FunctionRef(unit: ref.unitIndex, id: FunctionID(value.a))
    return bound.rests[ParameterRef(function: function, position: Int(value.detail))]
  }

  /// A whole number: a literal, the length of a list, or a sum or difference of them.
  private mutating func number(_ ref: ValueRef, _ bound: Bindings, _ depth: Int) -> Int? {
    guard depth < 12 else { return nil }
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    switch value.kind {
    case .number:
      return Int(exactly: units[unit].facts.numbers[Int(value.a)]).flatMap {
        abs($0) < 100_000 ? $0 : nil
      }
    case .member:
      guard units[unit].facts.names.isText("length", NameID(value.b)) else { return nil }
      let base = followed(ValueRef(unit: unit, id: ValueID(value.a)), bound, depth: depth + 1)
      return listed(base, bound)?.count
    case .binary:
      let left = followed(ValueRef(unit: unit, id: ValueID(value.a)), bound, depth: depth + 1)
      let right = followed(ValueRef(unit: unit, id: ValueID(value.b)), bound, depth: depth + 1)
      guard let one = number(left, bound, depth + 1), let two = number(right, bound, depth + 1)
      else { return nil }
      if value.detail == Operator.add.rawValue { return one + two }
      return value.detail == Operator.subtract.rawValue ? one - two : nil
    default: return nil
    }
  }

  /// The values that an array literal lists.
  func arrayElements(_ ref: ValueRef) -> [ValueRef] {
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    guard value.kind == .array else { return [] }
    return units[unit].list(ListID(value.a)).filter { $0 != 0 }
      .map { ValueRef(unit: unit, id: ValueID($0)) }
  }

  /// The entries of an object literal; a spread or computed one has no name.
  func objectEntries(_ ref: ValueRef) -> [(name: Name?, value: ValueRef)] {
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    guard value.kind == .object else { return [] }
    let words = units[unit].list(ListID(value.a))
    return stride(from: words.startIndex, to: words.endIndex - 1, by: 2).map { position in
      let name = units[unit].name(NameID(words[position]))
      let value = ValueRef(unit: unit, id: ValueID(words[position + 1]))
      return (name == .any ? nil : name, value)
    }
  }

  /// What `module.exports =` gives, for a module that is asked for whole.
  private func wholeExport(behind ref: ValueRef) -> ValueRef? {
    let value = units[ref.unitIndex].facts.values[ref.id.index]
    guard case .units(let targets) = units[ref.unitIndex].targets[Int(value.a)],
      targets.count == 1, let target = targets.first
    else { return nil }
    let whole = units[target].facts.exports.filter { units[target].name($0.name) == .whole }
    return whole.count == 1 ? ValueRef(unit: target, id: whole[0].value) : nil
  }

  /// The one value of a property, where there is one.
  mutating func property(_ name: Name, of base: ValueRef, _ bound: Bindings, _ depth: Int)
    -> ValueRef?
  {
    let unit = base.unitIndex
    let value = units[unit].facts.values[base.id.index]
    switch value.kind {
    case .object:
      if let own = objectEntries(base).last(where: { $0.name == name }) { return own.value }
      guard depth < 12 else { return nil }
      for entry in objectEntries(base) where entry.name == nil {
        let spread = units[unit].facts.values[entry.value.id.index]
        guard spread.kind == .spread else { continue }
        let source = followed(
          ValueRef(unit: unit, id: ValueID(spread.a)),
          bound,
          depth: depth + 1
        )
        if let found = property(name, of: source, bound, depth + 1) { return found }
      }
      return nil
    case .module:
      guard case .units(let targets) = units[unit].targets[Int(value.a)], targets.count == 1,
        let target = targets.first
      else { return nil }
      return export(name, of: target, bound, depth)
    default: return storedProperty(name, of: base)
    }
  }

  private mutating func export(_ name: Name, of unit: Int, _ bound: Bindings, _ depth: Int)
    -> ValueRef?
  {
    guard depth < 12 else { return nil }
    for export in units[unit].facts.exports where units[unit].name(export.name) == name {
      return ValueRef(unit: unit, id: export.value)
    }
    for export in units[unit].facts.exports {
      let own = units[unit].name(export.name)
      guard own == .whole || own == .any else { continue }
      let source = followed(ValueRef(unit: unit, id: export.value), bound, depth: depth + 1)
      if own == .whole, name == .default { return source }
      if let found = property(name, of: source, bound, depth + 1) { return found }
    }
    return nil
  }

  /// A field of an instance, or what an assignment stored, where the receiver is one thing only.
  private mutating func storedProperty(_ name: Name, of base: ValueRef) -> ValueRef? {
    let found = members(of: evaluate(base.id, in: base.unitIndex))
    guard found.count == 1, let entity = found.first else { return nil }
    var values = properties[entity, name]
    switch entities[entity] {
    case .object(let place) where place != base:
      values += objectEntries(place).filter { $0.name == name }.map(\.value)
    case .instance(let type), .classObject(let type):
      let unit = type.unitIndex
      for member in units[unit].members(of: type.id)
      where units[unit].name(member.name) == name && member.value.isPresent {
        values.append(ValueRef(unit: unit, id: member.value))
      }
    default: break
    }
    return values.count == 1 ? values.first : nil
  }
}
