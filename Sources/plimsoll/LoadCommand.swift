// `plimsoll load`.

import ArgumentParser
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
        plimsoll load URL --format json --output run.json

      OPEN OR CLOSED:
        With --rate (the default) requests are sent when they are due, however slow
        the answers are, and a request's time counts from when it was due: a server
        that stops for a second makes all wait who came in that second. With --users
        alone each user waits for an answer before sending again, so a slow server
        gets less load; use it where that is how its clients behave.

      THRESHOLDS, as k6 writes them:
        http_req_duration, http_req_waiting, http_req_connecting, iteration_duration
                                       avg, min, max, med, p(95)   in ms
        http_req_failed, checks        rate                        0.01 or 1%
        http_reqs, iterations, dropped_iterations, data_sent, data_received
                                       count, rate (a second)
      A threshold without a measurement fails. So does every run that its generator
      limited: it is INVALID, for it says nothing about the server.

      CTRL-C lets requests under way end and prints the summary; twice ends at once.

      EXIT CODES:
        0  done, all thresholds hold
        1  a threshold does not hold, or the run is invalid
        2  called wrongly
        3  no such host, nobody listens, too few descriptors
      """
  )

  @OptionGroup var options: LoadOptions
  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    let plan = try LoadPlanning(options: options).plan()
    let thresholds = try options.thresholds()
    let collector = IntervalCollector(threads: plan.threads)
    let run = LoadRun(plan, permission: Permission(remoteHost: options.allowRemote))
    let result = try await LoadProgress(
      plan: plan,
      collector: collector,
      isWelcome: Terminal.progressIsWelcome && !options.quiet
    ).shown { () throws(LoadError) in try await run.result(collector: collector) }
    let verdict = LoadVerdict(on: result, thresholds: thresholds)
    try output.destination.write(text(of: result, verdict))
    let code = verdict.exitCode(asK6: options.k6ExitCodes)
    if code != 0 { throw ExitCode(code) }
  }

  private func text(of result: LoadResult, _ verdict: LoadVerdict) -> String {
    switch options.format {
    case .json: return LoadDocument(of: result, verdict: verdict, version: Version.current).text()
    case .text:
      let style = Terminal.style(for: output.destination, options: output)
      return LoadSummary(of: result, verdict: verdict, isColoured: style.isColoured).text()
    }
  }
}
