// Things that a page keeps for long, and that a component makes anew at each render.

import Facts
import SourceText

/// A call in the body of a component that makes something which ought to be made once.
package struct RemadePart: Sendable {
  package let site: CallSite
  package let component: FunctionRef
  /// Whether it makes a component: what that shows is thrown away with it.
  package let isComponent: Bool
}

extension Program {
  /// The routers, stores, caches and components that the bodies of components make at each render.
  package var remadeParts: [RemadePart] {
    let known = calls(playing: [.lasting, .queryCache, .context, .store]).filter {
      react.files[$0.place.unit] != nil && isMadeEachTime($0)
    }.map { RemadePart(site: $0, component: $0.function, isComponent: false) }
    let wrapped = react.inOrder.filter { !isNeverShown($0.unit) }.flatMap {
      wrappedEachTime(in: $0.unit)
    }
    return known.filter { !isNeverShown($0.site.place.unit) } + wrapped
  }

  /// Whether a call stands in the body of a component that renders more than once, and nothing keeps what it gives.
  private func isMadeEachTime(_ site: CallSite) -> Bool {
    let component = site.function
    guard component.id != FileFacts.module, outermost(component) == component,
      !elements(in: component).isEmpty, !isConditional(site.resolved.place)
    else { return false }
    return !isKept(site) && rendersAgain(component)
  }

  /// Whether what a call gives is handed to a hook that keeps its first value.
  private func isKept(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    return calls(in: site.function).contains { position in
      let other = call(at: position)
      guard ["useRef", "useState", "useMemo"].contains(other.calleeName) else { return false }
      return facts.valueList(ListID(other.instruction.b)).contains {
        let value = facts.values[$0.index]
        return value.kind == .result && InstructionID(value.a) == site.resolved.place.id
      }
    }
  }

  /// Whether something in sight renders a component more than once: state that is set, a store, a context, a query, or
  /// a component around it that hands it something.
  func rendersAgain(_ component: FunctionRef) -> Bool { rendersAgain(component, 0) }

  private func rendersAgain(_ component: FunctionRef, _ depth: Int) -> Bool {
    if connections[component] != nil { return true }
    let cells = react.files[component.unitIndex]?.cells ?? []
    if cells.contains(where: { $0.component == component && !$0.writes.isEmpty }) { return true }
    if listens(component, 0) { return true }
    let takes = units[component.unitIndex].facts.functions[component.id.index].parameterCount > 0
    let uses = react.uses[component] ?? []
    if takes, !uses.isEmpty { return true }
    guard depth < 3, !isMemoised(component) else { return false }
    // Whoever renders again renders what it shows.
    return uses.prefix(8).contains { use in
      let step = units[use.unitIndex].facts.instructions[use.id.index]
      let owner = outermost(function(of: step, in: use.unitIndex))
      return owner != component && owner.id != FileFacts.module && rendersAgain(owner, depth + 1)
    }
  }

  /// Whether a component is written into `memo`.
  private func isMemoised(_ component: FunctionRef) -> Bool {
    guard let handed = handed(component),
      let position = table.position(of: CallRef(unit: component.unitIndex, id: handed.call))
    else { return false }
    return call(at: position).calleeName == "memo"
  }

  /// Whether hooks of a function read what others change.
  private func listens(_ function: FunctionRef, _ depth: Int) -> Bool {
    guard depth < 3 else { return false }
    return calls(in: function).contains { position in
      let site = call(at: position)
      guard site.calleeName.hasPrefix("use") else { return false }
      if [.selector, .contextRead, .queryHook].contains(where: { site.plays($0) }) { return true }
      if endpoint(of: site) != nil || store(readBy: site) != nil { return true }
      return site.resolved.targets.contains { hook in
        let cells = react.files[hook.unitIndex]?.cells ?? []
        return cells.contains { $0.component == hook && !$0.writes.isEmpty }
          || listens(hook, depth + 1)
      }
    }
  }

  // MARK: Components

  /// The calls in elements of a file that give a component: `component={withAuth(Page)}`.
  private func wrappedEachTime(in unit: Int) -> [RemadePart] {
    let facts = units[unit].facts
    var seen: Set<CallRef> = []
    let wrapping = facts.names.ids(of: ["component", "Component", "as"])
    var result: [RemadePart] = []
    for step in facts.instructions where step.operation == .element {
      guard let props = facts.list(ListID(step.b)).first else { continue }
      var places: [ValueRef] = []
      if !wrapping.isEmpty {
        places = units[unit].entries(ofObject: ValueID(props))
          .filter { wrapping.contains($0.name) }
          .map { traced(ValueRef(unit: unit, id: $0.value)) }
      }
      if facts.values[Int(step.a)].kind == .symbol {
        places.append(traced(ValueRef(unit: unit, id: ValueID(step.a))))
      }
      result += places.compactMap { place -> RemadePart? in
        let made = value(place)
        guard made.kind == .result, place.unitIndex == unit else { return nil }
        let ref = CallRef(unit: unit, id: InstructionID(made.a))
        guard let position = table.position(of: ref), isMadeEachTime(call(at: position)),
          givesComponent(call(at: position)), seen.insert(ref).inserted
        else { return nil }
        return RemadePart(
          site: call(at: position),
          component: call(at: position).function,
          isComponent: true
        )
      }
    }
    return result
  }

  /// Whether a call of the project takes a component and gives another that shows it.
  private func givesComponent(_ site: CallSite) -> Bool {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first,
      isComponent(traced(ValueRef(unit: site.place.unit, id: first)))
    else { return false }
    return site.resolved.targets.contains { target in
      returns(of: target).contains { isComponent(traced($0)) }
    }
  }

  /// Whether a value is a component: a function or class that makes elements, or one that is connected to a store.
  private func isComponent(_ place: ValueRef) -> Bool {
    let made = value(place)
    switch made.kind {
    case .function:
      return !elements(in: FunctionRef(unit: place.unitIndex, id: FunctionID(made.a))).isEmpty
    case .class:
      let span = units[place.unitIndex].facts.classes[Int(made.a)].span
      return classComponents[place.unitIndex]?.contains { $0.span == span } ?? false
    case .result:
      let facts = units[place.unitIndex].facts
      let step = facts.instructions[Int(made.a)]
      guard step.operation == .call else { return false }
      return facts.valueList(ListID(step.b)).prefix(1).contains {
        isComponent(traced(ValueRef(unit: place.unitIndex, id: $0)))
      }
    default: return false
    }
  }
}
