// What the frame of all pages loads into a store, and a page loads once more.

import Facts
import SourceText

/// A load without a choice that two components start when they are shown, of which one is always there.
package struct SharedLoad: Sendable {
  /// What loads: an action of a store, or a function that is dispatched.
  package let name: String
  /// The component of the frame, and where it starts the load.
  package let frame: FunctionRef
  package let first: SourcePlace
  /// The page, and where it starts the load again.
  package let page: FunctionRef
  package let second: SourcePlace
}

extension Program {
  /// The loads that pages start although what stands around all pages has started them.
  package var sharedLoads: [SharedLoad] {
    let loads = loadsOnMount
    guard !loads.isEmpty else { return [] }
    let chosen = elementsInRoutes
    let routed = routedComponents.union(
      chosen.flatMap { components(shownBy: $0) }.map(outermost)
    )
    // A page may have routes of its own: only what stands below no route is always there.
    let frames = Set(react.files.keys.sorted().flatMap { pageFrames(in: $0) }).filter {
      routed.isDisjoint(with: allAbove($0))
    }
    let always = frames.union(frames.sorted().flatMap { shownAlways(by: $0, except: chosen) })
    let layouts = layoutRoutes(except: chosen)
    return loads.keys.sorted().flatMap { name -> [SharedLoad] in
      let starts = loads[name] ?? []
      func shared(by around: Set<FunctionRef>, in pages: Set<FunctionRef>?) -> [SharedLoad] {
        guard let first = starts.first(where: { around.contains($0.component) }) else { return [] }
        return starts.filter {
          !around.contains($0.component) && !$0.isConditional
            && pages?.contains($0.component) ?? true
        }.map {
          SharedLoad(
            name: name,
            frame: first.component,
            first: first.place,
            page: $0.component,
            second: $0.place
          )
        }
      }
      let found = shared(by: always, in: nil)
      guard found.isEmpty else { return found }
      return layouts.lazy.map { shared(by: $0.around, in: $0.pages) }.first { !$0.isEmpty } ?? []
    }
  }

  private typealias Start = (component: FunctionRef, place: SourcePlace, isConditional: Bool)

  /// By name of what is loaded: the components that start it with nothing chosen, as soon as they are shown.
  private var loadsOnMount: [String: [Start]] {
    var result: [String: [Start]] = [:]
    for file in react.inOrder where !isNeverShown(file.unit) && !file.effects.isEmpty {
      let held = heldActions(in: file.unit)
      for effect in file.effects {
        guard let function = effect.function, runsOnMount(effect) else { continue }
        for position in calls(in: function) {
          let site = call(at: position)
          guard site.unit.facts.list(ListID(site.instruction.b)).isEmpty,
            let name = load(startedBy: site, held)
          else { continue }
          // `if (token) this.props.loadProfile()` of the frame holds for all who may see the page.
          let start = (effect.component, site.place, isConditional(site.resolved.place))
          result[name, default: []].append(start)
        }
      }
    }
    return result.filter { $0.value.count > 1 }
  }

  /// Whether an effect runs when its component is shown, and follows nothing that changes.
  private func runsOnMount(_ effect: EffectHook) -> Bool {
    switch effect.dependencies {
    case .onMount: return true
    case .values(let values):
      return values.allSatisfy { place in
        let text = text(of: place.id, in: units[place.unitIndex])
        return cell(of: place) == nil
          && ["get", "fetch", "load", "dispatch"].contains(NameSplit.words(of: text).first ?? "")
      }
    default: return false
    }
  }

  /// The name of what a call loads: a thunk, also by way of the properties, or an action of a store that asks.
  private func load(
    startedBy site: CallSite,
    _ held: [SymbolID: (store: StoreHook, action: String)]
  )
    -> String?
  {
    if thunks[site.calleeName] != nil { return site.calleeName }
    let callee = site.unit.facts.values[Int(site.instruction.a)]
    guard callee.kind == .symbol, let taken = held[SymbolID(callee.a)],
      let action = taken.store.functions[taken.action],
      ["get", "fetch", "load"].contains(NameSplit.words(of: taken.action).first ?? ""),
      everything(of: action).contains(where: { inner in
        calls(in: inner).contains { effects(behind: call(at: $0)).contains(.external) }
      })
    else { return nil }
    return taken.action
  }

  /// The components of a file that stand around pages: with an outlet, or with the routes themselves.
  func pageFrames(in unit: Int) -> [FunctionRef] {
    let facts = units[unit].facts
    let isRouter = facts.imports.contains {
      facts.names.string($0.specifier).contains("react-router")
    }
    guard isRouter else { return [] }
    let hasRoutes = facts.instructions.contains {
      $0.operation == .element && text(of: ValueID($0.a), in: units[unit]) == "Route"
    }
    return facts.instructions.compactMap { step -> FunctionRef? in
      guard step.operation == .element else { return nil }
      let tag = text(of: ValueID(step.a), in: units[unit])
      // A switch without routes is something to click on.
      guard ["Outlet", "Routes"].contains(tag) || tag == "Switch" && hasRoutes else { return nil }
      return outermost(function(of: step, in: unit))
    }
  }

  /// The components that routes are handed by name: `<Route component={Orders}>`.
  private var routedComponents: Set<FunctionRef> {
    var result: Set<FunctionRef> = []
    for file in react.inOrder {
      let facts = units[file.unit].facts
      for step in facts.instructions where step.operation == .element {
        guard text(of: ValueID(step.a), in: units[file.unit]) == "Route",
          let props = facts.list(ListID(step.b)).first
        else { continue }
        for entry in entries(of: ValueRef(unit: file.unit, id: ValueID(props)))
        where entry.name == "component" {
          if let component = shownComponent(traced(entry.value)) { result.insert(component) }
        }
      }
    }
    return result
  }

  /// The elements that stand in a route, of which the address chooses: `<Route element={<Orders />} />`.
  private var elementsInRoutes: Set<CallRef> {
    var result: Set<CallRef> = []
    for file in react.inOrder {
      let facts = units[file.unit].facts
      let all = facts.instructions.indices.filter {
        facts.instructions[$0].operation == .element
      }
      let routes = all.map { facts.instructions[$0] }.filter {
        ["Route", "Routes", "Switch"].contains(text(of: ValueID($0.a), in: units[file.unit]))
      }
      guard !routes.isEmpty else { continue }
      for position in all {
        let span = facts.instructions[position].span
        if routes.contains(where: { $0.span != span && $0.span.contains(span) }) {
          result.insert(CallRef(unit: file.unit, id: InstructionID(position)))
        }
      }
    }
    return result
  }

  /// A component and all that show it, through others.
  func allAbove(_ component: FunctionRef) -> Set<FunctionRef> {
    var seen: Set<FunctionRef> = [component]
    var queue = [component]
    while let next = queue.popLast(), seen.count < 200 {
      for use in react.uses[next] ?? [] {
        let step = units[use.unitIndex].facts.instructions[use.id.index]
        let user = outermost(function(of: step, in: use.unitIndex))
        if seen.insert(user).inserted { queue.append(user) }
      }
    }
    return seen
  }

  /// The component behind a value, through what connects it to a store.
  private func shownComponent(_ place: ValueRef) -> FunctionRef? {
    let made = value(place)
    guard made.kind == .result else { return component(behind: place) }
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(made.a))
    return table.position(of: ref).flatMap { component(wrappedBy: call(at: $0), 0) }
  }

  /// What a component shows whenever it is shown itself, a few levels down, also what is connected to a store.
  func shownAlways(by component: FunctionRef, except chosen: Set<CallRef>)
    -> [FunctionRef]
  {
    var result: [FunctionRef] = []
    var level = [component]
    for _ in 0..<3 {
      level = level.flatMap { elements(in: $0) }
        .filter { !isConditional($0) && !chosen.contains($0) }
        .flatMap { element -> [FunctionRef] in
          let step = units[element.unitIndex].facts.instructions[element.id.index]
          let tag = traced(ValueRef(unit: element.unitIndex, id: ValueID(step.a)))
          return components(shownBy: element).map(outermost)
            + [shownComponent(tag)].compactMap { $0 }
        }
        .filter { $0 != component && !result.contains($0) }
      result += level
    }
    return Array(result.prefix(64))
  }
}
