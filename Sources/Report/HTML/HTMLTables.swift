// The tables of the page: objectives, routes, plan, environment, checklist, the load test, and what was not read.

import Findings

extension HTMLReport {
  var objectives: HTML {
    let rows = audit.objectives.map { objective in
      let measured = objective.measured.map { HTML(prose: "\($0.caption) (\($0.source))") }
      return [
        HTML(text: objective.name), HTML(text: objective.target),
        measured ?? HTML(prose: "Needs Confirmation: \(objective.command)"),
        HTML(text: objective.verdict == .open ? "open" : objective.verdict.rawValue),
      ]
    }
    return section(
      "objectives",
      "Objectives",
      table(["Objective", "Target", "Measured", "Pass or fail"], rows)
    )
  }

  /// More routes than these stand in the document only.
  private static let mostRoutes = 200

  /// The routes, most expensive first; a script sorts them by any column.
  var routes: HTML {
    let all = (audit.routes ?? []).byCost
    let routes = Array(all.prefix(Self.mostRoutes))
    guard !routes.isEmpty else {
      return section("routes", "Routes", HTML("<p>No route was found.</p>"))
    }
    let columns = RouteColumns(of: routes)
    var head = HTML(
      "<th scope=\"col\" data-kind=\"number\" aria-sort=\"ascending\">Rank</th><th scope=\"col\">Route</th>"
    )
    for heading in columns.headings {
      head += .element(
        "th",
        ["scope": "col", "data-kind": "number", "data-first": "descending"],
        text: heading
      )
    }
    head += HTML("<th scope=\"col\">Handler</th>")
    var body = HTML()
    for (index, route) in routes.enumerated() {
      var row = HTML.element("td", [:], text: "\(index + 1)")
      row += .element("td", [:], .element("code", [:], text: "\(route.method) \(route.path)"))
      for cell in columns.cells(of: route) { row += .element("td", [:], text: cell) }
      row += .element("td", [:], .element("code", [:], text: route.handler.link))
      body += .element("tr", [:], row) + HTML("\n")
    }
    let table = HTML.element(
      "table",
      ["class": "sortable"],
      .element("thead", [:], .element("tr", [:], head)) + .element("tbody", [:], body)
    )
    let note = HTML.element(
      "p",
      [:],
      HTML(
        prose:
          "What one request costs, by predicted cost. A letter is the length of a loop: `2 + 3N` is two queries and three more for each row."
          + (all.count > routes.count
            ? " \(Amount.grouped(all.count - routes.count)) cheaper routes stand in the document."
            : "")
      )
    )
    return section(
      "routes",
      "Routes",
      note + .element("div", ["class": "wide", "tabindex": "0"], table)
    )
  }

  /// More repairs than these stand in the document only.
  private static let mostTasks = 100

  var plan: HTML {
    let plan = WorkPlan(of: audit)
    guard !plan.tasks.isEmpty else {
      return section("plan", "Remediation plan", HTML("<p>Nothing to repair.</p>"))
    }
    let effort =
      audit.summary.map { "Time for all of Fix Now: \($0.fixNowEffortHours.caption)." } ?? ""
    let note =
      "For one person with \(Amount.hours(WorkPlan.hoursPerDay)) hours a day for repairs. \(effort)"
      + (plan.tasks.count > Self.mostTasks
        ? " The first \(Self.mostTasks) repairs; the others stand in the document." : "")
    let rows = plan.tasks.prefix(Self.mostTasks).map { task in
      let days =
        task.firstDay == task.lastDay ? "\(task.firstDay)" : "\(task.firstDay)-\(task.lastDay)"
      let severity = task.finding.severity.rawValue
      return [
        HTML(text: days), link(to: task.finding),
        .element("span", ["class": "sev \(severity)"], text: severity),
        HTML(text: (task.finding.tier == .suspicious ? "check first: " : "") + task.finding.rule),
        HTML(text: task.finding.owner ?? "Needs Confirmation"),
        HTML(text: task.finding.effortHours.caption),
      ]
    }
    return section(
      "plan",
      "Remediation plan",
      .element("p", [:], text: note)
        + table(["Day", "Finding", "Severity", "Rule", "Owner", "Effort"], rows)
    )
  }

  var environment: HTML {
    let rows = (audit.environment ?? []).map { fact in
      let places = (fact.evidence ?? []).prefix(3).map(\.link).joined(separator: ", ")
      let ask = fact.ask.map { ": \($0)" } ?? ""
      return [
        HTML(text: fact.aspect), HTML(prose: fact.value),
        HTML(prose: fact.status.caption + ask + (places.isEmpty ? "" : ": \(places)")),
      ]
    }
    let content =
      rows.isEmpty
      ? HTML("<p>Needs Confirmation: no file of the folder tells where the code runs.</p>")
      : table(["Aspect", "Value", "How it is known"], rows)
    return section("environment", "Environment and assumptions", content)
  }

  var checklist: HTML {
    let items = audit.checklist.map { item -> HTML in
      func line(_ mark: StaticString, _ words: HTML) -> HTML {
        .element("li", [:], HTML(mark) + HTML(text: item.text) + words)
      }
      switch item.state {
      case .holds:
        return line(
          "<span class=\"box good\" role=\"img\" aria-label=\"decided: holds\">&#9745;</span>",
          HTML()
        )
      case .notApplicable(let reason):
        return line(
          "<span class=\"box\" role=\"img\" aria-label=\"not applicable\">&#8211;</span>",
          HTML(text: ": not applicable: \(reason)")
        )
      case .open(let how):
        return line(
          "<span class=\"box\" role=\"img\" aria-label=\"open\">&#9744;</span>",
          HTML(prose: ": \(how)")
        )
      case .broken(let findings):
        let links = findings.prefix(6).map { HTML(" ") + link(to: $0) }.joined()
        let rest = findings.count > 6 ? HTML(text: " and \(findings.count - 6) more") : HTML()
        return line(
          "<span class=\"box bad\" role=\"img\" aria-label=\"does not hold\">&#9744;</span>",
          HTML(":") + links + rest
        )
      }
    }
    return section(
      "checklist",
      "Reviewer checklist",
      .element("ul", ["class": "boxes"], items.joined())
    )
  }

  var load: HTML {
    guard let target = audit.loadTarget else {
      return loadResults.text.isEmpty ? HTML() : section("load", "Load test", loadResults)
    }
    let test = LoadTest(target: target, routes: audit.routes ?? [], port: stack.port)
    let words = HTML.element(
      "p",
      [:],
      text:
        "Start the application with production settings and as much data as production has, set PORT to its port, and run one of these."
    )
    return section(
      "load",
      "Load test",
      loadResults + words + .code(test.plimsoll) + .code(test.autocannon)
    )
  }

  var unread: HTML {
    let skipped = audit.stats.skipped
    guard !skipped.isEmpty else { return HTML() }
    let rows = skipped.map { [HTML.element("code", [:], text: $0.file), HTML(prose: $0.reason)] }
    return HTML("<details><summary>Not read, whole or in part</summary>")
      + table(["Path", "Reason"], rows) + HTML("</details>\n")
  }
}
