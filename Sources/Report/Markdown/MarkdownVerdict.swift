// What stands behind the findings: the score, what to do in which order, and what was not read.

import Findings

extension MarkdownReport {
  func score(on page: inout MarkdownPage) {
    guard let score = audit.score else {
      guard let unknown = audit.scoreObstacle else { return }
      page.heading(2, "Vibe score")
      page.paragraph("None. \(unknown.fact); needed: \(unknown.neededFrom).")
      return
    }
    page.heading(2, "Vibe score: \(Amount.score(score.value)) of 10, \(score.band)")
    page.paragraph(score.justification.joined(separator: " "))
    page.list(
      "Top fixes:",
      audit.topFixes.map { finding in
        reference(to: finding) + Inline(" \(finding.title), ")
          + Inline.code(finding.location.link)
          + Inline(" (\(finding.effortHours.caption)\(gain(of: finding, from: score)))")
      },
      isNumbered: true
    )
  }

  /// `: alone it lifts the score to 6.1`.
  private func gain(of finding: Finding, from score: Score) -> String {
    let after = Scoring.value(of: audit.findings.filter { $0.id != finding.id })
    return after > score.value ? "; repaired alone, the score is \(Amount.score(after))" : ""
  }

  func plan(on page: inout MarkdownPage) {
    guard let summary = audit.summary else { return }
    page.heading(2, "Summary & action plan")
    work("Fix now", summary.fixNow, "Nothing.", on: &page)
    if !summary.fixNow.isEmpty {
      page.paragraph("Time for all of Fix Now: \(summary.fixNowEffortHours.caption).")
    }
    work("Fix soon", summary.fixSoon, "Nothing.", on: &page)
    monitor(summary, on: &page)
    infrastructure(on: &page)
    loadTest(on: &page)
  }

  private func work(_ title: String, _ ids: [String], _ none: String, on page: inout MarkdownPage) {
    page.heading(3, title)
    let findings = audit.findings(of: ids)
    guard !findings.isEmpty else { return page.paragraph(none) }
    page.table(
      ["Finding", "Severity", "What", "Effort"],
      findings.map { finding in
        let check = finding.tier == .suspicious ? ", check first" : ""
        return [
          reference(to: finding), Inline(finding.severity.rawValue + check), Inline(finding.title),
          Inline(finding.effortHours.caption),
        ]
      }
    )
  }

  /// The thresholds of findings that are acceptable now, and those of the load target.
  private func monitor(_ summary: AuditSummary, on page: inout MarkdownPage) {
    page.heading(3, "Monitor")
    var rows = audit.findings(of: summary.monitor).map { finding in
      [
        reference(to: finding) + Inline(" \(finding.title)"),
        Inline(finding.monitorThreshold ?? "Needs Confirmation"),
      ]
    }
    if let target = audit.loadTarget {
      rows += [
        [Inline("p95 of each route"), Inline("\(Amount.figure(target.p95Milliseconds)) ms")],
        [Inline("p99 of each route"), Inline("\(Amount.figure(target.p99Milliseconds)) ms")],
        [Inline("Share of failed requests"), Inline("\(Amount.figure(target.errorRate * 100)) %")],
      ]
    }
    guard !rows.isEmpty else { return page.paragraph("Nothing.") }
    page.table(["Metric", "Act at"], rows)
  }

  private func infrastructure(on page: inout MarkdownPage) {
    page.heading(3, "Infrastructure to add first")
    page.paragraph(
      "Add what is missing of it. Whether the application has it already, this version tells only where a finding says so."
    )
    page.list(
      nil,
      [
        "p95 and p99 of each endpoint, and its error rate",
        "Database: the time that requests wait for a connection of the pool, and the time of each query",
        names("redis") ? "Redis: operations a second and their time" : "",
        names("python") && !names("node.js")
          ? "The process: busy workers, requests that wait for one, and memory"
          : "The process: event-loop lag, heap in use and pauses of the garbage collector",
        "Tracing of database and external calls, with the W3C `traceparent` header passed on",
        "Structured logs with a correlation id in each line",
      ].map { Inline($0) }
    )
  }

  /// Whether the environment names something of the stack.
  private func names(_ part: String) -> Bool {
    (audit.environment ?? []).contains {
      $0.value.lowercased().contains(part)
    }
  }

  private func loadTest(on page: inout MarkdownPage) {
    guard let target = audit.loadTarget else { return }
    let test = LoadTest(target: target, routes: audit.routes ?? [])
    page.heading(3, "Load test")
    page.paragraph(
      "Start the application with production settings and as much data as production has, then run this against "
        + "it\(test.reason). Set PORT to its port; where the route asks for a session, add `--header 'cookie: …'`."
    )
    page.code(test.plimsoll, language: "sh")
    page.paragraph(
      "It says PASSED or FAILED by the objectives above. The same load from another tool, to compare the figures:"
    )
    page.code(test.autocannon, language: "sh")
  }

  func remains(on page: inout MarkdownPage) {
    let skipped = audit.stats.skipped
    guard !skipped.isEmpty else { return }
    page.heading(2, "Not read, whole or in part")
    page.table(
      ["Path", "Reason"],
      skipped.map { [Inline.code($0.file), Inline($0.reason)] }
    )
  }
}
