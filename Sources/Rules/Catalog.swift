// The table of contents: every rule that plimsoll has.

/// All rules, in the order of their categories.
package enum Catalog {
  package static let rules: [any Rule.Type] = [
    QueryInLoop.self,
    ConnectionHeld.self,
    UnboundedRead.self,
    UncappedPageSize.self,
    LeakedHandle.self,
    LeakedSubscription.self,
    GlobalGrowth.self,
    InMemoryStore.self,
    LogFlooding.self,
    LargeBuffering.self,
    MissingTimeout.self,
    CheckThenAct.self,
    AwaitWaterfall.self,
    RetryStorm.self,
    EventLoopBlock.self,
    CatastrophicRegex.self,
    MissingRateLimit.self,
    WeakRateLimit.self,
    UnlimitedUpload.self,
    LargeBodyLimit.self,
    UnverifiedWebhook.self,
    MissingCompression.self,
    UnboundedFanOut.self,
    UnhandledStreamError.self,
    UnhandledRejection.self,
    FloatingPromise.self,
    SilentErrorHandler.self,
    HiddenFailure.self,
    SwallowedCrash.self,
    MissingRequestTelemetry.self,
    MissingHealthCheck.self,
    MissingShutdown.self,
  ]
}
