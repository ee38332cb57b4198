// `plimsoll load SCRIPT.js`: a k6 script, run as it is.

import ArgumentParser
import Glibc
import LoadEngine
import Report

/// Runs a script with the flags of `plimsoll load`.
struct ScriptLoad {
  let options: LoadOptions
  let output: OutputOptions

  /// Whether the argument names a script, and not a server or a scenario.
  static func isScript(_ path: String) -> Bool {
    [".js", ".mjs", ".cjs"].contains { path.hasSuffix($0) } && !path.contains("://")
  }

  func run() async throws {
    guard [.text, .json].contains(options.format) else {
      throw Failure.usage("--format \(options.format.rawValue): scripts write text or json")
    }
    if let flag = flagOfOtherRuns {
      throw Failure.usage("\(flag): a script says this itself; leave it out")
    }
    let result = try await result()
    let style = Terminal.style(for: output.destination, options: output)
    let report = ScriptReport(of: result, name: options.url, isColoured: style.isColoured)
    try write(result, report)
    let code = report.exitCode(asK6: options.k6ExitCodes)
    if code != 0 { throw ExitCode(code) }
  }

  private func result() async throws -> ScriptResult {
    let collector = IntervalCollector(threads: 1)
    let isWelcome = Terminal.progressIsWelcome && !options.quiet
    let run = ScriptRun(
      path: options.url,
      sources: ScriptSources { path throws(LoadError) in try ScenarioText.file(path) },
      environment: try options.environment(),
      overrides: try overrides(),
      permission: options.server.permission,
      trust: try options.server.trust(),
      say: { text in
        let isOverProgress = isWelcome ? "\r\u{1B}[K" : ""
        _ = StandardStreams.write(isOverProgress + Visible.text(text) + "\n", to: STDERR_FILENO)
      }
    )
    return try await LoadProgress(seconds: nil, collector: collector, isWelcome: isWelcome)
      .shown { () throws(LoadError) in try await run.result(collector: collector) }
  }

  /// Writes what the script's own summary wants to be written, or ours.
  private func write(_ result: ScriptResult, _ report: ScriptReport) throws {
    guard let outputs = result.outputs, options.format == .text else {
      let isJSON = options.format == .json
      return try output.destination.write(
        isJSON ? report.json(version: Version.current) : report.text()
      )
    }
    for (name, bytes) in outputs {
      let text = String(decoding: bytes, as: UTF8.self)
      switch name {
      case "stdout": try output.destination.write(text)
      case "stderr": _ = StandardStreams.write(text, to: STDERR_FILENO)
      default: try Output.file(name).write(text)
      }
    }
  }

  /// A flag that says how URLs and scenarios are run, and was given.
  private var flagOfOtherRuns: String? {
    let flags: [(String, Bool)] = [
      ("--rate", options.pace.rate != nil), ("--connections", options.connections != nil),
      ("--threads", options.threads != 1), ("--think", options.think != nil),
      ("--pacing", options.pacing != nil), ("--poisson", options.poisson),
      ("--warmup", options.warmup != nil), ("--grace", options.grace != nil),
      ("--timeout", options.server.timeout != nil),
      ("--connect-timeout", options.server.connectTimeout != nil),
      ("--method", options.method != "GET"), ("--header", !options.header.isEmpty),
      ("--body", options.body != nil), ("--expect-status", options.expectStatus != nil),
      ("--expect-body", options.expectBody != nil), ("--find-limit", options.findLimit),
      ("--no-thresholds", options.noThresholds), ("--engine", options.engine != .own),
      ("--workers", options.workers != nil), ("--print-scenario", options.printScenario),
      ("--from-audit", options.fromAudit != nil), ("--from-openapi", options.fromOpenapi != nil),
      ("--from-har", options.fromHar != nil), ("--from-log", options.fromLog != nil),
      ("--redirects", options.redirects != nil),
      ("--http2", options.server.http2), ("--streams", options.server.streams != nil),
    ]
    return flags.first { $0.1 }?.0
  }

  private func overrides() throws -> ScriptOverrides {
    var overrides = ScriptOverrides()
    let most = LoadPlanning.mostConnections
    overrides.users = try options.pace.users.map {
      try LoadPlanning.within("--users", $0, 1...most)
    }
    overrides.rounds = try options.requests.map {
      try LoadPlanning.within("--requests", $0, 1...Int.max)
    }
    overrides.seconds = try LoadPlanning.seconds("--duration", options.pace.duration)
    overrides.stages = try LoadPlanning.stages(options.stage, most: Double(most))
    overrides.thresholds = options.threshold
    return overrides
  }
}
