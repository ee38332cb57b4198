// What rules ask about whole routes.

import Facts
import SourceText

extension Program {
  /// Whether the running application answers a route.
  package func isServed(_ route: Route) -> Bool { units[route.place.unit].isRunning }

  /// The body of a file.
  package func module(of unit: Int) -> FunctionRef {
    FunctionRef(unit: unit, id: FileFacts.module)
  }

  /// The line that registers a route.
  package func line(of route: Route) -> String {
    let bytes = bytes(of: route.place.unit)
    let start = min(Int(route.place.span.start), bytes.count)
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return String(decoding: bytes[start..<min(end, start + 160)], as: UTF8.self)
  }

  /// Whether a request of a route writes to the database.
  package func writes(_ route: Route) -> Bool {
    cost(of: route).terms.contains { $0.kind == .write }
  }

  /// Whether something in a route's functions compares a signature, a secret or a token.
  package func checksSender(_ route: Route) -> Bool {
    let functions = serving(route).map { units.number($0) }
    let isChecked = everything(calledBy: functions).calls.contains { position in
      let name = call(at: position).calledName.lowercased()
      return Self.checks.contains { name.holds($0) }
    }
    return isChecked || route.handlers.contains(where: readsSecret)
  }

  private static let checks = [
    "verify", "signature", "constructevent", "createhmac", "timingsafeequal", "validate",
    "authenticate", "authorize", "hmac", "checksecret", "jwt",
  ]

  /// Whether a function names a signature or a secret of its own.
  private func readsSecret(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    return (own.firstValue.index..<own.endValue.index).contains { index in
      let value = facts.values[index]
      let name: NameID
      switch value.kind {
      case .member: name = NameID(value.b)
      case .global, .string: name = NameID(value.a)
      default: return false
      }
      return ["signature", "secret", "token", "apikey", "api_key", "api-key"]
        .contains { facts.names.holds($0, in: name) }
    }
  }

  /// Whether some route is answered by a framework that takes the socket's address unless it is told to trust.
  package var frameworkTrustsNoProxy: Bool {
    routes.contains { isLosing($0.framework) }
      || services.contains { service in
        service.creation.library.map(isLosing) ?? false
      }
  }
}
