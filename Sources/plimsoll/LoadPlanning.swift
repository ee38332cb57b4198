// From the flags of `plimsoll load` to a plan, within bounds.

import Capacity
import LoadEngine

/// Reads the flags; every number has a bound, so that a slip of the finger stays one.
struct LoadPlanning {
  /// The flags, and what a scenario file says where they say nothing.
  private let options: LoadOptions
  private let scenario: Scenario?
  private let pace: ScenarioPace?

  static let mostRate = 100_000.0
  static let mostConnections = 20_000
  private static let mostThreads = 64
  private static let longest = 24.0 * 3_600

  /// A pace on the command line replaces the file's pace as a whole.
  init(options: LoadOptions, scenario: Scenario?, pace: ScenarioPace? = nil) {
    var options = options
    self.scenario = scenario
    self.pace = pace ?? scenario?.pace
    if let scenario, let pace = self.pace {
      if options.pace.rate == nil, options.pace.users == nil, options.stage.isEmpty {
        options.pace.rate = pace.rate
        options.pace.users = pace.users
        options.think = options.think ?? pace.times["think"]
        options.pacing = options.pacing ?? pace.times["pacing"]
        if options.pace.duration == nil { options.stage = pace.stages }
      }
      if options.stage.isEmpty {
        options.pace.duration = options.pace.duration ?? pace.times["duration"]
      }
      options.requests = options.requests ?? pace.iterations
      options.warmup = options.warmup ?? scenario.pace.times["warmup"]
      options.grace = options.grace ?? scenario.pace.times["grace"]
    }
    self.options = options
  }

  /// The plan; throws a usage failure or the engine's own error.
  func plan() throws -> LoadPlan {
    guard let scenario, !scenario.paces.isEmpty else { return try planOfOne() }
    if let flag = flagOfOnePace {
      throw Failure.usage("\(flag): the file's scenarios have paces of their own; leave it out")
    }
    let plans = try scenario.paces.enumerated().map { number, pace in
      var plan = try LoadPlanning(options: options, scenario: scenario, pace: pace).planOfOne()
      plan.seed += UInt64(number)
      return plan
    }
    guard var first = plans.first else { return try planOfOne() }
    first.beside = Array(plans.dropFirst())
    _ = try Self.within("users of all scenarios", first.allSlots, 1...Self.mostConnections)
    return first
  }

  private func planOfOne() throws -> LoadPlan {
    if scenario != nil, let flag = flagOfOneRequest {
      throw Failure.usage("\(flag): a scenario's steps say what is sent; leave it out")
    }
    let url = try scenario?.url ?? TargetURL(options.url)
    let pacing = try pacing()
    let connections = try connections(for: pacing)
    var plan = LoadPlan(
      url: url,
      journeys: try journeys(at: url),
      pacing: pacing,
      connections: connections,
      threads: try threads(for: connections)
    )
    if let scenario { plan.take(scenario) }
    plan.name = pace?.name
    plan.trust = try options.server.trust()
    if options.server.streams != nil, !options.server.http2 {
      throw Failure.usage("--streams: needs --http2; HTTP/1.1 has one request on a connection")
    }
    if options.server.http2 {
      plan.streams = try Self.within("--streams", options.server.streams ?? 100, 1...1_000)
    }
    plan.redirects = try Self.within(
      "--redirects",
      options.redirects ?? scenario?.redirects ?? 0,
      0...20
    )
    plan.usesAllConnections = options.pace.users != nil
    plan.rounds = try options.requests.map {
      try Self.within("--requests", $0, 1...Int.max)
    }
    plan.roundsOfUser = pacing.isOpen ? nil : pace?.iterationsPerUser
    plan.warmup = try seconds("--warmup", options.warmup) ?? 0
    plan.grace = try seconds("--grace", options.grace) ?? plan.grace
    if let timeout = try seconds("--timeout", options.server.timeout) {
      plan.timeouts.total = timeout
      plan.timeouts.firstByte = timeout
    }
    if let timeout = try seconds("--connect-timeout", options.server.connectTimeout) {
      plan.timeouts.connect = timeout
      plan.timeouts.handshake = timeout
    }
    guard plan.warmup < pacing.curve.seconds else {
      throw Failure.usage("--warmup \(options.warmup ?? ""): leaves nothing of the run to count")
    }
    return plan
  }

  /// What is sent: the journeys of the pace, or the one request of the flags.
  private func journeys(at url: TargetURL) throws -> [Journey] {
    guard let scenario else { return [Journey(name: "load", steps: [try step(to: url)])] }
    let names = pace?.journeys ?? []
    return names.isEmpty
      ? scenario.journeys : scenario.journeys.filter { names.contains($0.name) }
  }

  /// A flag that sets a pace, if one was given.
  private var flagOfOnePace: String? {
    let flags = [
      ("--rate", options.pace.rate != nil), ("--users", options.pace.users != nil),
      ("--stage", !options.stage.isEmpty), ("--duration", options.pace.duration != nil),
      ("--think", options.think != nil), ("--pacing", options.pacing != nil),
      ("--requests", options.requests != nil), ("--find-limit", options.findLimit),
      ("--connections", options.connections != nil),
    ]
    return flags.first { $0.1 }?.0
  }

  /// A flag that describes the one request of a URL, if one was given.
  private var flagOfOneRequest: String? {
    if options.method != "GET" { return "--method" }
    if !options.header.isEmpty { return "--header" }
    if options.body != nil { return "--body" }
    if options.expectStatus != nil { return "--expect-status" }
    return options.expectBody != nil ? "--expect-body" : nil
  }

  // MARK: - Pace

  private func pacing() throws -> Pacing {
    if options.pace.rate == nil, options.pace.users != nil {
      return .users(try curve("--users"), try pause())
    }
    for (flag, value) in [("--think", options.think), ("--pacing", options.pacing)]
    where value != nil {
      throw Failure.usage("\(flag): needs --users, and no --rate")
    }
    return .arrivals(try curve("--rate"), options.poisson ? .poisson : .even)
  }

  /// The rate or the number of users over time.
  private func curve(_ flag: String) throws -> Curve {
    let isRate = flag == "--rate"
    let most = isRate ? Self.mostRate : Double(Self.mostConnections)
    let given = isRate ? options.pace.rate : options.pace.users.map(Double.init)
    let start = try Self.within(flag, given ?? LoadTarget.standard.requestsPerSecond, 0.001...most)
    let begin = try seconds("start", pace?.times["start"]) ?? 0
    guard !options.stage.isEmpty else {
      let counted = options.requests != nil || pace?.iterationsPerUser != nil
      let time = try seconds("--duration", options.pace.duration) ?? (counted ? 600 : 30)
      return Self.curve(from: start, [Stage(seconds: time, target: start)], after: begin)
    }
    guard options.pace.duration == nil else {
      throw Failure.usage("--duration: the stages say how long; leave it out")
    }
    let stages = try Self.stages(options.stage, most: most)
    let curve = Self.curve(from: given == nil ? 0 : start, stages, after: begin)
    guard curve.seconds > 0, curve.maximum > 0 else {
      throw Failure.usage("--stage: nothing would be sent; give a time and a number above 0")
    }
    _ = try Self.within("--stage", curve.seconds, 0...Self.longest)
    return curve
  }

  /// A curve that begins so many seconds after the run.
  private static func curve(from level: Double, _ stages: [Stage], after start: Double) -> Curve {
    guard start > 0 else { return Curve(from: level, stages: stages) }
    let before = [Stage(seconds: start, target: 0), Stage(seconds: 0, target: level)]
    return Curve(from: 0, stages: before + stages)
  }

  /// `TIME:NUMBER`, each with a number up to a bound.
  static func stages(_ texts: [String], most: Double) throws -> [Stage] {
    try texts.map { text in
      let parts = text.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let target = Double(parts[1]) else {
        throw Failure.usage("--stage \(text): write TIME:NUMBER, as 30s:100")
      }
      return Stage(
        seconds: try seconds("--stage", String(parts[0]), from: 0) ?? 0,
        target: try within("--stage", target, 0...most)
      )
    }
  }

  private func pause() throws -> Pause {
    if options.poisson { throw Failure.usage("--poisson: needs --rate; users have --think") }
    let think = try seconds("--think", options.think)
    let pacing = try seconds("--pacing", options.pacing)
    switch (think, pacing) {
    case (nil, nil): return .none
    case (let think?, nil): return .thinking(.exponential(mean: think))
    case (nil, let pacing?): return .pacing(.constant(pacing))
    default: throw Failure.usage("--think and --pacing exclude each other: give one")
    }
  }

  // MARK: - Size

  private func connections(for pacing: Pacing) throws -> Int {
    let most = 1...Self.mostConnections
    guard pacing.isOpen else {
      if options.connections != nil {
        throw Failure.usage("--connections: each user has one; leave it out, or give --rate")
      }
      return Int(pacing.curve.maximum.rounded(.up))
    }
    if let users = options.pace.users, options.connections == nil {
      return try Self.within("--users", users, most)
    }
    let needed = min(1_000, max(50, Int(pacing.curve.maximum * 2)))
    return try Self.within("--connections", options.connections ?? needed, most)
  }

  private func threads(for connections: Int) throws -> Int {
    min(try Self.within("--threads", options.threads, 1...Self.mostThreads), connections)
  }

  // MARK: - Request

  private func step(to url: TargetURL) throws -> Step {
    let method = options.method.uppercased()
    guard !method.isEmpty, method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw Failure.usage("--method \(options.method): write GET, POST, PUT, PATCH, DELETE or HEAD")
    }
    let headers = try options.header.map { text in
      let parts = text.split(separator: ":", maxSplits: 1)
      let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      guard parts.count == 2, isPlain, !parts[0].contains(" ") else {
        throw Failure.usage("--header '\(text)': write 'Name: value'")
      }
      return (name: String(parts[0]), value: String(parts[1].drop { $0 == " " }))
    }
    var checks: [Check] = []
    if let code = options.expectStatus {
      checks.append(.status([try Self.within("--expect-status", code, 100...999)]))
    }
    if let text = options.expectBody { checks.append(.bodyContains(text)) }
    let request = PreparedRequest(
      method: method,
      to: url,
      headers: headers,
      body: Array((options.body ?? "").utf8)
    )
    return Step(request: request, checks: checks)
  }

  // MARK: - Numbers

  /// `500ms`, `30s`, `5m`, `1h`, or seconds without a unit.
  private func seconds(_ flag: String, _ text: String?, from least: Double = 0.001) throws
    -> Double?
  {
    try Self.seconds(flag, text, from: least)
  }

  /// The same for who has no plan.
  static func seconds(_ flag: String, _ text: String?, from least: Double = 0.001) throws
    -> Double?
  {
    guard let text else { return nil }
    guard let seconds = TimeText.seconds(text) else {
      throw Failure.usage("\(flag) \(text): write a time as 500ms, 30s, 5m or 1h")
    }
    return try within(flag, seconds, least...longest)
  }

  static func within<Number: Comparable>(
    _ flag: String,
    _ value: Number,
    _ range: ClosedRange<Number>
  ) throws -> Number {
    guard range.contains(value) else {
      throw Failure.usage(
        "\(flag) \(value): give a number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return value
  }
}
