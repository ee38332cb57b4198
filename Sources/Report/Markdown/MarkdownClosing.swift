// Sections 9, 11 and 13: the work by day, the boxes to tick, and the signatures; and what changed since another audit.

import Findings

extension MarkdownReport {
  func remediation(on page: inout MarkdownPage) {
    page.heading(2, "9. Remediation plan by day")
    let plan = WorkPlan(of: audit)
    guard !plan.tasks.isEmpty else { return page.paragraph("Nothing to repair.") }
    let hours = Amount.hours(WorkPlan.hoursPerDay)
    let urgent = plan.fixNowDays == 0 ? "" : " All of Fix Now is done on day \(plan.fixNowDays)."
    page.paragraph(
      "For one person with \(hours) hours a day for repairs, at the middle of each estimate: Fix Now first, what pays most an hour before the rest, "
        + "and nothing before what it builds on at the same place.\(urgent)"
    )
    page.table(
      ["Day", "Finding", "What", "Owner", "Effort", "After"],
      plan.tasks.map { task in
        let days =
          task.firstDay == task.lastDay ? "\(task.firstDay)" : "\(task.firstDay)-\(task.lastDay)"
        let check = task.finding.tier == .suspicious ? "Check first: " : ""
        let before = task.after.map { reference(to: $0) }
        return [
          Inline(days), reference(to: task.finding), Inline(check + task.finding.title),
          owner(of: task.finding), Inline(task.finding.effortHours.caption),
          before.dropFirst().reduce(before.first ?? Inline("-")) { $0 + Inline(", ") + $1 },
        ]
      }
    )
    page.paragraph(
      "After each day: `plimsoll audit . --previous audit_artifacts/findings.json` says what is gone and what is new."
    )
  }

  func checklist(on page: inout MarkdownPage) {
    page.heading(2, "11. Reviewer checklist")
    page.paragraph(
      "A ticked box was decided by this audit. An empty one says what stands against it, or what decides it. "
        + "What the folder has no part for has no box."
    )
    page.list(
      nil,
      audit.checklist.map { item in
        switch item.state {
        case .holds: Inline.verbatim("[x] ") + Inline(item.text)
        case .notApplicable(let reason): Inline("\(item.text): not applicable: \(reason)")
        case .open(let how): Inline.verbatim("[ ] ") + Inline("\(item.text): \(how)")
        case .broken(let findings):
          Inline.verbatim("[ ] ") + Inline("\(item.text): ") + references(findings)
        }
      }
    )
  }

  private func references(_ findings: [Finding]) -> Inline {
    let shown = findings.prefix(6).map { finding in
      reference(to: finding) + Inline(finding.tier == .suspicious ? " (to be checked)" : "")
    }
    let list = shown.dropFirst().reduce(shown.first ?? Inline("")) { $0 + Inline(", ") + $1 }
    let rest = findings.count - shown.count
    return rest > 0 ? list + Inline(" and \(Amount.grouped(rest)) more") : list
  }

  func signOff(on page: inout MarkdownPage) {
    page.heading(2, "13. Sign-off")
    let verdict = audit.score.map { "\(Amount.score($0.value)) of 10: \($0.band)" }
    let day = audit.date ?? "____"
    func row(_ role: String, _ name: String, _ day: String, _ decision: String) -> [Inline] {
      [Inline(role), Inline.verbatim(name), Inline.verbatim(day), Inline(decision)]
    }
    page.table(
      ["Role", "Name", "Date", "Decision"],
      [
        [
          Inline("Auditor"), Inline("plimsoll \(audit.tool.version)"),
          audit.date == nil ? Inline.verbatim(day) : Inline(day),
          Inline(verdict ?? "no score"),
        ],
        row("Reviewer", "____", "____", "approve / request changes"),
        row("Owner of the application", "____", "____", "ship / ship after Fix Now / do not ship"),
        row("Operations", "____", "____", "alerts and capacity confirmed: yes / no"),
      ]
    )
  }

  func remains(on page: inout MarkdownPage) {
    let skipped = audit.stats.skipped
    guard !skipped.isEmpty else { return }
    page.heading(2, "Appendix: not read, whole or in part")
    page.table(
      ["Path", "Reason"],
      skipped.map { [Inline.code($0.file), Inline($0.reason)] }
    )
  }

  func changes(on page: inout MarkdownPage) {
    guard let change else { return }
    page.heading(2, "What changed since the last audit")
    page.paragraph(change.headline)
    if let score = change.score {
      page.paragraph(
        "Vibe score: \(Amount.score(score.before)) before, \(Amount.score(score.after)) now."
      )
    }
    changed("New", change.new, on: &page)
    let shifts = change.shifted.map { shift in
      reference(to: shift.finding)
        + Inline(
          " \(shift.finding.title): \(shift.before.rawValue) before, \(shift.finding.severity.rawValue) now"
        )
    }
    page.list("Severity changed:", shifts)
    changed("Accepted", change.accepted, on: &page)
    changed("Found no more", change.gone, on: &page)
  }

  private func changed(_ title: String, _ findings: [Finding], on page: inout MarkdownPage) {
    page.list(
      "\(title):",
      findings.map { finding in
        let name = names[finding.id].map { Inline.reference($0) + Inline(" ") } ?? Inline("")
        return name + Inline("\(finding.severity.rawValue): \(finding.title), ")
          + Inline.code(finding.location.link)
      }
    )
  }
}
