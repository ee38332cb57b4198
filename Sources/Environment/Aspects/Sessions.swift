// How users stay signed in: sessions, where they are kept, or tokens, and how long they last.

import Findings
import Frameworks
import SemanticModel

extension ServiceReading {
  var sessionsFact: EnvironmentFact {
    let sessions = uses.used(.session)
    let tokens = uses.used(.token)
    if sessions.isEmpty, uses.used(.webFramework).contains(where: { $0.part.name == "Django" }) {
      let more = tokens.isEmpty ? "" : "; signed tokens (JWT: \(tokens.map(\.part.name).listed))"
      return fact(
        .sessions,
        "Django sessions, kept in the database (default of SESSION_ENGINE)" + more,
        .assumed,
        tokens.flatMap(uses.evidence)
      )
    }
    if sessions.isEmpty, tokens.isEmpty, let call = flaskSession {
      let text = "Flask sessions: kept in a signed cookie (default of Flask)"
      return fact(.sessions, text, .inferred, [uses.location(call.site)])
    }
    guard !sessions.isEmpty || !tokens.isEmpty else {
      let declared = uses.declaredOnly(.session, .token)
      let value =
        declared.isEmpty
        ? "no session or token library is called in the code"
        : "\(declared.map(\.part.name).listed): declared, but no call was read"
      return fact(
        .sessions,
        value,
        .needsConfirmation,
        declared.compactMap(\.declaration?.place),
        ask: "how users stay signed in, and where that is kept"
      )
    }
    var texts: [String] = []
    var status = EnvironmentFact.Status.inferred
    for use in sessions {
      let (text, isSure) = session(use)
      texts.append(text)
      if !isSure { status = .needsConfirmation }
    }
    if !tokens.isEmpty {
      texts.append("signed tokens (JWT: \(tokens.map(\.part.name).listed))" + lifetime(of: tokens))
    }
    return fact(
      .sessions,
      texts.joined(separator: "; "),
      status,
      (sessions + tokens).flatMap(uses.evidence),
      ask: status == .needsConfirmation ? "the session store that production uses" : nil
    )
  }

  /// What is asked of Flask's own session, where no extension keeps it elsewhere.
  private var flaskSession: PackageCall? {
    let calls = uses.calls
    guard !calls.contains(where: { $0.specifier.hasPrefix("flask_session") }) else { return nil }
    return calls.first { call in
      "\(call.specifier).\(call.path)".hasPrefix("flask.session.")
    }
  }

  private func session(_ use: PartUse) -> (text: String, isSure: Bool) {
    let name = use.part.name
    switch name {
    case "cookie-session", "iron-session": return ("\(name): kept in the cookie itself", true)
    case "express-session", "koa-session", "@fastify/session": return storedSession(use)
    case "Auth.js (NextAuth)", "Better Auth", "Lucia":
      let strategies = use.calls.compactMap { $0.site.option(["session.strategy"]) }
      let all = strategies + objectStrategies
      if all.contains(.text("jwt")) { return ("\(name) with signed tokens (JWT)", true) }
      if all.contains(.text("database")) { return ("\(name) with sessions in the database", true) }
      return (name, true)
    default: return (name, true)
    }
  }

  /// `strategy: "jwt"` of options that stand in a file of their own.
  private var objectStrategies: [OptionValue] {
    let files = Set(uses.used(.session).flatMap(\.imports).map(\.unit))
    return files.sorted().flatMap { program.settings(named: ["strategy"], in: $0).map(\.value) }
  }

  private func storedSession(_ use: PartUse) -> (text: String, isSure: Bool) {
    let name = use.part.name
    let stores = uses.used(.sessionStore)
    let making = use.calls.filter { $0.path.isEmpty || $0.path == name }
    let given = making.contains { $0.site.option(["store"]) != nil }
    let kept = stores.map(\.part.name).uniqued
    if kept.count > 1 { return ("\(name), kept in \(kept.joined(separator: " or "))", false) }
    if let store = kept.first { return ("\(name), kept in \(store)" + age(use), true) }
    if given { return ("\(name), kept in a store that the code makes", false) }
    guard !making.isEmpty, making.allSatisfy(\.site.hasReadableOptions) else {
      return ("\(name); its options are made out of sight", false)
    }
    if name == "koa-session" { return ("\(name): kept in the cookie itself", true) }
    return ("\(name), kept in the memory of the process (no store is set)" + age(use), true)
  }

  private func age(_ use: PartUse) -> String {
    for call in use.calls {
      guard let value = call.site.option(["cookie.maxAge"]), let found = number(value) else {
        continue
      }
      return ", for \(TimeText.text(seconds: found.number / 1000))"
    }
    return ""
  }

  /// `, for 15m` where signing or its environment variables say it.
  private func lifetime(of tokens: [PartUse]) -> String {
    for call in tokens.flatMap(\.calls) {
      let options = ["expiresIn", "signOptions.expiresIn", "sign.expiresIn"]
      guard let value = call.site.option(options) else { continue }
      switch value {
      case .text(let text) where TimeText.isDuration(text): return ", for \(text)"
      case .number(let seconds) where seconds > 0: return ", for \(TimeText.text(seconds: seconds))"
      case .computed(let names, _):
        for name in names {
          for entry in configuration.all.values(of: name) where TimeText.isDuration(entry.value) {
            return ", for \(entry.value) (`\(name)`)"
          }
        }
      default: continue
      }
    }
    return ""
  }
}
