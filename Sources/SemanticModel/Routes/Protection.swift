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
  private let ground: Ground

  /// What holds for all routes, found once for a program.
  struct Ground: Sendable {
    /// Running code, or a proxy's configuration, speaks of limits.
    let isMentioned: Bool
    let isProxyLimiting: Bool
    /// By dense function number: it, or something that it calls, limits.
    let limits: [Bool]
    /// By dense function number: it, or something that it calls, answers that somebody asks too often.
    let refusals: [Bool]
    /// A limiter is told limits for all routes.
    let isLimitedByDefault: Bool

    init(of program: Program) {
      isProxyLimiting = program.isLimitedByProxy
      isMentioned = isProxyLimiting || Protection.mentionsLimits(program)
      limits = Protection.functionsThatLimit(program)
      refusals = Protection.functionsThatRefuse(program)
      isLimitedByDefault = program.calls(playing: [.rateLimiter]).contains { site in
        site.unit.isRunning && site.coversAll
      }
    }
  }

  package init(of program: Program) {
    self.program = program
    ground = program.answers.protection.value { Ground(of: program) }
    isUsedAtRoutes = program.routes.contains { $0.plays(.rateLimiter) }
    if !isUsedAtRoutes {
      for route in program.routes
      where route.chain.contains(where: { isNamedLimiter($0) || refuses($0) })
        || route.handlers.contains(where: { isDecoratedAsLimited($0) })
      {
        isUsedAtRoutes = true
        break
      }
    }
  }

  private static let search = WordSearch(words)
  private static let words = [
    "ratelimit", "rate_limit", "rate-limit", "limiter", "throttl", "slowdown", "bruteforce",
    "limit_req", "toomanyrequests", "too_many_requests",
    "loginattempt", "logattempt", "failedattempt", "lockout",
  ]

  fileprivate static func mentionsLimits(_ program: Program) -> Bool {
    let isInCode = program.units.contains { unit in
      guard unit.isRunning, !unit.isMarkup else { return false }
      let names = unit.facts.names
      return (0..<names.count).contains { position in
        search.isAny(in: names.bytes[names.range(of: NameID(position))])
      }
    }
    return isInCode
  }

  /// The functions that call something with the part or the name of a limit, and all that call them.
  fileprivate static func functionsThatLimit(_ program: Program) -> [Bool] {
    var result = Array(repeating: false, count: program.reachability.kinds.count)
    var pending: [Int32] = []
    func mark(_ function: Int32) {
      guard !result[Int(function)] else { return }
      result[Int(function)] = true
      pending.append(function)
    }
    for position in program.callRoles.calls(playing: [.rateLimiter]) {
      mark(program.units.number(program.call(at: Int(position)).function))
    }
    var names = LimitNames()
    for (number, unit) in program.units.enumerated() {
      for position in program.table.calls(of: number) {
        let call = program.calls[position].place.id
        guard names.isNamed(unit.facts.instructions[call.index], in: unit) else { continue }
        let function = FunctionRef(unit: number, id: program.calls[position].function)
        mark(program.units.number(function))
      }
    }
    program.mark(callersOf: pending, in: &result)
    return result
  }

  /// The functions that answer with the status of too many requests, and all that call them.
  fileprivate static func functionsThatRefuse(_ program: Program) -> [Bool] {
    var result = Array(repeating: false, count: program.reachability.kinds.count)
    var pending: [Int32] = []
    for (number, unit) in program.units.enumerated() where unit.isRunning && !unit.isMarkup {
      let facts = unit.facts
      let isNamed = (0..<facts.names.count).contains {
        facts.names.isText("TOO_MANY_REQUESTS", NameID($0))
      }
      guard isNamed || facts.numbers.contains(429) else { continue }
      for position in program.table.calls(of: number) {
        let call = program.calls[position]
        let arguments = facts.valueList(ListID(facts.instructions[call.place.id.index].b))
        guard arguments.contains(where: { isRefusal(facts.values[$0.index], facts) }) else {
          continue
        }
        let function = program.units.number(FunctionRef(unit: number, id: call.function))
        guard !result[Int(function)] else { continue }
        result[Int(function)] = true
        pending.append(function)
      }
    }
    program.mark(callersOf: pending, in: &result)
    return result
  }

  /// Whether a value is the status of too many requests: `429`, `HttpStatus.TOO_MANY_REQUESTS`.
  private static func isRefusal(_ value: Value, _ facts: FileFacts) -> Bool {
    switch value.kind {
    case .number: facts.numbers[Int(value.a)] == 429
    case .member: facts.names.isText("TOO_MANY_REQUESTS", NameID(value.b))
    default: false
    }
  }

  /// The names of the program that speak of limits.
  private struct LimitNames {
    /// By name of the program, as far as names were asked: files share most of them.
    private var answers: [Bool?] = []

    /// Whether a call goes by such a name.
    mutating func isNamed(_ step: Instruction, in unit: Unit) -> Bool {
      let facts = unit.facts
      let callee = facts.values[Int(step.a)]
      switch callee.kind {
      case .member:
        // `loginLimiter.pass(…)`
        let base = facts.values[Int(callee.a)]
        return speaks(NameID(callee.b), in: unit)
          || base.kind == .symbol && speaks(facts.symbols[Int(base.a)].name, in: unit)
      case .global: return speaks(NameID(callee.a), in: unit)
      case .symbol: return speaks(facts.symbols[Int(callee.a)].name, in: unit)
      default: return false
      }
    }

    private mutating func speaks(_ name: NameID, in unit: Unit) -> Bool {
      let number = Int(unit.name(name).raw)
      if number >= answers.count {
        answers.append(contentsOf: repeatElement(nil, count: number + 1 - answers.count))
      } else if let known = answers[number] {
        return known
      }
      let names = unit.facts.names
      let found = search.isAny(in: names.bytes[names.range(of: name)])
      answers[number] = found
      return found
    }
  }

  /// Whether a route is limited.
  package mutating func limiting(of route: Route) -> Limiting {
    if route.plays(.rateLimiter) { return .limited }
    for middleware in route.chain where isNamedLimiter(middleware) || refuses(middleware) {
      return .limited
    }
    if route.handlers.contains(where: { ground.limits[Int(program.units.number($0))] }) {
      return .limited
    }
    if ground.isLimitedByDefault || route.handlers.contains(where: { isDecoratedAsLimited($0) }) {
      return .limited
    }
    guard ground.isMentioned else { return .unlimited }
    return isUsedAtRoutes && !ground.isProxyLimiting && !route.path.hasPrefix("…")
      ? .unlimited : .unknown
  }

  /// Whether a function, or something that it calls, limits; unknown where something in the program speaks of limits.
  package func limiting(of function: FunctionRef) -> Limiting {
    if ground.limits[Int(program.units.number(function))] { return .limited }
    return ground.isMentioned ? .unknown : .unlimited
  }

  private mutating func isNamedLimiter(_ middleware: Middleware) -> Bool {
    if middleware.roles.contains(.rateLimiter) { return true }
    let names = middleware.functions.map { program.name(of: $0) } + [text(at: middleware.place)]
    return names.contains { name in
      let name = name.lowercased()
      return Self.words.contains { name.holds($0) }
    }
  }

  /// A guard of the application's own that counts, whatever it is called: it answers that somebody asks too often.
  private func refuses(_ middleware: Middleware) -> Bool {
    middleware.level != .after
      && middleware.functions.contains { ground.refusals[Int(program.units.number($0))] }
  }

  private func isDecoratedAsLimited(_ function: FunctionRef) -> Bool {
    program.decoratorNames(of: function).contains { name in
      Self.words.contains { name.contains($0) }
    }
  }

  /// Whether callers must have signed in.
  package mutating func asksForSignIn(_ route: Route) -> Bool {
    if route.plays(.authentication) { return true }
    for middleware in route.chain {
      let text = text(at: middleware.place)
      // What only reads who is there lets everybody pass.
      if Self.readers.contains(where: { text.hasPrefix($0) }) { continue }
      let names = middleware.functions.map { program.name(of: $0) } + [text]
      let isGuard = names.contains { name in
        let name = name.lowercased()
        return Self.guards.contains { name.holds($0) }
      }
      if isGuard { return true }
    }
    return route.handlers.contains { handler in
      let names: [String] = program.decoratorNames(of: handler)
      return names.contains { name in Self.guards.contains { name.contains($0) } }
    }
  }

  /// Middlewares of libraries, whose options may speak of a policy or of credentials.
  private static let readers = [
    "passport.initialize(", "passport.session(", "session(", "expressSession(", "cookieSession(",
    "helmet(", "helmet.", "cors(", "express.", "bodyParser.", "morgan(", "compression(",
    "cookieParser(", "fileUpload(",
  ]

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
  /// Marks all functions that call marked ones, whose numbers are pending.
  fileprivate func mark(callersOf functions: [Int32], in marks: inout [Bool]) {
    var pending = functions
    while let function = pending.popLast() {
      for step in reachability.callers[Int(function)] where !marks[Int(step.caller)] {
        marks[Int(step.caller)] = true
        pending.append(step.caller)
      }
    }
  }
}
