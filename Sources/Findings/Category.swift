// The 24 code risk categories of the contract, with their ids, slugs and risks.

/// What kind of defect a finding is; the raw value is the stable id.
package enum Category: String, Codable, Sendable, CaseIterable {
  case nPlusOne = "1A"
  case unboundedFetch = "1B"
  case indexGap = "1C"
  case poolExhaustion = "1D"
  case leakedHandle = "2A"
  case globalGrowth = "2B"
  case logFlooding = "2C"
  case largeBuffering = "2D"
  case missingTimeout = "3A"
  case retryStorm = "3B"
  case checkThenAct = "3C"
  case awaitWaterfall = "3D"
  case eventLoopBlock = "3E"
  case abuseControl = "4A"
  case noBreaker = "4B"
  case noBackpressure = "4C"
  case errorObservability = "4D"
  case renderStorm = "5A"
  case unvirtualizedList = "5B"
  case fetchLoop = "5C"
  case stateBloat = "5D"
  case caching = "6A"
  case asyncJobs = "6B"
  case bundleShape = "6C"
  /// Outside the 24: a note about the audit itself, such as a suppression without a reason.
  case other = "other"

  /// The id that stands in every finding: `1A`.
  package var id: String { rawValue }

  /// The name that people type: `n-plus-one`.
  package var slug: String { description.slug }

  /// The name that people read: `N+1 queries`.
  package var shortName: String { description.shortName }

  /// The printed risk category; `other` counts as Resilience.
  package var risk: Risk { description.risk }

  /// The category of an id or slug, in any case, or nil.
  package init?(named name: String) {
    let wanted = name.lowercased()
    let match = Category.allCases.first { $0.id.lowercased() == wanted || $0.slug == wanted }
    guard let match else { return nil }
    self = match
  }

  private typealias Description = (slug: String, risk: Risk, shortName: String)

  private var description: Description {
    switch self {
    case .nPlusOne: ("n-plus-one", .database, "N+1 queries")
    case .unboundedFetch: ("unbounded-fetch", .database, "Unbounded read")
    case .indexGap: ("index-gap", .database, "Missing index")
    case .poolExhaustion: ("pool-exhaustion", .database, "Pool exhaustion")
    case .leakedHandle: ("leaked-handle", .memory, "Leaked handle")
    case .globalGrowth: ("global-growth", .memory, "Growing global state")
    case .logFlooding: ("log-flooding", .memory, "Log flooding")
    case .largeBuffering: ("large-buffering", .memory, "Large buffering")
    case .missingTimeout: ("missing-timeout", .async, "Missing timeout")
    case .retryStorm: ("retry-storm", .async, "Retry storm")
    case .checkThenAct: ("check-then-act", .async, "Check then act")
    case .awaitWaterfall: ("await-waterfall", .async, "Await waterfall")
    case .eventLoopBlock: ("event-loop-block", .runtime, "Blocked event loop")
    case .abuseControl: ("abuse-control", .resilience, "Missing abuse control")
    case .noBreaker: ("no-breaker", .resilience, "No circuit breaker")
    case .noBackpressure: ("no-backpressure", .resilience, "No backpressure")
    case .errorObservability: ("error-observability", .resilience, "Errors unseen")
    case .renderStorm: ("render-storm", .frontend, "Render storm")
    case .unvirtualizedList: ("unvirtualized-list", .frontend, "Unvirtualized list")
    case .fetchLoop: ("fetch-loop", .frontend, "Fetch loop")
    case .stateBloat: ("state-bloat", .frontend, "Bloated state")
    case .caching: ("caching", .database, "Caching")
    case .asyncJobs: ("async-jobs", .resilience, "Background jobs")
    case .bundleShape: ("bundle-shape", .frontend, "Bundle shape")
    case .other: ("other", .resilience, "Other")
    }
  }
}
