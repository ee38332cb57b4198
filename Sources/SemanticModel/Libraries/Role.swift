// What a library call is for, where the rules need to know more than what it costs.

/// The part that a library call plays in an application: what it makes or does is a rate limiter, a session store …
package enum Role: UInt8, Sendable, CaseIterable, Hashable {
  /// Limits how often somebody may call: a middleware, or the check itself.
  case rateLimiter
  /// Refuses callers that have not signed in.
  case authentication
  /// Gives every request an id that logs carry.
  case requestIdentity
  /// Writes log lines as data, with levels.
  case structuredLogger
  /// Counts and times requests for a metrics server, or traces them.
  case telemetry
  /// Keeps sessions; which store is the call's own business.
  case session
  /// Makes rejections of asynchronous handlers reach the error handler.
  case asyncErrors
  /// Stops calling a service that fails.
  case circuitBreaker
  /// Reads bodies of requests, up to a size.
  case bodyParser
  /// Compresses answers.
  case compression
}

extension Operation {
  /// The operation, in a part.
  package func playing(_ role: Role) -> Operation {
    var result = self
    result.role = role
    return result
  }
}

extension CallSite {
  /// The parts that the library operations of the call play.
  package var roles: Set<Role> {
    var roles: Set<Role> = []
    for operation in resolved.operations {
      let member = program.libraries.member(operation.member)
      let called = operation.isConstruction ? member.construct : member.call
      if let role = called?.role { roles.insert(role) }
    }
    return roles
  }
}
