// What is kept under constant keys: `services.set("orders", new Orders())`, and the `resolve("orders")` of a container.

import Facts

/// What a function does with a key that it is given first.
struct KeyUses: Sendable {
  /// What it keeps under the key: in which collection, and the value.
  fileprivate(set) var puts: [(base: ValueID, value: ValueID)] = []
  /// Whether it takes something out by the key, or has another function do so.
  fileprivate(set) var isReader = false
}

extension Evaluator {
  /// How many values are followed for one call.
  private static let mostSteps = 48

  /// Keeps the second argument of a call under the constant that is the first: in a map, or where the function that
  /// is called keeps it.
  mutating func keepArgument(ofCall position: Int, in unit: Int) {
    let call = units[unit].facts.instructions[calls[position].place.id.index]
    let arguments = units[unit].list(ListID(call.b))
    guard call.operation == .call, arguments.count > 1, Self.isKey(arguments.first, in: units[unit])
    else {
      return
    }
    let first = ValueID(arguments[arguments.startIndex])
    let value = ValueRef(unit: unit, id: ValueID(arguments[arguments.startIndex + 1]))
    let callee = units[unit].facts.values[Int(call.a)]
    if callee.kind == .member, units[unit].name(NameID(callee.b)) == words.set {
      let maps = members(of: evaluate(ValueID(callee.a), in: unit)).filter { isMap(entities[$0]) }
      if !maps.isEmpty, let key = key(first, in: unit) {
        for map in maps { store(value, under: key, on: map) }
      }
    }
    for target in calls[position].targets {
      let uses = keyUses(of: target)
      guard !uses.puts.isEmpty, let key = key(first, in: unit) else { continue }
      for put in uses.puts where isSecondParameter(put.value, of: target) {
        for entity in members(of: evaluate(put.base, in: target.unitIndex))
        where isMap(entities[entity]) || isObject(entities[entity]) {
          store(value, under: key, on: entity)
        }
      }
    }
  }

  /// What a call with a constant key takes out; empty where that is not known.
  mutating func kept(by call: Instruction, _ callee: EntitySetID, in unit: Int) -> EntitySetID {
    guard call.operation == .call,
      case let arguments = units[unit].list(ListID(call.b)),
      Self.isKey(arguments.first, in: units[unit])
    else { return .empty }
    let first = ValueID(arguments[arguments.startIndex])
    let shape = units[unit].facts.values[Int(call.a)]
    if shape.kind == .member, units[unit].name(NameID(shape.b)) == words.get {
      let base = evaluate(ValueID(shape.a), in: unit)
      let isKeyed = members(of: base).contains {
        isMap(entities[$0]) || isBag(entities[$0]) || callee.isEmpty && isObject(entities[$0])
      }
      if isKeyed, let key = key(first, in: unit) { return contents(of: base, under: key) }
    }
    var set = EntitySetID.empty
    var budget = Self.mostSteps
    for entity in members(of: callee) {
      guard case .function(let function) = entities[entity], keyUses(of: function).isReader,
        let key = key(first, in: unit)
      else { continue }
      let one = kept(by: function, under: key, &budget)
      set = entities.union(set, one)
    }
    return set
  }

  /// What a function gives that looks its first parameter up.
  private mutating func kept(
    by function: FunctionRef,
    under key: Name,
    _ budget: inout Int
  ) -> EntitySetID {
    let unit = function.unitIndex
    guard keyUses(of: function).isReader else { return .empty }
    var set = EntitySetID.empty
    let fact = units[unit].facts.functions[function.id.index]
    for position in units[unit].index.results(of: fact) {
      let value = units[unit].index.result(at: position)
      let one = kept(value, under: key, in: function, &budget)
      set = entities.union(set, one)
    }
    return set
  }

  /// What a value of such a function is under a key; empty where it does not hang on the key.
  private mutating func kept(
    _ id: ValueID,
    under key: Name,
    in function: FunctionRef,
    _ budget: inout Int
  ) -> EntitySetID {
    let unit = function.unitIndex
    guard id.isPresent, budget > 0 else { return .empty }
    budget -= 1
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      var set = kept(symbol.value, under: key, in: function, &budget)
      guard symbol.flags.contains(.reassigned) else { return set }
      for position in units[unit].index.assignments(to: SymbolID(value.a)).prefix(8) {
        let given = units[unit].index.assignment(at: position)
        let one = kept(given, under: key, in: function, &budget)
        set = entities.union(set, one)
      }
      return set
    case .choice:
      var set = EntitySetID.empty
      for word in Array(units[unit].list(ListID(value.a)).prefix(8)) {
        let one = kept(ValueID(word), under: key, in: function, &budget)
        set = entities.union(set, one)
      }
      return set
    case .awaited: return kept(ValueID(value.a), under: key, in: function, &budget)
    case .member:
      // What is kept with more about it: `entry.factory`.
      let base = kept(ValueID(value.a), under: key, in: function, &budget)
      let set = lookUp(units[unit].name(NameID(value.b)), of: base)
      return set.isEmpty ? base : set
    case .index where isKeyParameter(ValueID(value.b), of: function):
      return contents(of: evaluate(ValueID(value.a), in: unit), under: key)
    case .result: return kept(byResult: value, under: key, in: function, &budget)
    default: return .empty
    }
  }

  private mutating func kept(
    byResult value: Value,
    under key: Name,
    in function: FunctionRef,
    _ budget: inout Int
  ) -> EntitySetID {
    let unit = function.unitIndex
    let call = units[unit].facts.instructions[Int(value.a)]
    guard call.operation == .call || call.operation == .construct else { return .empty }
    let callee = units[unit].facts.values[Int(call.a)]
    let first = units[unit].list(ListID(call.b)).first.map { ValueID($0) }
    if call.operation == .call, let first, isKeyParameter(first, of: function) {
      var set = EntitySetID.empty
      let known = evaluate(ValueID(call.a), in: unit)
      for entity in members(of: known) {
        guard case .function(let target) = entities[entity], target != function else { continue }
        let one = kept(by: target, under: key, &budget)
        set = entities.union(set, one)
      }
      guard set.isEmpty, callee.kind == .member,
        units[unit].name(NameID(callee.b)) == words.get
      else { return set }
      set = contents(of: evaluate(ValueID(callee.a), in: unit), under: key)
      guard set.isEmpty else { return set }
      // `made.set(name, …)`, and then `return made.get(name)`.
      for put in keyUses(of: function).puts {
        let one = kept(put.value, under: key, in: function, &budget)
        set = entities.union(set, one)
      }
      return set
    }
    // `factory(this)`, `new entry.type(…)`
    let makers = kept(ValueID(call.a), under: key, in: function, &budget)
    var set = EntitySetID.empty
    for entity in members(of: makers) {
      switch entities[entity] {
      case .function(let maker) where call.operation == .call:
        let made = returns(of: maker)
        set = entities.union(set, made)
      case .classObject(let type): set = entities.union(set, entities.set(.instance(type)))
      default: continue
      }
    }
    return set
  }

  /// What collections hold under a key.
  private mutating func contents(of base: EntitySetID, under key: Name) -> EntitySetID {
    var set = EntitySetID.empty
    for entity in members(of: base) {
      switch entities[entity] {
      case .library(_, let origin?) where isMap(entities[entity]):
        let own = stored(key, on: entity)
        set = entities.union(set, own)
        let first = initial(key, of: origin)
        set = entities.union(set, first)
      case .object, .exports:
        let own = lookUp(key, of: entity)
        set = entities.union(set, own)
      case .library where isBag(entities[entity]):
        let own = stored(key, on: entity)
        set = entities.union(set, own)
      default: continue
      }
    }
    return set
  }

  /// What `new Map([["orders", orders]])` holds from the beginning.
  private mutating func initial(_ key: Name, of origin: ValueRef) -> EntitySetID {
    let unit = origin.unitIndex
    let made = units[unit].facts.values[origin.id.index]
    guard made.kind == .result,
      let list = units[unit].list(ListID(units[unit].facts.instructions[Int(made.a)].b)).first
    else { return .empty }
    for pair in arrayElements(ValueRef(unit: unit, id: ValueID(list))).prefix(256) {
      let parts = arrayElements(pair)
      guard parts.count == 2, case let name = units[unit].facts.values[parts[0].id.index],
        name.kind == .string, units[unit].name(NameID(name.a)) == key
      else { continue }
      return evaluate(parts[1].id, in: unit)
    }
    return .empty
  }

  // MARK: - Keys

  private static func isKey(_ word: UInt32?, in unit: Unit) -> Bool {
    guard let word else { return false }
    switch unit.facts.values[Int(word)].kind {
    case .string, .member: return true
    default: return false
    }
  }

  /// The text that a value is: a literal, or a member of an object that lists the keys.
  private mutating func key(_ id: ValueID, in unit: Int) -> Name? {
    let value = units[unit].facts.values[id.index]
    if value.kind == .string { return units[unit].name(NameID(value.a)) }
    guard value.kind == .member else { return nil }
    let wanted = units[unit].name(NameID(value.b))
    for entity in members(of: evaluate(ValueID(value.a), in: unit)) {
      guard case .object(let place) = entities[entity],
        let entry = objectEntries(place).last(where: { $0.name == wanted }),
        case let text = units[entry.value.unitIndex].facts.values[entry.value.id.index],
        text.kind == .string
      else { continue }
      return units[entry.value.unitIndex].name(NameID(text.a))
    }
    return nil
  }

  private func isMap(_ entity: Entity) -> Bool {
    guard case .library(let type, .some) = entity else { return false }
    return type == words.map
  }

  /// The settings of the application, of which there is one object.
  private func isBag(_ entity: Entity) -> Bool {
    guard case .library(let type, _) = entity else { return false }
    return index.isShared(type)
  }

  private func isObject(_ entity: Entity) -> Bool {
    if case .object = entity { true } else { false }
  }

  private func isKeyParameter(_ id: ValueID, of function: FunctionRef) -> Bool {
    units.parameter(behind: id, in: function.unitIndex)
      == ParameterRef(function: function, position: 0)
  }

  /// Whether a value is the second parameter, or an object that holds it among what is known of it.
  private func isSecondParameter(_ id: ValueID, of function: FunctionRef) -> Bool {
    let second = ParameterRef(function: function, position: 1)
    let unit = function.unitIndex
    if units.parameter(behind: id, in: unit) == second { return true }
    var object = id
    let value = units[unit].facts.values[id.index]
    if value.kind == .symbol { object = units[unit].facts.symbols[Int(value.a)].value }
    guard object.isPresent else { return false }
    return objectEntries(ValueRef(unit: unit, id: object)).prefix(8)
      .contains { units.parameter(behind: $0.value.id, in: unit) == second }
  }

  /// What a function does with a key; found once for each.
  private mutating func keyUses(of function: FunctionRef) -> KeyUses {
    let number = units.number(function)
    if let known = keyUses[number] { return known }
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    var uses = KeyUses()
    if fact.parameterCount > 0 {
      for position in fact.firstInstruction.index..<fact.endInstruction.index {
        note(facts.instructions[position], of: function, &uses)
      }
      for position in fact.firstValue.index..<fact.endValue.index where !uses.isReader {
        let value = facts.values[position]
        uses.isReader = value.kind == .index && isKeyParameter(ValueID(value.b), of: function)
      }
    }
    keyUses[number] = uses
    return uses
  }

  private func note(_ step: Instruction, of function: FunctionRef, _ uses: inout KeyUses) {
    let facts = units[function.unitIndex].facts
    switch step.operation {
    case .call:
      let arguments = facts.list(ListID(step.b))
      guard let first = arguments.first, isKeyParameter(ValueID(first), of: function) else {
        return
      }
      let callee = facts.values[Int(step.a)]
      if arguments.count > 1, callee.kind == .member,
        units[function.unitIndex].name(NameID(callee.b)) == words.set
      {
        let value = ValueID(arguments[arguments.startIndex + 1])
        uses.puts.append((ValueID(callee.a), value))
      } else {
        uses.isReader = true
      }
    case .assign:
      let place = facts.values[Int(step.a)]
      guard place.kind == .index, isKeyParameter(ValueID(place.b), of: function) else { return }
      uses.puts.append((ValueID(place.a), ValueID(step.b)))
    default: return
    }
  }
}
