// A load test in a file: who does what, how often, and what must be true.

import ConfigSyntax

/// A variable of a scenario: drawn from a list for each round, or taken from an answer.
package struct Variable: Sendable, Hashable {
  package let name: String
  /// What a round draws from; empty for what a data file or an answer fills in.
  package let choices: [String]
}

/// How often, how long and by how many; as the flags of these names are written.
package struct ScenarioPace: Sendable, Hashable {
  /// What it is called where there are several.
  package internal(set) var name: String?
  package internal(set) var rate: Double?
  package internal(set) var users: Int?
  package internal(set) var stages: [String] = []
  /// Rounds of all users together, and of each.
  package internal(set) var iterations: Int?
  package internal(set) var iterationsPerUser: Int?
  /// `duration`, `think`, `pacing`, `start`, `warmup` and `grace`.
  package internal(set) var times: [String: String] = [:]
  /// The journeys that are taken; empty for all.
  package internal(set) var journeys: [String] = []
}

/// What a scenario file says.
package struct Scenario: Sendable {
  package private(set) var url: TargetURL
  package private(set) var journeys: [Journey] = []
  package private(set) var setup: Journey?
  package private(set) var login: Journey?
  package private(set) var teardown: Journey?
  package private(set) var variables: [Variable] = []
  package private(set) var data: [DataSet] = []
  package private(set) var thresholds: [Threshold] = []
  package private(set) var redirects: Int?
  /// The pace of the file as a whole.
  package private(set) var pace = ScenarioPace()
  /// Paces beside each other; empty where the file has one alone.
  package private(set) var paces: [ScenarioPace] = []

  /// Whether the file says how long it takes.
  package var hasLength: Bool { !paces.isEmpty || pace.has("duration") || pace.has("stages") }

  static let paceKeys = [
    "rate", "users", "stages", "duration", "think", "pacing", "iterations", "iterationsPerUser",
  ]
  static let keys =
    ["target"] + paceKeys + [
      "warmup", "grace", "redirects", "headers", "auth", "variables", "data", "setup", "login",
      "journeys",
      "teardown", "scenarios", "thresholds",
    ]
  private static let mostScenarios = 20

  /// Reads a scenario; `path` is how errors name the file, `files` reads those that it names.
  ///
  /// Throws an error of the plan that names the line.
  package init(
    path: String,
    yaml: [UInt8],
    files: ScriptSources? = nil,
    environment: [String: String] = [:]
  ) throws(LoadError) {
    let document = ConfigDocument(yaml: yaml)
    if let problem = document.diagnostics.first {
      throw .plan("\(path):\(problem.line): \(problem.message); correct the YAML")
    }
    let file = ScenarioFile(path: path, sources: files)
    let whole = try file.expanded(document.value, line: 1, environment)
    try file.check(whole, line: 1, keys: Self.keys)
    guard let target = whole.member("target") else {
      throw .plan("\(path): no target; write, say, target: http://localhost:3000/")
    }
    url = try TargetURL(try file.text(target))
    pace = try file.pace(whole, keys: Self.keys)
    let tables = try file.tables(whole.member("data"))
    variables = try Self.variables(of: whole, tables: tables, file: file)
    data = Self.sets(tables, variables: variables)
    guard let list = whole.member("journeys"), !list.value.members.isEmpty else {
      throw .plan("\(path): no journeys; write journeys: with a name and steps for each")
    }
    redirects = try Self.redirects(whole.member("redirects"), file: file)
    try takeJourneys(of: whole, list, file: file)
    try takePaces(whole.member("scenarios"), file: file)
    try takeThresholds(whole.member("thresholds"), file: file)
  }

  private static func redirects(
    _ member: ConfigMember?,
    file: ScenarioFile
  ) throws(LoadError) -> Int? {
    guard let member else { return nil }
    let most = try file.number(member)
    guard (0...20).contains(most) else {
      throw file.error(member.line, "redirects: give a number from 0 to 20")
    }
    return Int(most)
  }

  private mutating func takeJourneys(
    of document: ConfigValue,
    _ list: ConfigMember,
    file: ScenarioFile
  ) throws(LoadError) {
    var steps = StepReader(file: file, url: url, variables: variables.map(\.name))
    steps.headers = try file.headers(document.member("headers"))
    steps.authorization = try document.member("auth").map { (auth) throws(LoadError) in
      try steps.authorization(auth)
    }
    for member in list.value.members { journeys.append(try steps.journey(member)) }
    func once(_ key: String) throws(LoadError) -> Journey? {
      guard let member = document.member(key) else { return nil }
      return try steps.journey(named: key, steps: member)
    }
    // What a login still has to find out authorises none of these.
    if steps.authorization?.isConstant == false { steps.authorization = nil }
    login = try once("login")
    setup = try once("setup")
    teardown = try once("teardown")
  }

  private mutating func takePaces(
    _ member: ConfigMember?,
    file: ScenarioFile
  ) throws(LoadError) {
    guard let member else { return }
    for scenario in member.value.members {
      let keys = Self.paceKeys + ["start", "journeys"]
      try file.check(scenario.value, line: scenario.line, keys: keys)
      var pace = try file.pace(scenario.value, keys: keys)
      pace.name = scenario.key
      let known = journeys.map(\.name)
      for name in pace.journeys where !known.contains(name) {
        throw file.error(
          scenario.line,
          "\(scenario.key): no journey is called '\(name)'\(file.hint(name, known))"
        )
      }
      paces.append(pace)
    }
    guard (1...Self.mostScenarios).contains(paces.count) else {
      throw file.error(member.line, "scenarios: write 1 to \(Self.mostScenarios) of them")
    }
    let ofFile = Self.paceKeys.first { pace.has($0) }
    if let ofFile {
      throw file.error(member.line, "scenarios: each has a pace of its own; take away '\(ofFile)'")
    }
  }

  /// What thresholds may name the steps by.
  package var knownTags: [String] {
    let steps = (journeys + [login].compactMap(\.self)).flatMap(\.steps)
    return Threshold.knownTags + Set(steps.flatMap(\.tags.keys)).sorted()
      + (paces.isEmpty ? [] : ["scenario"])
  }

  private mutating func takeThresholds(
    _ member: ConfigMember?,
    file: ScenarioFile
  ) throws(LoadError) {
    let known = knownTags
    for metric in member?.value.members ?? [] {
      let texts = metric.value.string.map { [$0] } ?? metric.value.strings
      guard !texts.isEmpty else {
        throw file.error(metric.line, "write \(metric.key): [p(95)<500]")
      }
      for text in texts {
        let threshold = try Threshold("\(metric.key): \(text)")
        if let key = threshold.tag?.key, !known.contains(key) {
          throw file.error(metric.line, "no step has the tag '\(key)'\(file.hint(key, known))")
        }
        thresholds.append(threshold)
      }
    }
  }

  /// The variables that are declared, those of data files, and behind them those that steps extract.
  private static func variables(
    of document: ConfigValue,
    tables: [ScenarioFile.NamedTable],
    file: ScenarioFile
  ) throws(LoadError) -> [Variable] {
    var variables: [Variable] = []
    for member in document["variables"]?.members ?? [] {
      let choices =
        member.value.scalarText.map { [$0] } ?? member.value.items.compactMap(\.value.scalarText)
      guard !choices.isEmpty else {
        throw file.error(member.line, "\(member.key): give a text or a list of texts")
      }
      variables.append(Variable(name: member.key, choices: choices))
    }
    for table in tables {
      for column in table.table.columns {
        variables.append(Variable(name: "\(table.name).\(column)", choices: []))
      }
    }
    var lists = ["setup", "login", "teardown"].compactMap { document[$0] }
    lists += (document["journeys"]?.members ?? []).compactMap { $0.value["steps"] }
    var names = Set(variables.map(\.name))
    for step in lists.flatMap(\.items) {
      for member in step.value["extract"]?.members ?? [] where names.insert(member.key).inserted {
        variables.append(Variable(name: member.key, choices: []))
      }
    }
    return variables
  }

  private static func sets(
    _ tables: [ScenarioFile.NamedTable],
    variables: [Variable]
  ) -> [DataSet] {
    tables.map { table in
      DataSet(
        variables: table.table.columns.compactMap { column in
          variables.firstIndex { $0.name == "\(table.name).\(column)" }
        },
        rows: table.table.rows.map { $0.map { Array($0.utf8) } },
        turn: table.turn
      )
    }
  }
}

extension ScenarioPace {
  /// Whether a key of a pace was written.
  func has(_ key: String) -> Bool {
    switch key {
    case "rate": rate != nil
    case "users": users != nil
    case "stages": !stages.isEmpty
    case "iterations": iterations != nil
    case "iterationsPerUser": iterationsPerUser != nil
    default: times[key] != nil
    }
  }
}
