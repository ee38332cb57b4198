// What a soak test saw of the server's process, as charts beside their tables.

import Findings

extension HTMLReport {
  /// The verdict on each figure, and how it went.
  func growth(of soak: LoadRun.Soak, _ name: String) -> HTML {
    func figure(_ value: Double?) -> String {
      value.map { Amount.exact(($0 * 100).rounded() / 100) } ?? "unknown"
    }
    let rows = soak.growth.map { growth in
      [
        HTML(text: growth.name + (growth.unit.isEmpty ? "" : " (\(growth.unit))")),
        HTML(text: growth.outcome), HTML(text: figure(growth.level)),
        HTML(text: figure(growth.perHour)),
        HTML(text: "\(figure(growth.lower)) to \(figure(growth.upper))"),
        HTML(text: figure(growth.detectablePerHour)),
      ]
    }
    let head = [
      "Figure", "Verdict", "Median", "Growth in an hour", "95 % interval", "Would have been seen",
    ]
    let process = soak.process.map { " of \($0)" } ?? ""
    let ended = soak.endedAfterSeconds.map { "; the process ended after \(figure($0)) s" } ?? ""
    return .element("h4", [:], text: "Growth\(process)\(ended)") + table(head, rows)
      + soak.series.map { chart(of: $0, name) }.joined()
  }

  private func chart(of series: LoadRun.Soak.Series, _ name: String) -> HTML {
    let points = series.points.filter { $0.count == 2 }.map { (x: $0[0], y: $0[1]) }
    let chart = HTMLChart(
      title: "\(series.name) of the server during \(name); the table below has the figures",
      series: [HTMLChart.Series(name: series.name, points: points)],
      xName: "seconds",
      yName: series.unit.isEmpty ? series.name : series.unit
    ).html
    // A table of every sample nobody reads: the first of each twentieth part.
    let size = max(1, points.count / 20)
    let rows = stride(from: 0, to: points.count, by: size).map { index in
      [points[index].x, points[index].y].map {
        HTML(text: Amount.exact(($0 * 100).rounded() / 100))
      }
    }
    return chart + folded("The figures of \(series.name)", table(["Second", series.name], rows))
  }
}
