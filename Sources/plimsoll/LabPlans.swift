// The plans of the lab as an audit keeps them.

import Database
import Findings

extension LabResult {
  /// A report shows no more statements than these, the largest saving first.
  private static let mostPlans = 12

  /// The statements that an advised index makes cheaper, with their plans at each size.
  func queryPlans(of queries: [LabQuery]) -> [QueryPlan]? {
    var plans: [QueryPlan] = []
    var seen: Set<String> = []
    for advice in self.advice {
      for served in advice.served where plans.count < Self.mostPlans {
        guard seen.insert(served.name).inserted else { continue }
        let scales = served.figures.compactMap(QueryPlan.Scale.init)
        guard !scales.isEmpty else { continue }
        plans.append(
          QueryPlan(
            name: served.name,
            statement: served.text,
            sites: served.sites.prefix(5).map { queries[$0].place },
            index: advice.statement,
            scales: scales,
            source: "planned by PostgreSQL \(server) on empty tables of that size"
          )
        )
      }
    }
    return plans.isEmpty ? nil : plans
  }
}

extension QueryPlan.Scale {
  fileprivate init?(_ figure: ServedStatement.Figure) {
    guard let before = figure.before.tree, let after = figure.after.tree else { return nil }
    self.init(factor: figure.factor, before: PlanStep(before), after: PlanStep(after))
  }
}

extension PlanStep {
  fileprivate init(_ tree: PlanTree) {
    self.init(
      step: tree.step,
      index: tree.index,
      cost: tree.cost,
      rows: tree.rows,
      inputs: tree.inputs.map(PlanStep.init)
    )
  }
}
