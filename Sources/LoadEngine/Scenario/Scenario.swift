// A load test in a file: who does what, how often, and what must be true.

import ConfigSyntax

/// A variable of a scenario: drawn from a list for each round, or taken from an answer.
package struct Variable: Sendable, Hashable {
  package let name: String
  /// What a round draws from; empty for what an answer fills in.
  package let choices: [String]
}

/// What a scenario file says.
package struct Scenario: Sendable {
  package private(set) var url: TargetURL
  package private(set) var journeys: [Journey] = []
  package private(set) var variables: [Variable] = []
  package private(set) var thresholds: [Threshold] = []
  package private(set) var rate: Double?
  package private(set) var users: Int?
  package private(set) var stages: [String] = []
  /// `duration`, `think`, `pacing`, `warmup` and `grace`, as the flags of these names are written.
  package private(set) var times: [String: String] = [:]

  static let keys = [
    "target", "rate", "users", "stages", "duration", "think", "pacing", "warmup", "grace",
    "headers", "variables", "journeys", "thresholds",
  ]

  /// Reads a scenario; `path` is how errors name the file.
  ///
  /// Throws an error of the plan that names the line.
  package init(path: String, yaml: [UInt8]) throws(LoadError) {
    let document = ConfigDocument(yaml: yaml)
    if let problem = document.diagnostics.first {
      throw .plan("\(path):\(problem.line): \(problem.message); correct the YAML")
    }
    let file = ScenarioFile(path: path)
    try file.check(document.value, line: 1, keys: Self.keys)
    guard let target = document.value.member("target") else {
      throw .plan("\(path): no target; write, say, target: http://localhost:3000/")
    }
    url = try TargetURL(try file.text(target))
    for member in document.value.members { try takeSetting(member, of: file) }
    variables = try Self.variables(of: document.value, file: file)
    guard let list = document.value.member("journeys"), !list.value.members.isEmpty else {
      throw .plan("\(path): no journeys; write journeys: with a name and steps for each")
    }
    let steps = StepReader(
      file: file,
      url: url,
      variables: variables.map(\.name),
      headers: try file.headers(document.value.member("headers"))
    )
    for member in list.value.members { journeys.append(try steps.journey(member)) }
  }

  private mutating func takeSetting(
    _ member: ConfigMember,
    of file: ScenarioFile
  ) throws(LoadError) {
    switch member.key {
    case "rate": rate = try file.number(member)
    case "users": users = Int(try file.number(member))
    case "stages": stages = member.value.strings
    case "duration", "think", "pacing", "warmup", "grace": times[member.key] = try file.text(member)
    case "thresholds":
      for metric in member.value.members {
        let texts = metric.value.string.map { [$0] } ?? metric.value.strings
        guard !texts.isEmpty else {
          throw file.error(metric.line, "write \(metric.key): [p(95)<500]")
        }
        for text in texts { thresholds.append(try Threshold("\(metric.key): \(text)")) }
      }
    default: break
    }
  }

  /// The variables that are declared, and behind them those that steps extract.
  private static func variables(
    of document: ConfigValue,
    file: ScenarioFile
  ) throws(LoadError) -> [Variable] {
    var variables: [Variable] = []
    for member in document["variables"]?.members ?? [] {
      let choices =
        file.scalar(member.value).map { [$0] }
        ?? member.value.items.compactMap {
          file.scalar($0.value)
        }
      guard !choices.isEmpty else {
        throw file.error(member.line, "\(member.key): give a text or a list of texts")
      }
      variables.append(Variable(name: member.key, choices: choices))
    }
    for journey in document["journeys"]?.members ?? [] {
      for step in journey.value["steps"]?.items ?? [] {
        for member in step.value["extract"]?.members ?? []
        where !variables.contains(where: { $0.name == member.key }) {
          variables.append(Variable(name: member.key, choices: []))
        }
      }
    }
    return variables
  }
}

/// Reads values of a scenario file, with the line in each complaint.
struct ScenarioFile {
  let path: String

  func error(_ line: Int, _ message: String) -> LoadError { .plan("\(path):\(line): \(message)") }

  /// Refuses a key that means nothing.
  func check(_ value: ConfigValue, line: Int, keys: [String]) throws(LoadError) {
    guard value.isObject else {
      throw error(line, "must be a mapping: \(keys.joined(separator: ", "))")
    }
    for member in value.members where !keys.contains(member.key) {
      throw error(
        member.line,
        "'\(member.key)' is not known; there are \(keys.joined(separator: ", "))"
      )
    }
  }

  func text(_ member: ConfigMember) throws(LoadError) -> String {
    guard let text = scalar(member.value) else {
      throw error(member.line, "\(member.key): must be a text, and is \(member.value.kindName)")
    }
    return text
  }

  func number(_ member: ConfigMember) throws(LoadError) -> Double {
    guard let number = member.value.number, abs(number) < 1e9 else {
      throw error(member.line, "\(member.key): must be a number, and is \(member.value.kindName)")
    }
    return number
  }

  func headers(_ member: ConfigMember?) throws(LoadError) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    for header in member?.value.members ?? [] {
      let value = try text(header)
      guard (header.key + value).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
        !header.key.isEmpty, !header.key.contains(where: { " :".contains($0) })
      else { throw error(header.line, "'\(header.key)' is no header: write Name: value") }
      headers.append((header.key, value))
    }
    return headers
  }

  func scalar(_ value: ConfigValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .bool(let flag): "\(flag)"
    case .null, .array, .object: nil
    }
  }
}
