// What rules ask about whole routes.

import Facts
import SourceText

extension Program {
  /// Whether the running application answers a route.
  package func isServed(_ route: Route) -> Bool { units[route.place.unit].isRunning }

  /// How many routes the running application answers.
  package var servedRouteCount: Int {
    answers.servedRouteCount.value { routes.count { isServed($0) } }
  }

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

  /// The calls that hold a password against its hash.
  package var passwordChecks: [CallSite] {
    calls(with: [.blocking]).filter { site in
      guard site.unit.isRunning, site.effects.contains(where: { $0.verb == "hash" }) else {
        return false
      }
      let name = site.calledName.lowercased()
      return ["verif", "check", "authenticate", "compare"].contains { name.contains($0) }
    }
  }

  /// The calls that hash a password.
  package var passwordHashes: [CallSite] {
    let hashing = Set(callRoles.calls(playing: [.hashesPassword]).map { Int($0) })
    let blocking = calls(with: [.blocking]).filter { $0.hashesPassword }.map(\.position)
    return hashing.union(blocking).sorted().map { call(at: $0) }.filter(\.unit.isRunning)
  }

  /// Whether something in a route's functions asks who calls, or what the caller may do.
  package func asksWhoCalls(_ route: Route) -> Bool {
    let asking = answers.identityCalls.value {
      Set(
        calls { name in
          let name = name.lowercased().filter { $0 != "_" }
          return Self.identities.contains { name.holds($0) }
        }.map(\.position)
      )
    }
    guard !asking.isEmpty else { return false }
    let functions = serving(route).map { units.number($0) }
    return everything(calledBy: functions).calls.contains { asking.contains($0) }
  }

  private static let identities = [
    "getsession", "checkauth", "requireauth", "requireuser", "requiresession", "currentuser",
    "ensureauth", "isadmin", "verifytoken", "verifysession", "cancreate", "hasaccess",
    "haspermission", "checkpermission", "authorize", "getserversession",
  ]

  /// The last names of the decorators of a function, in small letters: `login_required` of `@auth.login_required()`.
  func decoratorNames(of function: FunctionRef) -> [String] {
    let facts = units[function.unitIndex].facts
    return facts.valueList(facts.functions[function.id.index].decorators).map { decorator in
      var value = facts.values[decorator.index]
      if value.kind == .result {
        value = facts.values[Int(facts.instructions[Int(value.a)].a)]
      }
      let name: NameID =
        switch value.kind {
        case .symbol: facts.symbols[Int(value.a)].name
        case .member: NameID(value.b)
        case .global: NameID(value.a)
        default: .none
        }
      return facts.names.string(name).lowercased()
    }
  }

  /// Whether code stands in a file that a browser runs.
  package func runsInBrowser(_ site: CallSite) -> Bool {
    site.unit.isMarkup || browserUnits.contains(site.place.unit)
  }

  /// The head of a route's handler as it is and as it is with a limit, where its framework has a decorator for that.
  package func limited(_ route: Route) -> (before: String, after: String)? {
    guard let handler = route.handler,
      let library = libraries.libraries.first(where: { $0.name == route.framework }),
      let decorator = library.limitDecorator
    else { return nil }
    let own = handler.unitIndex == route.place.unit ? line(of: route) : ""
    let fact = units[handler.unitIndex].facts.functions[handler.id.index]
    let bytes = bytes(of: handler.unitIndex)
    let start = min(Int(fact.span.start), bytes.count)
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let head = String(decoding: bytes[start..<min(end, start + 160)], as: UTF8.self)
    // A decorated function begins with its decorators, of which the route's own stays the outermost.
    if head.hasPrefix("@") {
      let next = bytes[min(end + 1, bytes.count)...].prefix { $0 != UInt8(ascii: "\n") }
      guard head == "@\(own)", own.hasSuffix(")") else { return nil }
      let second = String(decoding: next.prefix(160), as: UTF8.self)
      return ("\(head)\n\(second)", "\(head)\n\(decorator)\n\(second)")
    }
    // The route's own decorator stays the outermost.
    guard own.contains("("), !own.hasSuffix(",") else { return (head, "\(decorator)\n\(head)") }
    return ("@\(own)\n\(head)", "@\(own)\n\(decorator)\n\(head)")
  }

  /// Whether a request of a route writes to the database.
  package func writes(_ route: Route) -> Bool {
    cost(of: route).terms.contains { $0.kind == .write }
  }

  /// Where a function stands, from its head to its end.
  package func body(of function: FunctionRef) -> SourcePlace {
    let fact = units[function.unitIndex].facts.functions[function.id.index]
    return SourcePlace(unit: function.unitIndex, span: fact.span)
  }

  /// Whether it is known what every call does that a function leads to; calls of its own parameters answer the
  /// request.
  package func callsKnown(in function: FunctionRef) -> Bool {
    everything(calledBy: [units.number(function)]).calls.allSatisfy { position in
      let call = calls[position]
      guard call.status == .unresolved else { return true }
      let facts = units[call.place.unitIndex].facts
      var value = facts.values[Int(facts.instructions[call.place.id.index].a)]
      for _ in 0..<16 {
        switch value.kind {
        case .member, .awaited: value = facts.values[Int(value.a)]
        case .result: value = facts.values[Int(facts.instructions[Int(value.a)].a)]
        case .symbol: value = facts.values[facts.symbols[Int(value.a)].value.index]
        case .parameter, .global: return true
        default: return false
        }
      }
      return false
    }
  }

  /// Whether something in a route's functions compares a signature, a secret or a token.
  package func checksSender(_ route: Route) -> Bool {
    let functions = serving(route).map { units.number($0) }
    let isChecked = everything(calledBy: functions).calls.contains { position in
      let name = call(at: position).calledName.lowercased()
      return Self.checks.contains { name.holds($0) }
    }
    return isChecked || route.handlers.contains(where: readsSecret) || asksSenderAgain(route)
  }

  /// Whether a delivery only says what to look up: what happened is read from the sender, with the application's own
  /// key (`new Payment(client).get({ id })`).
  private func asksSenderAgain(_ route: Route) -> Bool {
    let functions = serving(route).map { units.number($0) }
    return everything(calledBy: functions).calls.contains { position in
      let site = call(at: position)
      return Self.lookUps.contains(site.calledName) && site.maker != nil
        && site.effects.contains { $0.kind == .external }
    }
  }

  private static let lookUps: Set<String> = ["get", "retrieve", "fetch", "findById", "lookup"]

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
