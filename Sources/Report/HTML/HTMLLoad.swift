// Load tests as charts, each beside the table that it is drawn from.

import Findings

extension HTMLReport {
  /// What was measured under load; nothing where nobody did.
  var loadResults: HTML {
    let runs = (audit.loadRuns ?? []).map(result).joined()
    let limits = (audit.loadLimits ?? []).map(result).joined()
    return runs + limits
  }

  private func result(_ run: LoadRun) -> HTML {
    let name = run.source ?? run.target
    var content = HTML.element("h3", [:], text: "Load test: \(name)")
    content += .element("p", [:], text: run.headline)
    if !run.thresholds.isEmpty {
      content += table(
        ["Threshold", "Measured", "Holds"],
        run.thresholds.map { threshold in
          [
            HTML(text: threshold.threshold),
            HTML(text: threshold.measured.map(Amount.exact) ?? "nothing"),
            HTML(text: threshold.holds ? "yes" : threshold.reason.map { "no: \($0)" } ?? "no"),
          ]
        }
      )
    }
    let pieces = LoadPieces(of: run)
    func series(_ name: String, _ value: (LoadRun.Interval) -> Double) -> HTMLChart.Series {
      HTMLChart.Series(name: name, points: pieces.rows.map { ($0.second, value($0)) })
    }
    content +=
      HTMLChart(
        title: "Time of the answers of \(name), second by second; the table below has the figures",
        series: [series("p50", \.p50), series("p95", \.p95), series("p99", \.p99)],
        xName: "seconds",
        yName: "ms"
      ).html
    content +=
      HTMLChart(
        title: "Answers and failures a second of \(name); the table below has the figures",
        series: [series("answered", \.answered), series("failed", \.failed)],
        xName: "seconds",
        yName: "1/s"
      ).html
    content += folded("The figures, \(pieces.caption)", loadTable(pieces.rows))
    return content + (run.soak.map { growth(of: $0, name) } ?? HTML())
  }

  private func loadTable(_ rows: [LoadRun.Interval]) -> HTML {
    table(
      ["Second", "Answered", "Failed", "p50 ms", "p95 ms", "p99 ms"],
      rows.map { row in
        [row.second, row.answered, row.failed, row.p50, row.p95, row.p99].map {
          HTML(text: Amount.exact($0))
        }
      }
    )
  }

  private func result(_ limit: LoadLimit) -> HTML {
    let name = limit.source ?? "plimsoll load --find-limit"
    let tries = limit.tries.sorted { $0.rate < $1.rate }
    let chart = HTMLChart(
      title: "p95 and p99 by rate, of \(name); the table below has the figures",
      series: [
        HTMLChart.Series(name: "p95", points: tries.map { ($0.rate, $0.p95) }),
        HTMLChart.Series(name: "p99", points: tries.map { ($0.rate, $0.p99) }),
      ],
      xName: "requests/s",
      yName: "ms"
    )
    let rows = tries.map { attempt in
      [
        HTML(text: Amount.exact(attempt.rate)), HTML(text: Amount.exact(attempt.answersPerSecond)),
        HTML(text: Amount.exact(attempt.p95)), HTML(text: Amount.exact(attempt.p99)),
        HTML(text: Amount.exact(attempt.failed)), HTML(text: attempt.verdict),
      ]
    }
    return .element("h3", [:], text: "Highest rate: \(name)")
      + .element("p", [:], text: limit.headline) + chart.html
      + table(["Requests/s", "Answers/s", "p95 ms", "p99 ms", "Failed", "Verdict"], rows)
  }

  func folded(_ title: String, _ content: HTML) -> HTML {
    .element("details", [:], .element("summary", [:], text: title) + content) + HTML("\n")
  }
}

extension LoadRun {
  /// `passed: 100 requests/s for 30 s (open), 3,000 answered, p95 12.3 ms, p99 20 ms, 0.1 % failed`.
  var headline: String {
    let rate = Amount.exact((requestsPerSecond * 10).rounded() / 10)
    let times = latency.map { latency in
      let sign = latency.p95IsLowerBound == true ? "at least " : ""
      return
        ", p95 \(sign)\(Amount.exact(latency.p95)) ms, p99 \(sign)\(Amount.exact(latency.p99)) ms"
    }
    let failures = failedShare.map { ", \(Amount.exact(($0 * 1e4).rounded() / 100)) % failed" }
    let why = objection.map { ": \($0)" } ?? ""
    return "\(interrupted ? "interrupted" : verdict)\(why); \(rate) answers/s for "
      + "\(Amount.exact((seconds * 10).rounded() / 10)) s (\(plan.model) model)\(times ?? "")\(failures ?? "")"
  }
}

extension LoadLimit {
  var headline: String {
    guard let carried else { return "No rate that was tried keeps the thresholds." }
    let above = broken.map { ", not \(Amount.exact($0))" } ?? ", the highest rate that was tried"
    return
      "Carries \(Amount.exact(carried)) requests/s\(above)\(whole ? "." : "; the search was cut short.")"
  }
}
