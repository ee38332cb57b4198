// Routes that modules list: a path and a view, or a path and the entries of another list.

import Facts
import SourceText
import Workspace

/// What lists of routes declare.
struct ListedRoutes {
  var routes: [Route] = []
  /// Under which paths lists put routers.
  var roots: [RouterID: [PathText]] = [:]
}

/// Walks lists of routes from those that no other includes.
struct ListWalk {
  let sources: RouteSources
  let settings: SettingsRule
  let framework: String
  /// By the last name of a module: the files of that name.
  let modules: [String: [Int]]
  var result = ListedRoutes()
  /// Files whose lists are being walked, or are included somewhere.
  var open: Set<Int> = []
  static let most = 20_000
}

extension Evaluator {
  /// The routes that lists declare, and where they put routers.
  mutating func listedRoutes(_ sources: RouteSources) -> ListedRoutes {
    guard let library = index.libraries.first(where: { $0.settings != nil }),
      let settings = library.settings
    else { return ListedRoutes() }
    let calls = sources.table.calls
    let hasEntry = sources.table.acting.contains { position in
      calls[position].operations.contains { $0.routing(index) == .entry }
        && units[calls[position].place.unitIndex].role != .test
    }
    guard hasEntry else { return ListedRoutes() }
    var walk = ListWalk(
      sources: sources,
      settings: settings,
      framework: library.name,
      modules: modulesByName()
    )
    let lists = units.indices.filter { units[$0].isRunning && list(of: $0, settings) != nil }
    let included = includedModules(sources, walk)
    let named = settingTexts(settings.routes).compactMap { module($0.text, from: $0.unit, walk) }
    for unit in lists where named.isEmpty ? !included.contains(unit) : named.contains(unit) {
      walkList(of: unit, under: .empty, &walk)
    }
    for unit in lists where !named.isEmpty && !named.contains(unit) && !included.contains(unit) {
      walkList(of: unit, under: PathText(text: "…/", isKnown: false), &walk)
    }
    walkApplications(&walk)
    return walk.result
  }

  /// The lists that applications are given: `Starlette(routes=[Route("/orders", orders)])`.
  private mutating func walkApplications(_ walk: inout ListWalk) {
    for call in walk.sources.table.calls where call.ownRoles(index).contains(.hostedApplication) {
      let unit = call.place.unitIndex
      guard units[unit].isRunning else { continue }
      let step = units[unit].facts.instructions[call.place.id.index]
      let given = units[unit].valueList(ListID(step.b)).map { ValueRef(unit: unit, id: $0) }
      guard let list = option(named: ["routes"], among: given, .none) else { continue }
      walkEntries(list, .empty, &walk, depth: 0)
    }
  }

  private func modulesByName() -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    for unit in units.indices where units[unit].facts.language == .python {
      let parts = units[unit].path.split(separator: "/")
      guard let file = parts.last else { continue }
      let isPackage = file == "__init__.py"
      let name =
        isPackage ? parts.dropLast().last.map { String($0) } ?? "" : String(file.dropLast(3))
      result[name, default: []].append(unit)
    }
    return result
  }

  /// The file of a module by its dotted name, the nearest where there are several.
  func module(_ dotted: String, from unit: Int, _ walk: ListWalk) -> Int? {
    let names = dotted.split(separator: ".").map { String($0) }
    guard let last = names.last, let candidates = walk.modules[last] else { return nil }
    let path = names.joined(separator: "/")
    let exact = candidates.filter { candidate in
      let own = "/" + units[candidate].path
      return own.hasSuffix("/\(path).py") || own.hasSuffix("/\(path)/__init__.py")
    }
    // Written where file names know no case: `include("checkout.urls")` finds `Checkout/urls.py` there.
    let small = "/\(path).py".lowercased()
    let matching =
      exact.isEmpty
      ? candidates.filter { ("/" + units[$0].path).lowercased().hasSuffix(small) } : exact
    return matching.max { shared($0, unit) < shared($1, unit) }
  }

  private func shared(_ one: Int, _ other: Int) -> Int {
    zip(units[one].path.utf8, units[other].path.utf8).prefix { $0 == $1 }.count
  }

  /// The module's list of routes.
  private func list(of unit: Int, _ settings: SettingsRule) -> ValueRef? {
    let names = units[unit].facts.names
    return units[unit].facts.exports.first { names.isText(settings.list, $0.name) }
      .map { ValueRef(unit: unit, id: $0.value) }
  }

  private mutating func includedModules(_ sources: RouteSources, _ walk: ListWalk) -> Set<Int> {
    var result: Set<Int> = []
    for call in sources.table.calls
    where call.operations.contains(where: { $0.routing(index) == .includes }) {
      let unit = call.place.unitIndex
      guard units[unit].role != .test else { continue }
      let step = units[unit].facts.instructions[call.place.id.index]
      guard let first = units[unit].valueList(ListID(step.b)).first else { continue }
      if let target = includedModule(ValueRef(unit: unit, id: first), walk) {
        result.insert(target)
      }
    }
    return result
  }

  /// The module that `include("shop.urls")` or `include(urls)` names.
  private mutating func includedModule(_ ref: ValueRef, _ walk: ListWalk) -> Int? {
    let end = followed(ref, .none)
    let unit = end.unitIndex
    let value = units[unit].facts.values[end.id.index]
    switch value.kind {
    case .string:
      return module(units[unit].facts.names.string(NameID(value.a)), from: ref.unitIndex, walk)
    case .array: return arrayElements(end).first.flatMap { includedModule($0, walk) }
    case .module:
      guard case .units(let targets) = units[unit].targets[Int(value.a)] else { return nil }
      return targets.first
    default: return nil
    }
  }

  private mutating func walkList(of unit: Int, under prefix: PathText, _ walk: inout ListWalk) {
    guard walk.open.count < 32, let list = list(of: unit, walk.settings),
      walk.open.insert(unit).inserted
    else { return }
    walkEntries(list, prefix, &walk, depth: 0)
    walk.open.remove(unit)
  }

  /// Walks what a list is made of: arrays, sums, names, and helpers that pass entries on.
  private mutating func walkEntries(
    _ ref: ValueRef,
    _ prefix: PathText,
    _ walk: inout ListWalk,
    depth: Int
  ) {
    guard depth < 16, walk.result.routes.count < ListWalk.most else { return }
    let end = followed(ref, .none)
    let unit = end.unitIndex
    let value = units[unit].facts.values[end.id.index]
    var parts: [ValueID] = []
    switch value.kind {
    case .array, .choice: parts = units[unit].valueList(ListID(value.a))
    case .spread: parts = [ValueID(value.a)]
    case .binary: parts = [ValueID(value.a), ValueID(value.b)]
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      parts = [symbol.value]
      for position in units[unit].index.assignments(to: SymbolID(value.a)) {
        let next = units[unit].index.assignment(at: position)
        if !parts.contains(next) { parts.append(next) }
      }
    case .member: mount(end, prefix, &walk)
    case .result:
      let call = InstructionID(value.a)
      if routing(of: call, in: unit, walk.sources) == .entry {
        walkEntry(call, in: unit, prefix, &walk, depth: depth)
        return
      }
      parts = units[unit].valueList(ListID(units[unit].facts.instructions[call.index].b))
    default: return
    }
    for part in parts where part.isPresent {
      walkEntries(ValueRef(unit: unit, id: part), prefix, &walk, depth: depth + 1)
    }
  }

  /// A router stands under a path: `include(router.urls)`.
  private mutating func mount(_ ref: ValueRef, _ prefix: PathText, _ walk: inout ListWalk) {
    for router in routers(in: evaluate(ref.id, in: ref.unitIndex)) {
      let own = prefix.under(.empty)
      if walk.result.roots[router, default: []].contains(own) { continue }
      walk.result.roots[router, default: []].append(own)
    }
  }

  private mutating func walkEntry(
    _ call: InstructionID,
    in unit: Int,
    _ prefix: PathText,
    _ walk: inout ListWalk,
    depth: Int
  ) {
    let step = units[unit].facts.instructions[call.index]
    let given = units[unit].valueList(ListID(step.b)).map { ValueRef(unit: unit, id: $0) }
    let path = option(named: ["route", "regex", "path"], among: given, .none) ?? given.first
    if let path, let inner = option(named: ["routes"], among: given, .none) {
      let own = text(of: path, .none, walk.sources.table)
      walkEntries(inner, prefix + own, &walk, depth: depth + 1)
      return
    }
    let view = option(named: ["view", "endpoint"], among: given, .none) ?? given.dropFirst().first
    guard let path, let view else { return }
    let whole = prefix + Self.plain(text(of: path, .none, walk.sources.table))
    let end = followed(view, .none)
    let value = units[end.unitIndex].facts.values[end.id.index]
    let rule =
      value.kind == .result
      ? routing(of: InstructionID(value.a), in: end.unitIndex, walk.sources) : nil
    if rule == .includes {
      let inner = units[end.unitIndex].facts.instructions[Int(value.a)]
      guard let first = units[end.unitIndex].valueList(ListID(inner.b)).first else { return }
      include(ValueRef(unit: end.unitIndex, id: first), whole, &walk, depth: depth)
    } else if value.kind == .array {
      if let first = arrayElements(end).first { include(first, whole, &walk, depth: depth) }
    } else if value.kind == .member, !routers(in: evaluate(end.id, in: end.unitIndex)).isEmpty {
      mount(end, whole, &walk)
    } else {
      addRoutes(at: CallRef(unit: unit, id: call), whole, view, &walk)
    }
  }

  private mutating func include(
    _ ref: ValueRef,
    _ prefix: PathText,
    _ walk: inout ListWalk,
    depth: Int
  ) {
    if let unit = includedModule(ref, walk) {
      walkList(of: unit, under: prefix, &walk)
      return
    }
    let end = followed(ref, .none)
    // `include((entries, "name"))`
    let elements = arrayElements(end)
    let isNamed =
      elements.count == 2
      && elements.last.map { units[$0.unitIndex].facts.values[$0.id.index].kind == .string } == true
    let list = isNamed ? elements[0] : end
    walkEntries(list, prefix, &walk, depth: depth + 1)
  }

  private mutating func addRoutes(
    at call: CallRef,
    _ path: PathText,
    _ view: ValueRef,
    _ walk: inout ListWalk
  ) {
    let span = units[call.unitIndex].facts.instructions[call.id.index].span
    let whole = Self.rooted(path)
    for item in items(of: view, .none, walk.sources) {
      var answers: [AnsweringMethods] = []
      var handlerRoles = item.roles
      if let type = item.types.first {
        handlerRoles.formUnion(declaredRoles(ofView: type, walk.sources))
      }
      if let type = item.types.first, item.functions.isEmpty {
        answers = self.answers(of: type, asActions: false, named: item.named, walk.sources)
      } else if !item.served.isEmpty || item.isKnown {
        let told = entryVerbs(of: call, walk.sources)
        let verbs = told.isEmpty ? restrictedVerbs(of: item.served, walk.sources) : told
        answers = (verbs.isEmpty ? ["ALL"] : verbs).map {
          AnsweringMethods(verb: $0, path: "", functions: item.served)
        }
      }
      walk.result.routes += answers.map { answer in
        var route = Route(
          verb: answer.verb,
          path: whole.text,
          isPathKnown: whole.isKnown,
          handlers: answer.functions,
          isHandlerKnown: item.isKnown,
          call: call,
          place: SourcePlace(unit: call.unitIndex, span: span),
          chain: [],
          handlerRoles: handlerRoles,
          framework: framework(of: call, walk.sources) ?? walk.framework,
          rejections: .forwarded
        )
        route.listing = answer.isListing ? item.types.first : nil
        return route
      }
    }
  }

  /// The verbs that an entry itself names.
  private mutating func entryVerbs(of call: CallRef, _ sources: RouteSources) -> [String] {
    let step = units[call.unitIndex].facts.instructions[call.id.index]
    let given = units[call.unitIndex].valueList(ListID(step.b))
      .map { ValueRef(unit: call.unitIndex, id: $0) }
    return option(named: ["methods"], among: given, .none)
      .map { texts(of: $0, .none, sources.table).map { $0.text.uppercased() } } ?? []
  }

  private func framework(of call: CallRef, _ sources: RouteSources) -> String? {
    guard let position = sources.table.position(of: call) else { return nil }
    let entry = sources.table.calls[position].operations.first { $0.routing(index) == .entry }
    guard let member = entry.map({ index[$0.member] }), member.library >= 0 else { return nil }
    return index.libraries[member.library].name
  }

  /// The verbs that the decorators of handlers leave.
  private mutating func restrictedVerbs(of functions: [FunctionRef], _ sources: RouteSources)
    -> [String]
  {
    for function in functions {
      let unit = function.unitIndex
      let decorators = units[unit].facts.functions[function.id.index].decorators
      for value in units[unit].valueList(decorators) {
        if let verbs = verbs(leftBy: ValueRef(unit: unit, id: value), sources) { return verbs }
      }
    }
    return []
  }

  private mutating func verbs(leftBy decorator: ValueRef, _ sources: RouteSources) -> [String]? {
    let unit = decorator.unitIndex
    let value = units[unit].facts.values[decorator.id.index]
    if value.kind == .result {
      guard case .restricts(let verbs) = routing(of: InstructionID(value.a), in: unit, sources)
      else { return nil }
      let step = units[unit].facts.instructions[Int(value.a)]
      guard verbs.isEmpty, let first = units[unit].valueList(ListID(step.b)).first else {
        return verbs
      }
      return texts(of: ValueRef(unit: unit, id: first), .none, sources.table)
        .filter(\.isKnown).map { $0.text.uppercased() }
    }
    for entity in members(of: evaluate(decorator.id, in: unit)) {
      if case .member(let member, _) = entities[entity],
        case .restricts(let verbs) = index.member(member).called?.value.routing
      {
        return verbs
      }
    }
    return nil
  }
}
