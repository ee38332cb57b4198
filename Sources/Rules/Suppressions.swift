// The suppression comments of a program, and what is wrong with them.

import Findings
package import SemanticModel
import SourceText

/// All `plimsoll-ignore` comments by file.
package struct Suppressions: Sendable {
  /// Findings about comments that lack a rule or a reason, or name a rule that there is not.
  private(set) var complaints: [Finding] = []
  private var byFile: [String: [Line]] = [:]

  private struct Line: Sendable {
    let suppression: Suppression
    /// The lines that it covers.
    let lines: ClosedRange<Int>
  }

  package init(of program: Program) {
    for (position, unit) in program.units.enumerated() {
      for remark in unit.remarks {
        guard let suppression = Suppression(comment: remark.text.utf8) else { continue }
        add(suppression, remark.span, in: program, position)
      }
    }
  }

  /// The finding, marked with the reason of the comment that covers it.
  func applied(_ finding: Finding) -> Finding {
    let place = finding.location
    guard let reason = reason(for: finding.rule, inFile: place.file, line: place.startLine) else {
      return finding
    }
    var finding = finding
    finding.suppressed = Suppressed(reason: reason)
    return finding
  }

  /// Why the comment that covers a line accepts what a rule says there; `nil` without one.
  package func reason(for rule: String, inFile file: String, line: Int) -> String? {
    byFile[file]?.first {
      $0.suppression.rule == rule && ($0.suppression.scope == .file || $0.lines.contains(line))
    }?.suppression.reason
  }

  private mutating func add(
    _ suppression: Suppression,
    _ span: ByteSpan,
    in program: Program,
    _ unit: Int
  ) {
    let lines = program.units[unit].lines
    let place = SourcePlace(unit: unit, span: span)
    let isKnown =
      GuardRule(rawValue: suppression.rule) != nil
      || Catalog.rules.contains { $0.about.name == suppression.rule }
    guard isKnown, !suppression.reason.isEmpty else {
      let location = program.location(of: place)
      complaints.append(Self.complaint(suppression, isKnown, location))
      return
    }
    let first = lines.line(at: span.start)
    let last = lines.line(at: span.end)
    byFile[program.units[unit].path, default: []].append(
      Line(suppression: suppression, lines: first...(last + 1))
    )
  }

  private static func complaint(
    _ suppression: Suppression,
    _ isKnown: Bool,
    _ location: Location
  ) -> Finding {
    let wrong =
      suppression.rule.isEmpty
      ? "names no rule"
      : isKnown ? "gives no reason" : "names the rule \(suppression.rule), which there is not"
    let fingerprint = FindingFingerprint(
      rule: "invalid-suppression",
      file: location.file,
      symbol: suppression.rule,
      code: suppression.reason.utf8
    )
    return Finding(
      id: fingerprint.id,
      rule: "invalid-suppression",
      category: .other,
      severity: .monitor,
      tier: .finding,
      confidence: .high,
      location: location,
      title: "A suppression \(wrong)",
      problem: """
        The comment \(wrong), so it silences nothing. A suppression without a reason cannot be judged by the \
        next reader.
        """,
      impact: Impact(estimate: "none at run time: the comment has no effect", confidence: .high),
      verify: Verify(steps: "Run plimsoll audit: the finding that was meant is listed."),
      fix: Remedy("Write `plimsoll-ignore RULE -- reason` with a rule of `plimsoll rules list`."),
      tradeOff: "None.",
      monitorThreshold: "any comment that silences nothing",
      effortHours: Effort(low: 0.1, high: 0.1)
    )
  }
}
