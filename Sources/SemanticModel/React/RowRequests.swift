// Requests that each row of a list sends for itself.

import Facts

/// A request that a component sends when it is shown, and that a list shows once for each row.
package struct RowRequest: Sendable {
  package let list: RenderedList
  /// The component that asks.
  package let component: FunctionRef
  package let request: DataRequest
  package let path: RequestPath?
  /// The routes of this repository that answer.
  package let routes: [Int]
}

extension Program {
  /// The requests that rows of lists send, each once, in the order of their lists.
  package var rowRequests: [RowRequest] {
    let asking = requestsOnMount
    var seen: Set<CallRef> = []
    return renderedLists.flatMap { list -> [RowRequest] in
      guard !list.source.isCut, !isFixed(list), !isWindowed(list.component.unitIndex) else {
        return []
      }
      return components(of: list).flatMap { asking[$0] ?? [] }
        .filter { seen.insert($0.request.first.resolved.place).inserted }
        .map { asked in
          let path = path(of: asked.request)
          return RowRequest(
            list: list,
            component: asked.component,
            request: asked.request,
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
