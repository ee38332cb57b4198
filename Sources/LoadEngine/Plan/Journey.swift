// What a user does: requests one after another, and what must be true of the answers.

/// One request of a journey.
package struct Step: Sendable, Hashable {
  package var request: PreparedRequest
  /// Fills in the request anew for each round; nil if it is always the same.
  package var template: RequestTemplate?
  package var checks: [Check]
  /// What later steps need of the answer; each has a check `found` of its own, in this order.
  package var extractions: [Extraction] = []
  /// How long the user waits before the next step.
  package var pause: Spread?
  /// What the step's figures are gathered by: `group`, `journey` and the user's own.
  package var tags: [String: String] = [:]

  package init(request: PreparedRequest, checks: [Check] = [], pause: Spread? = nil) {
    self.request = request
    self.checks = checks
    self.pause = pause
  }
}

/// Steps that one user takes in their order, and how often users take this way and not another.
package struct Journey: Sendable, Hashable {
  package var name: String
  package var weight: Double
  package var steps: [Step]

  package init(name: String, weight: Double = 1, steps: [Step]) {
    self.name = name
    self.weight = weight
    self.steps = steps
  }
}
