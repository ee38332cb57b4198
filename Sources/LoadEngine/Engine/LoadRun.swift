// The story of a load test: find the server, try it once, let the threads run, sum up.

import CHTTP2

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
  /// What was counted in the windows that thresholds ask for.
  var windows: [Range<Int>: IntervalFigures] = [:]
  /// What else a reader has to know: who measured, if not this program; what could not be done.
  package internal(set) var remarks: [String] = []

  /// Seconds that the totals are about.
  package var countedSeconds: Double { max(0.001, seconds - plan.warmup) }
  package var requestsPerSecond: Double { Double(figures.answered) / countedSeconds }

  /// Why the run says nothing about the server; nil if it does.
  package var objection: String? {
    health.objection(isOpen: plan.scenarios.contains { $0.pacing.isOpen })
  }
}

/// Runs a plan.
package struct LoadRun: Sendable {
  private var plan: LoadPlan
  private let permission: Permission

  package init(_ plan: LoadPlan, permission: Permission = Permission()) {
    self.plan = plan
    if let name = plan.name { self.plan.tag(as: name) }
    for index in plan.beside.indices {
      self.plan.beside[index].tag(as: plan.beside[index].name ?? "\(index + 2)")
    }
    self.permission = permission
  }

  /// The result, while `collector` tells each second as it passes.
  ///
  /// Throws before the first request if the target may not be loaded, cannot be found, takes no
  /// connection, or needs more descriptors than there are.
  ///
  /// `began` is told the run's clock before the first request.
  package func result(
    collector: IntervalCollector,
    began: @Sendable (RunClock) -> Void = { _ in }
  ) async throws(LoadError) -> LoadResult {
    if plan.streams != nil { try Self.requireHTTP2() }
    let tls = try TLSClient.client(
      for: plan.url,
      trust: plan.trust,
      asksHTTP2: plan.streams != nil
    )
    let endpoint = try findServer(tls)
    try DescriptorLimit.require(sockets: plan.allSlots)
    return try await Interruption.counted { () throws(LoadError) in
      var run = self
      let known = try await SingleRound(plan.setup, "setup", of: plan, at: endpoint, tls).values()
      run.plan.give(known)
      let clock = RunClock(startingIn: 5_000_000)
      began(clock)
      var result = try await run.result(at: endpoint, tls, clock: clock, collector: collector)
      result.windows = collector.windows
      do throws(LoadError) {
        _ = try await SingleRound(plan.teardown, "teardown", of: run.plan, at: endpoint, tls)
          .values()
      } catch {
        // What was measured is not lost for it.
        result.remarks.append(result.wasInterrupted ? "teardown: interrupted" : error.message)
      }
      return result
    }
  }

  private func result(
    at endpoint: Endpoint,
    _ tls: TLSClient?,
    clock: RunClock,
    collector: IntervalCollector
  ) async throws(LoadError) -> LoadResult {
    let outcomes = await outcomes(at: endpoint, tls, clock: clock, collector: collector)
    let seconds = Nanoseconds.seconds(clock.now())
    collector.finish()
    let scenarios = plan.scenarios
    var parts = scenarios.map { Figures(journeys: $0.countedJourneys) }
    var health = GeneratorHealth()
    for outcome in outcomes {
      let (scenario, part, partHealth) = try outcome.get()
      parts[scenario].merge(part)
      health.merge(partHealth)
    }
    var figures = parts[0]
    for part in parts.dropFirst() { figures.append(part) }
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

  /// What a thread of one of the scenarios has counted.
  private typealias Outcome = Result<(Int, Figures, GeneratorHealth), LoadError>

  private func outcomes(
    at endpoint: Endpoint,
    _ tls: TLSClient?,
    clock: RunClock,
    collector: IntervalCollector
  ) async -> [Outcome] {
    let scenarios = plan.scenarios
    let threads = scenarios.enumerated().flatMap { number, scenario in
      (0..<scenario.threads).map { (number, ThreadShare(index: $0, count: scenario.threads)) }
    }
    return await WorkerThread.values(count: threads.count) { index in
      let (scenario, share) = threads[index]
      return Self.outcome(
        of: scenarios[scenario],
        at: endpoint,
        tls,
        clock: clock,
        share: share,
        collector: collector
      ).map { (scenario, $0, $1) }
    }
  }

  private static func outcome(
    of plan: LoadPlan,
    at endpoint: Endpoint,
    _ tls: TLSClient?,
    clock: RunClock,
    share: ThreadShare,
    collector: IntervalCollector
  ) -> Result<(Figures, GeneratorHealth), LoadError> {
    func run(_ pacer: some Pacer, slots: Int) -> Result<(Figures, GeneratorHealth), LoadError> {
      Result { () throws(LoadError) in
        var worker = try Worker(
          plan: plan,
          endpoint: endpoint,
          tls: tls,
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
        limitOfUser: plan.roundsOfUser,
        seed: plan.seed
      )
      return run(pacer, slots: pacer.slots)
    }
  }

  /// The first address that may be loaded, takes a connection and shakes hands.
  func findServer(_ tls: TLSClient?) throws(LoadError) -> Endpoint {
    let endpoints = try permission.allowed(try Endpoint.resolve(plan.url), of: plan.url)
    var reason = ErrorClass.unreachable
    for endpoint in endpoints {
      guard let error = Socket.trial(of: endpoint, tls: tls, timeouts: plan.timeouts) else {
        return endpoint
      }
      if error == .tls { throw Self.distrust(of: plan.url) }
      reason = error
    }
    throw .environment(
      "\(plan.url.authority): \(reason.text); start the server first, or check host and port"
    )
  }

  /// Whether nghttp2 is installed.
  package static var hasHTTP2: Bool { http2_load() == nil }

  private static func requireHTTP2() throws(LoadError) {
    guard let missing = http2_load() else { return }
    throw .environment(
      "HTTP/2 needs nghttp2, and \(String(cString: missing)) is not installed; "
        + "on Debian and Ubuntu: apt-get install libnghttp2-14"
    )
  }

  /// A server that no request can be sent to over TLS.
  private static func distrust(of url: TargetURL) -> LoadError {
    let reason = TLSClient.reason
    let remedy =
      if reason.hasPrefix("certificate") {
        "give --ca the file of who signed it, or --insecure"
      } else if reason.contains("HTTP/2") || reason.contains("application protocol") {
        "leave out --http2"
      } else {
        "check that the port speaks TLS, or write http://"
      }
    return .environment("\(url.authority): TLS: \(reason); \(remedy)")
  }
}
