// The findings as a test report, which every CI server can show.

package import Findings

/// A test case a finding; an audit without any has one case that passes.
///
/// What needs no change now (suppressed, known by the baseline, MONITOR) is a skipped case.
package struct JUnitReport: Sendable {
  private let audit: Audit

  package init(of audit: Audit) { self.audit = audit }

  /// The report as XML.
  package func text() -> String {
    let open = Set(audit.reported.filter { $0.severity > .monitor }.map(\.id))
    let cases = audit.findings.map { testCase($0, fails: open.contains($0.id)) }
    let seconds = Self.seconds(milliseconds: audit.stats.milliseconds)
    let skipped = audit.findings.count - open.count
    let counts =
      "tests=\"\(max(1, cases.count))\" failures=\"\(open.count)\" errors=\"0\""
      + " skipped=\"\(skipped)\" time=\"\(seconds)\""
    let body =
      cases.isEmpty
      ? "    <testcase classname=\"plimsoll\" name=\"no findings\" time=\"\(seconds)\"/>\n"
      : cases.joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="plimsoll" \(counts)>
        <testsuite name="\(XML.attribute("plimsoll \(audit.project.name ?? audit.project.root)"))" \(counts)>
      \(body)  </testsuite>
      </testsuites>

      """
  }

  private func testCase(_ finding: Finding, fails: Bool) -> String {
    let file = audit.project.path(of: finding.location.file)
    let place = "\(file):\(finding.location.startLine)"
    let name = XML.attribute("\(place) \(finding.title)")
    let head =
      "    <testcase classname=\"\(XML.attribute(finding.rule))\" name=\"\(name)\""
      + " file=\"\(XML.attribute(file))\" line=\"\(finding.location.startLine)\" time=\"0\">\n"
    guard fails else {
      return head + "      <skipped message=\"\(XML.attribute(reason(for: finding)))\"/>\n"
        + "    </testcase>\n"
    }
    let message = XML.attribute("\(finding.severity.rawValue): \(finding.title)")
    let lines = explanation(of: finding).map { XML.text($0) }.joined(separator: "\n")
    return head
      + "      <failure type=\"\(XML.attribute(finding.rule))\" message=\"\(message)\">\(lines)"
      + "</failure>\n    </testcase>\n"
  }

  private func reason(for finding: Finding) -> String {
    if let suppressed = finding.suppressed { return "accepted: \(suppressed.reason)" }
    if finding.severity == .monitor {
      return "fine now; act at: \(finding.monitorThreshold ?? "see the audit")"
    }
    return "known by \(audit.comparison?.baseline ?? "the baseline")"
  }

  private func explanation(of finding: Finding) -> [String] {
    let path = (finding.related ?? []).map { "  \($0.link)  \($0.caption)" }
    return [finding.problem] + (finding.confirm.map { ["Check: \($0)"] } ?? [])
      + (path.isEmpty ? [] : ["Path:"] + path)
      + [
        "Impact: \(finding.impact.estimate)", "How to verify: \(finding.verify.steps)",
        "Fix: \(finding.fix.description)", "Finding: \(finding.id)",
      ]
  }

  private static func seconds(milliseconds: Double) -> Double {
    milliseconds.isFinite ? milliseconds.rounded() / 1_000 : 0
  }
}
