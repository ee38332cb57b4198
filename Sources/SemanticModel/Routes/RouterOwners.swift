// Routers that a base class makes: each class that extends it has its own.

import Facts

extension Evaluator {
  /// Classes that others extend.
  mutating func extendedClasses() -> Set<ClassRef> {
    var result: Set<ClassRef> = []
    for unit in units.indices {
      for position in units[unit].facts.classes.indices.dropFirst() {
        result.formUnion(parents(of: ClassRef(unit: unit, id: ClassID(position))))
      }
    }
    return result
  }

  /// The classes of the program that a class extends; `require("./base")` may be one itself.
  mutating func parents(of type: ClassRef) -> [ClassRef] {
    let superclass = units[type.unitIndex].facts.classes[type.id.index].superclass
    guard superclass.isPresent else { return [] }
    var result: [ClassRef] = []
    for entity in members(of: evaluate(superclass, in: type.unitIndex)) {
      switch entities[entity] {
      case .classObject(let parent): result.append(parent)
      case .exports(let unit):
        for inner in members(of: whole(of: Int(unit))) {
          if case .classObject(let parent) = entities[inner] { result.append(parent) }
        }
      default: continue
      }
    }
    return result
  }

  /// Tells routers of a base class apart by the class whose instance holds them.
  mutating func owned(
    _ routers: [RouterID],
    by ref: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources
  )
    -> [RouterID]
  {
    guard !sources.extended.isEmpty else { return routers }
    var owner: ClassRef??
    return routers.map { router in
      guard case .made(let place) = router, isOfBaseClass(place, sources) else { return router }
      let found = owner ?? holder(of: ref, bound)
      owner = .some(found)
      return found.map { .owned(place, $0) } ?? router
    }
  }

  private func isOfBaseClass(_ place: ValueRef, _ sources: RouteSources) -> Bool {
    let function = method(
      around: function(enclosing: place.id, in: place.unitIndex),
      place.unitIndex
    )
    let owner = units[place.unitIndex].facts.functions[function.index].owner
    return owner.isPresent && sources.extended.contains(ClassRef(unit: place.unitIndex, id: owner))
  }

  /// The method that an arrow function is written in, or the function itself.
  func method(around function: FunctionID, _ unit: Int) -> FunctionID {
    var next = function
    while units[unit].facts.functions[next.index].kind == .arrow,
      units[unit].facts.functions[next.index].parent.isPresent,
      !units[unit].facts.functions[next.index].owner.isPresent
    {
      next = units[unit].facts.functions[next.index].parent
    }
    return next
  }

  /// The class whose instance a member is taken of, where it is one.
  private mutating func holder(of ref: ValueRef, _ bound: Bindings) -> ClassRef? {
    var next = ref
    for _ in 0..<32 {
      let unit = next.unitIndex
      let value = units[unit].facts.values[next.id.index]
      switch value.kind {
      case .symbol:
        let symbol = units[unit].facts.symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
        next = ValueRef(unit: unit, id: symbol.value)
      case .parameter:
        let function = FunctionRef(unit: unit, id: FunctionID(value.a))
        let parameter = ParameterRef(function: function, position: Int(value.detail))
        guard let given = bound.parameters[parameter] else { return nil }
        next = given
      case .element:
        guard let element = bound.elements[ValueRef(unit: unit, id: ValueID(value.a))] else {
          return nil
        }
        next = element
      case .awaited: next = ValueRef(unit: unit, id: ValueID(value.a))
      case .member: return instance(ValueRef(unit: unit, id: ValueID(value.a)), bound)
      case .result:
        // `this.router.route("/x").get(f)`, `new Orders().getRouter()`
        let callee = units[unit].facts.values[Int(units[unit].facts.instructions[Int(value.a)].a)]
        guard callee.kind == .member else { return nil }
        let base = ValueRef(unit: unit, id: ValueID(callee.a))
        if let found = instance(base, bound) { return found }
        next = base
      default: return nil
      }
    }
    return nil
  }

  /// The class that a value is an instance of, where it is of one only.
  mutating func instance(_ ref: ValueRef, _ bound: Bindings) -> ClassRef? {
    let end = followed(ref, bound)
    let unit = end.unitIndex
    let kind = units[unit].facts.values[end.id.index].kind
    if kind == .this || kind == .super {
      let method = method(around: function(enclosing: end.id, in: unit), unit)
      if let told = bound.receivers[FunctionRef(unit: unit, id: method)] { return told }
      let owner = units[unit].facts.functions[method.index].owner
      return owner.isPresent ? ClassRef(unit: unit, id: owner) : nil
    }
    let found = members(of: evaluate(end.id, in: unit))
    guard found.count == 1, let entity = found.first, case .instance(let type) = entities[entity]
    else { return nil }
    return type
  }

  /// Whose method a call runs: the class that is made, that of the receiver, or that of `this` for `super`.
  mutating func receiver(of call: ResolvedCall, _ bound: Bindings) -> ClassRef? {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    let callee = units[unit].facts.values[Int(instruction.a)]
    if callee.kind == .member {
      return instance(ValueRef(unit: unit, id: ValueID(callee.a)), bound)
    }
    if callee.kind == .super {
      return instance(ValueRef(unit: unit, id: ValueID(instruction.a)), bound)
    }
    guard instruction.operation == .construct else { return nil }
    let found = members(of: evaluate(ValueID(instruction.a), in: unit))
    guard found.count == 1, let entity = found.first, case .classObject(let type) = entities[entity]
    else { return nil }
    return type
  }

  /// What a value is, with `this` as the class that calls bring.
  mutating func meaning(of ref: ValueRef, _ bound: Bindings) -> EntitySetID {
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    if value.kind == .member, units[unit].facts.values[Int(value.a)].kind == .this,
      let type = instance(ValueRef(unit: unit, id: ValueID(value.a)), bound)
    {
      let set = lookUp(units[unit].name(NameID(value.b)), of: entities.id(.instance(type)))
      if !set.isEmpty { return set }
    }
    return evaluate(ref.id, in: unit)
  }
}
