// The search for a server's limit: tries, and a rest after each that was too much.

/// Tries rates until the limit is known, the user has enough, or the generator has.
///
/// What a rate that was not carried leaves behind (queues, open connections) would count against the next one,
/// so the search waits until the server answers again as it did before the first try.
package struct LimitRun {
  /// Runs a plan and judges it by thresholds; the probes between the tries have none.
  package typealias Load = (LoadPlan, [Threshold]) async throws(LoadError) -> LoadResult

  private let plan: LoadPlan
  private let thresholds: [Threshold]
  private let highest: Double
  private let patience: Double
  private let pause: Duration
  private let load: Load

  /// Tries near the limit, which tell how sure it is.
  private static let triesAtLimit = 8

  /// A search from the plan's rate, with none above `highest`.
  ///
  /// A server has `patience` seconds to come to rest, and is asked after each `pause`.
  package init(
    _ plan: LoadPlan,
    thresholds: [Threshold],
    highest: Double,
    patience: Double = 60,
    pause: Duration = .milliseconds(500),
    load: @escaping Load
  ) {
    self.plan = plan
    self.thresholds = thresholds
    self.highest = highest
    self.patience = patience
    self.pause = pause
    self.load = load
  }

  /// What was found; `target` is the rate of the load target.
  ///
  /// Throws what stands against the first try; what stops a later one stands in the report.
  package func report(target: Double) async throws(LoadError) -> LimitReport {
    try await Interruption.counted { () throws(LoadError) in
      let calm = LimitProbe(of: try await load(LimitProbe.plan(of: plan), []))
      var search = LimitSearch(from: plan.pacing.curve.maximum, highest: highest)
      var staircase: LimitStaircase?
      var tries: [LimitTry] = []
      var stop: String?
      while let rate = staircase.map(\.next) ?? search.next, Interruption.count == 0 {
        do throws(LoadError) {
          tries.append(try await attempt(rate))
        } catch {
          // What was found out is not lost with the server.
          guard case .environment(let reason) = error, !tries.isEmpty else { throw error }
          stop = reason
          break
        }
        guard let last = tries.last, !last.result.wasInterrupted, last.objection == nil else {
          break
        }
        let holds = last.verdict.outcome == .passed
        if staircase != nil { staircase?.record(holds: holds) } else { search.record(holds: holds) }
        if staircase == nil { staircase = Self.staircase(behind: search) }
        let isOver = (staircase.map(\.next) ?? search.next) == nil
        if !holds, !isOver { tries[tries.count - 1].rest = await rest(as: calm) }
      }
      return LimitReport(
        of: tries,
        search: search,
        staircase: staircase,
        target: target,
        stop: stop,
        wasInterrupted: Interruption.count > 0
      )
    }
  }

  /// The tries behind a search that has found the gap in which the limit is.
  private static func staircase(behind search: LimitSearch) -> LimitStaircase? {
    guard search.next == nil, let carried = search.carried, let broken = search.broken else {
      return nil
    }
    return LimitStaircase(carried: carried, broken: broken, tries: triesAtLimit)
  }

  private func attempt(_ rate: Double) async throws(LoadError) -> LimitTry {
    var plan = plan
    if case .arrivals(let curve, let spacing) = plan.pacing {
      plan.pacing = .arrivals(Curve(constant: rate, seconds: curve.seconds), spacing)
    }
    let result = try await load(plan, thresholds)
    return LimitTry(
      rate: rate,
      result: result,
      verdict: LoadVerdict(on: result, thresholds: thresholds)
    )
  }

  /// Waits until the server answers as it did at rest; nil if the user did not want to wait.
  private func rest(as calm: LimitProbe) async -> LimitTry.Rest? {
    let clock = RunClock(startingIn: 0)
    while Interruption.count == 0 {
      // A server that takes no connection for a while may take one again.
      let result = try? await load(LimitProbe.plan(of: plan), [])
      let seconds = Nanoseconds.seconds(clock.now())
      if let result, LimitProbe(of: result).isRest(as: calm) { return .after(seconds) }
      if seconds >= patience { return .notWithin(patience) }
      do { try await Task.sleep(for: pause) } catch { return nil }
    }
    return nil
  }
}
