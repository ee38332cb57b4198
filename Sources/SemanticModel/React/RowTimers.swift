// Rows that each render themselves by a clock of their own.

import Facts
import SourceText

/// A row of a list that starts a timer when it is shown, and sets state at each tick.
package struct RowTimer: Sendable {
  package let list: RenderedList
  package let component: FunctionRef
  /// The call of `setInterval`.
  package let site: CallSite
  package let seconds: Double
  package let cell: StateCell
}

extension Program {
  /// The rows that tick for as long as they are shown, each component once.
  package var rowTimers: [RowTimer] {
    let timers = calls(named: ["setInterval"]).compactMap(timer)
    guard !timers.isEmpty else { return [] }
    var rows: [FunctionRef: RenderedList] = [:]
    for list in renderedLists where !list.isFixed {
      for component in components(of: list) where rows[component] == nil { rows[component] = list }
    }
    var seen: Set<FunctionRef> = []
    return timers.compactMap { timer in
      guard let list = rows[timer.component], seen.insert(timer.component).inserted else {
        return nil
      }
      return RowTimer(
        list: list,
        component: timer.component,
        site: timer.site,
        seconds: timer.seconds,
        cell: timer.cell
      )
    }
  }

  private typealias Timer = (
    component: FunctionRef, site: CallSite, seconds: Double, cell: StateCell
  )

  private func timer(_ site: CallSite) -> Timer? {
    let unit = site.place.unit
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard let file = react.files[unit], !isNeverShown(unit), arguments.count > 1,
      let effect = effect(around: site),
      case .number(let milliseconds) = optionValue(of: ValueRef(unit: unit, id: arguments[1])),
      milliseconds > 0, milliseconds <= 10_000
    else { return nil }
    let given = traced(ValueRef(unit: unit, id: arguments[0]))
    guard value(given).kind == .function, given.unitIndex == unit else { return nil }
    let component = outermost(effect)
    let functions = everything(of: FunctionRef(unit: unit, id: FunctionID(value(given).a)))
    // What waits for state before it starts ticks in the row that somebody has opened.
    guard !startsByHand(effect, in: file),
      let cell = file.cells.first(where: { cell in
        cell.component == component && cell.isRead
          && cell.writes.contains { functions.contains($0.function) }
      })
    else { return nil }
    return (component, site, milliseconds / 1_000, cell)
  }

  /// Whether an effect follows state that somebody sets.
  private func startsByHand(_ effect: FunctionRef, in file: ReactFile) -> Bool {
    guard let hook = file.effects.first(where: { $0.function == effect }),
      case .values(let values) = hook.dependencies
    else { return false }
    return values.contains { cell(of: $0).map(isSetByHand) ?? false }
  }
}
