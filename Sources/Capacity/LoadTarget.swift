// The load that the code must carry, against which every impact is computed.

/// How many people ask how often, and what they must not notice.
package struct LoadTarget: Sendable, Hashable {
  package var users: Int
  package var requestsPerSecond: Double
  package var durationSeconds: Double
  package var p95Milliseconds: Double
  package var p99Milliseconds: Double
  /// Share of failed requests that is tolerated, 0 to 1.
  package var errorRate: Double

  package init(
    users: Int,
    requestsPerSecond: Double,
    durationSeconds: Double,
    p95Milliseconds: Double,
    p99Milliseconds: Double,
    errorRate: Double
  ) {
    self.users = users
    self.requestsPerSecond = requestsPerSecond
    self.durationSeconds = durationSeconds
    self.p95Milliseconds = p95Milliseconds
    self.p99Milliseconds = p99Milliseconds
    self.errorRate = errorRate
  }

  /// 1,000 users and 100 requests a second for five minutes: the load test of the audit document.
  package static let standard = LoadTarget(
    users: 1_000,
    requestsPerSecond: 100,
    durationSeconds: 300,
    p95Milliseconds: 500,
    p99Milliseconds: 800,
    errorRate: 0.01
  )
}
