// The items of the contract's sections, alike in every printed form.

import Findings

extension Finding {
  /// Below *The Problem*.
  var problemItems: [String] {
    [problem] + (confirm.map { ["Suspicious: \($0)"] } ?? [])
  }

  /// Below *Performance Impact*.
  func impactItems(mostRoutes: Int) -> [String] {
    var lines = [impact.estimate]
    if let routes = routesCaption(most: mostRoutes) { lines.append("Reached by: \(routes)") }
    for proof in evidence ?? [] {
      let figures = proof.figures.joined(separator: ", ")
      lines.append("Measured (\(proof.verdict.rawValue)): \(figures); \(proof.source)")
    }
    return lines + ["Confidence: \(impact.confidence.rawValue)"]
  }

  /// Below *Trade-off Consideration*.
  var tradeOffItems: [String] {
    [tradeOff] + (monitorThreshold.map { ["Refactor at: \($0)"] } ?? [])
  }
}
