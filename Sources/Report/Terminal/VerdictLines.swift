// What it comes to: the score, why, and what to do first.

import Findings

extension Page {
  /// The score with its reasons, or why there is none, and the fixes that pay most.
  mutating func verdict(of audit: Audit) {
    if let score = audit.score {
      blank()
      line(
        Span("Vibe score ", .strong),
        Span("\(Amount.score(score.value)) of 10", score.tint),
        Span(": \(score.band)")
      )
      for sentence in score.justification { paragraph(sentence, lead: [Span("  ")]) }
    } else if let unknown = audit.scoreObstacle {
      paragraph("No \(unknown.fact); needed: \(unknown.neededFrom).", tint: .faint)
    }
    if let partial = audit.partialPlans {
      paragraph("\(partial.fact); needed: \(partial.neededFrom).", tint: .faint)
    }
    topFixes(of: audit)
  }

  private mutating func topFixes(of audit: Audit) {
    let fixes = audit.topFixes
    guard audit.score != nil, !fixes.isEmpty else { return }
    blank()
    line(Span("Fix first", .strong))
    for (index, finding) in fixes.enumerated() {
      paragraph(finding.title, lead: [Span("  \(index + 1)  ", finding.severity.tint)])
      line(
        Span("     \(finding.location.link)", .cyan),
        Span("  \(finding.ruleCaption)  \(finding.effortHours.caption)", .faint)
      )
    }
    blank()
  }
}

extension Score {
  fileprivate var tint: Tint {
    value >= 9 ? .strongGreen : value >= 5 ? .strongYellow : .strongRed
  }
}

extension Audit {
  /// Why there is no score; nil for an audit that nobody wanted to score.
  var scoreObstacle: Unknown? {
    unknowns?.first { $0.fact.hasPrefix(Unknown.scoreFact) }
  }

  /// The three fixes that pay most, best first.
  var topFixes: [Finding] { findings(of: summary?.topFixes ?? []) }

  /// The findings of some ids, in the order of the ids.
  func findings(of ids: [String]) -> [Finding] {
    let byID = Dictionary(findings.map { ($0.id, $0) }) { first, _ in first }
    return ids.compactMap { byID[$0] }
  }
}

extension Effort {
  /// `1-4 h`, `0.25 h`.
  var caption: String {
    low == high ? "\(Amount.hours(low)) h" : "\(Amount.hours(low))-\(Amount.hours(high)) h"
  }
}
