// Requests that each row of a list sends for itself.

import Facts

/// A request that a component sends when it is shown, and that a list shows once for each row.
package struct RowRequest: Sendable {
  package let list: RenderedList
  /// The component that asks.
  package let component: FunctionRef
  package let request: DataRequest
  /// It goes through a hook with a cache, which asks while the row is shown: rows may show the component only once
  /// they are opened.
  package let isCached: Bool
  package let path: RequestPath?
  /// The routes of this repository that answer.
  package let routes: [Int]
}

extension Program {
  /// The requests that rows of lists send, each once, in the order of their lists.
  package var rowRequests: [RowRequest] {
    let asking = requestsOnMount
    let hooks = hooksOnMount
    var seen: Set<CallRef> = []
    return renderedLists.flatMap { list -> [RowRequest] in
      guard !list.source.isCut, !isFixed(list), !isWindowed(list.component.unitIndex) else {
        return []
      }
      let own = components(of: list).flatMap { asking[$0] ?? [] }.map {
        (asked: $0, isCached: false)
      }
      let cached = cachedRequests(of: list, hooks).map { (asked: $0, isCached: true) }
      return (own + cached)
        .filter { seen.insert($0.asked.request.first.resolved.place).inserted }
        .map { asked, isCached in
          let path = path(of: asked.request)
          return RowRequest(
            list: list,
            component: asked.component,
            request: asked.request,
            isCached: isCached,
            path: path,
            routes: path.map(self.routes(answering:)) ?? []
          )
        }
    }
  }

  /// Whether the code fixes how many rows there are.
  func isFixed(_ list: RenderedList) -> Bool {
    let callee = list.site.unit.facts.values[Int(list.site.instruction.a)]
    let traced = traced(ValueRef(unit: list.site.place.unit, id: ValueID(callee.a)))
    let kind = value(traced).kind
    return kind == .array || kind == .object
  }

  /// The components that each row shows at once, down to the third level.
  func components(of list: RenderedList) -> [FunctionRef] {
    var result: [FunctionRef] = []
    var level = list.rows
    for _ in 0..<3 {
      let shown = level.filter { !isConditional($0) }.flatMap(components(shownBy:))
        .filter { !result.contains($0) }
      result += shown
      level = shown.prefix(16).flatMap(elements(in:))
    }
    return Array(result.prefix(32))
  }

  /// By component: what it asks for as soon as it is shown, with something of its own in the request.
  private var requestsOnMount: [FunctionRef: [(component: FunctionRef, request: DataRequest)]] {
    var result: [FunctionRef: [(component: FunctionRef, request: DataRequest)]] = [:]
    for loaded in loadedCells {
      guard let effect = loaded.effect, variesByRow(loaded.request, effect.component),
        react[loaded.cell]?.component == effect.component
      else { continue }
      result[effect.component, default: []].append((effect.component, loaded.request))
    }
    return result
  }

  /// By component: the hooks with a cache by which it asks as soon as it is shown.
  private var hooksOnMount: [FunctionRef: [CallSite]] {
    var result: [FunctionRef: [CallSite]] = [:]
    let hasEndpoints = !describedEndpoints.isEmpty
    let hooks = Set(callRoles.calls(playing: [.queryHook]))
    for file in react.inOrder {
      for position in table.calls(of: file.unit) {
        let isHook = hooks.contains(Int32(truncatingIfNeeded: position))
        guard isHook || hasEndpoints else { continue }
        let site = call(at: position)
        guard isHook || endpoint(of: site) != nil,
          site.option(["enabled", "skip"]) == nil, conditionalKey(of: site) == nil
        else { continue }
        let around = outermost(site.function)
        let uses = name(of: around).hasPrefix("use") ? hookCalls(of: around) : [site]
        for use in uses { result[outermost(use.function), default: []].append(use) }
      }
    }
    return result
  }

  /// The requests of the rows of a list that go through a cache: one for each key, so the row must give the key.
  private func cachedRequests(of list: RenderedList, _ hooks: [FunctionRef: [CallSite]])
    -> [(component: FunctionRef, request: DataRequest)]
  {
    guard !hooks.isEmpty,
      let first = list.site.unit.facts.valueList(ListID(list.site.instruction.b)).first
    else { return [] }
    let made = list.site.unit.facts.values[first.index]
    guard made.kind == .function else { return [] }
    let row = FunctionRef(unit: list.site.place.unit, id: FunctionID(made.a))
    return list.rows.filter { !isConditional($0) }.flatMap {
      element -> [(component: FunctionRef, request: DataRequest)] in
      let step = units[element.unitIndex].facts.instructions[element.id.index]
      let props =
        units[element.unitIndex].facts.list(ListID(step.b)).first
        .map { entries(of: ValueRef(unit: element.unitIndex, id: ValueID($0))) } ?? []
      let varying = Set(props.filter { isGiven($0.value, row, 0) }.map(\.name))
      return components(shownBy: element).flatMap { component in
        (hooks[component] ?? []).compactMap {
          site -> (component: FunctionRef, request: DataRequest)? in
          let names = site.unit.facts.valueList(ListID(site.instruction.b)).reduce(
            into: Set<String>()
          ) { collectGiven(ValueRef(unit: site.place.unit, id: $1), component, into: &$0, 0) }
          guard !names.isDisjoint(with: varying) else { return nil }
          return requests(behindHook: site).first.map { (component: component, request: $0) }
        }
      }
    }
  }

  /// The names of the properties of a component that a value is made of.
  private func collectGiven(
    _ place: ValueRef,
    _ component: FunctionRef,
    into names: inout Set<String>,
    _ depth: Int
  ) {
    guard place.id.isPresent, depth < 8 else { return }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    var inner: [ValueID] = []
    switch value.kind {
    case .symbol:
      inner = [facts.symbols[Int(value.a)].value]
    case .member:
      let base = facts.values[Int(value.a)]
      if base.kind == .parameter, FunctionID(base.a) == component.id {
        names.insert(facts.names.string(NameID(value.b)))
      }
      inner = [ValueID(value.a)]
    case .index, .awaited, .unary: inner = [ValueID(value.a)]
    case .binary: inner = [ValueID(value.a), ValueID(value.b)]
    case .template, .choice, .array: inner = Array(facts.valueList(ListID(value.a)))
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      inner = stride(from: 1, to: words.count, by: 2).map { ValueID(words[$0]) }
    default: return
    }
    for id in inner {
      collectGiven(ValueRef(unit: place.unitIndex, id: id), component, into: &names, depth + 1)
    }
  }

  /// Whether a request is given something that the component was given.
  private func variesByRow(_ request: DataRequest, _ component: FunctionRef) -> Bool {
    let site = request.first
    return site.unit.facts.valueList(ListID(site.instruction.b)).contains {
      isGiven(ValueRef(unit: site.place.unit, id: $0), component, 0)
    }
  }

  func isGiven(_ place: ValueRef, _ component: FunctionRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 8 else { return false }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: ValueID) -> Bool {
      isGiven(ValueRef(unit: place.unitIndex, id: id), component, depth + 1)
    }
    switch value.kind {
    case .parameter: return FunctionID(value.a) == component.id
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.value.isPresent && inner(symbol.value)
    case .member, .index, .awaited, .unary: return inner(ValueID(value.a))
    case .template, .choice, .array:
      return facts.valueList(ListID(value.a)).contains(where: inner)
    case .binary: return inner(ValueID(value.a)) || inner(ValueID(value.b))
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains { inner(ValueID(words[$0])) }
    case .result:
      let step = facts.instructions[Int(value.a)]
      return facts.valueList(ListID(step.b)).contains(where: inner)
    default: return false
    }
  }
}
