// The severity that a computed consequence stands for.

import Capacity
import Findings

extension Severity {
  /// The words of the contract: fails is CRITICAL, degrades HIGH, noticeable MEDIUM.
  init(_ consequence: Consequence) {
    switch consequence {
    case .fails: self = .critical
    case .degrades: self = .high
    case .noticeable: self = .medium
    case .acceptable: self = .monitor
    }
  }
}
