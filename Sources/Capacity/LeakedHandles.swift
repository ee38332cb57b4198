// How soon handles run out that are not given back.

/// Handles that requests take, of which a share is never given back.
package struct LeakedHandles: Sendable, Hashable {
  package var target: LoadTarget
  /// The share of requests that come this way, 0 to 1.
  package var share: Input
  /// The share of those that leave theirs open, 0 to 1.
  package var leakShare: Input
  /// How many there are; nil: as many as the process may open.
  package var size: Double?

  package init(
    target: LoadTarget = .standard,
    share: Input = .tenthOfRequests,
    leakShare: Input,
    size: Double?
  ) {
    self.target = target
    self.share = share
    self.leakShare = leakShare
    self.size = size
  }

  package var leakedPerSecond: Double {
    target.requestsPerSecond * share.value * leakShare.value
  }

  /// Seconds until none is left; nil where there is no fixed number.
  package var secondsUntilEmpty: Double? {
    size.map { leakedPerSecond > 0 ? $0 / leakedPerSecond : .infinity }
  }

  package func sentence(of what: String) -> String {
    let rate = Figure.grouped(target.requestsPerSecond * share.value)
    let part = Figure.grouped(leakShare.value * 100)
    let leaked =
      "\(rate) req/s × \(part) % = \(Figure.grouped(leakedPerSecond)) of them left open each second"
    let end =
      secondsUntilEmpty.flatMap { seconds in
        size.map { "a pool of \(Figure.grouped($0)) is empty after \(Figure.duration(seconds))" }
      } ?? "\(Figure.grouped(leakedPerSecond * 3_600)) an hour"
    let assumed = [share, leakShare].filter(\.isAssumed).map(\.source)
    let inputs = assumed.isEmpty ? "" : "; assuming \(assumed.joined(separator: " and "))"
    return "\(leaked); \(end)\(inputs)"
  }
}
