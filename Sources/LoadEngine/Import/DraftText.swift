// How drafts of scenarios spell what others said.

import ConfigSyntax

/// Writes the lines of a draft; every text of somebody else's stands in quotes.
enum DraftText {
  /// A text that YAML and templates take as it is.
  static func quoted(_ text: String, isTemplate: Bool = false) -> String {
    let writer = JSONWriter(isCompact: true, escaping: isAwkward)
    writer.put(string: isTemplate ? text : literal(text))
    return writer.text
  }

  /// A text in which nothing is filled in.
  private static func literal(_ text: String) -> String {
    guard text.utf8.contains(0x24) else { return text }
    var result = ""
    var rest = text[...]
    while let place = rest.firstRange(of: "${") {
      result += rest[..<place.lowerBound] + "$${"
      rest = rest[place.upperBound...]
    }
    return result + rest
  }

  /// What YAML does not take between quotes.
  private static func isAwkward(_ scalar: Unicode.Scalar) -> Bool {
    (0x7F...0x9F).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
      || scalar.value == 0xFEFF || (0xFFFE...0xFFFF).contains(scalar.value)
  }

  /// YAML takes no key of more than 1,024 characters.
  static let longestKey = 500

  /// Whether a value is an object or a list that YAML takes as JSON writes it.
  static func canFlow(_ value: ConfigValue) -> Bool {
    (value.isObject || value.isArray) && hasShortKeys(value)
  }

  private static func hasShortKeys(_ value: ConfigValue) -> Bool {
    switch value {
    case .array(let items): items.allSatisfy { hasShortKeys($0.value) }
    case .object(let members):
      members.allSatisfy { $0.key.utf8.count <= longestKey && hasShortKeys($0.value) }
    case .null, .bool, .number, .string: true
    }
  }

  /// A value as JSON, which is YAML too.
  static func flow(_ value: ConfigValue) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .array(let items): "[\(items.map { flow($0.value) }.joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(quoted($0.key)): \(flow($0.value))" }.joined(separator: ", "))}"
    case .null, .bool, .number: value.compactJSON
    }
  }

  /// The lines of one step of a journey.
  static func lines(of step: DraftStep) -> [String] {
    let path = quoted(step.path, isTemplate: step.isTemplate)
    var lines = ["      - \(step.method.lowercased()): \(path)"]
    if let name = step.name { lines.append("        name: \(quoted(name))") }
    if !step.headers.isEmpty {
      let headers = step.headers.map { "\(quoted($0.name)): \(quoted($0.value))" }
      lines.append("        headers: { \(headers.joined(separator: ", ")) }")
    }
    if let body = step.body { lines.append("        \(body.key): \(flow(body.value))") }
    if !step.statuses.isEmpty {
      let codes = step.statuses.map(String.init).joined(separator: ", ")
      lines.append("        check: { status: [\(codes)] }")
    }
    if step.pause > 0 { lines.append("        pause: \(Int((step.pause * 1_000).rounded()))ms") }
    return lines
  }

  /// A journey of one step; in comments, behind the reason, if something stands against it.
  static func journey(of step: DraftStep, weight: Double) -> [String] {
    let weight = Quantity.fixed(max(0.01, weight), places: 2).filter { $0 != "," }
    let name = quoted(step.name ?? "\(step.method) \(step.path)")
    let all = ["  \(name):", "    weight: \(weight)", "    steps:"] + lines(of: step)
    guard let obstacle = step.obstacle else { return all }
    return ["# \(comment(obstacle)):"] + all.map { "#" + $0 }
  }

  /// A text on one line of a comment.
  static func comment(_ text: String) -> String {
    String(quoted(text, isTemplate: true).dropFirst().dropLast())
  }
}
