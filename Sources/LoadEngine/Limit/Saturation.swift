// What a server still answers when it is asked for more than it carries.

import Statistics

/// Answers a second beyond the limit.
struct Saturation: Sendable {
  /// The median of the seconds.
  let throughput: Double
  /// The median lies between these with 95 % confidence, by order.
  let lower: Double
  let upper: Double
  /// The rate at which it was seen.
  let rate: Double

  /// Fewer seconds bound no median.
  private static let fewest = 6

  /// Of the tries that were not carried, the one with the most answers; nil without any.
  init?(of tries: [LimitTry]) {
    let broken = tries.filter { $0.verdict.outcome == .failed }
    let found = broken.compactMap { Saturation(of: $0) }.max { $0.throughput < $1.throughput }
    guard let found else { return nil }
    self = found
  }

  /// The first second fills queues, and the last is no whole one.
  private init?(of attempt: LimitTry) {
    let seconds = attempt.result.rows.filter {
      $0.second < Int(attempt.result.plan.pacing.curve.seconds)
    }
    let answers = seconds.dropFirst().map { Double($0.answered) }.sorted()
    guard answers.count >= Self.fewest else { return nil }
    let count = Double(answers.count)
    let reach = 1.96 * count.squareRoot() / 2
    let low = max(0, Int((count / 2 - reach).rounded(.down)) - 1)
    let high = min(answers.count - 1, Int((count / 2 + reach).rounded(.up)))
    throughput = answers.median
    lower = answers[low]
    upper = answers[high]
    rate = attempt.rate
  }
}
