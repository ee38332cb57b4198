// Where values come from: symbols, globals, modules, parameters, `this`.

import Facts

extension Evaluator {
  mutating func symbol(_ id: SymbolID, in unit: Int) -> EntitySetID {
    let symbol = units[unit].facts.symbols[id.index]
    var set = evaluate(symbol.value, in: unit)
    if symbol.flags.contains(.reassigned) {
      for position in units[unit].index.assignments(to: id) {
        let value = units[unit].index.assignment(at: position)
        set = entities.union(set, evaluate(value, in: unit))
      }
    }
    // An annotation says what the value is where the code does not.
    if set.isEmpty { set = evaluate(symbol.type, in: unit) }
    return set
  }

  mutating func global(_ local: NameID, in unit: Int) -> EntitySetID {
    let name = units[unit].name(local)
    if name == words.exports { return entities.set(.exports(Int32(unit))) }
    let language = units[unit].facts.language
    if let member = index.global(name, in: language) { return meaning(of: member, origin: nil) }
    return .empty
  }

  /// A member of a library as a value: its type where it is nothing but a value.
  mutating func meaning(of id: MemberID, origin: ValueRef?) -> EntitySetID {
    if index.isPlainValue(id), let type = index.types(of: id).value {
      let bases = index.userBases(type)
      if !bases.isEmpty, let user = userClass(extending: bases) {
        return entities.set(.instance(user))
      }
      return entities.set(.library(type, origin: origin))
    }
    return entities.set(.member(id, origin: origin))
  }

  mutating func module(_ id: ImportID, in unit: Int) -> EntitySetID {
    switch units[unit].targets[id.index] {
    case .unknown: return .empty
    case .foreign: return entities.set(.foreign)
    case .library(let library): return entities.set(.package(Int32(library)))
    case .units(let targets):
      var set = EntitySetID.empty
      for target in targets {
        set = entities.union(set, entities.set(.exports(Int32(target))))
      }
      return set
    }
  }

  mutating func parameter(_ value: Value, in unit: Int) -> EntitySetID {
    let function = FunctionRef(unit: unit, id: FunctionID(value.a))
    let parameters = units[unit].parameters(of: function.id)
    let position = Int(value.detail)
    guard position < parameters.count else { return .empty }
    let parameter = parameters[parameters.startIndex + position]
    let cell = numbers.parameter(parameters.startIndex + position, in: unit)
    cells.note(cell)
    var set = declared(parameter, at: position, of: function)
    set = entities.union(set, bindings[numbers.position(ofParameter: cell)])
    if set.isEmpty, parameter.isRest == false {
      set = evaluate(parameter.defaultValue, in: unit)
    }
    return set
  }

  /// What `this` is in a function.
  mutating func receiver(in id: FunctionID, unit: Int) -> EntitySetID {
    var next = id
    while true {
      let function = units[unit].facts.functions[next.index]
      if function.owner.isPresent {
        let owner = ClassRef(unit: unit, id: function.owner)
        if function.flags.contains(.static) { return entities.set(.classObject(owner)) }
        let rows = rows(givenTo: FunctionRef(unit: unit, id: next))
        return entities.union(entities.set(.instance(owner)), rows)
      }
      if function.ownerObject.isPresent {
        return entities.set(.object(ValueRef(unit: unit, id: function.ownerObject)))
      }
      if function.kind == .module { return entities.set(.exports(Int32(unit))) }
      guard function.kind == .arrow, function.parent.isPresent else { break }
      next = function.parent
    }
    return receiver(ofHeld: FunctionRef(unit: unit, id: next))
  }

  private mutating func receiver(ofHeld function: FunctionRef) -> EntitySetID {
    cells.note(numbers.holder(Int(units.number(function))))
    guard let holder = properties.holders[function] else {
      return entities.set(.made(function))
    }
    switch entities[holder] {
    case .prototype(let of):
      switch entities[of] {
      case .classObject(let type): return entities.set(.instance(type))
      case .function(let maker): return entities.set(.made(maker))
      default: return .empty
      }
    case .library(let type, let origin):
      guard let receiver = index.receiver(of: type) else { return .empty }
      return entities.set(.library(receiver, origin: origin))
    default: return entities.set(single: holder)
    }
  }

  mutating func superclass(in id: FunctionID, unit: Int) -> EntitySetID {
    var next = id
    while units[unit].facts.functions[next.index].kind == .arrow,
      units[unit].facts.functions[next.index].parent.isPresent
    {
      next = units[unit].facts.functions[next.index].parent
    }
    let function = units[unit].facts.functions[next.index]
    guard function.owner.isPresent else { return .empty }
    let parents = evaluate(
      units[unit].facts.classes[function.owner.index].superclass,
      in: unit
    )
    let isConstructor = units[unit].name(function.name) == .constructor
    if function.flags.contains(.static) || isConstructor { return parents }
    return instances(of: parents, origin: nil)
  }

  /// What `new` makes of each of a set, or an annotation means by it.
  mutating func instances(of set: EntitySetID, origin: ValueRef?) -> EntitySetID {
    var result = EntitySetID.empty
    for id in entities[set] {
      switch entities[id] {
      case .classObject(let type): result = entities.union(result, entities.set(.instance(type)))
      case .function(let maker): result = entities.union(result, entities.set(.made(maker)))
      case .member(let member, _):
        let types = index.types(of: member)
        guard let type = types.instance ?? types.constructReturns else { continue }
        result = entities.union(result, entities.set(.library(type, origin: origin)))
      case .foreign: result = entities.union(result, entities.set(single: id))
      case .exports(let unit):
        // `extends require("./base")`: what a module of CommonJS exports may be one class.
        result = entities.union(result, instances(ofWhole: Int(unit)))
      default: continue
      }
    }
    return result
  }

  /// What `new` makes of the class or function that a module exports as its whole.
  private mutating func instances(ofWhole unit: Int) -> EntitySetID {
    var result = EntitySetID.empty
    let whole = whole(of: unit)
    for id in entities[whole] {
      switch entities[id] {
      case .classObject(let type): result = entities.union(result, entities.set(.instance(type)))
      case .function(let maker): result = entities.union(result, entities.set(.made(maker)))
      default: continue
      }
    }
    return result
  }

  /// What a value of an annotated type is.
  mutating func instance(ofType id: ValueID, in unit: Int) -> EntitySetID {
    let type = units[unit].facts.values[id.index]
    let named = ValueID(type.a)
    let base = units[unit].facts.values[named.index]
    let arguments = units[unit].list(ListID(type.b))
    if base.kind == .global, let first = arguments.first {
      // `Order[]` and `Promise<Order>` are named by global types that hold their argument.
      let name = units[unit].facts.names.string(NameID(base.a))
      if name == "Array" || name == "ReadonlyArray" || name == "Iterable" {
        return collection(evaluate(ValueID(first), in: unit))
      }
      if name == "Promise" || name == "Partial" || name == "Readonly" || name == "Required" {
        return evaluate(ValueID(first), in: unit)
      }
    }
    return instances(of: evaluate(named, in: unit), origin: ValueRef(unit: unit, id: id))
  }
}
