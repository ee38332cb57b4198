// How throttles of Django's REST framework tell strangers apart.

import Facts
import SourceText

extension Program {
  /// Where anonymous callers are counted by what they write into `X-Forwarded-For`: without `NUM_PROXIES` the REST
  /// framework takes the whole header for their address (django-rest-framework.org, Throttling).
  package var throttledByHeader: SourcePlace? {
    guard !isNamed(["NUM_PROXIES", "get_ident", "get_cache_key"]),
      routes.contains(where: { $0.framework.hasPrefix("Django") && isServed($0) }),
      !isConfigured({ Self.overwritesAddress($0) })
    else { return nil }
    for unit in runningPython
    where Self.anonymous.contains(where: { speaksOf("throttling." + $0, in: unit) }) {
      if let found = namedSettings(["DEFAULT_THROTTLE_CLASSES"], in: unit).first {
        return found.place
      }
    }
    return runningPython.lazy.compactMap { self.anonymousThrottle(in: $0) }.first
  }

  private static let anonymous = ["AnonRateThrottle", "ScopedRateThrottle"]

  /// The first class that extends such a throttle, or view that names one.
  private func anonymousThrottle(in unit: Int) -> SourcePlace? {
    let facts = units[unit].facts
    let wanted = facts.names.ids(of: Set(Self.anonymous))
    guard !wanted.isEmpty, speaksOf("rest_framework", in: unit) else { return nil }
    func names(_ id: ValueID) -> Bool { facts.lastName(of: id).map(wanted.contains) ?? false }
    for position in facts.classes.indices.dropFirst() {
      let superclasses = facts.superclasses(of: ClassID(position))
      if let above = superclasses.first(where: names) {
        return SourcePlace(unit: unit, span: facts.values[above.index].span)
      }
      for member in facts.members(of: ClassID(position))
      where member.value.isPresent && facts.names.isText("throttle_classes", member.name) {
        let value = facts.values[member.value.index]
        guard value.kind == .array, facts.valueList(ListID(value.a)).contains(where: names) else {
          continue
        }
        return SourcePlace(unit: unit, span: value.span)
      }
    }
    return nil
  }

  /// `proxy_set_header X-Forwarded-For $remote_addr;`: the proxy says who is there.
  private static func overwritesAddress(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      line.contains("X-Forwarded-For") && line.contains("$remote_addr")
    }
  }
}
