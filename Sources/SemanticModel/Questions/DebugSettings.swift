// Settings that switch a framework's debugging on for whoever starts it.

import Facts
import SourceText

extension Program {
  /// The settings that a framework starts with, where they switch debugging on by themselves: no variable, and no other
  /// module of settings, says otherwise.
  package var debugSwitch: SourcePlace? { answers.debugSwitch.value { findDebugSwitch() } }

  private func findDebugSwitch() -> SourcePlace? {
    let switches = units.indices.filter { units[$0].isRunning && units[$0].isPython }
      .compactMap { unit in switchOfDebugging(in: unit).map { (unit, $0) } }
    guard switches.allSatisfy(\.1.isOn) else { return nil }
    return switches.first { unit, found in
      found.isWhole && !Self.others.contains { units[unit].path.contains($0) }
    }?.1.place
  }

  private static let others = ["dev", "local", "test", "debug", "example"]

  private struct DebugSwitch {
    let place: SourcePlace
    let isOn: Bool
    /// The module has the routes of the application too, and takes nothing over from another.
    let isWhole: Bool
  }

  private func switchOfDebugging(in unit: Int) -> DebugSwitch? {
    let facts = units[unit].facts
    let roots = libraries.libraries.compactMap { $0.settings?.routes }
    guard let own = facts.exports.first(where: { facts.names.isText("DEBUG", $0.name) }) else {
      return nil
    }
    let isWhole =
      facts.exports.contains { export in
        roots.contains { facts.names.isText($0, export.name) }
      } && !facts.exports.contains { $0.name == .any }
    var value = facts.values[own.value.index]
    var isFixed = true
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      isFixed = !symbol.flags.contains(.reassigned)
      if symbol.value.isPresent { value = facts.values[symbol.value.index] }
    }
    return DebugSwitch(
      place: SourcePlace(unit: unit, span: value.span),
      isOn: isFixed && value.kind == .boolean && value.a == 1,
      isWhole: isWhole
    )
  }
}
