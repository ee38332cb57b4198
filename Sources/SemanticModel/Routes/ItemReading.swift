// What stands behind the path of a registering call: middlewares, routers, handlers.

import Facts
import SourceText

extension Evaluator {
  /// The items of one argument; arrays count as their elements.
  mutating func items(
    of argument: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources,
    depth: Int = 0
  )
    -> [Registration.Item]
  {
    var end = followed(argument, bound)
    if units[end.unitIndex].facts.values[end.id.index].kind == .spread {
      let spread = units[end.unitIndex].facts.values[end.id.index]
      end = followed(ValueRef(unit: end.unitIndex, id: ValueID(spread.a)), bound)
    }
    end = literal(end, bound)
    let value = units[end.unitIndex].facts.values[end.id.index]
    if value.kind == .array, depth < 4 {
      return arrayElements(end).prefix(64)
        .flatMap { items(of: $0, bound, sources, depth: depth + 1) }
    }
    if value.kind == .object, depth < 4 {
      // Options of a route: its hooks, and the handler where it stands among them.
      let named = (Self.hookNames + ["handler"]).compactMap { option($0, of: end, bound) }
      return named.flatMap { items(of: $0, bound, sources, depth: depth + 1) }
    }
    return [item(argument, end, bound, sources)]
  }

  private mutating func item(
    _ argument: ValueRef,
    _ end: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> Registration.Item {
    let span = units[argument.unitIndex].facts.values[argument.id.index].span
    var item = Registration.Item(
      place: SourcePlace(unit: argument.unitIndex, span: span),
      value: end
    )
    let set = meaning(of: end, bound)
    let routers = owned(routers(in: set), by: argument, bound, sources)
    item.routers = individual(routers, by: end, bound, sources)
    guard item.routers.isEmpty else { return item }
    item.functions = functionsServed(by: set)
    if item.functions.isEmpty, units[end.unitIndex].facts.language == .python {
      item.types = answeringClasses(end, bound, sources)
      item.named = item.types.isEmpty ? [:] : namedActions(end, bound)
    }
    if isShared(end), item.functions.count > 1 {
      item.functions = []
      item.isKnown = false
      return item
    }
    if let defined = decoratedFunction(end), item.functions.contains(defined) {
      item.functions = [defined] + item.functions.filter { $0 != defined }
    }
    item.wrapped = wrappedFunctions(in: end, bound, sources, &item.isKnown)
    item.functions += verifiers(behind: end, item.served, sources)
    item.roles = roles(of: end, bound, sources, depth: 0)
    item.handlesErrors = item.wrapped.isEmpty && item.functions.contains { takesError($0) }
    item.rejections = rejections(of: item, end, bound, sources)
    return item
  }

  /// The function that decorators are applied to, where a name stands for it and for what they give.
  private func decoratedFunction(_ ref: ValueRef) -> FunctionRef? {
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    guard value.kind == .choice, let first = units[unit].valueList(ListID(value.a)).first else {
      return nil
    }
    let defined = units[unit].facts.values[first.index]
    return defined.kind == .function ? FunctionRef(unit: unit, id: FunctionID(defined.a)) : nil
  }

  /// Whether a value is whatever callers hand over.
  private func isShared(_ ref: ValueRef) -> Bool {
    switch units[ref.unitIndex].facts.values[ref.id.index].kind {
    case .parameter, .index, .element, .member, .symbol: true
    default: false
    }
  }

  private mutating func rejections(
    of item: Registration.Item,
    _ end: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> Rejections {
    if forwardsRejections(end, bound, sources) { return .forwarded }
    let value = units[end.unitIndex].facts.values[end.id.index]
    guard value.kind == .result, !item.wrapped.isEmpty else { return .lost }
    // A wrapper of which nothing is known may look after them.
    let call = CallRef(unit: end.unitIndex, id: InstructionID(value.a))
    let isKnown = sources.table.position(of: call).map { position in
      !sources.table.calls[position].targets.isEmpty
    }
    return isKnown == true ? .lost : .wrapped
  }

  private mutating func functionsServed(by set: EntitySetID) -> [FunctionRef] {
    var result: [FunctionRef] = []
    for entity in members(of: set) {
      switch entities[entity] {
      case .function(let function): result.append(function)
      case .exports(let unit):
        let whole = whole(of: Int(unit))
        for inner in members(of: whole) {
          if case .function(let function) = entities[inner] { result.append(function) }
        }
      default: continue
      }
    }
    return result
  }

  /// What a class of middlewares is called by.
  private static let middlewareMethods = [
    "dispatch", "__call__", "process_request", "process_view", "process_response",
  ]

  /// The methods of classes that are middlewares.
  func callableMethods(of types: [ClassRef]) -> [FunctionRef] {
    types.flatMap { type -> [FunctionRef] in
      let unit = units[type.unitIndex]
      let found = unit.members(of: type.id).filter { member in
        member.function.isPresent
          && Self.middlewareMethods.contains { unit.facts.names.isText($0, member.name) }
      }
      return found.map { FunctionRef(unit: type.unitIndex, id: $0.function) }
    }
  }

  /// Express and its kin know a handler of errors by its four parameters.
  private func takesError(_ function: FunctionRef) -> Bool {
    guard units[function.unitIndex].facts.language == .javaScript else { return false }
    let parameters = units[function.unitIndex].parameters(of: function.id)
    return parameters.count == 4 && !parameters.contains(where: \.isRest)
  }

  /// The functions that are handed to the wrapper whose result an argument is: `wrap(handler)`.
  private mutating func wrappedFunctions(
    in ref: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources,
    _ isKnown: inout Bool,
    depth: Int = 0
  ) -> [FunctionRef] {
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    guard value.kind == .result, depth < 4 else { return [] }
    let call = units[unit].facts.instructions[Int(value.a)]
    guard call.operation == .call, self.bound(by: call, in: unit) == nil else { return [] }
    var result: [FunctionRef] = []
    for argument in units[unit].valueList(ListID(call.b)) {
      let end = followed(ValueRef(unit: unit, id: argument), bound)
      let shape = units[end.unitIndex].facts.values[end.id.index]
      guard shape.canCarryEntities else { continue }
      let inner = wrappedFunctions(in: end, bound, sources, &isKnown, depth: depth + 1)
      var own = inner.isEmpty ? functionsServed(by: evaluate(end.id, in: end.unitIndex)) : inner
      if inner.isEmpty, own.count > 1, isShared(end) {
        own = []
        isKnown = false
      }
      for function in own where !result.contains(function) { result.append(function) }
    }
    return result
  }

  /// The parts that an argument plays: by the calls that made it, and by what it calls.
  mutating func roles(of ref: ValueRef, _ bound: Bindings, _ sources: RouteSources, depth: Int)
    -> RoleSet
  {
    guard depth < 6 else { return [] }
    let end = followed(ref, bound)
    let unit = end.unitIndex
    let value = units[unit].facts.values[end.id.index]
    var result: RoleSet = []
    switch value.kind {
    case .result:
      let call = CallRef(unit: unit, id: InstructionID(value.a))
      guard let position = sources.table.position(of: call) else { return [] }
      let resolved = sources.table.calls[position]
      result = resolved.ownRoles(index)
      for target in resolved.targets { result.formUnion(roles(of: target, sources)) }
      let instruction = units[unit].facts.instructions[Int(value.a)]
      for argument in units[unit].valueList(ListID(instruction.b)) {
        let one = ValueRef(unit: unit, id: argument)
        result.formUnion(roles(of: one, bound, sources, depth: depth + 1))
      }
    case .array, .choice:
      for part in units[unit].valueList(ListID(value.a)) {
        let one = ValueRef(unit: unit, id: part)
        result.formUnion(roles(of: one, bound, sources, depth: depth + 1))
      }
    default: break
    }
    let set = evaluate(end.id, in: unit)
    for function in functionsServed(by: set) { result.formUnion(roles(of: function, sources)) }
    for entity in members(of: set) {
      switch entities[entity] {
      case .member(let member, _):
        let entry = index.member(member)
        if let role = entry.called?.value.role ?? entry.constructed?.value.role {
          result.formUnion(RoleSet(role))
        }
      case .classObject(let type), .instance(let type):
        result.formUnion(roles(of: type, bound, sources, depth: depth))
      case .package(let library):
        guard let whole = index.export(.default, of: Int(library)) else { continue }
        if let role = index.member(whole).called?.value.role { result.formUnion(RoleSet(role)) }
      default: continue
      }
    }
    return result
  }

  /// The parts that a class plays: its methods, and what it extends (`extends AuthGuard("jwt")`).
  private mutating func roles(
    of type: ClassRef,
    _ bound: Bindings,
    _ sources: RouteSources,
    depth: Int
  ) -> RoleSet {
    var result: RoleSet = []
    for member in units[type.unitIndex].members(of: type.id) where member.function.isPresent {
      let function = FunctionRef(unit: type.unitIndex, id: member.function)
      result.formUnion(roles(of: function, sources))
    }
    if units[type.unitIndex].facts.language == .python {
      result.formUnion(declaredRoles(of: type, bound, sources, depth: depth))
    }
    let superclass = units[type.unitIndex].facts.classes[type.id.index].superclass
    guard superclass.isPresent else { return result }
    let parent = ValueRef(unit: type.unitIndex, id: superclass)
    return result.union(roles(of: parent, bound, sources, depth: depth + 1))
  }

  /// The parts that the lists among a class's fields name (`throttle_classes`), and its decorators.
  private mutating func declaredRoles(
    of type: ClassRef,
    _ bound: Bindings,
    _ sources: RouteSources,
    depth: Int
  ) -> RoleSet {
    let unit = type.unitIndex
    var values = units[unit].valueList(units[unit].facts.classes[type.id.index].decorators)
    for member in units[unit].members(of: type.id) where member.value.isPresent {
      guard units[unit].facts.values[member.value.index].kind == .array else { continue }
      values.append(member.value)
    }
    return values.prefix(32).reduce(RoleSet()) { result, value in
      result.union(
        roles(of: ValueRef(unit: unit, id: value), bound, sources, depth: depth + 1)
      )
    }
  }

  /// The same of a view that is registered as a class, and of the classes above it.
  mutating func declaredRoles(ofView type: ClassRef, _ sources: RouteSources) -> RoleSet {
    lineage(of: type).classes.reduce(into: RoleSet()) { result, type in
      result.formUnion(declaredRoles(of: type, .none, sources, depth: 0))
    }
  }

  private func roles(of function: FunctionRef, _ sources: RouteSources) -> RoleSet {
    sources.roles.roles[Int(units.number(function))]
  }
}
