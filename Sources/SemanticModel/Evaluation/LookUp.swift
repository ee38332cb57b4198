// What a member of something is.

import Facts

extension Evaluator {
  /// What `base.name` may be.
  mutating func lookUp(_ name: Name, of base: EntitySetID) -> EntitySetID {
    var set = EntitySetID.empty
    for entity in entities[base] {
      set = entities.union(set, lookUp(name, of: entity))
    }
    return set
  }

  /// What a member of one entity may be.
  mutating func lookUp(_ name: Name, of id: EntityID) -> EntitySetID {
    let number = number(of: name, on: id)
    let cell = numbers.question(number)
    // Objects may be spread into each other: who asks again meanwhile gets nothing.
    if let known = cells.known(cell) { return known }
    guard depth < Self.depthLimit else {
      cells.giveUp()
      return .empty
    }
    let frame = cells.begin(cell)
    depth += 1
    var set = find(name, of: id, number)
    if !isSettling, cells.assume(set, of: cell) {
      // A member that is made of itself: `this.query = this.query.where(…)`.
      isSettling = true
      set = entities.union(set, find(name, of: id, number))
      isSettling = false
    }
    depth -= 1
    cells.finish(cell, set, frame)
    return set
  }

  private mutating func find(_ name: Name, of id: EntityID, _ number: Int) -> EntitySetID {
    var set = stored(number)
    if !relations.isEmpty, let related = related(name, of: entities[id]) { return related }
    switch entities[id] {
    case .exports(let unit): set = entities.union(set, export(name, of: Int(unit)))
    case .classObject(let type): set = entities.union(set, member(name, of: type, isStatic: true))
    case .instance(let type):
      if isChecked(name, of: type) { return entities.set(.checked(type)) }
      let declared = member(name, of: type, isStatic: false, isAssigned: !set.isEmpty)
      set = entities.union(set, declared)
      set = entities.union(set, overrides(of: name, in: type, declared: declared))
    case .made(let maker):
      let prototype = entities.id(.prototype(entities.id(.function(maker))))
      set = entities.union(set, stored(name, on: prototype))
    case .prototype(let of):
      if set.isEmpty, case .classObject(let type) = entities[of] {
        set = member(name, of: type, isStatic: false)
      }
    case .function:
      if name == words.prototype { set = entities.set(.prototype(id)) }
    case .object(let place):
      set = entities.union(set, entry(name, of: place))
      if set.isEmpty { set = registered(name, on: id) }
    case .array: break
    case .package(let library): set = entities.union(set, export(name, ofLibrary: Int(library), id))
    case .library(let type, let origin):
      set = entities.union(set, member(name, ofLibrary: type, origin: origin))
    case .member(let member, let origin):
      if let type = index.types(of: member).value {
        set = entities.union(set, self.member(name, ofLibrary: type, origin: origin))
      } else if name == .default {
        set = entities.union(set, entities.set(single: id))
      }
    case .foreign: set = entities.set(single: id)
    case .row, .checked, .held: break
    case .stored, .related: set = entities.union(set, member(name, ofRow: entities[id]))
    case .tuple(let row): set = entities.union(set, part(name, of: entities[row]))
    case .collection(let element):
      // A lazy query of many rows, or one element of them taken by a method.
      if !index.isMethodOfUnknownReceiver(name) || isLazy(element, offering: name) {
        set = lookUp(name, of: element)
      }
    }
    if name == words.call || name == words.apply || name == words.bind, set.isEmpty,
      isCallable(entities[id])
    {
      return entities.set(single: id)
    }
    return set
  }

  /// Whether something is a query that was not yet asked, and has a method of this name itself: `find().sort()`
  /// sorts nothing in memory.
  private func isLazy(_ id: EntityID, offering name: Name) -> Bool {
    guard case .library(let type, _) = entities[id] else { return false }
    return index.awaited(type) != nil
      && (index.member(name, of: type) != nil || index.anyMember(of: type) != nil)
  }

  /// A member of a row that is no relation, or of a relation's manager.
  private mutating func member(_ name: Name, ofRow entity: Entity) -> EntitySetID {
    switch entity {
    case .stored(let row): return lookUp(name, of: entities.id(.instance(entities[row].model)))
    case .related(let row):
      guard let type = managerType(of: entities[row]) else { return .empty }
      return member(name, ofLibrary: type, origin: nil)
    default: return .empty
    }
  }

  private func isCallable(_ entity: Entity) -> Bool {
    switch entity {
    case .function, .member: true
    default: false
    }
  }

  /// What assignments elsewhere stored under a name.
  mutating func stored(_ name: Name, on id: EntityID) -> EntitySetID {
    stored(number(of: name, on: id))
  }

  mutating func stored(_ number: Int) -> EntitySetID {
    cells.note(numbers.question(number))
    var set = EntitySetID.empty
    for value in properties.values(of: number) {
      set = entities.union(set, evaluate(value.id, in: value.unitIndex))
    }
    return set
  }

  private mutating func export(_ name: Name, of unit: Int) -> EntitySetID {
    var set = EntitySetID.empty
    var whole = EntitySetID.empty
    for export in units[unit].facts.exports {
      let own = units[unit].name(export.name)
      if own == name {
        set = entities.union(set, evaluate(export.value, in: unit))
      } else if own == .whole {
        whole = entities.union(whole, evaluate(export.value, in: unit))
      } else if own == .any, name != .default {
        let all = evaluate(export.value, in: unit)
        set = entities.union(set, lookUp(name, of: all))
      }
    }
    if whole.isEmpty { return name == .default && set.isEmpty ? moduleItself(unit) : set }
    // `import x from` of a CommonJS module is the whole of it.
    if name == .default, set.isEmpty { return whole }
    let own = entities.id(.exports(Int32(unit)))
    for entity in entities[whole] where entity != own {
      set = entities.union(set, lookUp(name, of: entity))
    }
    return set
  }

  private mutating func moduleItself(_ unit: Int) -> EntitySetID {
    entities.set(.exports(Int32(unit)))
  }

  /// What calling or constructing a module's exports means: `module.exports = function …`.
  mutating func whole(of unit: Int) -> EntitySetID {
    var set = EntitySetID.empty
    for export in units[unit].facts.exports where units[unit].name(export.name) == .whole {
      set = entities.union(set, evaluate(export.value, in: unit))
    }
    if set.isEmpty {
      for export in units[unit].facts.exports where units[unit].name(export.name) == .default {
        set = entities.union(set, evaluate(export.value, in: unit))
      }
    }
    return set
  }

  private mutating func export(_ name: Name, ofLibrary library: Int, _ id: EntityID) -> EntitySetID
  {
    if let member = index.export(name, of: library) { return meaning(of: member, origin: nil) }
    if name == .default {
      // A namespace import used as the default export, or the other way round.
      return entities.set(single: id)
    }
    if let whole = index.export(.default, of: library), let type = index.types(of: whole).value {
      return member(name, ofLibrary: type, origin: nil)
    }
    return .empty
  }

  /// A member as the class declares it; the annotation of a field speaks only where nothing is assigned to it.
  private mutating func member(
    _ name: Name,
    of type: ClassRef,
    isStatic: Bool,
    isAssigned: Bool = false
  ) -> EntitySetID {
    let unit = type.unitIndex
    var set = EntitySetID.empty
    let isShared = units[unit].facts.classes[type.id.index].sharesMembers
    for member in units[unit].members(of: type.id)
    where (isShared || member.isStatic == isStatic) && units[unit].name(member.name) == name {
      set = entities.union(set, value(of: member, in: unit, isAssigned: isAssigned))
    }
    if set.isEmpty, !isStatic { set = injected(name, into: type) }
    if !set.isEmpty { return set }
    let parents = evaluate(units[unit].facts.classes[type.id.index].superclass, in: unit)
    let origin = ValueRef(unit: unit, id: units[unit].facts.classes[type.id.index].superclass)
    if isStatic, !isShared { return lookUp(name, of: parents) }
    // What a class itself holds was made by no call: two queries of one model share nothing.
    let inherited = lookUp(name, of: instances(of: parents, origin: isShared ? nil : origin))
    return isStatic && inherited.isEmpty ? lookUp(name, of: parents) : inherited
  }

  private mutating func value(
    of member: ClassMember,
    in unit: Int,
    isAssigned: Bool
  ) -> EntitySetID {
    if member.function.isPresent {
      let function = units[unit].facts.functions[member.function.index]
      if function.kind == .getter {
        return returns(of: FunctionRef(unit: unit, id: member.function))
      }
      if function.kind == .setter { return .empty }
      return entities.set(.function(FunctionRef(unit: unit, id: member.function)))
    }
    let set = evaluate(member.value, in: unit)
    guard set.isEmpty, !isAssigned else { return set }
    return dependency(member.type, member.decorators, in: unit)
  }

  /// A TypeScript parameter property: `constructor(private readonly orders: OrdersService)`.
  private mutating func injected(_ name: Name, into type: ClassRef) -> EntitySetID {
    let unit = type.unitIndex
    for member in units[unit].members(of: type.id)
    where units[unit].name(member.name) == .constructor && member.function.isPresent {
      for parameter in units[unit].parameters(of: member.function)
      where parameter.isProperty && units[unit].name(parameter.name) == name {
        let symbol = units[unit].facts.symbols[parameter.symbol.index]
        let bound = evaluate(symbol.value, in: unit)
        return bound.isEmpty ? evaluate(parameter.type, in: unit) : bound
      }
    }
    return .empty
  }

  private mutating func entry(_ name: Name, of place: ValueRef) -> EntitySetID {
    let unit = place.unitIndex
    let list = units[unit].list(ListID(units[unit].facts.values[place.id.index].a))
    var set = EntitySetID.empty
    var position = list.startIndex
    while position + 1 < list.endIndex {
      let key = units[unit].name(NameID(list[position]))
      let value = ValueID(list[position + 1])
      position += 2
      if key == name {
        set = entities.union(set, propertyValue(value, in: unit))
      } else if key == .any, units[unit].facts.values[value.index].kind == .spread {
        set = entities.union(set, lookUp(name, of: evaluate(value, in: unit)))
      }
    }
    return set
  }

  private mutating func propertyValue(_ value: ValueID, in unit: Int) -> EntitySetID {
    let shape = units[unit].facts.values[value.index]
    if shape.kind == .function,
      units[unit].facts.functions[Int(shape.a)].kind == .getter
    {
      return returns(of: FunctionRef(unit: unit, id: FunctionID(shape.a)))
    }
    return evaluate(value, in: unit)
  }

  private mutating func member(
    _ name: Name,
    ofLibrary type: TypeID,
    origin: ValueRef?
  ) -> EntitySetID {
    // What the application adds under a name of the library's stands in its place.
    let added = additions(name, to: type, origin: origin)
    if !added.isEmpty { return added }
    if let member = index.member(name, of: type) { return meaning(of: member, origin: origin) }
    if index.hasPrefixes {
      let own = member(name, ofModelAskedBy: origin)
      if !own.isEmpty { return own }
      if let made = index.member(beginning: names.string(name), of: type) {
        return meaning(of: made, origin: origin)
      }
    }
    if let any = index.anyMember(of: type) { return meaning(of: any, origin: origin) }
    return .empty
  }

  /// What the class of a model declares itself for its rows: `user.setFlag()` behind `User.findByPk()` is no setter
  /// that an association adds.
  private mutating func member(_ name: Name, ofModelAskedBy origin: ValueRef?) -> EntitySetID {
    guard let origin, case let facts = units[origin.unitIndex].facts,
      case let made = facts.values[origin.id.index], made.kind == .result
    else { return .empty }
    let callee = facts.values[Int(facts.instructions[Int(made.a)].a)]
    guard callee.kind == .member else { return .empty }
    var set = EntitySetID.empty
    for entity in entities[evaluate(ValueID(callee.a), in: origin.unitIndex)] {
      guard case .classObject(let model) = entities[entity] else { continue }
      set = entities.union(set, member(name, of: model, isStatic: false))
    }
    return set
  }

  /// Members that the application hands to the call that made the value (statics of a schema).
  ///
  /// A document was made by a model's call, and the model by the call that was handed the schema.
  private mutating func additions(_ name: Name, to type: TypeID, origin: ValueRef?) -> EntitySetID {
    guard let additions = index.additions(of: type) else { return .empty }
    var maker = origin
    var steps = 0
    while let place = maker, steps < 4 {
      let made = units[place.unitIndex].facts.values[place.id.index]
      guard made.kind == .result else { return .empty }
      // In a hook and in a method the document is known by its schema alone.
      let holders = evaluate(place.id, in: place.unitIndex)
      if !haveAdditions(holders) {
        let set = lookUp(name, of: lookUp(additions.member, of: holders))
        if !set.isEmpty { return set }
      }
      let call = units[place.unitIndex].facts.instructions[Int(made.a)]
      let arguments = units[place.unitIndex].list(ListID(call.b))
      if additions.argument < arguments.count {
        let holder = ValueID(arguments[arguments.startIndex + additions.argument])
        let stored = lookUp(additions.member, of: evaluate(holder, in: place.unitIndex))
        let set = lookUp(name, of: stored)
        if !set.isEmpty { return set }
      }
      maker = receiverOrigin(of: call, in: place.unitIndex)
      steps += 1
    }
    return .empty
  }

  /// Whether values of a set have members that the application adds, so that asking them would lead back here.
  private func haveAdditions(_ set: EntitySetID) -> Bool {
    entities[set].contains { id in
      guard case .library(let other, _) = entities[id] else { return false }
      return index.additions(of: other) != nil
    }
  }

  /// Where the library value was made whose member a call calls.
  mutating func receiverOrigin(of call: Instruction, in unit: Int) -> ValueRef? {
    for id in entities[evaluate(ValueID(call.a), in: unit)] {
      switch entities[id] {
      case .member(_, let origin), .library(_, let origin):
        if let origin { return origin }
      default: continue
      }
    }
    return nil
  }
}
