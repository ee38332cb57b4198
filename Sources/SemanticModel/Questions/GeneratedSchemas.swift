// Routes that describe the interface, and that put the description together for each request.

import Facts
import SourceText

extension Program {
  /// The registrations of views that walk all routes and serializers of Django's REST framework each time.
  package var uncachedSchemas: [SourcePlace] {
    guard !isNamed(["SERVE_PERMISSIONS"]) else { return [] }
    return runningPython.flatMap { schemas(in: $0) }
  }

  private static let views: Set<String> = [
    "SpectacularAPIView", "SpectacularJSONAPIView", "SpectacularYAMLAPIView",
  ]

  private func schemas(in unit: Int) -> [SourcePlace] {
    let facts = units[unit].facts
    let isSpectacular = speaksOf("drf_spectacular", in: unit)
    guard isSpectacular || speaksOf("drf_yasg", in: unit),
      facts.names.ids(of: ["cache_page"]).isEmpty
    else { return [] }
    let wanted = facts.names.ids(of: Self.views)
    return facts.instructions.compactMap { step in
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .member, !isConditional(step.span, in: unit)
      else { return nil }
      let place = SourcePlace(unit: unit, span: step.span)
      let method = facts.names.string(NameID(callee.b))
      if isSpectacular {
        guard method == "as_view", let view = facts.lastName(of: ValueID(callee.a)),
          wanted.contains(view), !says("permission", at: place)
        else { return nil }
        return place
      }
      // `cache_timeout` is 0 unless it is said (drf-yasg, get_schema_view).
      guard ["with_ui", "without_ui"].contains(method),
        says("cache_timeout=0", at: place) || !says("cache_timeout", at: place)
      else { return nil }
      return place
    }
  }

  private func says(_ word: String, at place: SourcePlace) -> Bool {
    let bytes = bytes(of: place.unit)
    let end = min(Int(place.span.end), bytes.count)
    let text = String(decoding: bytes[min(Int(place.span.start), end)..<end], as: UTF8.self)
    return text.contains(word)
  }
}
