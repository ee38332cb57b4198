// `plimsoll load`.

import ArgumentParser
import Capacity
import LoadEngine
import Report

struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Loads a server and says what it carries.",
    discussion: """
      Sends requests to a server on this machine and measures its answers.

      EXAMPLES:
        plimsoll load http://localhost:3000/            100 requests/s for 30 s
        plimsoll load URL --rate 500 --duration 5m
        plimsoll load URL --rate 100 --users 1000       each user keeps a connection
        plimsoll load URL --users 50 --think 2s         users who wait for answers
        plimsoll load URL --stage 1m:200 --stage 5m:200 --stage 1m:0
        plimsoll load URL --method POST --body '{"a":1}' \\
          --header 'Content-Type: application/json'
        plimsoll load URL --threshold 'http_req_duration p(99)<800' \\
          --threshold 'http_req_failed rate<1%'
        plimsoll load https://localhost:8443/ --ca ca.pem
        plimsoll load URL --find-limit --duration 10s   the rate that it carries
        plimsoll load URL --format json --output run.json
        plimsoll load URL --format html --output run.html    or csv, junit
        plimsoll load compare before.json run.json      what changed
        plimsoll load shop.yml                          a scenario, see below
        plimsoll load URL --from-audit findings.json --mix read-heavy
        plimsoll load URL --from-openapi openapi.yml    also --from-har, --from-log
        plimsoll load shop.yml --engine locust --workers 4
        plimsoll load export k6-operator shop.yml       also k6, locust
        plimsoll load smoke.js --env BASE_URL=http://localhost:3000    a k6 script

      OPEN OR CLOSED:
        With --rate (the default) requests are sent when they are due, however slow
        the answers are, and a request's time counts from when it was due: a server
        that stops for a second makes all wait who came in that second. With --users
        alone each user waits for an answer before sending again, so a slow server
        gets less load; use it where that is how its clients behave.

      A SCENARIO has journeys of several steps, which users take as often as their
      weights say; values go from answers into later steps:
        target: http://localhost:3000/
        rate: 100            # or users: 50; duration, stages, think, pacing
        duration: 5m
        variables: { customer: [ann, bob] }
        journeys:
          buy:
            weight: 20
            steps:
              - get: /products?for=${customer}
                check: { status: 200, body: items }
                extract: { product: "json:items[0].id" }
                pause: 1s
              - post: /orders
                headers: { Idempotency-Key: "${unique}" }
                body: { product: "${product}" }
        thresholds:
          http_req_duration: ["p(95)<500"]

      A SCRIPT for k6 is run as it is, where JavaScriptCore is installed; --users,
      --duration, --requests, --stage and --threshold win over its options.

      THRESHOLDS, as k6 writes them:
        http_req_duration, http_req_waiting, http_req_connecting,
        http_req_tls_handshaking, iteration_duration
                                       avg, min, max, med, p(95)   in ms
        http_req_failed, checks        rate                        0.01 or 1%
        http_reqs, iterations, dropped_iterations, data_sent, data_received
                                       count, rate (a second)
        Behind one of http_req_duration, http_req_failed and http_reqs may stand a part
        of the time: [last 30m], [after 30s], [1m to 5m].
      A threshold without a measurement fails. So does every run that its generator
      limited: it is INVALID, for it says nothing about the server.

      CTRL-C lets requests under way end and prints the summary; twice ends at once.

      EXIT CODES:
        0  done, all thresholds hold
        1  a threshold does not hold, or the run is invalid
        2  called wrongly
        3  no such host, nobody listens, TLS refused, too few descriptors
      """
  )

  @OptionGroup var options: LoadOptions
  @OptionGroup var exports: LoadExportOptions
  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    if ScriptLoad.isScript(options.url) {
      if let flag = exports.given {
        throw Failure.usage("\(flag): not of scripts; they have handleSummary")
      }
      return try await ScriptLoad(options: options, output: output).run()
    }
    let source = LoadSource(options)
    let draft = try source.draft()
    if let draft, options.printScenario {
      if options.fromAudit == nil { source.tell(draft) }
      return try output.destination.write(draft.text)
    }
    let scenario = try source.scenario(of: draft)
    let plan = try LoadPlanning(options: options, scenario: scenario).plan()
    let thresholds = try options.thresholds(of: scenario)
    let receivers = try exports.receivers()
    if options.engine == .locust {
      return try await judge(try await resultOfLocust(plan), thresholds, receivers)
    }
    if options.workers != nil { throw Failure.usage("--workers: needs --engine locust") }
    if options.findLimit { return try await findLimit(plan, thresholds) }
    try await judge(try await result(of: plan, for: thresholds), thresholds, receivers)
  }

  /// Writes the summary, and sends it where it is wanted; the exit code is the verdict's.
  private func judge(
    _ result: LoadResult,
    _ thresholds: [Threshold],
    _ receivers: [MetricPush]
  ) async throws {
    let verdict = LoadVerdict(on: result, thresholds: thresholds)
    try output.destination.write(try text(of: result, verdict))
    try await exports.send(result, verdict, to: receivers)
    let code = verdict.exitCode(asK6: options.k6ExitCodes)
    if code != 0 { throw ExitCode(code) }
  }

  /// Runs a plan, and keeps the seconds that windows of the thresholds ask for.
  func result(
    of plan: LoadPlan,
    for thresholds: [Threshold]
  ) async throws(LoadError) -> LoadResult {
    let windows = thresholds.compactMap { $0.window?.seconds(of: plan.seconds) }
    let collector = IntervalCollector(threads: plan.allThreads, windows: windows)
    let run = LoadRun(plan, permission: options.server.permission)
    return try await LoadProgress(
      seconds: plan.seconds,
      collector: collector,
      isWelcome: Terminal.progressIsWelcome && !options.quiet
    ).shown { () throws(LoadError) in try await run.result(collector: collector) }
  }

  /// The same plan, run by Locust's processes.
  private func resultOfLocust(_ plan: LoadPlan) async throws -> LoadResult {
    let flags = [
      ("--find-limit", options.findLimit), ("--warmup", plan.warmup > 0),
      ("--poisson", options.poisson),
    ]
    if let flag = flags.first(where: \.1)?.0 {
      throw Failure.usage("\(flag): Locust has no such thing; leave it out, or --engine locust")
    }
    let workers = try LoadPlanning.within(
      "--workers",
      options.workers ?? 2,
      1...LocustRun.mostWorkers
    )
    let run = LocustRun(
      plan,
      workers: workers,
      permission: options.server.permission,
      environment: try options.environment()
    )
    return try await LoadProgress(
      seconds: plan.seconds,
      collector: IntervalCollector(threads: 1),
      isWelcome: Terminal.progressIsWelcome && !options.quiet
    ).shown { () throws(LoadError) in try await run.result() }
  }

  /// Searches for the highest rate at which the thresholds hold.
  private func findLimit(_ plan: LoadPlan, _ thresholds: [Threshold]) async throws {
    guard plan.pacing.isOpen, options.stage.isEmpty else {
      throw Failure.usage("--find-limit: needs a rate to begin with; leave out --users and --stage")
    }
    guard [.text, .json].contains(options.format), exports.given == nil else {
      throw Failure.usage("--find-limit: writes text or json only; leave out other outputs")
    }
    guard !thresholds.isEmpty else {
      throw Failure.usage("--find-limit: needs thresholds; leave out --no-thresholds")
    }
    var plan = plan
    // What the first rate needs is too little for the last.
    if options.connections == nil { plan.connections = max(plan.connections, 1_000) }
    let search = LimitRun(plan, thresholds: thresholds, highest: LoadPlanning.mostRate) {
      (plan, thresholds) throws(LoadError) in
      try await result(of: plan, for: thresholds)
    }
    let report = try await search.report(target: LoadTarget.standard.requestsPerSecond)
    let isJSON = options.format == .json
    try output.destination.write(
      isJSON ? try JSONText.of(report.document(version: Version.current)) : report.text()
    )
    if !report.isWhole { throw ExitCode(options.k6ExitCodes ? 99 : 1) }
  }

  private func text(of result: LoadResult, _ verdict: LoadVerdict) throws -> String {
    let style = Terminal.style(for: output.destination, options: output)
    return try LoadRendering.text(
      of: result,
      as: options.format,
      document: LoadDocument(of: result, verdict: verdict, version: Version.current),
      text: LoadSummary(of: result, verdict: verdict, isColoured: style.isColoured).text()
    )
  }
}
