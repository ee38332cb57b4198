// Reads thresholds as k6 writes them, with units where k6 has none.

extension Threshold {
  /// Reads `METRIC[{TAG:VALUE}][:] AGGREGATE OPERATOR NUMBER[UNIT]`.
  ///
  /// Throws an error of the plan that says which part is wrong and what it may be.
  package init(_ whole: String) throws(LoadError) {
    let (text, window) = try Self.window(of: whole)
    let trimmed = text.drop { $0 == " " }
    let name = trimmed.prefix { $0.isLetter || $0 == "_" }
    var rest = trimmed.dropFirst(name.count)
    guard let metric = Metric(rawValue: String(name)) else {
      let known = Metric.allCases.map(\.rawValue).joined(separator: ", ")
      throw .plan("threshold '\(text)': '\(name)' is no metric: \(known)")
    }
    tag = try Self.tag(&rest, of: metric, in: text)
    let expression = rest.drop { $0 == " " || $0 == ":" }
    guard
      let (comparison, place) = Comparison.allCases.lazy.compactMap({ comparison in
        expression.firstRange(of: comparison.rawValue).map { (comparison, $0) }
      }).first
    else { throw .plan("threshold '\(text)': no comparison: write, say, p(95)<500") }
    let left = expression[..<place.lowerBound].filter { $0 != " " }
    let right = expression[place.upperBound...].filter { $0 != " " }
    self.metric = metric
    self.window = window
    self.comparison = comparison
    aggregate = try Self.aggregate(left, of: metric, in: text)
    bound = try Self.bound(right, of: metric, in: text)
    self.text =
      "\(name)\(tag.map { "{\($0.key):\($0.value)}" } ?? "") \(left)\(comparison.rawValue)\(right)"
      + (window == nil ? "" : " " + whole[(whole.lastIndex(of: "[") ?? whole.endIndex)...].trimmed)
    guard window == nil || hasSeconds else {
      throw .plan(
        "threshold '\(whole)': http_req_duration, http_req_failed and http_reqs without a tag have windows"
      )
    }
  }

  /// Tags that metrics have whatever is sent.
  package static let knownTags = ["name", "expected_response", "check"]

  /// Refuses a tag that nothing in the run has.
  package func check(_ known: [String]) throws(LoadError) {
    guard let tag, !known.contains(tag.key) else { return }
    throw .plan(
      "threshold '\(text)': no step has the tag '\(tag.key)'; there are \(known.joined(separator: ", "))"
    )
  }

  private static func tag(
    _ rest: inout Substring,
    of metric: Metric,
    in text: String
  ) throws(LoadError) -> Tag? {
    guard rest.first == "{" else { return nil }
    guard let end = rest.firstIndex(of: "}"), let colon = rest[..<end].firstIndex(of: ":") else {
      throw .plan("threshold '\(text)': a tag is written {name:VALUE}")
    }
    let key = String(rest[rest.index(after: rest.startIndex)..<colon])
    let tag = Tag(key: key, value: rest[rest.index(after: colon)..<end].trimmed)
    let isKnown =
      switch metric {
      case .duration, .failed, .requests: !tag.key.isEmpty && tag.key != "check"
      case .checks: tag.key == "check"
      default: false
      }
    guard isKnown else {
      let hint = metric == .checks ? "has the tag check" : "has no such tag"
      throw .plan("threshold '\(text)': \(metric.rawValue) \(hint)")
    }
    rest = rest[rest.index(after: end)...]
    return tag
  }

  private static func aggregate(
    _ text: String,
    of metric: Metric,
    in whole: String
  ) throws(LoadError) -> Aggregate {
    switch (metric.kind, text) {
    case (.trend, "avg"): return .average
    case (.trend, "min"): return .minimum
    case (.trend, "max"): return .maximum
    case (.trend, "med"): return .percentile(50)
    case (.counter, "count"): return .count
    case (.counter, "rate"), (.rate, "rate"): return .rate
    case (.trend, _) where text.hasPrefix("p(") && text.hasSuffix(")"):
      if let share = Double(text.dropFirst(2).dropLast()), (0...100).contains(share) {
        return .percentile(share)
      }
    default: break
    }
    let known =
      switch metric.kind {
      case .trend: "avg, min, max, med, p(95)"
      case .rate: "rate"
      case .counter: "count, rate"
      }
    throw .plan("threshold '\(whole)': '\(text)' is not known of \(metric.rawValue): \(known)")
  }

  /// A number in milliseconds, a share or a count.
  private static func bound(
    _ text: String,
    of metric: Metric,
    in whole: String
  ) throws(LoadError) -> Double {
    let units: [(String, Double)] =
      switch metric.kind {
      case .trend: [("ms", 1), ("us", 0.001), ("s", 1_000), ("m", 60_000)]
      case .rate: [("%", 0.01)]
      case .counter: []
      }
    let unit = units.first { text.hasSuffix($0.0) }
    let digits = text.dropLast(unit?.0.count ?? 0)
    guard let number = Double(digits), number.isFinite else {
      throw .plan("threshold '\(whole)': '\(text)' is no number")
    }
    return number * (unit?.1 ?? 1)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
