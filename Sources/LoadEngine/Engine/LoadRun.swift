// The story of a load test: find the server, try it once, let the threads run, sum up.

/// What a load test has shown.
package struct LoadResult: Sendable {
  package let plan: LoadPlan
  package let endpoint: Endpoint
  package let figures: Figures
  package let health: GeneratorHealth
  package let rows: [IntervalRow]
  /// Seconds from the first request to the end of the last.
  package let seconds: Double
  package let wasInterrupted: Bool

  /// Seconds that the totals are about.
  package var countedSeconds: Double { max(0.001, seconds - plan.warmup) }
  package var requestsPerSecond: Double { Double(figures.answered) / countedSeconds }

  /// Why the run says nothing about the server; nil if it does.
  package var objection: String? { health.objection(isOpen: plan.pacing.isOpen) }
}

/// Runs a plan.
package struct LoadRun: Sendable {
  private let plan: LoadPlan
  private let permission: Permission

  package init(_ plan: LoadPlan, permission: Permission = Permission()) {
    self.plan = plan
    self.permission = permission
  }

  /// The result, while `collector` tells each second as it passes.
  ///
  /// Throws before the first request if the target may not be loaded, cannot be found, takes no
  /// connection, or needs more descriptors than there are.
  package func result(collector: IntervalCollector) async throws(LoadError) -> LoadResult {
    let endpoint = try findServer()
    try DescriptorLimit.require(sockets: plan.slots)
    return try await Interruption.counted { () throws(LoadError) in
      try await result(at: endpoint, collector: collector)
    }
  }

  private func result(
    at endpoint: Endpoint,
    collector: IntervalCollector
  ) async throws(LoadError) -> LoadResult {
    let clock = RunClock(startingIn: 5_000_000)
    let outcomes = await outcomes(at: endpoint, clock: clock, collector: collector)
    let seconds = Nanoseconds.seconds(clock.now())
    collector.finish()
    var figures = Figures(journeys: plan.journeys)
    var health = GeneratorHealth()
    for outcome in outcomes {
      let (part, partHealth) = try outcome.get()
      figures.merge(part)
      health.merge(partHealth)
    }
    return LoadResult(
      plan: plan,
      endpoint: endpoint,
      figures: figures,
      health: health,
      rows: collector.rows,
      seconds: seconds,
      wasInterrupted: Interruption.count > 0
    )
  }

  private typealias Outcome = Result<(Figures, GeneratorHealth), LoadError>

  private func outcomes(
    at endpoint: Endpoint,
    clock: RunClock,
    collector: IntervalCollector
  ) async -> [Outcome] {
    let plan = plan
    return await WorkerThread.values(count: plan.threads) { index in
      let share = ThreadShare(index: index, count: plan.threads)
      return Self.outcome(
        of: plan,
        at: endpoint,
        clock: clock,
        share: share,
        collector: collector
      )
    }
  }

  private static func outcome(
    of plan: LoadPlan,
    at endpoint: Endpoint,
    clock: RunClock,
    share: ThreadShare,
    collector: IntervalCollector
  ) -> Outcome {
    func run(_ pacer: some Pacer, slots: Int) -> Outcome {
      Result { () throws(LoadError) in
        var worker = try Worker(
          plan: plan,
          endpoint: endpoint,
          clock: clock,
          pacer: pacer,
          slots: slots,
          share: share,
          collector: collector
        )
        return worker.run()
      }
    }
    switch plan.pacing {
    case .arrivals(let curve, let spacing):
      let slots = share.part(of: plan.connections)
      let pacer = ArrivalPacer(
        curve: curve,
        spacing: spacing,
        share: share,
        slots: slots,
        limit: plan.rounds,
        usesAllSlots: plan.usesAllConnections,
        seed: plan.seed
      )
      return run(pacer, slots: slots)
    case .users(let curve, let pause):
      let pacer = UserPacer(
        curve: curve,
        pause: pause,
        share: share,
        limit: plan.rounds,
        seed: plan.seed
      )
      return run(pacer, slots: pacer.slots)
    }
  }

  /// The first address that may be loaded and takes a connection.
  private func findServer() throws(LoadError) -> Endpoint {
    let endpoints = try permission.allowed(try Endpoint.resolve(plan.url), of: plan.url)
    var reason = ErrorClass.unreachable
    for endpoint in endpoints {
      guard let error = Socket.trial(of: endpoint, seconds: plan.timeouts.connect) else {
        return endpoint
      }
      reason = error
    }
    throw .environment(
      "\(plan.url.authority): \(reason.text); start the server first, or check host and port"
    )
  }
}
