// What stands between a caller and a route: limits of how often one may call, and sign-in.

import Facts
import SourceText
import Workspace

/// Whether something bounds how often a route is called.
package enum Limiting: Sendable, Hashable {
  case limited
  case unlimited
  /// Something of the program's own may do it where this cannot be seen.
  case unknown
}

/// Looks for limits and sign-in in front of routes, by the parts that calls play and by the names that people give.
package struct Protection {
  private let program: Program
  private var texts: [SourcePlace: String] = [:]
  private var sources: [Int: [UInt8]] = [:]
  /// Something that limits stands in front of at least one route, so that its absence elsewhere is meant.
  package private(set) var isUsedAtRoutes = false
  /// Running code, or a proxy's configuration, speaks of limits.
  private let isMentioned: Bool

  package init(of program: Program) {
    self.program = program
    isMentioned = Self.mentionsLimits(program)
    isUsedAtRoutes = program.routes.contains { $0.plays(.rateLimiter) }
    if !isUsedAtRoutes {
      for route in program.routes where route.chain.contains(where: { isNamedLimiter($0) }) {
        isUsedAtRoutes = true
        break
      }
    }
  }

  private static let limits = [
    "ratelimit", "rate_limit", "rate-limit", "limiter", "throttl", "slowdown", "bruteforce",
    "limit_req", "toomanyrequests", "too_many_requests",
    "loginattempt", "logattempt", "failedattempt", "lockout",
  ]

  private static func mentionsLimits(_ program: Program) -> Bool {
    let isInCode = program.units.contains { unit in
      guard unit.isRunning, !unit.isMarkup else { return false }
      let names = unit.facts.names
      return (0..<names.count).contains { position in
        let name = NameID(position)
        return limits.contains { names.holds($0, in: name) }
      }
    }
    return isInCode || program.isLimitedByProxy
  }

  /// Whether a route is limited.
  package mutating func limiting(of route: Route) -> Limiting {
    if route.plays(.rateLimiter) { return .limited }
    for middleware in route.chain where isNamedLimiter(middleware) { return .limited }
    let functions = route.handlers.map { program.units.number($0) }
    let calls = program.everything(calledBy: functions).calls
    let isInside = calls.contains { position in
      let site = program.call(at: position)
      let name = site.calledName.lowercased()
      return site.plays(.rateLimiter) || Self.limits.contains { name.contains($0) }
    }
    if isInside { return .limited }
    guard isMentioned else { return .unlimited }
    return isUsedAtRoutes && !program.isLimitedByProxy && !route.path.hasPrefix("…")
      ? .unlimited : .unknown
  }

  private mutating func isNamedLimiter(_ middleware: Middleware) -> Bool {
    if middleware.roles.contains(.rateLimiter) { return true }
    let names = middleware.functions.map { program.name(of: $0) } + [text(at: middleware.place)]
    return names.contains { name in
      let name = name.lowercased()
      return Self.limits.contains { name.contains($0) }
    }
  }

  /// Whether callers must have signed in.
  package mutating func asksForSignIn(_ route: Route) -> Bool {
    if route.plays(.authentication) { return true }
    for middleware in route.chain {
      let names = middleware.functions.map { program.name(of: $0) } + [text(at: middleware.place)]
      let isGuard = names.contains { name in
        let name = name.lowercased()
        return Self.guards.contains { name.contains($0) }
      }
      if isGuard { return true }
    }
    return false
  }

  private static let guards = [
    "auth", "protect", "guard", "login", "signedin", "jwt", "session", "token", "permission",
    "role", "admin", "verify", "passport", "require", "ensure", "access", "user", "acl", "policy",
  ]

  /// What names a middleware; arguments that hold whole functions say nothing.
  private mutating func text(at place: SourcePlace) -> String {
    if let known = texts[place] { return known }
    let bytes = sources[place.unit] ?? program.bytes(of: place.unit)
    sources[place.unit] = bytes
    let start = min(Int(place.span.start), bytes.count)
    let end = min(max(Int(place.span.end), start), start + 120, bytes.count)
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    texts[place] = text
    return text
  }
}

extension Program {
  /// Whether a proxy's configuration in the repository limits requests.
  var isLimitedByProxy: Bool { configurationHolds(["limit_req", "ratelimit", "rate-limit"]) }

  /// Whether a proxy's configuration in the repository compresses answers.
  package var isCompressedByProxy: Bool {
    configurationHolds(["gzip on", "brotli on", "compress=true", "encode gzip", "encode zstd"])
  }

  private func configurationHolds(_ words: [String]) -> Bool {
    workspace.files.contains { file in
      guard file.language == .configuration || file.language == .yaml || file.language == .toml,
        file.size < 200_000, let bytes = try? workspace.read(file)
      else { return false }
      let text = String(decoding: bytes, as: UTF8.self).lowercased()
      return words.contains { text.contains($0) }
    }
  }
}
