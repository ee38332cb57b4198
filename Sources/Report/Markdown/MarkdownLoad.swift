// Sections 4 and 5: the load, and what the system has room for.

import Findings

extension MarkdownReport {
  private var test: LoadTest? {
    audit.loadTarget.map { LoadTest(target: $0, routes: audit.routes ?? [], port: stack.port) }
  }

  func load(on page: inout MarkdownPage) {
    page.heading(2, "4. Load, stress, soak & chaos")
    guard let test else {
      return page.paragraph(
        "Needs Confirmation: the audit names no load target; `plimsoll audit .` sets one."
      )
    }
    page.paragraph(
      "Start the application with production settings and as much data as production has, and set PORT to its port. "
        + "The address is that of one route\(test.reason); a scenario of several routes is better. Where it asks for a session, add `--header 'cookie: …'`."
    )
    page.table(
      ["Run", "Result", "What measures it"],
      [
        row("Smoke", "`\(test.smoke)`")
      ]
        + rows("Load", (audit.loadRuns ?? []).map { ($0.headline, $0.source) }, test.plimsoll)
        + rows(
          "Stress: the highest rate that holds",
          (audit.loadLimits ?? []).map { ($0.headline, $0.source) },
          test.limit
        ) + [
          row("Soak: memory stays flat", "`\(test.soak)`, where PID is the server's process"),
          row(
            "Chaos: a slow or missing dependency",
            "this version injects no faults. Put Toxiproxy before each dependency, "
              + "`toxiproxy-cli toxic add --type latency --attribute latency=1000 NAME`, and repeat the load run"
          ),
        ]
    )
    others(on: &page)
  }

  /// What was measured, or the words that nobody did.
  private func rows(
    _ name: String,
    _ results: [(headline: String, source: String?)],
    _ command: String
  ) -> [[Inline]] {
    results.isEmpty
      ? [row(name, "`\(command)`")]
      : results.map {
        [Inline(name), Inline($0.headline), Inline($0.source.map { "`\($0)`" } ?? "`\(command)`")]
      }
  }

  private func row(_ name: String, _ command: String) -> [Inline] {
    [Inline(name), Inline("Needs Confirmation"), Inline(command)]
  }

  /// What was measured and stands in no other table.
  private func others(on page: inout MarkdownPage) {
    let measurements = audit.measurements ?? []
    guard !measurements.isEmpty else { return }
    page.table(
      ["Measured", "Value", "Source", "At"],
      measurements.map { measurement in
        [
          Inline(measurement.name), Inline(measurement.caption), Inline(measurement.source),
          Inline(measurement.at ?? "-"),
        ]
      }
    )
  }

  func capacity(on page: inout MarkdownPage) {
    page.heading(2, "5. Capacity plan")
    if let target = audit.loadTarget {
      let rate = Amount.figure(target.requestsPerSecond)
      let p95 = Amount.figure(target.p95Milliseconds)
      let busy = Amount.figure(target.requestsPerSecond * target.p95Milliseconds / 1_000)
      page.paragraph(
        "Little's law: \(rate) requests/s × \(p95) ms = \(busy) requests at once if each takes the whole p95 of the load target. "
          + "What a request holds all that time, such as a connection or a thread, must be there as often."
      )
    }
    let aspects = ["processes", "instances", "database pool", "database connections"]
    let facts = stack.facts(aspects)
    if !facts.isEmpty {
      page.table(
        ["Resource", "There is", "How it is known"],
        facts.map { [Inline($0.aspect), Inline($0.value), Inline($0.status.caption)] }
      )
    }
    measures(
      [
        OpenFigure(
          "Rate at which it saturates",
          "`\(test?.limit ?? "plimsoll load URL --find-limit")`"
        ),
        OpenFigure(
          "CPU and memory of each process at the target",
          "`pidstat -ru -p \"$PID\" 5` during the load run"
        ),
      ],
      on: &page
    )
  }
}

extension EnvironmentFact.Status {
  var caption: String {
    switch self {
    case .inferred: "inferred"
    case .assumed: "assumed"
    case .needsConfirmation: "Needs Confirmation"
    }
  }
}
