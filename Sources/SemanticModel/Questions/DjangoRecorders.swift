// What settings of Django have recorded of every request: profilers, and loggers that take everything.

import Facts
import SourceText

/// A text or an entry of settings, and what the source calls it.
package struct NamedPlace: Sendable {
  package let name: String
  package let place: SourcePlace
}

extension Program {
  /// A middleware that records each request with its statements, in settings that the server starts with.
  package var recorder: NamedPlace? {
    let wanted = Self.recorders.filter { !isNamed($0.quieted) }
    for unit in runningPython where isStartedWith(unit) {
      let facts = units[unit].facts
      guard facts.exports.contains(where: { facts.names.isText("MIDDLEWARE", $0.name) }) else {
        continue
      }
      for one in wanted where !one.needsDebugging || debugSwitch != nil {
        guard let name = facts.names.ids(of: [one.middleware]).first,
          let value = facts.values.first(where: { $0.kind == .string && NameID($0.a) == name }),
          !isConditional(value.span, in: unit)
        else { continue }
        return NamedPlace(name: one.name, place: SourcePlace(unit: unit, span: value.span))
      }
    }
    return nil
  }

  private struct Recorder {
    let name: String
    let middleware: String
    /// Settings that have it record a share of the requests.
    let quieted: Set<String>
    /// It does nothing while `DEBUG` is off.
    let needsDebugging: Bool
  }

  private static let recorders = [
    Recorder(
      name: "Silk",
      middleware: "silk.middleware.SilkyMiddleware",
      quieted: ["SILKY_INTERCEPT_PERCENT", "SILKY_INTERCEPT_FUNC"],
      needsDebugging: false
    ),
    Recorder(
      name: "The debug toolbar",
      middleware: "debug_toolbar.middleware.DebugToolbarMiddleware",
      quieted: ["SHOW_TOOLBAR_CALLBACK"],
      needsDebugging: true
    ),
  ]

  /// Whether a module of settings is the one that the server starts with, or one that this takes over.
  func isStartedWith(_ unit: Int) -> Bool {
    let starts = startedSettings
    guard !starts.isEmpty else {
      let path = units[unit].path
      return !["dev", "local", "test", "debug", "example"].contains { path.contains($0) }
    }
    return starts.contains(unit) || starts.contains { imports(of: $0).contains(unit) }
  }

  /// The modules that `wsgi.py`, `asgi.py` or, without them, other files name in `DJANGO_SETTINGS_MODULE`.
  private var startedSettings: [Int] { answers.startedSettings.value { findStartedSettings() } }

  private func findStartedSettings() -> [Int] {
    let naming = runningPython.filter {
      !units[$0].facts.names.ids(of: ["DJANGO_SETTINGS_MODULE"]).isEmpty
    }
    let servers = naming.filter { unit in
      ["wsgi.py", "asgi.py"].contains { units[unit].path.hasSuffix($0) }
    }
    let texts = (servers.isEmpty ? naming : servers).flatMap { unit -> [String] in
      let facts = units[unit].facts
      return facts.values.filter { $0.kind == .string }
        .map { facts.names.string(NameID($0.a)) }.filter { $0.contains("settings") }
    }
    let ends = Set(texts).map { $0.split(separator: ".").joined(separator: "/") }
    return runningPython.filter { unit in
      let path = units[unit].path
      return ends.contains { path.hasSuffix($0 + ".py") || path.hasSuffix($0 + "/__init__.py") }
    }
  }

  /// Whether what stands at a place runs on some ways only: `if DEBUG: MIDDLEWARE += […]`.
  func isConditional(_ span: ByteSpan, in unit: Int) -> Bool {
    units[unit].facts.regions.contains { $0.kind.isArm && $0.span.contains(span) }
  }
}
