// The times that suggested deadlines name, and those that suit work for which nobody waits.

extension DeadlineRule {
  /// The seconds of the deadline that a mended call has; nil where the suggestion names none.
  package var suggestedSeconds: Double? {
    let properties = (options + creation).compactMap { $0.suggestion?.properties.first }
    return properties.lazy.compactMap(Self.seconds).first
  }

  /// The first number of a text, which counts milliseconds where it is a large one.
  private static func seconds(of property: String) -> Double? {
    let isDigit = { (character: Character) in character.isASCII && character.isNumber }
    let digits = property.drop { !isDigit($0) }.prefix { isDigit($0) || $0 == "_" }
      .filter { $0 != "_" }
    guard let number = Double(digits), number > 0 else { return nil }
    return number >= 500 ? number / 1_000 : number
  }
}

extension DeadlineRule.OptionRule {
  /// The rule with a minute in place of a few seconds: a run may wait for a large file.
  package var forJobs: Self {
    guard let suggestion else { return self }
    var result = self
    result.suggestion = DeadlineRule.Suggestion(
      properties: suggestion.properties.map(Self.lengthened),
      position: suggestion.position,
      method: suggestion.method,
      conditions: suggestion.conditions
    )
    return result
  }

  private static func lengthened(_ property: String) -> String {
    if property.hasPrefix("timeout=") { return "timeout=60" }
    if property.hasPrefix("timeout: ") { return "timeout: 60_000" }
    return property.replacingTime("AbortSignal.timeout(2000)", by: "AbortSignal.timeout(60_000)")
  }
}

extension String {
  /// The text with one part in place of another at its end.
  fileprivate func replacingTime(_ old: String, by new: String) -> String {
    hasSuffix(old) ? dropLast(old.count) + new : self
  }
}
