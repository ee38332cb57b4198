// How the planner answers a statement, without an advised index and with it.

/// One statement of the source, planned at several sizes of its tables.
package struct QueryPlan: Codable, Sendable, Hashable {
  /// The plans at one size.
  package struct Scale: Codable, Sendable, Hashable {
    /// How many times the rows of today.
    package var factor: Double
    package var before: PlanStep
    package var after: PlanStep

    package init(factor: Double, before: PlanStep, after: PlanStep) {
      self.factor = factor
      self.before = before
      self.after = after
    }
  }

  package var name: String
  package var statement: String
  /// `file:line` of the call sites that send it.
  package var sites: [String]
  /// The statement that makes the index.
  package var index: String
  /// The smallest size first.
  package var scales: [Scale]
  package var source: String

  package init(
    name: String,
    statement: String,
    sites: [String],
    index: String,
    scales: [Scale],
    source: String
  ) {
    self.name = name
    self.statement = statement
    self.sites = sites
    self.index = index
    self.scales = scales
    self.source = source
  }
}

/// A step of a plan, with those that feed it.
package struct PlanStep: Codable, Sendable, Hashable {
  /// `Seq Scan on orders`.
  package var step: String
  package var index: String?
  /// In the planner's units, with what feeds it.
  package var cost: Double
  /// How many rows the planner expects.
  package var rows: Double
  package var inputs: [PlanStep]

  package init(step: String, index: String?, cost: Double, rows: Double, inputs: [PlanStep]) {
    self.step = step
    self.index = index
    self.cost = cost
    self.rows = rows
    self.inputs = inputs
  }
}
