// The load target of plimsoll.yml, as the arithmetic and the report speak of it.

import Capacity
import Findings
import Workspace

extension AuditConfiguration {
  /// The configured load; what the file leaves open is that of the standard load test.
  var capacityTarget: Capacity.LoadTarget {
    let standard = Capacity.LoadTarget.standard
    return Capacity.LoadTarget(
      users: loadTarget.users ?? standard.users,
      requestsPerSecond: loadTarget.requestsPerSecond ?? standard.requestsPerSecond,
      durationSeconds: loadTarget.duration ?? standard.durationSeconds,
      p95Milliseconds: loadTarget.p95 ?? standard.p95Milliseconds,
      p99Milliseconds: loadTarget.p99 ?? standard.p99Milliseconds,
      errorRate: loadTarget.errors ?? standard.errorRate
    )
  }
}

extension LoadTargetFigures {
  init(of target: Capacity.LoadTarget) {
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
