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
    if isMuted, tier == .finding, use.isTrivial(at: result.severity) {
      result.tier = .suspicious
      result.confidence = min(confidence, .medium)
      result.confirm = use.question
    }
    return result
  }
}
