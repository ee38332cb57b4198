// Findings at the rate of the routes that lead to them.

import Capacity
import Findings
import SemanticModel

extension Diagnosis {
  /// The diagnosis as it is at the rate of its routes.
  ///
  /// `isMuted`: where few ask and nobody waits long, the finding is no sure one.
  func priced(
    for use: RareUse?,
    muting isMuted: Bool = true,
    ceiling: Severity = .medium,
    under target: LoadTarget
  ) -> Diagnosis {
    guard let use else { return self }
    var result = self
    result.severity = min(severity, ceiling)
    let rate = use.rate(under: target)
    result.threshold = threshold ?? "\(Figure.grouped(rate.value * 100)) such requests a second"
    result.impact.estimate +=
      "; \(rate.source), not the \(Figure.grouped(target.requestsPerSecond)) req/s of the target"
    if isMuted, tier == .finding {
      result.tier = .suspicious
      result.confidence = min(confidence, .medium)
      result.confirm = use.question
    }
    return result
  }

  /// The diagnosis as it is where no call that is seen leads to its end.
  func reached(by approach: Approach?, to callee: String) -> Diagnosis {
    guard let approach, approach.isClosed, tier == .finding else { return self }
    var result = self
    result.tier = .suspicious
    result.confidence = min(confidence, .medium)
    result.confirm =
      "Check which call leads here: what the calls that are seen give, or leave out, closes the test around `\(callee)`."
    return result
  }
}
