// Jobs that a broker delivers a second time while they run.

import Facts
import SourceText

/// The time after which a broker takes a job for lost, where a job may run longer.
package struct Redelivery: Sendable {
  /// The call, or the setting, that says it.
  package let place: SourcePlace
  package let seconds: Double
  /// After how many seconds a job is ended; nil where nothing ends one.
  package let longest: Double?
}

extension Program {
  /// What the configuration of brokers says of jobs that are acknowledged when they are done.
  package var shortRedeliveries: [Redelivery] {
    let rules = libraries.libraries.compactMap(\.redelivery)
    return rules.flatMap { rule -> [Redelivery] in
      let running = units.indices.filter { units[$0].isRunning }
      func settings(_ names: Set<String>) -> [NamedSetting] {
        running.flatMap { namedSettings(names, in: $0) }
      }
      guard settings(rule.late).contains(where: { $0.value == .flag(true) }) else { return [] }
      let limits = settings(rule.limits).compactMap { setting -> Double? in
        guard case .number(let seconds) = setting.value else { return nil }
        return seconds
      }
      return settings(rule.waits).compactMap { setting in
        guard case .number(let seconds)? = setting.option(rule.key) else { return nil }
        return Redelivery(
          place: call(around: setting.place) ?? setting.place,
          seconds: seconds,
          longest: limits.max()
        )
      }
    }
  }

  /// The innermost call whose arguments hold a place.
  private func call(around place: SourcePlace) -> SourcePlace? {
    units[place.unit].facts.instructions.lazy
      .filter { $0.operation == .call && $0.span.contains(place.span) }
      .map(\.span).min { $0.end - $0.start < $1.end - $1.start }
      .map { SourcePlace(unit: place.unit, span: $0) }
  }
}
