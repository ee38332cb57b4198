// Plans of statements as trees, and how their cost grows with the tables.

import Findings

extension HTMLReport {
  /// The statements that an index makes cheaper; nothing where nobody planned any.
  var plans: HTML {
    let plans = audit.plans ?? []
    guard !plans.isEmpty else { return HTML() }
    let note = HTML.element(
      "p",
      [:],
      text:
        "Statements that an index makes cheaper, \(plans[0].source). Costs are the planner's units."
    )
    return section("plans", "Query plans", note + plans.map(planned).joined())
  }

  private func planned(_ plan: QueryPlan) -> HTML {
    let last = plan.scales.last
    let costs = last.map { scale in
      let change = "\(Self.units(scale.before.cost)) → \(Self.units(scale.after.cost))"
      return ": \(change) at \(Amount.exact(scale.factor)) times the rows of today"
    }
    var content = HTML.code(plan.statement)
    content += .element("p", [:], text: "Sent by \(plan.sites.joined(separator: ", ")).")
    content += .element("p", [:], text: "Index:") + .code(plan.index)
    content += curve(of: plan)
    if let last {
      content += .element(
        "div",
        ["class": "pair"],
        side("Without the index:", last.before) + side("With it:", last.after)
      )
    }
    return folded(plan.name + (costs ?? ""), content)
  }

  private func side(_ title: String, _ root: PlanStep) -> HTML {
    .element(
      "div",
      [:],
      .element("h3", [:], text: title) + .element("ul", ["class": "tree"], item(root, depth: 0))
    )
  }

  private func item(_ step: PlanStep, depth: Int) -> HTML {
    let index = step.index.map { HTML(text: " using ") + .element("code", [:], text: $0) } ?? HTML()
    var content = HTML(text: step.step) + index
    let figures = ", cost \(Self.units(step.cost)), \(Self.units(step.rows)) rows"
    content += .element("span", ["class": "meta"], text: figures)
    // A file may nest deeper than any plan.
    let inputs = depth < 30 ? step.inputs.map { item($0, depth: depth + 1) }.joined() : HTML()
    if !inputs.text.isEmpty { content += .element("ul", [:], inputs) }
    return .element("li", [:], content)
  }

  /// How the cost grows with the tables, beside its table.
  private func curve(of plan: QueryPlan) -> HTML {
    let chart = HTMLChart(
      title: "Cost of \(plan.name) by size of its tables; the table below has the figures",
      series: [
        HTMLChart.Series(
          name: "without",
          points: plan.scales.map { ($0.factor, $0.before.cost) }
        ),
        HTMLChart.Series(name: "with", points: plan.scales.map { ($0.factor, $0.after.cost) }),
      ],
      xName: "times the rows of today",
      yName: "cost"
    )
    let rows = plan.scales.map { scale in
      [Amount.exact(scale.factor), Self.units(scale.before.cost), Self.units(scale.after.cost)]
        .map { HTML(text: $0) }
    }
    return chart.html
      + table(["Times the rows of today", "Cost without the index", "Cost with it"], rows)
  }

  /// Costs and rows are estimates: no reader needs their decimals.
  private static func units(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    return value.magnitude < 10
      ? Amount.exact((value * 100).rounded() / 100) : Amount.figure(value.rounded())
  }
}
