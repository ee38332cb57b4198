// The head of the page: what was audited, the score, the fixes that pay most, and what changed.

import Findings

extension HTMLReport {
  var header: HTML {
    var facts: [(String, HTML)] = [("Repository", .element("code", [:], text: audit.project.root))]
    facts.append(
      (
        "Commit",
        audit.project.commit.map { .element("code", [:], text: $0) } ?? HTML("Needs Confirmation")
      )
    )
    facts.append(("Date", HTML(text: audit.date ?? "Needs Confirmation")))
    facts.append(("Auditor", HTML(text: "plimsoll \(audit.tool.version)")))
    facts.append(
      (
        "Read",
        HTML(
          text: "\(Amount.counted(audit.stats.files, "file")), \(Amount.size(audit.stats.bytes))"
        )
      )
    )
    if let target = audit.loadTarget {
      let rate = Amount.figure(target.requestsPerSecond)
      facts.append(
        (
          "Judged for",
          HTML(
            text:
              "\(Amount.grouped(target.users)) users, \(rate) requests a second for \(target.time)"
          )
        )
      )
    }
    let list = facts.map { HTML.element("dt", [:], text: $0.0) + .element("dd", [:], $0.1) }
      .joined()
    return .element(
      "header",
      [:],
      .element("h1", [:], text: title) + .element("dl", [:], list) + navigation
    )
      + HTML("\n")
  }

  private var navigation: HTML {
    let parts = [
      ("verdict", "Verdict"), ("objectives", "Objectives"), ("routes", "Routes"),
      ("findings", "Findings"), ("plans", "Query plans"), ("plan", "Plan"),
      ("environment", "Environment"), ("checklist", "Checklist"), ("load", "Load test"),
    ]
    let items = parts.filter { $0.0 != "plans" || audit.plans?.isEmpty == false }.map { part in
      HTML.element("li", [:], .element("a", ["href": "#\(part.0)"], text: part.1))
    }
    return .element("nav", ["aria-label": "Sections"], .element("ul", [:], items.joined()))
  }

  var verdict: HTML {
    var words = HTML()
    if let score = audit.score {
      words = score.justification.map { HTML.element("p", [:], HTML(prose: $0)) }.joined()
    } else if let unknown = audit.scoreObstacle {
      words = .element("p", [:], HTML(prose: "No \(unknown.fact); needed: \(unknown.neededFrom)."))
    } else {
      words = .element("p", [:], text: "No score: nobody asked for one.")
    }
    words += top
    let content =
      .element("div", ["class": "verdict"], badge + .element("div", [:], words)) + counts
    return section("verdict", "Vibe score", content)
  }

  private var badge: HTML {
    guard let score = audit.score else {
      return HTML("<div class=\"score\"><strong>none</strong></div>")
    }
    let tone = score.value >= 9 ? "good" : score.value >= 5 ? "mid" : "bad"
    return .element(
      "div",
      ["class": "score \(tone)"],
      .element("strong", [:], text: Amount.score(score.value))
        + HTML(text: "of 10") + HTML("<br>") + HTML(text: score.band)
    )
  }

  private var top: HTML {
    let fixes = audit.topFixes
    guard !fixes.isEmpty else { return HTML() }
    let items = fixes.map { finding in
      HTML.element(
        "li",
        [:],
        link(to: finding) + HTML(" ") + HTML(prose: finding.title)
          + .element(
            "div",
            ["class": "meta"],
            text: "\(finding.effortHours.caption)\(audit.gain(of: finding))"
          )
      )
    }
    return HTML("<h3>Fix first</h3>") + .element("ol", ["class": "top"], items.joined())
  }

  /// How many findings of each severity there are: a bar, and the table that it is drawn from.
  private var counts: HTML {
    let open = audit.sureFindings + audit.suspiciousFindings
    let figures = Severity.allCases.map { severity in
      (severity, open.count { $0.severity == severity })
    }
    guard !open.isEmpty else { return HTML("<p>No findings.</p>") }
    var start = 0
    var bars = HTML()
    for (severity, count) in figures where count > 0 {
      bars += .element(
        "rect",
        [
          "class": severity.rawValue, "x": "\(start)", "y": "0", "width": "\(count)", "height": "1",
        ],
        HTML()
      )
      start += count
    }
    let bar = HTML.element(
      "svg",
      [
        "class": "bar", "viewBox": "0 0 \(open.count) 1", "preserveAspectRatio": "none",
        "role": "img", "aria-label": "Findings by severity: \(audit.openCounts)",
      ],
      bars
    )
    let rows = figures.map { severity, count in
      [
        HTML.element("span", ["class": "sev \(severity.rawValue)"], text: severity.rawValue),
        HTML(text: Amount.grouped(count)),
        HTML(text: Amount.grouped(audit.suspiciousFindings.count { $0.severity == severity })),
      ]
    }
    return bar + table(["Severity", "Findings", "Of them to be checked"], rows)
  }

  var changes: HTML {
    guard let change else { return HTML() }
    var content = HTML.element("p", [:], text: change.headline)
    if let score = change.score {
      content += .element(
        "p",
        [:],
        text: "Vibe score: \(Amount.score(score.before)) before, \(Amount.score(score.after)) now."
      )
    }
    content += list("New", change.new) + list("Accepted", change.accepted)
    let shifted = change.shifted.map { shift in
      HTML.element(
        "li",
        [:],
        link(to: shift.finding) + HTML(" ") + HTML(prose: shift.finding.title)
          + HTML(text: ": \(shift.before.rawValue) before, \(shift.finding.severity.rawValue) now")
      )
    }
    if !shifted.isEmpty {
      content += HTML("<h3>Severity changed</h3>") + .element("ul", [:], shifted.joined())
    }
    content += list("Found no more", change.gone)
    return section("changes", "What changed since the last audit", content)
  }

  private func list(_ title: String, _ findings: [Finding]) -> HTML {
    guard !findings.isEmpty else { return HTML() }
    let items = findings.map { finding in
      let name = names[finding.id] == nil ? HTML() : link(to: finding) + HTML(" ")
      return HTML.element(
        "li",
        [:],
        name
          + .element(
            "span",
            ["class": "sev \(finding.severity.rawValue)"],
            text: finding.severity.rawValue
          )
          + HTML(" ") + HTML(prose: finding.title) + HTML(", ")
          + .element("code", [:], text: finding.location.link)
      )
    }
    return .element("h3", [:], text: title) + .element("ul", [:], items.joined())
  }
}
