// `plimsoll soak`.

import ArgumentParser
import Capacity
import LoadEngine
import Probes
import Report

struct SoakCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Loads a server for hours and says whether it leaks or gets slower.",
    discussion: """
      Sends requests at 0.6 of the load target's rate for two hours, reads meanwhile
      what the server's process and its children need, and says of memory,
      descriptors, threads and the p95 whether they grow: by how much in an hour,
      with what confidence, and which growth a run of this length and noise would
      not have seen. All flags of plimsoll load apply.

      EXAMPLES:
        plimsoll soak http://localhost:3000/ --pid 4711
        plimsoll soak URL --pid 4711 --duration 20m   says what it could see
        plimsoll soak shop.yml --pid 4711 --format json --output soak.json
        plimsoll report audit.json --report out --measurements soak.json

      A figure is called growing where the test of Mann and Kendall is sure (one
      false alarm in a hundred runs, over all figures), the growth is more than
      --tolerate, and it goes on in the second half: a heap that fills up once is
      no leak.

      EXIT CODES:
        0  thresholds hold, nothing grows
        1  something grows, a threshold does not hold, the process ended, or the
           generator was the limit
        2  called wrongly
        3  no such process or host
      """
  )

  @OptionGroup var options: LoadOptions
  @OptionGroup var exports: LoadExportOptions
  @OptionGroup(title: "Output options") var output: OutputOptions

  @Option(help: ArgumentHelp("The server's process; its children count too.", valueName: "pid"))
  var pid: Int?

  @Option(
    help: ArgumentHelp("Growth of the memory in MB an hour that is no leak.", valueName: "mb")
  )
  var tolerate = 1.0

  func run() async throws {
    if let flag = flagOfOtherRuns {
      throw Failure.usage("\(flag): not of a soak test; give a URL or a scenario")
    }
    let (load, plan, thresholds) = try load()
    let receivers = try exports.receivers()
    let seconds = plan.seconds
    let watch = try pid.map { pid in
      try ProcessWatching.watch(pid, pause: max(1, seconds / 1_800))
    }
    async let _ = watch?.run()
    let result = try await load.result(of: plan, for: thresholds)
    let verdict = LoadVerdict(on: result, thresholds: thresholds)
    let report = SoakReport(
      of: result,
      verdict: verdict,
      watched: ProcessWatching.readings(
        of: watch,
        tolerated: tolerate,
        warmup: max(plan.warmup, min(300, seconds / 20))
      )
    )
    let style = Terminal.style(for: output.destination, options: output)
    try output.destination.write(
      try LoadRendering.text(
        of: result,
        as: options.format,
        document: report.document(version: Version.current),
        text: report.text(isColoured: style.isColoured)
      )
    )
    try await exports.send(result, verdict, to: receivers)
    let code = report.exitCode(asK6: options.k6ExitCodes)
    if code != 0 { throw ExitCode(code) }
  }

  private var flagOfOtherRuns: String? {
    if ScriptLoad.isScript(options.url) { return options.url }
    let flags = [
      ("--find-limit", options.findLimit), ("--print-scenario", options.printScenario),
      ("--engine", options.engine != .own), ("--workers", options.workers != nil),
    ]
    return flags.first(where: \.1)?.0
  }

  /// What is run, with the pace and the time of a soak test where none is given.
  private func load() throws -> (LoadCommand, LoadPlan, [Threshold]) {
    var load = LoadCommand()
    load.options = options
    load.output = output
    let source = LoadSource(options)
    let scenario = try source.scenario(of: try source.draft())
    let isPaced = options.pace.rate != nil || options.pace.users != nil || !options.stage.isEmpty
    if scenario == nil, !isPaced {
      load.options.pace.rate = 0.6 * LoadTarget.standard.requestsPerSecond
    }
    let hasLength = scenario?.hasLength == true
    if options.pace.duration == nil, options.stage.isEmpty, !hasLength {
      load.options.pace.duration = "2h"
    }
    let plan = try LoadPlanning(options: load.options, scenario: scenario).plan()
    return (load, plan, try load.options.thresholds(of: scenario))
  }
}
