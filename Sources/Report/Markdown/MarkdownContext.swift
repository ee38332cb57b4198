// What stands before the findings: the audit, its load target, the environment and the routes.

import Findings

extension MarkdownReport {
  func header(on page: inout MarkdownPage) {
    let stats = audit.stats
    page.heading(1, "Performance & Scalability Audit: \(audit.project.name ?? audit.project.root)")
    var rows = [
      [Inline("Folder"), Inline.code(audit.project.root)],
      [
        Inline("Commit"),
        audit.project.commit.map { Inline.code($0) } ?? Inline("none: the folder is no checkout"),
      ],
      [
        Inline("Auditor"),
        Inline("plimsoll \(audit.tool.version), by reading the code; nothing was run"),
      ],
      [
        Inline("Read"),
        Inline("\(Amount.counted(stats.files, "file")), \(Amount.size(stats.bytes))\(resolved)"),
      ],
      [Inline("Findings"), Inline(counts)],
    ]
    if let score = audit.score {
      let verdict = "\(Amount.score(score.value)) of 10: \(score.band)"
      rows.append([Inline("Vibe score"), Inline(verdict)])
    }
    page.table(["Audit", ""], rows)
  }

  private var resolved: String {
    guard let sites = audit.stats.resolvedCallSites, sites.total > 0 else { return "" }
    let share = Amount.share(sites.resolved, of: sites.total)
    return
      "; \(Amount.grouped(sites.resolved)) of \(Amount.grouped(sites.total)) call sites resolved (\(share))"
  }

  private var counts: String {
    let open = Self.sure(audit) + Self.suspicious(audit)
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = open.count { $0.severity == severity }
      return count == 0 ? nil : "\(Amount.grouped(count)) \(severity.rawValue)"
    }
    let doubtful = Self.suspicious(audit).count
    let doubt = doubtful == 0 ? "" : " (\(Amount.grouped(doubtful)) to be checked)"
    return counts.isEmpty ? "none" : counts.joined(separator: ", ") + doubt
  }

  func loadTarget(on page: inout MarkdownPage) {
    guard let target = audit.loadTarget else { return }
    page.heading(2, "Load target")
    let users = Amount.grouped(target.users)
    let rate = Amount.figure(target.requestsPerSecond)
    let isWhole = target.durationSeconds.truncatingRemainder(dividingBy: 60) == 0
    let time =
      isWhole
      ? "\(Amount.figure(target.durationSeconds / 60)) min"
      : "\(Amount.figure(target.durationSeconds)) s"
    page.paragraph(
      "\(users) users, \(rate) requests a second for \(time). Every estimate below is computed for this load, and names "
        + "the share of it that it takes; `--load-target` and plimsoll.yml change it."
    )
    let unmeasured = Inline("Needs Confirmation: the load command at the end measures it")
    page.table(
      ["Objective", "Target", "Measured"],
      [
        [Inline("p95"), Inline("under \(Amount.figure(target.p95Milliseconds)) ms"), unmeasured],
        [Inline("p99"), Inline("under \(Amount.figure(target.p99Milliseconds)) ms"), unmeasured],
        [Inline("Errors"), Inline("under \(Amount.figure(target.errorRate * 100)) %"), unmeasured],
      ]
    )
  }

  func environment(on page: inout MarkdownPage) {
    let facts = audit.environment ?? []
    // What the table asks for already is not asked for twice.
    let asked = Set(facts.filter { $0.status == .needsConfirmation }.map(\.aspect))
    let unknowns = (audit.unknowns ?? []).filter {
      !$0.fact.hasPrefix(Unknown.scoreFact) && !asked.contains($0.fact)
    }
    guard !facts.isEmpty || !unknowns.isEmpty else { return }
    page.heading(2, "Environment & assumptions")
    if !facts.isEmpty {
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

  func routes(on page: inout MarkdownPage) {
    guard let routes = audit.routes else { return }
    page.heading(2, "Routes")
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
