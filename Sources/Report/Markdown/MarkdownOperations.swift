// Sections 6, 7 and 10: what watches the system and what keeps the audit true.

import Findings

extension MarkdownReport {
  func observability(on page: inout MarkdownPage) {
    page.heading(2, "6. Observability & alerts")
    let found = audit.findings.filter {
      [.errorObservability, .logFlooding].contains($0.category) && $0.suppressed == nil
    }
    page.list("Found:", found.map { reference(to: $0) + Inline(" \($0.title)") })
    page.list(nil, stack.facts(["logging"]).map { Inline("logging: \($0.value)") })
    page.paragraph(
      "Whether an alert is there already, the code does not tell: Needs Confirmation, in the alerting system."
    )
    guard let target = audit.loadTarget else { return }
    let p95 = Amount.figure(target.p95Milliseconds)
    let p99 = Amount.figure(target.p99Milliseconds)
    page.table(
      ["Alert", "Fires", "Tells"],
      [
        [
          "Slow answers", "p95 of a route over \(p95) ms for 5 minutes",
          "a request waits; see its route's findings",
        ],
        ["Slow tail", "p99 of a route over \(p99) ms for 5 minutes", "a pool or a lock is short"],
        [
          "Errors", "over \(Amount.exact(target.errorRate * 100)) % of requests for 5 minutes",
          "a dependency fails, or deadlines pass",
        ],
        [
          "Pool", "requests wait for a connection for a minute",
          "connections are held too long, or too few",
        ],
        [
          stack.isPython ? "Workers" : "Event loop",
          stack.isPython ? "every worker busy for a minute" : "lag over 100 ms for a minute",
          "something blocks",
        ],
        ["Memory", "grows for an hour without falling", "a leak; restart, then profile"],
      ].map { $0.map { Inline($0) } }
    )
  }

  func helpers(on page: inout MarkdownPage) {
    page.heading(2, "7. Helper scripts & hooks")
    page.paragraph("Before each push, as `.git/hooks/pre-push`:")
    page.code("#!/bin/sh\nexec plimsoll audit . --quiet --fail-on high", language: "sh")
    page.paragraph("This report again from its JSON, and what changed since an earlier one:")
    page.code(
      "plimsoll report audit_artifacts/findings.json --report . --previous earlier.json",
      language: "sh"
    )
    page.table(
      ["Artifact", "Made by"],
      ReportFolder.artifacts(of: audit).map {
        [Inline.code("audit_artifacts/\($0)"), Inline("this audit")]
      }
        + others.map {
          [Inline.code("audit_artifacts/\($0.0)"), Inline("Needs Confirmation: \($0.1)")]
        }
    )
  }

  private var others: [(String, String)] {
    let plans =
      stack.database == .postgres
      ? [
        ("explain/", "`plimsoll database --ephemeral . --report .`"),
        ("pg_stat_top.sql.txt", "section 2"),
      ] : []
    let heap = stack.isPython ? "memray.bin" : "heap/"
    return plans + [
      (
        "load/",
        "the runs of section 4, each with `--format json --output audit_artifacts/load/NAME.json`"
      ),
      ("flame.svg", "section 2"), ("memory.csv", "section 2"), (heap, "section 2"),
    ] + pages
  }

  private var pages: [(String, String)] {
    guard stack.absence(of: .frontEnd) == nil else { return [] }
    return ["bundle_explorer.json", "gzip_sizes.txt", "lhci_mobile/"].map { ($0, "section 3") }
  }

  func enforcement(on page: inout MarkdownPage) {
    page.heading(2, "10. CI enforcement")
    page.paragraph(
      "Fails the build on a finding that is HIGH or CRITICAL; the SARIF log shows every finding beside its line in code scanning."
    )
    page.code(
      """
      # a job of GitHub Actions; plimsoll must be on its PATH
      steps:
        - uses: actions/checkout@v4
        - run: plimsoll audit . --report audit --format sarif --output audit.sarif --fail-on high
        - uses: github/codeql-action/upload-sarif@v3
          if: always()
          with: { sarif_file: audit.sarif }
        - uses: actions/upload-artifact@v4
          if: always()
          with: { name: performance-audit, path: audit }
      """,
      language: "yaml"
    )
    let urgent = audit.summary?.fixNow.count ?? 0
    page.paragraph(
      urgent == 0
        ? "It passes today, unless a suspicious pattern is as bad."
        : "It fails today: \(Amount.counted(urgent, "finding")) must be repaired first, or accepted where they stand with `plimsoll-ignore RULE -- reason`."
    )
    page.paragraph(
      "A load run belongs into the nightly build, against a staging system on the runner itself: section 4."
    )
  }
}
