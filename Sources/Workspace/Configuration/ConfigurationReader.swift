// Turns the values of plimsoll.yml into settings, or into one clear line.

import ConfigSyntax

/// Checks kinds of values; every error names the file and the line.
struct ConfigurationReader {
  let path: String

  func error(_ line: Int, _ message: String) -> WorkspaceError {
    WorkspaceError(.configuration, "\(path):\(line): \(message)")
  }

  func unknown(_ member: ConfigMember, among keys: [String]) -> WorkspaceError {
    let advice =
      NearestName.of(member.key, among: keys).map { "did you mean “\($0)”?" }
      ?? "known keys are \(keys.joined(separator: ", "))"
    return error(member.line, "unknown key “\(member.key.prefix(60))”; \(advice)")
  }

  private func wrong(_ member: ConfigMember, _ expected: String) -> WorkspaceError {
    error(
      member.line,
      "“\(member.key)” must be \(expected), but it is \(member.value.kindName)"
    )
  }

  func mapping(_ member: ConfigMember) throws(WorkspaceError) -> ConfigValue {
    guard member.value.isObject else { throw wrong(member, "a mapping") }
    return member.value
  }

  /// A list of texts, or one text.
  func texts(_ member: ConfigMember) throws(WorkspaceError) -> [String] {
    if let text = member.value.string { return [text] }
    guard member.value.isArray else { throw wrong(member, "a list of texts") }
    var texts: [String] = []
    for item in member.value.items {
      guard let text = item.value.string else {
        throw error(
          item.line,
          "“\(member.key)” must hold texts, but this is \(item.value.kindName)"
        )
      }
      texts.append(text)
    }
    return texts
  }

  func severities(_ member: ConfigMember) throws(WorkspaceError) -> [RuleSeverity] {
    guard member.value.isObject else {
      throw wrong(member, "a mapping of rule names to levels")
    }
    var severities: [RuleSeverity] = []
    for rule in member.value.members {
      let levels = RuleSeverity.Level.allCases.map(\.rawValue)
      // YAML reads the word “off” as a boolean.
      let word = rule.value == .bool(false) ? "off" : rule.value.string ?? ""
      guard let level = RuleSeverity.Level(rawValue: word) else {
        let advice = NearestName.of(word, among: levels).map { ": did you mean “\($0)”?" } ?? ""
        let known = levels.joined(separator: ", ")
        throw error(rule.line, "the severity of “\(rule.key)” must be one of \(known)\(advice)")
      }
      severities.append(RuleSeverity(rule: rule.key, level: level, line: rule.line))
    }
    return severities
  }

  /// A mapping of tables to their rows.
  func volumes(_ member: ConfigMember) throws(WorkspaceError) -> [String: Double] {
    var rows: [String: Double] = [:]
    for table in try mapping(member).members {
      guard let number = table.value.number, number >= 1, number <= 1e12 else {
        throw error(table.line, "the rows of “\(table.key)” must be a number from 1 to 1e12")
      }
      rows[table.key] = number
    }
    return rows
  }

  func loadTarget(_ member: ConfigMember) throws(WorkspaceError) -> RequestedLoad {
    guard member.value.isObject else { throw wrong(member, "a mapping") }
    var target = RequestedLoad()
    for entry in member.value.members {
      guard let key = RequestedLoad.Key(rawValue: entry.key) else {
        throw unknown(entry, among: RequestedLoad.Key.allCases.map(\.rawValue))
      }
      guard let text = entry.value.number.map({ "\($0)" }) ?? entry.value.string,
        target.set(key, to: text)
      else { throw error(entry.line, "“\(entry.key)” must be \(key.expectation)") }
    }
    return target
  }
}

extension ConfigurationReader {
  /// The mapping `facts`, with one more of its kind for each service under `services`.
  func statedFacts(_ member: ConfigMember) throws(WorkspaceError) -> StatedFacts {
    var facts = StatedFacts()
    for entry in try mapping(member).members {
      guard entry.key == "services" else {
        facts.everywhere.append(try statedFact(entry, isInService: false))
        continue
      }
      for service in try mapping(entry).members {
        for fact in try mapping(service).members {
          facts.services[service.key, default: []].append(
            try statedFact(fact, isInService: true)
          )
        }
      }
    }
    return facts
  }

  private func statedFact(
    _ member: ConfigMember,
    isInService: Bool
  ) throws(WorkspaceError) -> StatedFact {
    guard let key = StatedFact.Key(rawValue: member.key) else {
      let keys = StatedFact.Key.allCases.map(\.rawValue) + (isInService ? [] : ["services"])
      throw unknown(member, among: keys)
    }
    let number = member.value.number ?? member.value.string.flatMap(Double.init)
    if key.isCount {
      guard let number, number >= 1, number <= 1e9, number == number.rounded() else {
        throw error(member.line, "“\(member.key)” must be a whole number above 0, like 20")
      }
      return StatedFact(key: key, text: "\(Int(number))", number: Int(number), line: member.line)
    }
    let texts = member.value.isArray ? member.value.strings : []
    let digits = member.value.number.map { Int(exactly: $0).map { "\($0)" } ?? "\($0)" }
    let text = member.value.string ?? digits ?? texts.joined(separator: ", ")
    guard !text.isEmpty, text.utf8.count <= 400 else {
      throw error(member.line, "“\(member.key)” must be a text, like “\(key.example)”")
    }
    return StatedFact(key: key, text: text, number: nil, line: member.line)
  }
}

extension StatedFact.Key {
  /// A value that the key may have.
  fileprivate var example: String {
    switch self {
    case .framework: "Express 4"
    case .database: "PostgreSQL 16"
    case .orm: "Prisma 5"
    case .sessions: "JWT, 15 minutes"
    case .cache: "Redis, 60 seconds"
    case .deployment: "Kubernetes"
    case .runtime: "Node.js 22"
    case .proxy: "nginx, 60 seconds"
    case .cdn: "CloudFront"
    case .bodyLimit: "1 MB"
    case .jobs: "BullMQ"
    case .logging: "pino"
    case .externalServices: "Stripe, SMTP"
    case .pool, .maxConnections, .workers, .threads, .cpus, .instances: "20"
    }
  }
}
