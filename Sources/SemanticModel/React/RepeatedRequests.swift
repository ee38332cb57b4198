// Requests that one page sends more often than it has to.

import Facts

/// A request that a component and one that it shows both send when the page opens.
package struct DoubleRequest: Sendable {
  package let first: LoadedCell
  package let second: LoadedCell
  package let path: RequestPath
}

/// An effect that runs again because of what it does.
package struct EffectLoop: Sendable {
  package let effect: EffectHook
  package let write: StateWrite
  package let cell: StateCell
  package let reason: Reason

  package enum Reason: Sendable, Hashable {
    /// It names no dependencies: each render runs it.
    case everyRender
    /// It depends on what it sets.
    case ownState
    /// It depends on something that each render makes anew.
    case fresh(String)
  }
}

extension Program {
  /// What a page asks for twice.
  package var doubleRequests: [DoubleRequest] {
    var byComponent: [FunctionRef: [LoadedCell]] = [:]
    for loaded in loadedCells where loaded.effect != nil {
      if let cell = react[loaded.cell] { byComponent[cell.component, default: []].append(loaded) }
    }
    var seen: Set<CallRef> = []
    return byComponent.keys.sorted().flatMap { component -> [DoubleRequest] in
      shown(by: component).flatMap { child -> [DoubleRequest] in
        (byComponent[child] ?? []).compactMap { second in
          for first in byComponent[component] ?? [] where first.cell != second.cell {
            guard let path = samePath(first.request, second.request),
              seen.insert(first.request.first.resolved.place).inserted
            else { continue }
            return DoubleRequest(first: first, second: second, path: path)
          }
          return nil
        }
      }
    }
  }

  /// The components that a component shows whenever it is shown itself, and those below them.
  private func shown(by component: FunctionRef) -> [FunctionRef] {
    var result: [FunctionRef] = []
    var level = [component]
    for _ in 0..<3 {
      level = level.flatMap { elements(in: $0) }.filter { !isConditional($0) }
        .flatMap(components(shownBy:)).filter { $0 != component && !result.contains($0) }
      result += level
    }
    return Array(result.prefix(64))
  }

  /// The path of two requests that ask for the same.
  private func samePath(_ first: DataRequest, _ second: DataRequest) -> RequestPath? {
    guard
      first.site.position == second.site.position
        || first.first.calleeText == second.first.calleeText,
      let path = path(of: first), path == self.path(of: second), path.verb == "GET"
    else { return nil }
    let given = arguments(of: first.first)
    // `getSales(period)` of the page and of its chart, or nothing that could differ.
    guard given.prefix(1) == arguments(of: second.first).prefix(1) else { return nil }
    return path
  }

  private func arguments(of site: CallSite) -> [String] {
    site.unit.facts.valueList(ListID(site.instruction.b)).map { text(of: $0, in: site.unit) }
  }

  /// Effects that set state without end.
  package var effectLoops: [EffectLoop] {
    var seen: Set<CallRef> = []
    return loadedCells.compactMap { loaded in
      guard let effect = loaded.effect, let function = effect.function,
        let cell = react[loaded.cell], let reason = reason(for: effect, loaded),
        isUnconditional(loaded, function), seen.insert(effect.call).inserted
      else { return nil }
      return EffectLoop(effect: effect, write: loaded.write, cell: cell, reason: reason)
    }
  }

  private func reason(for effect: EffectHook, _ loaded: LoadedCell) -> EffectLoop.Reason? {
    switch effect.dependencies {
    case .everyRender: return .everyRender
    case .values(let values):
      for place in values {
        let value = value(place)
        guard value.kind == .symbol else { continue }
        if cell(of: place) == loaded.cell { return .ownState }
        if let name = freshName(value, in: place.unitIndex, effect.component) {
          return .fresh(name)
        }
      }
      return nil
    case .onMount, .unknown: return nil
    }
  }

  /// The name of an object or array that the component's body makes at each render.
  private func freshName(_ value: Value, in unit: Int, _ component: FunctionRef) -> String? {
    let facts = units[unit].facts
    let symbol = facts.symbols[Int(value.a)]
    guard symbol.function == component.id, !symbol.flags.contains(.reassigned),
      symbol.value.isPresent
    else { return nil }
    let made = facts.values[symbol.value.index]
    let isFresh = made.kind == .object || made.kind == .array || made.kind == .function
    return isFresh ? facts.names.string(symbol.name) : nil
  }

  /// Whether nothing on the way from the effect to the write asks whether it is needed.
  private func isUnconditional(_ loaded: LoadedCell, _ function: FunctionRef) -> Bool {
    if isInArm(loaded.write.call) || isInArm(loaded.request.first.resolved.place) { return false }
    let facts = units[function.unitIndex].facts
    return everything(of: function).allSatisfy { inner in
      // `if (loaded) return;`
      let fact = facts.functions[inner.id.index]
      return
        !(fact.firstInstruction.index..<max(fact.firstInstruction.index, fact.endInstruction.index))
        .contains { facts.instructions[$0].operation == .return && facts.instructions[$0].a == 0 }
    }
  }

  private func isInArm(_ step: CallRef) -> Bool {
    let facts = units[step.unitIndex].facts
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      let kind = facts.regions[region.index].kind
      if kind == .then || kind == .otherwise || kind == .case { return true }
      region = facts.regions[region.index].parent
    }
    return false
  }
}
