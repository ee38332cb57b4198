// The story of a script's run: read it, make its users, let them run, sum up.

import CJavaScript
import ConfigSyntax

/// What a script's run has shown.
package struct ScriptResult: Sendable {
  let metrics: ScriptMetrics
  let options: ScriptOptions
  let groups: ConfigValue
  package let verdicts: [ScriptVerdict]
  package let health: GeneratorHealth
  package let rows: [IntervalRow]
  package let seconds: Double
  /// Rounds that ended with an exception, and rounds that were cut off.
  package let exceptions: Int
  package let interrupted: Int
  package let abortion: String?
  let isMarkedFailed: Bool
  /// What the script's own `handleSummary` wants to be written: names and bytes; nil if it has none.
  package internal(set) var outputs: [(name: String, bytes: [UInt8])]?
}

/// Runs a k6 script.
package struct ScriptRun: Sendable {
  private let path: String
  private let sources: ScriptSources
  private let environment: [String: String]
  private let overrides: ScriptOverrides
  private let permission: Permission
  private let trust: TLSTrust
  private let say: @Sendable (String) -> Void

  /// Whether JavaScriptCore is installed.
  package static var isPossible: Bool { js_load() == nil }

  /// `say` tells a person at once what the script prints and what is wrong with it.
  package init(
    path: String,
    sources: ScriptSources,
    environment: [String: String],
    overrides: ScriptOverrides = ScriptOverrides(),
    permission: Permission = Permission(),
    trust: TLSTrust = TLSTrust(),
    say: @escaping @Sendable (String) -> Void
  ) {
    self.path = path
    self.sources = sources
    self.environment = environment
    self.overrides = overrides
    self.permission = permission
    self.trust = trust
    self.say = say
  }

  /// The result, while `collector` tells each second as it passes.
  ///
  /// Throws before the first request if the script cannot be run as it is, and later if it turns to a server
  /// that may not be loaded.
  package func result(
    collector: IntervalCollector
  ) async throws(LoadError) -> ScriptResult {
    try await Interruption.counted { () throws(LoadError) in
      let results = await WorkerThread.values(count: 1) { _ in
        Result { () throws(LoadError) in try run(collector) }
      }
      guard let result = results.first else { throw LoadError.environment("no thread; try again") }
      return try result.get()
    }
  }

  private func run(
    _ collector: IntervalCollector
  ) throws(LoadError) -> ScriptResult {
    let modules = try ScriptModules(script: path, sources: sources)
    let host = try ScriptHost(
      sources: sources,
      options: ScriptOptions(json: "{}", overrides: ScriptOverrides()),
      permission: permission,
      trust: trust,
      say: say
    )
    return try withExtendedLifetime(host) { () throws(LoadError) in
      try load(modules, into: host)
      let exports = try makeUsers(of: host)
      return try run(host, exports: exports, collector)
    }
  }

  // MARK: - Before

  /// Gives the host the modules and the options.
  private func load(_ modules: ScriptModules, into host: ScriptHost) throws(LoadError) {
    host.modules = modules.paths
    let engine = host.engine
    do throws(ScriptFailure) {
      let variables = environment.sorted { $0.key < $1.key }.map {
        ($0.key, JSONValue.string($0.value))
      }
      let text = JSONValue.object(variables).text
      try engine.call(host.functions.setEnvironment, engine.value(text))
      for (index, text) in modules.texts.enumerated() {
        let module = try engine.evaluate(text, name: modules.paths[index])
        try engine.call(host.functions.addModule, module, engine.value(modules.links[index]))
      }
    } catch {
      throw .plan(error.located)
    }
  }

  /// Reads the options with a first user, who also does what is done once; then makes all others.
  private func makeUsers(of host: ScriptHost) throws(LoadError) -> Set<String> {
    let engine = host.engine
    var exports: Set<String> = []
    do throws(ScriptFailure) {
      let first = "{\"name\":\"default\",\"exec\":\"default\",\"isMain\":false}"
      try engine.call(host.functions.addUser, engine.number(0), engine.value(first))
      let json = engine.text(try engine.call(host.functions.optionsOf, engine.number(0)))
      let names = engine.text(try engine.call(host.functions.exportsOf, engine.number(0)))
      exports = Set(names.split(separator: " ").map(String.init))
      if let refusal = host.refusal { throw ScriptFailure(text: refusal.message, line: nil) }
      host.options = try read(json)
      let parts = host.options.thresholds.filter { !$0.tags.isEmpty }
        .map { (metric: $0.metric, tags: $0.tags, text: $0.key) }
      host.metrics.want(parts)
      let isTagged = host.metrics.requestsHaveParts
      try engine.call(
        host.functions.setOptions,
        engine.value(json),
        js_boolean(engine.context, isTagged)
      )
      host.users = [ScriptUser(scenario: -1, slot: 0)]
      for (index, scenario) in host.options.scenarios.enumerated() {
        try addUsers(of: scenario, index, to: host)
      }
    } catch {
      throw .plan(error.located)
    }
    try DescriptorLimit.require(sockets: host.users.count)
    return exports
  }

  private func read(_ json: String) throws(ScriptFailure) -> ScriptOptions {
    do throws(LoadError) {
      return try ScriptOptions(json: json, overrides: overrides)
    } catch {
      throw ScriptFailure(text: "\(path): \(error.message)", line: nil)
    }
  }

  private func addUsers(
    of scenario: ScriptScenario,
    _ index: Int,
    to host: ScriptHost
  ) throws(ScriptFailure) {
    let engine = host.engine
    let state = ScriptScenarioState(
      scenario: scenario,
      pacer: scenario.pacer(seed: UInt64(index + 1)),
      firstUser: host.users.count
    )
    let json = engine.value(scenario.json)
    for slot in 0..<scenario.users {
      let number = host.users.count
      host.users.append(ScriptUser(scenario: index, slot: slot))
      try engine.call(host.functions.addUser, engine.number(number), json)
    }
    host.planned.append(state)
  }

  // MARK: - The run

  private func run(
    _ host: ScriptHost,
    exports: Set<String>,
    _ collector: IntervalCollector
  ) throws(LoadError) -> ScriptResult {
    for remark in host.options.remarks { say("warning: \(remark)") }
    var data = "null"
    if exports.contains("setup") {
      data = try host.once("setup", user: 0, seconds: host.options.setupSeconds)
    }
    host.call(host.functions.setData, data)
    host.metrics.forget()
    host.metrics.add(.mostUsers, Double(host.options.users))
    host.scenarios = host.planned
    host.intervals = ScriptIntervals(collector: collector)
    let meter = ThreadMeter()
    host.runScenarios()
    let seconds = host.milliseconds / 1_000
    var health = meter.health(wall: UInt64(seconds * 1e9))
    health.lag = host.lag
    host.intervals?.finish()
    collector.finish()
    if let refusal = host.refusal { throw refusal }
    host.scenarios = []
    let measured = host.metrics
    if exports.contains("teardown") {
      _ = try host.once("teardown", user: 0, argument: data, seconds: host.options.teardownSeconds)
    }
    host.metrics = measured
    var result = host.result(seconds: seconds, health: health, rows: collector.rows)
    if exports.contains("handleSummary") {
      let report = ScriptReport(of: result, name: path)
      host.summary = { report.text() }
      _ = try host.once("handleSummary", user: 0, argument: report.json(version: nil), seconds: 60)
      result.outputs = host.outputs
    }
    return result
  }
}

extension ScriptHost {
  /// Calls a function of the script's side with a text.
  func call(_ function: js_value, _ text: String) {
    do throws(ScriptFailure) {
      try engine.call(function, engine.value(text))
    } catch {
      refuse(error)
    }
  }

  fileprivate func result(
    seconds: Double,
    health: GeneratorHealth,
    rows: [IntervalRow]
  ) -> ScriptResult {
    var groups = "{}"
    if let text = try? engine.call(functions.groups) { groups = engine.text(text) }
    return ScriptResult(
      metrics: metrics,
      options: options,
      groups: ConfigDocument(json: Array(groups.utf8)).value,
      verdicts: options.thresholds.map { $0.verdict(on: metrics, seconds: seconds) },
      health: health,
      rows: rows,
      seconds: seconds,
      exceptions: exceptions,
      interrupted: interrupted,
      abortion: abortion,
      isMarkedFailed: isMarkedFailed
    )
  }
}
