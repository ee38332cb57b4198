// The tries of a search for the limit, for people and for programs.

import Statistics

/// What a search for the limit found.
package struct LimitReport: Sendable {
  private let tries: [LimitTry]
  private let search: LimitSearch
  private let interval: LimitStaircase.Interval?
  private let target: Double
  private let stop: String?
  private let wasInterrupted: Bool

  /// What a service should carry, as a multiple of the load target.
  private static let headroom = 2.0

  /// `target` is the rate of the load target; `stop` says why no rate could be tried any more.
  init(
    of tries: [LimitTry],
    search: LimitSearch,
    staircase: LimitStaircase? = nil,
    target: Double,
    stop: String? = nil,
    wasInterrupted: Bool = false
  ) {
    self.tries = tries
    self.search = search
    self.target = target
    self.stop = stop ?? tries.last?.objection
    interval = staircase?.interval
    self.wasInterrupted = wasInterrupted
  }

  /// Whether a rate is known that the server carries, and the search came to its end.
  package var isWhole: Bool {
    search.carried != nil && !wasInterrupted && stop == nil
  }

  /// The rate that is carried for sure: the lower end of the interval, if there is one.
  private var carried: Double? { interval?.lower ?? search.carried }

  private var saturation: Saturation? { Saturation(of: tries) }

  /// The times of all tries that were carried near the limit, as one.
  private var timesThere: Histogram {
    let least = (carried ?? 0) * 0.95
    return tries.filter { $0.verdict.outcome == .passed && $0.rate >= least }
      .reduce(into: Histogram()) { $0.merge($1.result.figures.durations.all) }
  }

  /// The thresholds that the slowest broken rate did not keep.
  private var limits: [ThresholdVerdict] {
    let broken = tries.filter { $0.verdict.outcome == .failed }
    return broken.min { $0.rate < $1.rate }?.verdict.thresholds.filter { !$0.holds } ?? []
  }

  // MARK: - For people

  /// The report at a terminal, with a line end behind it.
  package func text() -> String {
    let rows = tries.map { attempt in
      let durations = attempt.result.figures.durations.all
      let p95 = Quantity.duration(durations.quantile(0.95))
      let p99 = Quantity.duration(durations.quantile(0.99))
      let answers = Quantity.digits(attempt.result.requestsPerSecond)
      return "  \(Quantity.digits(attempt.rate)) requests/s  \(answers) answers/s, p95 \(p95), "
        + "p99 \(p99), \(Quantity.count(attempt.result.figures.failed)) failed: \(word(for: attempt))"
        + rest(after: attempt)
    }
    return (rows + [""] + details + [conclusion]).joined(separator: "\n") + "\n"
  }

  private var details: [String] {
    var lines: [String] = []
    let times = timesThere
    if !times.isEmpty {
      let shares = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
        "\(name) \(Quantity.duration(times.quantile(share)))"
      }
      lines.append("  at the limit: \(shares.joined(separator: ", "))")
    }
    if let saturation {
      lines.append(
        "  saturated at \(Quantity.digits(saturation.throughput)) answers/s "
          + "(\(Quantity.digits(saturation.lower)) to \(Quantity.digits(saturation.upper)) with 95 % confidence), "
          + "asked for \(Quantity.digits(saturation.rate))"
      )
    }
    lines += limits.map { limit in
      let measured = limit.measured.map { ", measured \(Quantity.fixed($0, places: 3))" } ?? ""
      return "  limited by \(limit.threshold.text)\(measured)"
    }
    if hurried > 0 {
      lines.append(
        "  \(hurried) of \(tries.count) tries left the server busy for longer than the search waits: "
          + "the limit may be higher than what is said here"
      )
    }
    if let carried, target > 0 {
      let ratio = Quantity.digits(carried / target)
      let word = carried >= Self.headroom * target ? "carries" : "does not carry"
      lines.append(
        "  \(word) 2x the load target of \(Quantity.digits(target)) requests/s: \(ratio)x"
      )
    }
    return lines
  }

  private func word(for attempt: LimitTry) -> String {
    switch attempt.verdict.outcome {
    case .passed: "carried"
    case .failed: "not carried"
    case .invalid: "invalid"
    }
  }

  private func rest(after attempt: LimitTry) -> String {
    switch attempt.rest {
    case .after(let seconds): ", at rest again after \(Quantity.digits(seconds)) s"
    case .notWithin(let seconds): ", not at rest again after \(Quantity.digits(seconds)) s"
    case nil: ""
    }
  }

  /// Tries after which the server was loaded again before it was at rest.
  private var hurried: Int {
    tries.count { if case .notWithin = $0.rest { true } else { false } }
  }

  private var conclusion: String {
    let known = search.carried.map { Quantity.digits($0) + " requests/s" }
    if wasInterrupted { return "INTERRUPTED: carried up to \(known ?? "nothing that was tried")" }
    if let reason = stop {
      return "INVALID: carried up to \(known ?? "nothing that was tried"); then \(reason)"
    }
    guard let carried, let known else {
      return "NOT CARRIED: the thresholds hold at none of the rates"
    }
    let plan = "with a headroom of 2, plan for \(Quantity.digits(carried / 2))"
    if let interval {
      return "LIMIT: \(Quantity.digits(interval.middle)) requests/s "
        + "(\(Quantity.digits(interval.lower)) to \(Quantity.digits(interval.upper)) with 95 % confidence); \(plan)"
    }
    guard let broken = search.broken else {
      return "LIMIT: above \(known), the highest rate that is tried; \(plan)"
    }
    return "LIMIT: carries \(known), not \(Quantity.digits(broken)); \(plan)"
  }

  // MARK: - For programs

  /// The report for programs.
  package func document(version: String) -> some Encodable {
    func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    let times = timesThere
    func time(_ share: Double) -> JSONValue {
      times.isEmpty ? .null : .number(Double(times.quantile(share)) / 1e6)
    }
    return JSONValue.object([
      ("schema", .string("plimsoll-load-limit/1")), ("version", .string(version)),
      ("carried", number(carried)), ("broken", number(search.broken)), ("whole", .bool(isWhole)),
      ("limit", number(interval?.middle)),
      ("limitInterval", interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null),
      ("p50", time(0.5)), ("p95", time(0.95)), ("p99", time(0.99)),
      ("saturation", number(saturation?.throughput)),
      (
        "saturationInterval",
        saturation.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
      ),
      ("limitedBy", .array(limits.map { .string($0.threshold.text) })),
      ("target", .number(target)),
      ("carriesTwice", carried.map { .bool($0 >= Self.headroom * target) } ?? .null),
      ("tries", .array(tries.map(value))),
    ])
  }

  private func recovery(after attempt: LimitTry) -> JSONValue {
    if case .after(let seconds) = attempt.rest { .number(seconds) } else { .null }
  }

  private func value(of attempt: LimitTry) -> JSONValue {
    let durations = attempt.result.figures.durations.all
    return .object([
      ("rate", .number(attempt.rate)),
      ("answersPerSecond", .number(attempt.result.requestsPerSecond)),
      ("p95", .number(Double(durations.quantile(0.95)) / 1e6)),
      ("p99", .number(Double(durations.quantile(0.99)) / 1e6)),
      ("failed", .integer(attempt.result.figures.failed)),
      ("verdict", .string(word(for: attempt))), ("recoveredAfter", recovery(after: attempt)),
    ])
  }
}
