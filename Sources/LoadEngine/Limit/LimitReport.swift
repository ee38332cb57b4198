// The tries of a search for the limit, for people and for programs.

import Statistics

/// What a search for the limit found.
package struct LimitReport: Sendable {
  private let tries: [LimitTry]
  private let search: LimitSearch
  private let wasInterrupted: Bool

  package init(of tries: [LimitTry], search: LimitSearch) {
    self.tries = tries
    self.search = search
    wasInterrupted = tries.last?.result.wasInterrupted ?? false
  }

  /// Whether a rate is known that the server carries, and the search came to its end.
  package var isWhole: Bool {
    search.carried != nil && !wasInterrupted && tries.last?.objection == nil
  }

  /// The report at a terminal, with a line end behind it.
  package func text() -> String {
    let rows = tries.map { attempt in
      let durations = attempt.result.figures.durations.all
      let p95 = Quantity.duration(durations.quantile(0.95))
      let p99 = Quantity.duration(durations.quantile(0.99))
      let answers = Quantity.digits(attempt.result.requestsPerSecond)
      return "  \(Quantity.digits(attempt.rate)) requests/s  \(answers) answers/s, p95 \(p95), "
        + "p99 \(p99), \(Quantity.count(attempt.result.figures.failed)) failed: \(word(for: attempt))"
    }
    return (rows + ["", conclusion]).joined(separator: "\n") + "\n"
  }

  /// The report for programs.
  package func document(version: String) -> some Encodable {
    JSONValue.object([
      ("schema", .string("plimsoll-load-limit/1")), ("version", .string(version)),
      ("carried", search.carried.map(JSONValue.number) ?? .null),
      ("broken", search.broken.map(JSONValue.number) ?? .null), ("whole", .bool(isWhole)),
      (
        "tries",
        .array(
          tries.map { attempt in
            let durations = attempt.result.figures.durations.all
            return .object([
              ("rate", .number(attempt.rate)),
              ("answersPerSecond", .number(attempt.result.requestsPerSecond)),
              ("p95", .number(Double(durations.quantile(0.95)) / 1e6)),
              ("p99", .number(Double(durations.quantile(0.99)) / 1e6)),
              ("failed", .integer(attempt.result.figures.failed)),
              ("verdict", .string(word(for: attempt))),
            ])
          }
        )
      ),
    ])
  }

  private func word(for attempt: LimitTry) -> String {
    switch attempt.verdict.outcome {
    case .passed: "carried"
    case .failed: "not carried"
    case .invalid: "invalid"
    }
  }

  private var conclusion: String {
    let carried = search.carried.map { Quantity.digits($0) + " requests/s" }
    if wasInterrupted { return "INTERRUPTED: carried up to \(carried ?? "nothing that was tried")" }
    if let reason = tries.last?.objection {
      return "INVALID: carried up to \(carried ?? "nothing that was tried"); then \(reason)"
    }
    guard let rate = search.carried, let carried else {
      return "NOT CARRIED: the thresholds hold at none of the rates"
    }
    let headroom = "with a headroom of 2, plan for \(Quantity.digits(rate / 2))"
    guard let broken = search.broken else {
      return "LIMIT: above \(carried), the highest rate that is tried; \(headroom)"
    }
    return "LIMIT: carries \(carried), not \(Quantity.digits(broken)); \(headroom)"
  }
}
