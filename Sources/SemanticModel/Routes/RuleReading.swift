// What the registering calls of Python's frameworks are given: paths, verbs, classes, dependencies.

import Facts

extension RouteRule {
  /// How the arguments are treated once they are read.
  var registers: RouteRule {
    switch self {
    case .mount, .before, .beforeAll, .after, .attached, .attaches: .use
    default: self
    }
  }
}

extension Evaluator {
  /// The paths of a registration in Python, and what answers or is mounted in place of its arguments.
  mutating func namedPaths(
    of rule: RouteRule,
    _ arguments: inout ArraySlice<ValueRef>,
    _ result: inout Registration,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [PathText]? {
    switch rule {
    case .decorator:
      guard let answering = applied(result.call) else { return nil }
      let given = arguments
      let paths = decoratorPaths(&arguments, bound, sources)
      readMethods(arguments, &result, bound, sources)
      arguments = dependencies(among: given, bound) + [answering]
      return paths
    case .mount:
      let dependencies = dependencies(among: arguments, bound)
      let paths = mountPaths(&arguments, &result, bound, sources) ?? [.empty]
      arguments = dependencies + arguments.prefix(1)
      return paths
    default: return rulePaths(rule, &arguments, &result, bound, sources)
    }
  }

  /// `@app.route("/orders", methods=["GET", "POST"])`: GET where it does not say.
  mutating func readMethods(
    _ arguments: ArraySlice<ValueRef>,
    _ result: inout Registration,
    _ bound: Bindings,
    _ sources: RouteSources
  ) {
    if let methods = option(named: ["methods"], among: arguments, bound) {
      result.verbs = texts(of: methods, bound, sources.table).map { $0.text.uppercased() }
      result.namesVerbs = true
    } else if result.verbs.contains(where: { $0.hasSuffix("ROUTE") }) {
      result.verbs = ["GET"]
    }
  }

  /// The paths of a decorator: texts in front, or the option that is named so.
  mutating func decoratorPaths(
    _ arguments: inout ArraySlice<ValueRef>,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [PathText] {
    if let named = option(named: ["rule", "path"], among: arguments, bound) {
      return texts(of: named, bound, sources.table)
    }
    var result: [PathText] = []
    while let first = arguments.first {
      if units[first.unitIndex].facts.values[first.id.index].flags.contains(.keywords) { break }
      result += texts(of: first, bound, sources.table)
      arguments = arguments.dropFirst()
    }
    return result.isEmpty ? [.empty] : result
  }

  /// The paths under which a call puts a router; `nil` where it names none.
  mutating func mountPaths(
    _ arguments: inout ArraySlice<ValueRef>,
    _ result: inout Registration,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [PathText]? {
    if arguments.count > 1, let first = arguments.first, isText(first, bound) {
      // `api.add_router("/orders", orders)`
      arguments = arguments.dropFirst()
      return texts(of: first, bound, sources.table)
    }
    if arguments.count > 1, isText(arguments[arguments.startIndex + 1], bound) {
      // `api.add_namespace(orders, "/orders")`
      result.replacesPrefix = true
      return texts(of: arguments[arguments.startIndex + 1], bound, sources.table)
    }
    // Flask's words replace what the blueprint says of itself.
    let own = ["url_prefix", "path"]
    result.replacesPrefix = option(named: own, among: arguments, bound) != nil
    let named = option(named: ["prefix"] + own, among: arguments, bound)
    return named.map { texts(of: $0, bound, sources.table) }
  }

  private mutating func isText(_ ref: ValueRef, _ bound: Bindings) -> Bool {
    let end = followed(ref, bound)
    switch units[end.unitIndex].facts.values[end.id.index].kind {
    case .string, .template: return true
    default: return false
    }
  }

  /// `dependencies=[Depends(f)]` among the arguments of a decorator, a mount, or a router.
  mutating func dependencies(
    among arguments: some Sequence<ValueRef>,
    _ bound: Bindings
  ) -> ArraySlice<ValueRef> {
    guard let list = option(named: ["dependencies"], among: arguments, bound) else { return [] }
    return arrayElements(literal(list, bound)).prefix(32)
  }

  /// Takes the paths, and leaves what answers: of `add_url_rule`, `add_resource` and their kin.
  mutating func rulePaths(
    _ rule: RouteRule,
    _ arguments: inout ArraySlice<ValueRef>,
    _ result: inout Registration,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [PathText]? {
    let given = arguments
    switch rule {
    case .resource:
      guard let answering = arguments.popFirst() else { return nil }
      arguments = [answering]
      // An endpoint's name stands among the paths of some.
      return given.dropFirst().filter { isText($0, bound) }
        .flatMap { texts(of: $0, bound, sources.table) }
        .filter { !$0.isKnown || $0.text.hasPrefix("/") }
    case .actions:
      guard arguments.count > 1, let path = arguments.popFirst() else { return nil }
      arguments = arguments.prefix(1)
      return texts(of: path, bound, sources.table)
    default:
      let named = option(named: ["rule", "path"], among: given, bound)
      guard let path = named ?? arguments.popFirst() else { return nil }
      let handler =
        option(named: ["view_func", "view", "endpoint"], among: given, bound)
        .flatMap { isText($0, bound) ? nil : $0 }
        ?? arguments.first { ref in
          let flags = units[ref.unitIndex].facts.values[ref.id.index].flags
          return !flags.contains(.keywords) && !isText(ref, bound)
        }
      guard let handler else { return nil }
      result.verbs = ["ROUTE"]
      readMethods(given, &result, bound, sources)
      arguments = dependencies(among: given, bound) + [handler]
      return texts(of: path, bound, sources.table)
    }
  }

  /// A router that hangs on others: `Api(blueprint)`, `api.namespace("orders")`, `api.init_app(app)`.
  mutating func attachment(
    _ call: ResolvedCall,
    _ operation: LibraryCall,
    _ rule: RouteRule,
    _ arguments: [ValueRef],
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> Registration? {
    let unit = call.place.unitIndex
    let made = units[unit].index.result(of: call.place.id)
    let step = units[unit].facts.instructions[call.place.id.index]
    let callee = units[unit].facts.values[Int(step.a)]
    var receivers: [RouterID] = []
    if callee.kind == .member {
      receivers = routers(in: evaluate(ValueID(callee.a), in: unit))
    }
    let given = arguments.prefix(3).flatMap { routers(in: evaluate($0.id, in: $0.unitIndex)) }
    let inner =
      rule == .attached
      ? [made].filter(\.isPresent).map { id in
        RouterID.made(ValueRef(unit: unit, id: id))
      } : receivers
    let outer = rule == .attached ? receivers + given : given
    guard let last = inner.last, !outer.isEmpty, !outer.contains(last) else { return nil }
    let entry = index[operation.member]
    var result = Registration(
      rule: .use,
      call: call,
      routers: outer,
      framework: entry.library >= 0 ? index.libraries[entry.library].name : ""
    )
    result.isMount = true
    result.paths = [.empty]
    let span = step.span
    var item = Registration.Item(
      place: SourcePlace(unit: unit, span: span),
      value: ValueRef(unit: unit, id: made)
    )
    item.routers = inner
    result.items = [item]
    return result
  }

  /// A registration for each verb that the class answers which is registered, or that decorators leave.
  mutating func answered(
    _ registration: Registration,
    asActions: Bool,
    _ sources: RouteSources
  ) -> [Registration] {
    guard var handler = registration.items.last else { return [registration] }
    switch registration.rule {
    case .decorator, .rule, .resource, .actions: break
    default: return [registration]
    }
    guard let type = handler.types.first, handler.functions.isEmpty else { return [registration] }
    let found = answers(of: type, asActions: asActions, named: handler.named, sources)
    let isRestricted = registration.rule == .rule && registration.namesVerbs
    return found.compactMap { answer in
      guard !isRestricted || registration.verbs.contains(answer.verb) else { return nil }
      var one = registration
      one.verbs = [answer.verb]
      handler.functions = answer.functions
      handler.wrapped = []
      handler.listing = answer.isListing ? type : nil
      one.items[one.items.count - 1] = handler
      if !answer.path.isEmpty {
        one.paths = one.paths.map { PathText(text: answer.path).under($0) }
      }
      return one
    }
  }

  /// What the decorator that a call gives is applied to.
  func applied(_ call: ResolvedCall) -> ValueRef? {
    let unit = call.place.unitIndex
    let facts = units[unit].facts
    let end = facts.functions[call.function.index].endInstruction
    for position in call.place.id.index..<end.index {
      let step = facts.instructions[position]
      guard step.flags.contains(.decorator), step.operation == .call else { continue }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .result, InstructionID(callee.a) == call.place.id else { continue }
      return units[unit].valueList(ListID(step.b)).first.map { ValueRef(unit: unit, id: $0) }
    }
    return nil
  }
}
