// The load target of the command line and plimsoll.yml, as the arithmetic and the report speak of it.

import Capacity
import Findings
import Workspace

extension LoadTarget {
  /// The requested load; what a request leaves open the next one says, and at last the standard.
  init(of requests: [RequestedLoad]) {
    func first<Part>(_ part: KeyPath<RequestedLoad, Part?>) -> Part? {
      requests.lazy.compactMap { $0[keyPath: part] }.first
    }
    let standard = LoadTarget.standard
    self.init(
      users: first(\.users) ?? standard.users,
      requestsPerSecond: first(\.requestsPerSecond) ?? standard.requestsPerSecond,
      durationSeconds: first(\.durationSeconds) ?? standard.durationSeconds,
      p95Milliseconds: first(\.p95Milliseconds) ?? standard.p95Milliseconds,
      p99Milliseconds: first(\.p99Milliseconds) ?? standard.p99Milliseconds,
      errorRate: first(\.errorRate) ?? standard.errorRate
    )
  }
}

extension LoadTargetFigures {
  init(of target: LoadTarget) {
    self.init(
      users: target.users,
      requestsPerSecond: target.requestsPerSecond,
      durationSeconds: target.durationSeconds,
      p95Milliseconds: target.p95Milliseconds,
      p99Milliseconds: target.p99Milliseconds,
      errorRate: target.errorRate
    )
  }
}
