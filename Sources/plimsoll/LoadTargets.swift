// The load target of plimsoll.yml, as the arithmetic and the report speak of it.

import Capacity
import Findings
import Workspace

extension AuditConfiguration {
  /// The configured load; what the file leaves open is that of the standard load test.
  var capacityTarget: LoadTarget {
    let standard = LoadTarget.standard
    return LoadTarget(
      users: loadTarget.users ?? standard.users,
      requestsPerSecond: loadTarget.requestsPerSecond ?? standard.requestsPerSecond,
      durationSeconds: loadTarget.durationSeconds ?? standard.durationSeconds,
      p95Milliseconds: loadTarget.p95Milliseconds ?? standard.p95Milliseconds,
      p99Milliseconds: loadTarget.p99Milliseconds ?? standard.p99Milliseconds,
      errorRate: loadTarget.errorRate ?? standard.errorRate
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
