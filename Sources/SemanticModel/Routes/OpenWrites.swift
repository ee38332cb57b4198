// Writes that anyone may do, beside writes that need sign-in.

import Facts
import SourceText

/// A route that writes for anyone, in a file whose other writes ask who is there.
package struct OpenWrite: Sendable {
  package let route: Route
  /// The guarded routes beside it.
  package let guarded: [Route]
}

extension Program {
  /// The writing routes without sign-in whose siblings have it, in the order of the routes.
  package var openWrites: [OpenWrite] {
    var protection = Protection(of: self)
    var files: [String: (guarded: [Route], open: [Route])] = [:]
    for route in routes where isServed(route) && Self.writing.contains(route.verb) {
      // A file that is a route has nothing in front: its function asks itself.
      if protection.asksForSignIn(route) || isOfFile(route) && asksWhoCalls(route) {
        files[neighbourhood(of: route), default: ([], [])].guarded.append(route)
      } else if writes(route), !isPublic(route), !isSelfGuarded(route) {
        files[neighbourhood(of: route), default: ([], [])].open.append(route)
      }
    }
    return files.keys.sorted().flatMap { place -> [OpenWrite] in
      guard let file = files[place], !file.guarded.isEmpty else { return [] }
      let isException = file.guarded.count >= 2 && file.open.count <= file.guarded.count / 2
      // Who may make a row without sign-in is a choice; who may change any row, but not make one, is not.
      let isMadeByUsers = file.guarded.contains { $0.verb == "POST" }
      return file.open.filter { isException || isMadeByUsers && changesOneRow($0) }
        .map { OpenWrite(route: $0, guarded: file.guarded) }
    }
  }

  /// Whether a route changes or removes the row that its path names: `PUT /orders/:id`.
  private func changesOneRow(_ route: Route) -> Bool {
    route.verb != "POST" && (route.path.contains(":") || route.path.contains("{"))
  }

  /// What is written beside a route: its file, or the folder of files that are routes by their place.
  private func neighbourhood(of route: Route) -> String {
    guard isOfFile(route) else { return units[route.place.unit].path }
    return route.path.split(separator: "/").prefix(2).joined(separator: "/")
  }

  private func isOfFile(_ route: Route) -> Bool {
    route.call == nil && route.framework == "Next.js"
  }

  private static let writing: Set<String> = ["POST", "PUT", "PATCH", "DELETE"]

  /// What strangers are there for.
  static let strangers = [
    "login", "signin", "sign-in", "register", "signup", "sign-up", "forgot", "reset", "recover",
    "password", "verify", "confirm", "refresh", "token", "oauth", "callback", "webhook", "hook",
    "logout", "contact", "public", "guest", "subscribe", "newsletter", "track", "event", "collect",
    "metric", "report", "invite", "invitation", "accept", "auth", "session", "health", "share",
    "redeem", "feedback", "log", "otp", "embed", "sso", "saml", "scim", "setup", "install", "init",
  ]

  func isPublic(_ route: Route) -> Bool {
    let path = route.path.lowercased()
    let name = route.handler.map { self.name(of: $0).lowercased() } ?? ""
    return Self.strangers.contains { path.contains($0) || name.contains($0) }
  }

  /// Whether the handler itself, or what it calls, asks who is there.
  private func isSelfGuarded(_ route: Route) -> Bool {
    guard route.isHandlerKnown, !route.handlers.isEmpty else { return true }
    let words = [
      "user", "session", "auth", "permission", "token", "apikey", "secret", "signature", "owner",
      "member",
    ]
    let reached = everything(calledBy: route.handlers.map { units.number($0) }, upTo: 400).calls
    if reached.count > 400 { return true }
    return reached.contains { position in
      let name = call(at: position).calledName.lowercased()
      return words.contains { name.contains($0) }
    }
      || route.handlers.contains { handler in
        let facts = units[handler.unitIndex].facts
        let own = facts.functions[handler.id.index]
        return (own.firstValue.index..<own.endValue.index).contains { index in
          let value = facts.values[index]
          guard value.kind == .member else { return false }
          let member = facts.names.string(NameID(value.b)).lowercased()
          return words.contains { member.contains($0) }
        }
      }
  }
}
