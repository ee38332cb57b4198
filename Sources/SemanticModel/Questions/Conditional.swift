// Whether a call runs in some cases only.

import Facts

extension CallSite {
  /// Whether a branch around it decides if it runs.
  package var isConditional: Bool {
    let facts = unit.facts
    var region = instruction.region
    while region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body {
      switch fact.kind {
      case .then, .otherwise, .case, .catch: return true
      default: region = fact.parent
      }
    }
    return false
  }

  /// Whether it stands in the second arm of a branch, in one of several cases or in what handles an error: a path has
  /// it, or what stands in the first arm.
  package var isOfOtherPath: Bool {
    let facts = unit.facts
    var region = instruction.region
    while region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body {
      if [.otherwise, .case, .catch].contains(fact.kind) { return true }
      region = fact.parent
    }
    return false
  }
}
