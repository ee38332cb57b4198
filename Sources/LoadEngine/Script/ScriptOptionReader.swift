// Reads scenarios, thresholds and times of a script's options.

import ConfigSyntax

/// Reads parts of `options`; its complaints name the option.
struct ScriptOptionReader {
  let overrides: ScriptOverrides

  private static let longest = 24.0 * 3_600
  private static let mostRate = 100_000.0

  // MARK: - Scenarios

  func scenarios(of options: ConfigValue) throws(LoadError) -> [ScriptScenario] {
    if !overrides.haveScenario, let list = options["scenarios"], !list.members.isEmpty {
      var scenarios: [ScriptScenario] = []
      for member in list.members { scenarios.append(try scenario(member)) }
      return scenarios
    }
    return [try shortcut(options)]
  }

  /// `vus`, `duration`, `iterations` and `stages` without a scenario.
  private func shortcut(_ options: ConfigValue) throws(LoadError) -> ScriptScenario {
    var users = overrides.users
    if users == nil { users = try count(options["vus"], "options.vus") }
    var stages = overrides.stages
    let hasPace = overrides.seconds != nil || overrides.rounds != nil
    if stages.isEmpty, !hasPace, let list = options["stages"] {
      stages = try self.stages(list, "options.stages")
    }
    if !stages.isEmpty {
      return try ramp(from: Double(users ?? 1), stages, executor: "ramping-vus")
    }
    var seconds = overrides.seconds
    if seconds == nil, let duration = options["duration"] {
      seconds = try self.seconds(duration, "options.duration")
    }
    var rounds = overrides.rounds
    if rounds == nil, overrides.seconds == nil {
      rounds = try count(options["iterations"], "options.iterations")
    }
    if rounds != nil || seconds == nil {
      var scenario = constant(users ?? 1, seconds ?? 600, executor: "shared-iterations")
      scenario.rounds = rounds ?? 1
      return scenario
    }
    return constant(users ?? 1, seconds ?? 600, executor: "constant-vus")
  }

  private func scenario(_ member: ConfigMember) throws(LoadError) -> ScriptScenario {
    let name = "options.scenarios.\(member.key)"
    let value = member.value
    guard let executor = value["executor"]?.string else {
      throw .plan("\(name): has no executor; write, say, executor: \"constant-vus\"")
    }
    var scenario = try self.scenario(value, executor, name)
    scenario.name = member.key
    if let exec = value["exec"]?.string { scenario.function = exec }
    if let grace = value["gracefulStop"] {
      scenario.grace = try seconds(grace, "\(name).gracefulStop")
    }
    if let start = value["startTime"] { scenario.start = try seconds(start, "\(name).startTime") }
    if let env = value["env"] { scenario.environment = Self.texts(env).text }
    if let tags = value["tags"] {
      scenario.tags = Self.texts(tags).text
      for tag in tags.members { scenario.tagValues[tag.key] = tag.value.string }
    }
    return scenario
  }

  private func scenario(
    _ value: ConfigValue,
    _ executor: String,
    _ name: String
  ) throws(LoadError) -> ScriptScenario {
    func need(_ key: String) throws(LoadError) -> Double {
      guard let value = value[key] else { throw .plan("\(name): has no \(key), which it needs") }
      return try seconds(value, "\(name).\(key)")
    }
    let users = try count(value["vus"], "\(name).vus") ?? 1
    switch executor {
    case "constant-vus": return constant(users, try need("duration"), executor: executor)
    case "ramping-vus":
      let start = try number(value["startVUs"], "\(name).startVUs") ?? 1
      let stages = try self.stages(value["stages"] ?? .null, "\(name).stages")
      return try ramp(from: start, stages, executor: executor)
    case "shared-iterations", "per-vu-iterations":
      let limit = try value["maxDuration"].map { (time) throws(LoadError) in
        try seconds(time, "\(name).maxDuration")
      }
      var scenario = constant(users, limit ?? 600, executor: executor)
      let rounds = try count(value["iterations"], "\(name).iterations") ?? 1
      if executor == "shared-iterations" { scenario.rounds = rounds }
      if executor == "per-vu-iterations" { scenario.roundsOfUser = rounds }
      return scenario
    case "constant-arrival-rate", "ramping-arrival-rate":
      return try arrivals(value, executor, name)
    default:
      throw .plan(
        "\(name): executor '\(executor)' is not supported; there are constant-vus, ramping-vus, "
          + "shared-iterations, per-vu-iterations, constant-arrival-rate, ramping-arrival-rate"
      )
    }
  }

  private func constant(_ users: Int, _ seconds: Double, executor: String) -> ScriptScenario {
    let curve = Curve(constant: Double(users), seconds: seconds)
    return ScriptScenario(executor: executor, pacing: .users(curve, .none), users: users)
  }

  private func ramp(
    from start: Double,
    _ stages: [Stage],
    executor: String
  ) throws(LoadError) -> ScriptScenario {
    let curve = Curve(from: start, stages: stages)
    guard curve.maximum > 0, curve.seconds > 0 else {
      throw .plan("the stages let nobody in: give a duration and a target above 0")
    }
    let users = Int(curve.maximum.rounded(.up))
    return ScriptScenario(executor: executor, pacing: .users(curve, .none), users: users)
  }

  private func arrivals(
    _ value: ConfigValue,
    _ executor: String,
    _ name: String
  ) throws(LoadError) -> ScriptScenario {
    let unit =
      try value["timeUnit"].map { (time) throws(LoadError) in
        try seconds(time, "\(name).timeUnit")
      } ?? 1
    guard unit > 0 else { throw .plan("\(name).timeUnit: must be above 0") }
    let curve: Curve
    if executor == "constant-arrival-rate" {
      guard let rate = try number(value["rate"], "\(name).rate"), rate > 0 else {
        throw .plan("\(name): has no rate above 0")
      }
      guard let duration = value["duration"] else { throw .plan("\(name): has no duration") }
      let time = try seconds(duration, "\(name).duration")
      curve = Curve(constant: rate / unit, seconds: time)
    } else {
      let start = try number(value["startRate"], "\(name).startRate") ?? 0
      let stages = try self.stages(value["stages"] ?? .null, "\(name).stages")
      let scaled = stages.map { Stage(seconds: $0.seconds, target: $0.target / unit) }
      curve = Curve(from: start / unit, stages: scaled)
    }
    guard curve.maximum <= Self.mostRate, curve.seconds > 0 else {
      throw .plan("\(name): give a rate of at most \(Int(Self.mostRate)) a second, and a duration")
    }
    let first = try count(value["preAllocatedVUs"], "\(name).preAllocatedVUs") ?? 1
    let users = max(first, try count(value["maxVUs"], "\(name).maxVUs") ?? first)
    return ScriptScenario(executor: executor, pacing: .arrivals(curve, .even), users: users)
  }

  // MARK: - Values

  func thresholds(_ value: ConfigValue) throws(LoadError) -> [ScriptThreshold] {
    var thresholds: [ScriptThreshold] = []
    for metric in value.members {
      let items = metric.value.isArray ? metric.value.items.map(\.value) : [metric.value]
      for item in items {
        let text = item.string ?? item["threshold"]?.string
        guard let text else {
          throw .plan("options.thresholds.\(metric.key): write [\"p(95)<500\"]")
        }
        var aborts: Double?
        if item["abortOnFail"]?.bool == true {
          aborts =
            try item["delayAbortEval"].map { (delay) throws(LoadError) in
              try seconds(delay, "delayAbortEval")
            } ?? 0
        }
        thresholds.append(try ScriptThreshold(key: metric.key, text: text, abortsAfter: aborts))
      }
    }
    return thresholds
  }

  private func stages(_ value: ConfigValue, _ name: String) throws(LoadError) -> [Stage] {
    var stages: [Stage] = []
    for item in value.items {
      guard let duration = item.value["duration"], let target = item.value["target"]?.number else {
        throw .plan("\(name): a stage has a duration and a target")
      }
      stages.append(Stage(seconds: try seconds(duration, name), target: target))
    }
    return stages
  }

  /// Seconds of `1m30s`, or of a number of milliseconds.
  func seconds(_ value: ConfigValue, _ name: String) throws(LoadError) -> Double {
    var sum: Double?
    if let number = value.number {
      sum = number / 1_000
    } else if let text = value.string {
      sum = Self.seconds(text)
    }
    guard let sum, (0...Self.longest).contains(sum) else {
      throw .plan("\(name): write a time of at most 24h, as \"30s\" or \"1m30s\"")
    }
    return sum
  }

  private static func seconds(_ text: String) -> Double? {
    let units = ["ms": 0.001, "us": 1e-6, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
    var rest = text[...]
    var sum = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), let scale = units[String(unit)] else { return nil }
      sum += number * scale
    }
    return text.isEmpty ? nil : sum
  }

  private func number(_ value: ConfigValue?, _ name: String) throws(LoadError) -> Double? {
    guard let value else { return nil }
    guard let number = value.number, (0...1e9).contains(number) else {
      throw .plan("\(name): must be a number from 0 on")
    }
    return number
  }

  private func count(_ value: ConfigValue?, _ name: String) throws(LoadError) -> Int? {
    guard let number = try number(value, name) else { return nil }
    guard let count = Int(exactly: number), count > 0 else {
      throw .plan("\(name): must be a whole number above 0")
    }
    return count
  }

  /// The members whose values are texts, numbers or flags, as texts.
  private static func texts(_ value: ConfigValue) -> JSONValue {
    .object(
      value.members.compactMap { member in
        if let text = member.value.string { return (member.key, .string(text)) }
        if let flag = member.value.bool { return (member.key, .string("\(flag)")) }
        guard let number = member.value.number else { return nil }
        return (member.key, .string(Int(exactly: number).map(String.init) ?? "\(number)"))
      }
    )
  }
}
