// Sections 2 and 3: what reading the code says of each part of the system, and what only a measurement can say.

import Findings

extension MarkdownReport {
  func backend(on page: inout MarkdownPage) {
    page.heading(2, "2. Backend checks")
    check("Query health & N+1", [.nPlusOne, .unboundedFetch], open: stack.queryFigures, on: &page)
    queryCounts(on: &page)
    check("Index coverage", [.indexGap], open: stack.indexFigures, on: &page)
    plans(on: &page)
    check(
      "Pooling & concurrency",
      [.poolExhaustion, .awaitWaterfall, .checkThenAct],
      knows: ["database pool", "database connections", "processes", "instances"],
      open: stack.poolFigures,
      on: &page
    )
    check("Caching", [.caching], knows: ["cache", "CDN"], open: stack.cacheFigures, on: &page)
    check(
      "Async jobs",
      [.asyncJobs, .noBackpressure],
      knows: ["background jobs"],
      open: stack.jobFigures,
      on: &page
    )
    check(
      "Memory & CPU profiling",
      [.leakedHandle, .globalGrowth, .largeBuffering, .eventLoopBlock],
      knows: ["runtime version"],
      open: stack.processFigures,
      on: &page
    )
    check(
      "Timeouts, limits & retries",
      [.missingTimeout, .retryStorm, .abuseControl, .noBreaker],
      knows: ["body limit", "reverse proxy", "external services"],
      on: &page
    )
  }

  func frontend(on page: inout MarkdownPage) {
    page.heading(2, "3. Front-end checks")
    if let reason = absence(of: Stack.Part.frontEnd.categories) {
      return page.paragraph("Not applicable: \(reason).")
    }
    check("Budgets", [.bundleShape], open: stack.bundleFigures, on: &page)
    check(
      "Code splitting & render health",
      [.renderStorm, .unvirtualizedList, .fetchLoop, .stateBloat],
      on: &page
    )
    page.heading(3, "Web Vitals")
    page.paragraph(
      "Of a page on a phone, in the laboratory: `npx lighthouse http://localhost:\(stack.port) --output=json --output-path=audit_artifacts/lhci_mobile/report.json`"
    )
    page.table(
      ["Metric", "Good", "Measured"],
      [
        vital("Largest contentful paint (LCP)", "at most 2.5 s", .lcp),
        vital("Interaction to next paint (INP)", "at most 200 ms", .inp),
        vital("Cumulative layout shift (CLS)", "at most 0.1", .cls),
      ]
    )
  }

  private func vital(_ name: String, _ good: String, _ key: Measurement.Name) -> [Inline] {
    [Inline(name), Inline(good), measured(key)]
  }

  /// A measured figure with its source, or the words that nobody measured it.
  func measured(_ key: Measurement.Name) -> Inline {
    guard let measurement = audit.measurement(key) else { return Inline("Needs Confirmation") }
    return Inline("\(measurement.caption) (\(measurement.source))")
  }

  /// One part: what is known, what was found, what is to be measured.
  private func check(
    _ title: String,
    _ categories: [Category],
    knows aspects: [String] = [],
    open figures: [OpenFigure] = [],
    on page: inout MarkdownPage
  ) {
    page.heading(3, title)
    if let reason = absence(of: categories) {
      return page.paragraph("Not applicable: \(reason).")
    }
    page.list(
      nil,
      stack.facts(aspects).map { fact in
        let known =
          fact.status == .needsConfirmation ? "Needs Confirmation: \(fact.value)" : fact.value
        return Inline("\(fact.aspect): \(known)\(fact.status == .assumed ? " (assumed)" : "")")
      }
    )
    let found = categories.flatMap { category in
      audit.findings.filter { $0.category == category && $0.suppressed == nil }
    }
    if found.isEmpty {
      page.paragraph(
        audit.score == nil
          ? "Needs Confirmation: nothing was found, but the audit is not whole (it has no score)."
          : "Nothing was found by reading the code."
      )
    } else {
      page.list("Found:", found.map(line))
    }
    measures(figures, on: &page)
  }

  /// Why none of the categories is judged; nil where one is, or something was found.
  private func absence(of categories: [Category]) -> String? {
    let reasons = categories.map(stack.absence(of:))
    let found = audit.findings.contains { categories.contains($0.category) }
    return found || reasons.contains(nil) ? nil : reasons.first ?? nil
  }

  private func line(_ finding: Finding) -> Inline {
    let doubt = finding.tier == .suspicious ? ", to be checked" : ""
    return reference(to: finding)
      + Inline(" \(finding.severity.rawValue)\(doubt): \(finding.title), ")
      + Inline.code(finding.location.link)
  }

  func measures(_ figures: [OpenFigure], on page: inout MarkdownPage) {
    guard !figures.isEmpty else { return }
    page.table(
      ["Figure", "Value", "What measures it"],
      figures.map { [Inline($0.name), Inline("Needs Confirmation"), Inline($0.command)] }
    )
  }

  private func queryCounts(on page: inout MarkdownPage) {
    guard let queries = audit.queries, !queries.isEmpty else { return }
    let repeated = queries.count { $0.loop != nil }
    page.paragraph(
      "\(Amount.counted(queries.count, "query call site")) in the code, \(Amount.grouped(repeated)) of them inside a loop: "
        + "`audit_artifacts/sql_calls.txt` and `audit_artifacts/n_plus_one_suspects.txt`."
    )
  }

  /// What a planner said of findings.
  private func plans(on page: inout MarkdownPage) {
    let proven = audit.findings.filter { finding in
      finding.suppressed == nil && (finding.evidence ?? []).contains { $0.kind == .plan }
    }
    guard !proven.isEmpty else { return }
    page.table(
      ["Finding", "Planned", "By"],
      proven.flatMap { finding in
        (finding.evidence ?? []).filter { $0.kind == .plan }.map { proof in
          [
            reference(to: finding),
            Inline("\(proof.verdict.rawValue): \(proof.figures.joined(separator: "; "))"),
            Inline(proof.source),
          ]
        }
      }
    )
  }
}
