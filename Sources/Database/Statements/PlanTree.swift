// A plan as a tree of its steps.

import ConfigSyntax

/// One step of a plan, with those that feed it.
package struct PlanTree: Sendable, Equatable {
  /// `Seq Scan on orders`.
  package let step: String
  package let index: String?
  package let cost: Double
  package let rows: Double
  package let inputs: [PlanTree]

  /// Deeper or wider plans are cut: no reader follows them.
  private static let (deepest, widest) = (24, 24)

  fileprivate init(_ node: ConfigValue, depth: Int) {
    let kind = node["Node Type"]?.string ?? "?"
    step = node["Relation Name"]?.string.map { "\(kind) on \($0)" } ?? kind
    index = node["Index Name"]?.string
    cost = node["Total Cost"]?.number ?? 0
    rows = node["Plan Rows"]?.number ?? 0
    inputs =
      depth < Self.deepest
      ? (node["Plans"]?.items ?? []).prefix(Self.widest)
        .map { PlanTree($0.value, depth: depth + 1) } : []
  }
}

extension Plan {
  /// The steps of the plan; `nil` for one that PostgreSQL did not print.
  package var tree: PlanTree? {
    ConfigDocument(json: Array(json.utf8)).value.items.first?.value["Plan"]
      .map { PlanTree($0, depth: 0) }
  }
}
