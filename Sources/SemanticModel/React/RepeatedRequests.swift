// Requests that one page sends more often than it has to.

import Facts
import SourceText

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
  /// The test before the request that nothing of the effect is seen to change; nil where none stands there.
  package var test: SourcePlace?

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
            guard let path = samePath(first.request, second.request, component, child),
              seen.insert(first.request.asked.resolved.place).inserted
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

  /// The path of two requests that ask for the same: of a component, and of one that it shows.
  private func samePath(
    _ first: DataRequest,
    _ second: DataRequest,
    _ component: FunctionRef,
    _ child: FunctionRef
  ) -> RequestPath? {
    guard
      first.site.position == second.site.position
        || first.asked.calleeText == second.asked.calleeText,
      let path = path(of: first), path == self.path(of: second), path.verb == "GET"
    else { return nil }
    let own = first.asked.unit.facts.valueList(ListID(first.asked.instruction.b))
      .map { text(of: $0, in: first.asked.unit) }
    let unit = second.asked.place.unit
    let given = second.asked.unit.facts.valueList(ListID(second.asked.instruction.b))
      .map { spelled(ValueRef(unit: unit, id: $0), child, by: component) }
    // `getSales(period)` of the page and of its chart, or nothing that could differ.
    return own.prefix(1) == given.prefix(1) ? path : nil
  }

  /// A value of a component as the one that shows it spells what it gives.
  private func spelled(_ place: ValueRef, _ child: FunctionRef, by component: FunctionRef) -> String
  {
    let own = text(of: place.id, in: units[place.unitIndex])
    guard let name = property(place, child, 0),
      let use = react.uses[child]?.first(where: {
        let step = units[$0.unitIndex].facts.instructions[$0.id.index]
        return outermost(function(of: step, in: $0.unitIndex)) == component
      })
    else { return own }
    let facts = units[use.unitIndex].facts
    guard let props = facts.list(ListID(facts.instructions[use.id.index].b)).first else {
      return own
    }
    let entries = entries(of: ValueRef(unit: use.unitIndex, id: ValueID(props)))
    guard let entry = entries.last(where: { $0.name == name }) else { return own }
    return text(of: entry.value.id, in: units[use.unitIndex])
  }

  /// The name of the property of a component that a value is, a default aside.
  private func property(_ place: ValueRef, _ component: FunctionRef, _ depth: Int) -> String? {
    guard place.id.isPresent, depth < 6 else { return nil }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return property(ValueRef(unit: place.unitIndex, id: symbol.value), component, depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).lazy.compactMap {
        self.property(ValueRef(unit: place.unitIndex, id: $0), component, depth + 1)
      }.first
    case .member:
      var base = facts.values[Int(value.a)]
      if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
      guard base.kind == .parameter, FunctionID(base.a) == component.id else { return nil }
      return facts.names.string(NameID(value.b))
    default: return nil
    }
  }

  /// Effects that set state without end.
  package var effectLoops: [EffectLoop] {
    var seen: Set<CallRef> = []
    return loadedCells.compactMap { loaded in
      guard let effect = loaded.effect, let function = effect.function,
        let cell = react[loaded.cell], let reason = reason(for: effect, loaded)
      else { return nil }
      let test = isUnconditional(loaded, function) ? nil : lastingTest(of: loaded, function)
      guard test != nil || isUnconditional(loaded, function), seen.insert(effect.call).inserted
      else { return nil }
      return EffectLoop(effect: effect, write: loaded.write, cell: cell, reason: reason, test: test)
    }
  }

  /// The one test before the request of an effect, where it asks for nothing that the effect sets and where all else
  /// runs to its end: it holds again when the answer has come.
  private func lastingTest(of loaded: LoadedCell, _ function: FunctionRef) -> SourcePlace? {
    guard !isInArm(loaded.write.call), function.unitIndex == loaded.write.call.unitIndex,
      loaded.request.first.function == function
    else { return nil }
    let facts = units[function.unitIndex].facts
    let own = arms(around: loaded.request.first.resolved.place)
    guard own.count == 1, let arm = own.first, arm.kind == .then, arm.subject.isPresent else {
      return nil
    }
    let test = ValueRef(unit: function.unitIndex, id: arm.subject)
    let span = value(test).span
    // `loaded.current`, and names that some step sets anew.
    let isOpen = facts.values.contains { value in
      guard span.contains(value.span) else { return false }
      if value.kind == .member { return facts.names.isText("current", NameID(value.b)) }
      return value.kind == .result
        || value.kind == .symbol && facts.symbols[Int(value.a)].flags.contains(.reassigned)
    }
    guard !isOpen, asksOnlyForProperties(test, of: loaded) else { return nil }
    // Whoever leaves before the request asks a test of its own.
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    let request = loaded.request.first.place.span.start
    let leaves = (first..<max(first, fact.endInstruction.index)).contains { position in
      let step = facts.instructions[position]
      return (step.operation == .return || step.operation == .throw) && step.span.start < request
    }
    return leaves ? nil : SourcePlace(unit: function.unitIndex, span: span)
  }

  /// Whether a test reads no state that changes by what its component does.
  private func asksOnlyForProperties(_ test: ValueRef, of loaded: LoadedCell) -> Bool {
    let facts = units[test.unitIndex].facts
    var level = [test]
    for _ in 0..<3 {
      guard level.allSatisfy({ cells(readBy: $0).isEmpty }) else { return false }
      // `const isEmpty = rows.length === 0`
      let spans = level.map { value($0).span }
      level = facts.values.filter { value in
        value.kind == .symbol && spans.contains { $0.contains(value.span) }
      }.map { facts.symbols[Int($0.a)].value }.filter(\.isPresent).prefix(32)
        .map { ValueRef(unit: test.unitIndex, id: $0) }
    }
    return true
  }

  private func arms(around step: CallRef) -> [Region] {
    let facts = units[step.unitIndex].facts
    var result: [Region] = []
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      if facts.regions[region.index].kind.isArm { result.append(facts.regions[region.index]) }
      region = facts.regions[region.index].parent
    }
    return result
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
