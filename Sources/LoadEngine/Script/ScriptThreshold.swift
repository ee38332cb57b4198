// Thresholds on any metric of a script, in k6's words.

/// `http_req_duration{name:/home}` with `p(95)<500`.
package struct ScriptThreshold: Sendable {
  enum Aggregate: Sendable, Equatable {
    case count
    case rate
    case value
    case average
    case minimum
    case maximum
    case percentile(Double)
  }

  let metric: String
  let tags: [(key: String, value: String)]
  /// The metric with its tags as it was written.
  let key: String
  /// As it was written.
  let text: String
  let aggregate: Aggregate
  let comparison: Threshold.Comparison
  let bound: Double
  /// Ends the run as soon as it does not hold, but not before so many seconds.
  let abortsAfter: Double?

  /// Reads a threshold; throws what is wrong with it.
  init(key: String, text: String, abortsAfter: Double? = nil) throws(LoadError) {
    func refuse(_ reason: String) -> LoadError { .plan("threshold '\(key): \(text)': \(reason)") }
    let name = key.prefix { $0 != "{" }
    metric = String(name)
    var tags: [(key: String, value: String)] = []
    if name.count < key.count {
      guard key.hasSuffix("}") else { throw refuse("the brace of the tags is not closed") }
      for pair in key.dropFirst(name.count + 1).dropLast().split(separator: ",") {
        let parts = pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw refuse("a tag is written {name:VALUE}") }
        tags.append((Self.trimmed(parts[0]), Self.trimmed(parts[1])))
      }
    }
    self.tags = tags
    self.key = key
    self.text = text
    self.abortsAfter = abortsAfter
    let found = Threshold.Comparison.allCases.lazy.compactMap { comparison in
      text.firstRange(of: comparison.rawValue).map { (comparison, $0) }
    }.first
    guard let (comparison, place) = found else { throw refuse("write, say, p(95)<500") }
    self.comparison = comparison
    let left = String(text[..<place.lowerBound].filter { $0 != " " })
    guard let aggregate = Self.aggregate(left) else {
      throw refuse("'\(left)' is not known: count, rate, value, avg, min, max, med, p(95)")
    }
    self.aggregate = aggregate
    guard let bound = Double(text[place.upperBound...].filter { $0 != " " }) else {
      throw refuse("the bound is no number")
    }
    self.bound = bound
  }

  private static func aggregate(_ text: String) -> Aggregate? {
    switch text {
    case "count": return .count
    case "rate": return .rate
    case "value": return .value
    case "avg": return .average
    case "min": return .minimum
    case "max": return .maximum
    case "med": return .percentile(50)
    default:
      guard text.hasPrefix("p("), text.hasSuffix(")"),
        let share = Double(text.dropFirst(2).dropLast()), (0...100).contains(share)
      else { return nil }
      return .percentile(share)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
