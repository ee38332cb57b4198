// Rows that each listen to the whole page.

import Facts

/// A row of a list that adds a listener to the document or the window when it is shown.
package struct RowListener: Sendable {
  package let list: RenderedList
  package let component: FunctionRef
  /// Where the row adds it: the call of a hook of the project, or the listener itself.
  package let place: SourcePlace
  /// The calls of `addEventListener`.
  package let sites: [CallSite]
  /// The event, as it is written: `mousedown`.
  package let event: String
  /// How many each row adds.
  package let count: Int
}

extension Program {
  /// The rows that listen to the document or the window for as long as they are shown, each component once.
  package var rowListeners: [RowListener] {
    let owners = pageListeners
    guard !owners.isEmpty else { return [] }
    // How many rows there are is asked of the reader: what brings them does not matter here.
    var rows: [FunctionRef: RenderedList] = [:]
    for list in renderedLists where !list.isFixed {
      for component in components(of: list) where rows[component] == nil { rows[component] = list }
    }
    return rows.keys.sorted().compactMap { component in
      guard let list = rows[component], !isNeverShown(component.unitIndex) else { return nil }
      var uses = (owners[component] ?? []).map { (place: $0.place, sites: [$0]) }
      for position in calls(in: component) {
        let site = call(at: position)
        guard site.calleeName.hasPrefix("use"), let hook = site.resolved.targets.first,
          let sites = owners[outermost(hook)]
        else { continue }
        uses.append((site.place, sites))
      }
      guard let first = uses.first, let site = first.sites.first else { return nil }
      return RowListener(
        list: list,
        component: component,
        place: first.place,
        sites: uses.flatMap(\.sites),
        event: eventName(of: site),
        count: uses.reduce(0) { $0 + $1.sites.count }
      )
    }
  }

  /// By component or hook: the listeners that its effects add to the page in any case.
  private var pageListeners: [FunctionRef: [CallSite]] {
    var result: [FunctionRef: [CallSite]] = [:]
    for site in calls(named: ["addEventListener"]) {
      guard let file = react.files[site.resolved.place.unitIndex], !file.effects.isEmpty,
        isOfPage(site), !isConditional(site.resolved.place), let effect = effect(around: site),
        !givesUp(effect)
      else { continue }
      result[outermost(site.function), default: []].append(site)
    }
    return result
  }

  /// Whether a call is one of the document or the window.
  private func isOfPage(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member else { return false }
    let base = facts.values[Int(callee.a)]
    guard base.kind == .global else { return false }
    return ["document", "window"].contains(facts.names.string(NameID(base.a)))
  }

  /// Whether an effect ends early where nothing has to be listened to, as in `if (!isOpen) return`.
  private func givesUp(_ effect: FunctionRef) -> Bool {
    let facts = units[effect.unitIndex].facts
    let fact = facts.functions[effect.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).contains {
      facts.instructions[$0].operation == .return && facts.instructions[$0].a == 0
    }
  }

  private func eventName(of site: CallSite) -> String {
    let facts = site.unit.facts
    guard let first = facts.valueList(ListID(site.instruction.b)).first,
      facts.values[first.index].kind == .string
    else { return "" }
    return facts.names.string(NameID(facts.values[first.index].a))
  }
}
