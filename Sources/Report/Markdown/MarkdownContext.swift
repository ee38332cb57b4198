// What stands before the checks: the audit, its objectives, the environment and the baseline.

import Findings

extension MarkdownReport {
  func header(on page: inout MarkdownPage) {
    let stats = audit.stats
    page.heading(1, "Performance & Scalability Audit: \(audit.project.name ?? audit.project.root)")
    var rows = [
      [Inline("Repository"), Inline.code(audit.project.root)],
      [
        Inline("Commit"),
        audit.project.commit.map { Inline.code($0) }
          ?? Inline("Needs Confirmation: `git rev-parse HEAD`; the folder is no checkout"),
      ],
      [
        Inline("Auditor"),
        Inline(
          "plimsoll \(audit.tool.version), by reading the code\(isMeasured ? "" : "; nothing was run")"
        ),
      ],
      [Inline("Date"), Inline(audit.date ?? "Needs Confirmation: the JSON names no day")],
      [
        Inline("Read"),
        Inline("\(Amount.counted(stats.files, "file")), \(Amount.size(stats.bytes))\(resolved)"),
      ],
      [Inline("Findings"), Inline(audit.openCounts)],
    ]
    if let score = audit.score {
      let verdict = "\(Amount.score(score.value)) of 10: \(score.band)"
      rows.append([Inline("Vibe score"), Inline(verdict)])
    }
    page.table(["Audit", ""], rows)
  }

  private var isMeasured: Bool { audit.measurements?.isEmpty == false }

  private var resolved: String {
    guard let sites = audit.stats.resolvedCallSites, sites.total > 0 else { return "" }
    let share = Amount.share(sites.resolved, of: sites.total)
    return
      "; \(Amount.grouped(sites.resolved)) of \(Amount.grouped(sites.total)) call sites resolved (\(share))"
  }

  func objectives(on page: inout MarkdownPage) {
    page.heading(2, "0. Objectives & success criteria")
    if let target = audit.loadTarget {
      let users = Amount.grouped(target.users)
      let rate = Amount.figure(target.requestsPerSecond)
      page.paragraph(
        "\(users) users, \(rate) requests a second for \(target.time). Every estimate below is computed for this load, and names "
          + "the share of it that it takes; `--load-target` and plimsoll.yml change it."
      )
    }
    page.table(
      ["Objective", "Target", "Measured", "Pass or fail"],
      audit.objectives.map { objective in
        let measured = objective.measured.map { Inline("\($0.caption) (\($0.source))") }
        return [
          Inline(objective.name), Inline(objective.target),
          measured ?? Inline("Needs Confirmation: \(objective.command)"),
          Inline(objective.verdict == .open ? "open" : objective.verdict.rawValue),
        ]
      }
    )
  }

  func environment(on page: inout MarkdownPage) {
    let facts = audit.environment ?? []
    // What the table asks for already is not asked for twice.
    let asked = Set(facts.filter { $0.status == .needsConfirmation }.map(\.aspect))
    let unknowns = (audit.unknowns ?? []).filter {
      !$0.fact.hasPrefix(Unknown.scoreFact) && !asked.contains($0.fact)
    }
    page.heading(2, "Environment & assumptions")
    if facts.isEmpty {
      page.paragraph("Needs Confirmation: no file of the folder tells where the code runs.")
    } else {
      page.table(
        ["Aspect", "Value", "How it is known"],
        facts.map { [Inline($0.aspect), Inline($0.value), $0.source] }
      )
    }
    page.list(
      "Needs Confirmation:",
      unknowns.map { Inline("\($0.fact): needed is \($0.neededFrom)") }
    )
  }

  func baseline(on page: inout MarkdownPage) {
    page.heading(2, "1. Baseline & inventory")
    page.heading(3, "Traffic")
    let rows = TrafficProfile(of: audit).rows
    page.table(
      ["Metric", "Current", "Target"],
      rows.map { [Inline($0.name), Inline($0.current), Inline($0.target)] }
    )
    page.list("What measures it:", rows.map { Inline("\($0.name): \($0.command)") })
    routes(on: &page)
    page.heading(3, "Flags & timeouts")
    let aspects = [
      "processes", "instances", "database pool", "body limit", "reverse proxy", "sessions",
    ]
    let settings = stack.facts(aspects).map { [Inline($0.aspect), Inline($0.value)] }
    if settings.isEmpty {
      page.paragraph("Needs Confirmation: no file of the folder sets any.")
    } else {
      page.table(["Setting", "Value"], settings)
    }
  }

  private func routes(on page: inout MarkdownPage) {
    page.heading(3, "Routes")
    let routes = audit.routes ?? []
    guard !routes.isEmpty else { return page.paragraph("No route was found.") }
    page.paragraph(
      "What one request costs, most expensive first. A letter is the length of a loop, such as the rows of a result: "
        + "`2 + 3N` is two queries and three more for each row. Calls go to other services, awaits follow one another, unbounded is "
        + "reads without a limit, and blocking holds the event loop."
    )
    let columns = RouteColumns(of: routes)
    page.table(
      ["Route"] + columns.headings + ["Handler"],
      routes.byCost.map { route in
        [Inline.code("\(route.method) \(route.path)")] + columns.cells(of: route).map { Inline($0) }
          + [Inline.code(route.handler.link)]
      }
    )
  }
}

extension LoadTargetFigures {
  /// `5 min`, `45 s`.
  var time: String {
    durationSeconds.truncatingRemainder(dividingBy: 60) == 0
      ? "\(Amount.figure(durationSeconds / 60)) min" : "\(Amount.figure(durationSeconds)) s"
  }
}

extension EnvironmentFact {
  /// Where the fact stands, or what would tell it.
  fileprivate var source: Inline {
    let places = (evidence ?? []).prefix(3).map { Inline.code($0.link) }
    let seen = places.dropFirst().reduce(places.first ?? Inline("")) { $0 + Inline(", ") + $1 }
    let how =
      switch status {
      case .inferred: Inline("inferred")
      case .assumed: Inline("assumed")
      case .needsConfirmation: Inline("Needs Confirmation" + (ask.map { ": \($0)" } ?? ""))
      }
    return places.isEmpty ? how : how + Inline(": ") + seen
  }
}
