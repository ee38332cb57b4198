// The vibe score: one number from the findings, by the formula of docs/scoring.md.

import Glibc

/// Weighs findings and turns the sum into a score.
package enum Scoring {
  /// What a sure finding of high confidence takes, alone of its rule.
  ///
  /// Two CRITICAL leave 7.0, the end of "one or two critical fixes first"; one HIGH leaves 8.9,
  /// short of ready; six MEDIUM count as one HIGH.
  package static func weight(of severity: Severity) -> Double {
    switch severity {
    case .critical: 0.2
    case .high: 0.12
    case .medium: 0.02
    case .monitor: 0
    }
  }

  /// How much of its weight a doubtful finding keeps: the chance that it is right.
  package static func certainty(of finding: Finding) -> Double {
    let confidence =
      switch finding.confidence {
      case .high: 1.0
      case .medium: 0.8
      case .low: 0.5
      }
    return finding.tier == .suspicious ? confidence / 2 : confidence
  }

  /// What one finding takes, alone of its rule; nothing when it is suppressed, no defect of the
  /// code, or what another tool says.
  package static func weight(of finding: Finding) -> Double {
    guard finding.suppressed == nil, finding.category != .other, !finding.isForeign else {
      return 0
    }
    return weight(of: finding.severity) * certainty(of: finding)
  }

  /// The damage of each rule: of its findings, worst first, the k-th counts 1 / √k.
  package static func damage(of findings: [Finding]) -> [String: Double] {
    var weights: [String: [Double]] = [:]
    for finding in findings {
      weights[finding.rule, default: []].append(weight(of: finding))
    }
    return weights.mapValues { weights in
      weights.sorted(by: >).enumerated().reduce(0) { sum, item in
        sum + item.element / Double(item.offset + 1).squareRoot()
      }
    }
  }

  /// 1 + 9 e^-damage, rounded down to a tenth, so that a band is reached and never rounded into.
  package static func value(of findings: [Finding]) -> Double {
    let damage = damage(of: findings).sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    return ((1 + 9 * exp(-damage)) * 10).rounded(.down) / 10
  }

  /// The band of a score, in the contract's words.
  package static func band(of value: Double, users: Int) -> String {
    switch value {
    case 9...: "ready for \(capacity(users))"
    case 7...: "one or two critical fixes first"
    case 5...: "significant refactoring"
    case 3...: "will fail under load"
    default: "do not deploy"
    }
  }

  /// `1K+`, `250+ users`.
  private static func capacity(_ users: Int) -> String {
    users >= 1_000 && users.isMultiple(of: 1_000) ? "\(users / 1_000)K+" : "\(users)+ users"
  }
}
