// What follows from a trend: it grows, it grew once, or no growth above a size could have been missed.

/// The verdict on one figure of a long run.
package struct Growth: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable {
    case growing
    /// It grew, but not throughout: a heap reached its size, or there was a jump.
    case uneven
    case flat
    /// Too few readings for any verdict.
    case unknown
  }

  /// How small an error is tolerated and how much change matters.
  package struct Rule: Sendable, Hashable {
    /// A figure without growth is called growing less often than this.
    package let level: Double
    /// Growth in an hour that matters to nobody, in the figure's unit.
    package let tolerated: Double

    package init(level: Double, tolerated: Double) {
      self.level = level
      self.tolerated = tolerated
    }
  }

  package let series: Series
  package let rule: Rule
  package let trend: Trend?

  /// Growth of this many standard errors is found in four of five runs: a test holds it to that.
  private static let errorsFound = 6.0
  /// Growth of fewer steps of the figure looks like one jump.
  private static let stepsFound = 4.0

  package init(of series: Series, rule: Rule) {
    self.series = series
    self.rule = rule
    trend = Trend(of: series)
  }

  package var outcome: Outcome {
    guard let trend else { return .unknown }
    let isSure = trend.pValue < rule.level && trend.lower > 0
    guard isSure, trend.slope * 3_600 >= rule.tolerated else { return .flat }
    let isSteady = trend.lateSlope >= trend.slope / 2 && trend.earlySlope >= trend.slope / 4
    return isSteady ? .growing : .uneven
  }

  /// Change in an hour, and between what it lies with 95 % confidence.
  package var perHour: (slope: Double, lower: Double, upper: Double)? {
    trend.map { ($0.slope * 3_600, $0.lower * 3_600, $0.upper * 3_600) }
  }

  /// The growth in an hour that a run of this length and noise finds with a power of 80 %; nil
  /// without a verdict.
  package var detectable: Double? {
    guard let trend, series.seconds > 0 else { return nil }
    let byNoise = Self.errorsFound * trend.error * 3_600
    let byStep = Self.stepsFound * series.step * 3_600 / series.seconds
    return max(byNoise, byStep, rule.tolerated)
  }
}
