// The values of a scenario file, with the line in each complaint.

import ConfigSyntax

/// Reads values of a scenario file.
struct ScenarioFile {
  let path: String
  /// Reads the files that it names; nil where none can be named.
  var sources: ScriptSources?

  struct NamedTable {
    let name: String
    let turn: DataSet.Turn
    let table: DataTable
  }

  func error(_ line: Int, _ message: String) -> LoadError { .plan("\(path):\(line): \(message)") }

  /// The nearest of the known names, to stand behind a complaint.
  func hint(_ name: String, _ known: [String]) -> String {
    let nearest = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" }
    return nearest ?? "; there are \(known.joined(separator: ", "))"
  }

  /// Refuses a key that means nothing.
  func check(_ value: ConfigValue, line: Int, keys: [String]) throws(LoadError) {
    guard value.isObject else {
      throw error(line, "must be a mapping: \(keys.joined(separator: ", "))")
    }
    for member in value.members where !keys.contains(member.key) {
      throw error(member.line, "'\(member.key)' is not known\(hint(member.key, keys))")
    }
  }

  func text(_ member: ConfigMember) throws(LoadError) -> String {
    guard let text = member.value.scalarText else {
      throw error(member.line, "\(member.key): must be a text, and is \(member.value.kindName)")
    }
    return text
  }

  func number(_ member: ConfigMember) throws(LoadError) -> Double {
    guard let number = member.value.number else {
      throw error(member.line, "\(member.key): must be a number, and is \(member.value.kindName)")
    }
    guard abs(number) < 1e9 else {
      throw error(member.line, "\(member.key): must be less than 1,000,000,000")
    }
    return number
  }

  func count(_ member: ConfigMember) throws(LoadError) -> Int {
    let number = try number(member)
    guard number >= 1 else { throw error(member.line, "\(member.key): must be 1 or more") }
    return Int(number)
  }

  /// `500ms`, `2s`, `1m`, or seconds without a unit; a day at most.
  func seconds(_ member: ConfigMember) throws(LoadError) -> Double {
    let text = try text(member)
    guard let seconds = TimeText.seconds(text), (0...86_400).contains(seconds) else {
      throw error(member.line, "\(member.key): \(text): write a time as 500ms, 2s or 1m")
    }
    return seconds
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

  /// The pace that a mapping says, whose other keys are somebody else's.
  func pace(_ value: ConfigValue, keys: [String]) throws(LoadError) -> ScenarioPace {
    var pace = ScenarioPace()
    for member in value.members {
      switch member.key {
      case "rate": pace.rate = try number(member)
      case "users": pace.users = try count(member)
      case "stages": pace.stages = member.value.strings
      case "iterations": pace.iterations = try count(member)
      case "iterationsPerUser": pace.iterationsPerUser = try count(member)
      case "journeys" where member.value.isArray: pace.journeys = member.value.strings
      case "duration", "think", "pacing", "warmup", "grace", "start":
        pace.times[member.key] = try text(member)
      default: break
      }
    }
    if pace.iterationsPerUser != nil, pace.rate != nil || pace.users == nil {
      let line = value.member("iterationsPerUser")?.line ?? 1
      throw error(line, "iterationsPerUser: needs users, and no rate")
    }
    return pace
  }

  // MARK: - Data

  /// The data files that are named, read as a whole.
  func tables(_ member: ConfigMember?) throws(LoadError) -> [NamedTable] {
    var tables: [NamedTable] = []
    for set in member?.value.members ?? [] {
      if let path = set.value.string {
        tables.append(NamedTable(name: set.key, turn: .round, table: try table(path, set.line)))
        continue
      }
      try check(set.value, line: set.line, keys: ["file", "per"])
      guard let path = set.value["file"]?.string else {
        throw error(set.line, "\(set.key): write file: users.csv")
      }
      let word = set.value["per"]?.string ?? "round"
      guard let turn = DataSet.Turn(rawValue: word) else {
        throw error(set.line, "per: '\(word)' is not known; there are round, user, random")
      }
      tables.append(NamedTable(name: set.key, turn: turn, table: try table(path, set.line)))
    }
    return tables
  }

  private func table(_ name: String, _ line: Int) throws(LoadError) -> DataTable {
    let bytes = try bytes(of: name, line)
    return name.hasSuffix(".json")
      ? try DataTable(json: bytes, path: name) : try DataTable(csv: bytes, path: name)
  }

  /// The bytes of a file that stands beside the scenario, or at an absolute path.
  func bytes(of name: String, _ line: Int) throws(LoadError) -> [UInt8] {
    guard let sources else { throw error(line, "'\(name)': no files can be named here") }
    return try sources.bytes(of: ScriptSources.path(name, from: path))
  }

  // MARK: - Environment

  /// The same value with `${env.NAME}` replaced everywhere: secrets do not belong in files.
  func expanded(
    _ value: ConfigValue,
    line: Int,
    _ environment: [String: String]
  ) throws(LoadError) -> ConfigValue {
    switch value {
    case .string(let text): return .string(try expanded(text, line: line, environment))
    case .array(let items):
      var all: [ConfigItem] = []
      for item in items {
        let value = try expanded(item.value, line: item.line, environment)
        all.append(ConfigItem(line: item.line, value: value))
      }
      return .array(all)
    case .object(let members):
      var all: [ConfigMember] = []
      for member in members {
        let value = try expanded(member.value, line: member.line, environment)
        all.append(ConfigMember(key: member.key, line: member.line, value: value))
      }
      return .object(all)
    case .null, .bool, .number: return value
    }
  }

  private func expanded(
    _ text: String,
    line: Int,
    _ environment: [String: String]
  ) throws(LoadError) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${env.") {
      if rest[..<start.lowerBound].hasSuffix("$") {
        result += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        continue
      }
      let end = rest[start.upperBound...].firstIndex(of: "}") ?? rest.endIndex
      let name = String(rest[start.upperBound..<end])
      guard end < rest.endIndex, let value = environment[name] else {
        throw error(line, "'\(name)' is not in the environment; give --env \(name)=VALUE")
      }
      result += rest[..<start.lowerBound] + value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
