// Sessions and counters, which live in the memory of one process unless they are given a store.

import SemanticModel

extension Library {
  /// Sessions of Express; without `store` they are kept in a `MemoryStore`.
  static let sessions = Library.module(
    "express-session",
    packages: ["express-session"],
    prefix: "session",
    LibraryType(
      call: Operation(returns: "quiet.Value", callbacks: [.entry(.escaped, .propertiesOf(0))])
        .playing(.session).needing(DeadlineRule.OptionRule(0, "store")),
      .types("MemoryStore Store Session Cookie", "quiet.Value")
    )
  )

  /// Limiters that count in a `MemoryStore` unless they are given a `store`.
  static let rateLimitCounters = Library.module(
    "express-rate-limit",
    packages: ["express-rate-limit", "express-slow-down"],
    prefix: "rate-limit",
    LibraryType(
      call: limiting,
      construct: limiting,
      .each("rateLimit slowDown", is: Member(call: limiting, construct: limiting)),
      .types("MemoryStore", "quiet.Value"),
      .free("ipKeyGenerator")
    )
  )

  private static let limiting = Operation(
    returns: "quiet.Value",
    callbacks: [.entry(.escaped, .propertiesOf(0))]
  )
  .playing(.rateLimiter).needing(DeadlineRule.OptionRule(0, "store"))
}
