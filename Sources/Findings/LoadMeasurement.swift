// What load tests say of the objectives.

extension LoadRun {
  /// Whether the run counts: it came to its end, and its generator was not the limit.
  package var isValid: Bool { verdict != "invalid" && !interrupted }

  /// The share of what ended that failed; nil where nothing ended.
  package var failedShare: Double? {
    // Refused requests are answered and failed; those without an answer are failed alone.
    let ended = max(requests.answered, requests.failed, requests.sent)
    return ended > 0 ? requests.failed / ended : nil
  }

  /// Whether it loaded the server as much as the target does: nearly as many answers a second.
  package func reaches(_ target: LoadTargetFigures) -> Bool {
    requestsPerSecond >= 0.95 * target.requestsPerSecond
  }

  /// What it measured of the objectives, which speak of the target: nothing below its rate.
  package func measurements(under target: LoadTargetFigures?) -> [Measurement] {
    guard isValid, let target, reaches(target) else { return [] }
    let place = source ?? "plimsoll load"
    func figure(_ name: Measurement.Name, _ value: Measurement.Value, _ unit: String) -> Measurement
    {
      Measurement(name: name.rawValue, value: value, unit: unit, source: place)
    }
    var result: [Measurement] = []
    if let latency {
      // A bound is told and not judged.
      let isBound = latency.p95IsLowerBound == true
      let p95 = isBound ? .text("at least \(latency.p95)") : Measurement.Value.number(latency.p95)
      let p99 = isBound ? .text("at least \(latency.p99)") : Measurement.Value.number(latency.p99)
      result += [figure(.p95, p95, "ms"), figure(.p99, p99, "ms")]
    }
    if let failedShare {
      result.append(figure(.errorRate, .number((failedShare * 1e4).rounded() / 100), "%"))
    }
    return result
  }
}

extension LoadRun.Soak {
  /// Whether something grew that must not, or the process ended.
  package var isBroken: Bool {
    endedAfterSeconds != nil || growth.contains { $0.outcome == "growing" }
  }
}

extension LoadRun {
  /// What a soak test measured of the memory, whatever its rate, in % of itself an hour.
  ///
  /// What grows is told by its slope. What does not is told by the end of its interval, so that a
  /// run that was too short to tell passes no objective.
  package var growthMeasurements: [Measurement] {
    let memory = soak?.growth.first { $0.name.hasPrefix("memory") }
    guard isValid, let memory, let level = memory.level, level > 0 else { return [] }
    func percent(_ value: Double) -> Double { (max(0, value) / level * 1e4).rounded() / 100 }
    let value: Measurement.Value
    switch (memory.outcome, memory.perHour, memory.upper) {
    case ("growing", let slope?, _): value = .number(percent(slope))
    case ("flat", _, let upper?) where upper < Self.flat * level: value = .number(percent(upper))
    case (_, _, let upper?): value = .text("somewhere up to \(percent(upper))")
    default: return []
    }
    return [
      Measurement(
        name: Measurement.Name.soakGrowth.rawValue,
        value: value,
        unit: "%",
        source: source ?? "plimsoll soak"
      )
    ]
  }

  /// Growth in an hour, as a share, that the objective lets pass.
  private static let flat = 0.01
}

extension LoadLimit {
  /// The highest rate over the target's; nothing where the search found none.
  package func measurements(under target: LoadTargetFigures?) -> [Measurement] {
    guard let carried, let target, target.requestsPerSecond > 0 else { return [] }
    let ratio = carried / target.requestsPerSecond
    return [
      Measurement(
        name: Measurement.Name.headroom.rawValue,
        value: .number((ratio * 100).rounded(.down) / 100),
        unit: "x",
        source: source ?? "plimsoll load --find-limit"
      )
    ]
  }
}
