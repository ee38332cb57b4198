// What it comes to: the score, the summary, and what to do in which order.

import Findings

extension MarkdownReport {
  func score(on page: inout MarkdownPage) {
    guard let score = audit.score else {
      page.heading(2, "Vibe score")
      guard let unknown = audit.scoreObstacle else {
        return page.paragraph("None: nobody asked for one. Needs Confirmation: `plimsoll audit .`")
      }
      return page.paragraph("None. \(unknown.fact); needed: \(unknown.neededFrom).")
    }
    page.heading(2, "Vibe score: \(Amount.score(score.value)) of 10, \(score.band)")
    page.paragraph(score.justification.joined(separator: " "))
    page.list(
      "Top fixes:",
      audit.topFixes.map { finding in
        reference(to: finding) + Inline(" \(finding.title), ")
          + Inline.code(finding.location.link)
          + Inline(" (\(finding.effortHours.caption)\(audit.gain(of: finding)))")
      },
      isNumbered: true
    )
  }

  func summary(on page: inout MarkdownPage) {
    page.heading(2, "12. Findings summary")
    let open = audit.sureFindings + audit.suspiciousFindings
    page.table(
      ["Severity", "Sure", "To be checked"],
      Severity.allCases.map { severity in
        [audit.sureFindings, audit.suspiciousFindings].reduce([Inline(severity.rawValue)]) {
          $0 + [Inline(Amount.grouped($1.count { $0.severity == severity }))]
        }
      }
    )
    guard !open.isEmpty else { return }
    let days = WorkPlan(of: audit).lastDays()
    page.table(
      ["Top issue", "Title", "Owner", "ETA"],
      topIssues(of: open).map { finding in
        [
          reference(to: finding), Inline(finding.title), owner(of: finding),
          Inline(days[finding.id].map { "day \($0)" } ?? "when its threshold is reached"),
        ]
      }
    )
  }

  /// The fixes that pay most, and then what is worst.
  private func topIssues(of open: [Finding]) -> [Finding] {
    let top = audit.topFixes
    let chosen = Set(top.map(\.id))
    return top + open.filter { !chosen.contains($0.id) }.prefix(10 - top.count)
  }

  func owner(of finding: Finding) -> Inline {
    Inline(finding.owner ?? "Needs Confirmation")
  }

  func plan(on page: inout MarkdownPage) {
    page.heading(2, "Summary & action plan")
    guard let summary = audit.summary else {
      return page.paragraph(
        "Needs Confirmation: the JSON has no summary; `plimsoll audit .` makes one."
      )
    }
    work("Fix now", summary.fixNow, on: &page)
    if !summary.fixNow.isEmpty {
      page.paragraph("Time for all of Fix Now: \(summary.fixNowEffortHours.caption).")
    }
    work("Fix soon", summary.fixSoon, on: &page)
    monitor(summary, on: &page)
    infrastructure(on: &page)
    loadTest(on: &page)
  }

  private func work(_ title: String, _ ids: [String], on page: inout MarkdownPage) {
    page.heading(3, title)
    let findings = audit.findings(of: ids)
    guard !findings.isEmpty else { return page.paragraph("Nothing.") }
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
        [Inline("Share of failed requests"), Inline("\(Amount.exact(target.errorRate * 100)) %")],
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
        stack.names("redis") ? "Redis: operations a second and their time" : "",
        stack.isPython
          ? "The process: busy workers, requests that wait for one, and memory"
          : "The process: event-loop lag, heap in use and pauses of the garbage collector",
        "Tracing of database and external calls, with the W3C `traceparent` header passed on",
        "Structured logs with a correlation id in each line",
      ].map { Inline($0) }
    )
  }

  private func loadTest(on page: inout MarkdownPage) {
    guard let target = audit.loadTarget else { return }
    let test = LoadTest(target: target, routes: audit.routes ?? [], port: stack.port)
    page.heading(3, "Load test")
    page.paragraph(
      "Start the application with production settings and as much data as production has, then run this against "
        + "it\(test.reason). Set PORT to its port; where the route asks for a session, add `--header 'cookie: …'`."
    )
    page.code(test.plimsoll, language: "sh")
    page.paragraph(
      "It says PASSED or FAILED by p95, p99 and errors. The same load from another tool, to compare the figures:"
    )
    page.code(test.autocannon, language: "sh")
  }
}

extension Audit {
  /// `; repaired alone, the score is 6.1`.
  func gain(of finding: Finding) -> String {
    guard let score else { return "" }
    let after = Scoring.value(of: findings.filter { $0.id != finding.id })
    return after > score.value ? "; repaired alone, the score is \(Amount.score(after))" : ""
  }
}
