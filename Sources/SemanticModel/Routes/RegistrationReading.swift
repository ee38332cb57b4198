// Reads the calls that register: what router, which verbs and paths, which handlers.

package import Facts
import Workspace

/// What the reading of routes needs beside the evaluator.
struct RouteSources {
  let table: CallTable
  let graph: CallGraph
  let callers: [[Reachability.Step]]
  let roles: FunctionRoles
  /// Functions that are registered as plugins: their first parameter is a router of its own.
  var plugins: Set<FunctionRef> = []
  /// Classes that others extend.
  var extended: Set<ClassRef> = []
  /// Classes of the program of which several routers are made.
  var routerClasses: Set<ClassRef> = []
  /// What runs behind the middlewares that sign in.
  var signIn = SignIn()
}

extension Evaluator {
  /// All registrations of the program, in the order of its calls.
  mutating func registrations(_ sources: inout RouteSources) -> [Registration] {
    sources.signIn = signIn(sources)
    sources.extended = extendedClasses()
    sources.routerClasses = routerClasses(sources.table)
    var registering: [(position: Int, operation: LibraryCall, rule: RouteRule)] = []
    for position in sources.table.acting {
      let call = sources.table.calls[position]
      guard units[call.place.unitIndex].role != .test else { continue }
      for operation in call.operations {
        guard let rule = operation.routing(index), !rule.makes else { continue }
        registering.append((position, operation, rule))
        break
      }
    }
    for (position, _, rule) in registering where rule == .plugin {
      let call = sources.table.calls[position]
      let instruction = units[call.place.unitIndex].facts.instructions[call.place.id.index]
      for plugin in functions(in: .at(0), of: instruction, in: call.place.unitIndex) {
        sources.plugins.insert(plugin.function)
      }
    }
    var result: [Registration] = []
    for (position, operation, rule) in registering {
      for bound in contexts(of: position, sources) {
        result += registrations(position, operation, rule, bound, sources)
      }
    }
    return result
  }

  /// The registrations of one call: several where it is given an array of routes.
  private mutating func registrations(
    _ position: Int,
    _ operation: LibraryCall,
    _ rule: RouteRule,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [Registration] {
    let call = sources.table.calls[position]
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    let arguments = units[unit].valueList(ListID(instruction.b))
      .map { ValueRef(unit: unit, id: $0) }
    if rule == .options, let first = arguments.first {
      let routes = arrayElements(literal(first, bound))
      if !routes.isEmpty {
        return routes.compactMap { registration(call, operation, rule, [$0], bound, sources) }
      }
    }
    if rule == .attached || rule == .attaches {
      return attachment(call, operation, rule, arguments, bound, sources).map { [$0] } ?? []
    }
    guard let one = registration(call, operation, rule, arguments[...], bound, sources) else {
      return []
    }
    return answered(one, asActions: rule == .actions, sources)
  }

  private mutating func registration(
    _ call: ResolvedCall,
    _ operation: LibraryCall,
    _ rule: RouteRule,
    _ given: ArraySlice<ValueRef>,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> Registration? {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    let callee = units[unit].facts.values[Int(instruction.a)]
    let receiver = ValueRef(
      unit: unit,
      id: callee.kind == .member || callee.kind == .index ? ValueID(callee.a) : .none
    )
    let entry = index[operation.member]
    var result = Registration(
      rule: rule.registers,
      call: call,
      routers: routers(behind: receiver, call, bound, sources),
      framework: entry.library >= 0 ? index.libraries[entry.library].name : ""
    )
    result.isMount = rule == .mount
    result.isOrderless = rule == .before || rule == .beforeAll || rule == .after
    result.isAfter = rule == .after
    result.isEverywhere = rule == .beforeAll
    guard !result.routers.isEmpty else { return nil }
    var arguments = given
    result.verbs = [verb(of: callee, entry.name, unit, bound, sources)]
    guard readPaths(of: rule, &arguments, receiver, &result, bound, sources) else { return nil }
    result.items = arguments.flatMap { items(of: $0, bound, sources) }
    if result.rule == .use {
      for position in result.items.indices where result.items[position].functions.isEmpty {
        result.items[position].functions = callableMethods(of: result.items[position].types)
      }
    }
    return result
  }

  /// Takes the verbs and paths from the front of the arguments; false where the call registers nothing.
  private mutating func readPaths(
    of rule: RouteRule,
    _ arguments: inout ArraySlice<ValueRef>,
    _ receiver: ValueRef,
    _ result: inout Registration,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> Bool {
    var own = [PathText.empty]
    switch rule {
    case .verb:
      // `app.get("env")` reads a setting.
      guard arguments.count > 1, let first = arguments.popFirst() else { return false }
      own = texts(of: first, bound, sources.table)
      result.giver = giver(of: first, bound)
    case .namedVerb:
      guard arguments.count > 2, let verbs = arguments.popFirst(), let path = arguments.popFirst()
      else { return false }
      result.verbs = texts(of: verbs, bound, sources.table).map { $0.text.uppercased() }
      own = texts(of: path, bound, sources.table)
    case .use:
      if arguments.count > 1, let first = arguments.first, isPath(first, bound) {
        own = texts(of: first, bound, sources.table)
        result.giver = giver(of: first, bound)
        arguments = arguments.dropFirst()
      }
    case .prefix:
      guard let first = arguments.first else { return false }
      own = texts(of: first, bound, sources.table)
    case .options:
      guard let options = arguments.first else { return false }
      return readOptions(literal(options, bound), &arguments, &result, bound, sources)
    case .hook:
      guard let event = arguments.popFirst() else { return false }
      let name = text(of: event, bound, sources.table).text
      guard Self.hookNames.contains(name) else { return false }
    case .plugin:
      if arguments.count > 1,
        let path = option("prefix", of: arguments[arguments.startIndex + 1], bound)
      {
        own = texts(of: path, bound, sources.table)
      }
      arguments = arguments.prefix(1)
    case .errors where result.framework == Self.nest: break
    case .errors: arguments = applied(result.call).map { [$0] } ?? arguments.suffix(1)
    case .before, .beforeAll, .after:
      arguments = applied(result.call).map { [$0] } ?? arguments.prefix(1)
    case .decorator, .mount, .rule, .resource, .actions:
      guard let paths = namedPaths(of: rule, &arguments, &result, bound, sources) else {
        return false
      }
      own = paths
    default: break
    }
    let scope = scope(of: receiver, bound, sources)
    result.paths = own.map { $0.under(scope) }
    return true
  }

  private mutating func readOptions(
    _ options: ValueRef,
    _ arguments: inout ArraySlice<ValueRef>,
    _ result: inout Registration,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> Bool {
    let inner = option("options", of: options, bound) ?? option("config", of: options, bound)
    let named =
      option("handler", of: options, bound)
      ?? inner.flatMap { option("handler", of: $0, bound) }
    guard let handler = named ?? arguments.dropFirst().first,
      let path = option("url", of: options, bound) ?? option("path", of: options, bound)
    else { return false }
    if let method = option("method", of: options, bound) {
      result.verbs = texts(of: method, bound, sources.table).map { $0.text.uppercased() }
    } else {
      result.verbs = ["ALL"]
    }
    result.paths = texts(of: path, bound, sources.table)
    let hooks = Self.hookNames.compactMap { option($0, of: options, bound) }
    arguments = (hooks + [handler])[...]
    return true
  }

  /// The object or array literal that a value is, through calls that pass it on.
  mutating func literal(_ ref: ValueRef, _ bound: Bindings) -> ValueRef {
    let end = followed(ref, bound)
    guard units[end.unitIndex].facts.values[end.id.index].kind == .result else { return end }
    let found = members(of: evaluate(end.id, in: end.unitIndex))
    guard found.count == 1, let entity = found.first else { return end }
    switch entities[entity] {
    case .object(let place), .array(let place): return place
    default: return end
    }
  }

  static let hookNames = [
    "onRequest", "preParsing", "preValidation", "preHandler", "middleware",
  ]

  /// A property of an object literal, by a name that tables or languages fix.
  mutating func option(_ name: String, of object: ValueRef, _ bound: Bindings) -> ValueRef? {
    let end = followed(object, bound)
    let unit = end.unitIndex
    guard units[unit].facts.values[end.id.index].kind == .object else { return nil }
    let words = units[unit].list(ListID(units[unit].facts.values[end.id.index].a))
    for position in stride(from: words.startIndex, to: words.endIndex - 1, by: 2)
    where units[unit].facts.names.isText(name, NameID(words[position])) {
      return ValueRef(unit: unit, id: ValueID(words[position + 1]))
    }
    return nil
  }

  /// The first of some options that one of the arguments holds.
  mutating func option(
    named names: [String],
    among arguments: some Sequence<ValueRef>,
    _ bound: Bindings
  ) -> ValueRef? {
    for argument in arguments {
      for name in names {
        if let found = option(name, of: argument, bound) { return found }
      }
    }
    return nil
  }

  private mutating func verb(
    of callee: Value,
    _ name: String,
    _ unit: Int,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> String {
    if callee.kind == .index {
      // `app[method](path, handler)`
      let key = text(of: ValueRef(unit: unit, id: ValueID(callee.b)), bound, sources.table)
      return key.isKnown ? key.text.uppercased() : "ANY"
    }
    switch name {
    case "del": return "DELETE"
    case "opts": return "OPTIONS"
    default: return name.uppercased()
    }
  }

  /// Whether the first of several arguments of `use` is a path.
  private mutating func isPath(_ ref: ValueRef, _ bound: Bindings) -> Bool {
    let end = followed(ref, bound)
    let value = units[end.unitIndex].facts.values[end.id.index]
    switch value.kind {
    case .string, .template, .regex, .binary: return true
    case .array: return arrayElements(end).first.map { isPath($0, bound) } ?? false
    case .choice:
      return units[end.unitIndex].valueList(ListID(value.a))
        .contains { isPath(ValueRef(unit: end.unitIndex, id: $0), bound) }
    case .member, .parameter, .symbol, .index, .unknown:
      guard evaluate(end.id, in: end.unitIndex).isEmpty else { return false }
      let facts = units[ref.unitIndex].facts
      let own = facts.values[ref.id.index]
      let name: NameID
      switch own.kind {
      case .member: name = NameID(own.b)
      case .symbol: name = facts.symbols[Int(own.a)].name
      default: return false
      }
      return Self.pathWords.contains { facts.names.holds($0, in: name) }
    default: return false
    }
  }

  private static let pathWords = ["path", "prefix", "base", "route", "url", "version"]
}

extension NameTable {
  /// Whether a name is a text, letter for letter.
  package func isText(_ text: String, _ name: NameID) -> Bool {
    let range = range(of: name)
    return range.count == text.utf8.count && bytes[range].elementsEqual(text.utf8)
  }
}
