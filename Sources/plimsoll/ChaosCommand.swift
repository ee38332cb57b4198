// `plimsoll chaos`.

import ArgumentParser
import Chaos
import LoadEngine
import Report

struct ChaosCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chaos",
    abstract: "Loads a server while what it needs fails, and says how it came back.",
    discussion: """
      Puts a proxy before a database, a cache or another service, and faults into it,
      by a timeline, while the server is loaded. The server must be told to connect
      to the proxy's port instead.

      EXAMPLES:
        plimsoll chaos http://localhost:3000/orders --proxy db=15432,5432 \\
          --fault 'at: 10s, proxy: db, down: 30s'
        plimsoll chaos shop-chaos.yml                a file, see below
        plimsoll chaos URL --pid 4711 --restart 'systemctl --user start shop' \\
          --fault 'at: 10s, process: app, kill: 5s'
        plimsoll chaos URL --proxy api=18080,8080 \\
          --fault 'at: 5s, for: 20s, proxy: api, toxic: timeout'
        plimsoll chaos --proxy db=15432,5432 --api 8474    for clients of toxiproxy

      A FILE:
        load: shop.yml                 # a scenario of plimsoll load, or a URL
        rate: 100                      # or users: 50; duration: 2m
        proxies:
          db: { listen: "127.0.0.1:15432", upstream: "127.0.0.1:5432" }
        processes:
          app: { start: node server.js }     # or pid: 4711 and restart: a command
        faults:
          - { at: 30s, proxy: db, down: 30s }
          - { at: 90s, for: 20s, proxy: db, toxic: latency,
              attributes: { latency: 500, jitter: 100 } }
          - { at: 2m, process: app, stop: 10s }      # SIGSTOP, then SIGCONT
        budget: { errors: 1%, recovery: 10s, settled: 5s, p95: 500ms }

      TOXICS, as toxiproxy has them (milliseconds where nothing else stands):
        latency      latency, jitter
        bandwidth    rate (kB/s)
        slow_close   delay
        timeout      timeout (0: swallows all, and never closes)
        reset_peer   timeout
        slicer       average_size, size_variation (bytes), delay (microseconds)
        limit_data   bytes
      with stream: downstream or upstream, and toxicity: the share of connections.

      THE VERDICT:
        errors    outside the faults at most so many requests fail (budget: errors)
        recovery  after each fault rate, errors and p95 are back within a time, and
                  stay so (budget: recovery, settled, p95)
        friendly  while a proxy fails clients get errors that they can read: JSON,
                  HTML or text; no stack trace, no empty body, no reset, no silence

      CTRL-C lifts all faults at once, continues what was stopped, lets requests
      under way end and prints what was seen.

      EXIT CODES:
        0  all demands are met
        1  a demand is not met, or the run is invalid
        2  called wrongly
        3  nobody listens, or a proxy's port is taken
      """
  )

  @OptionGroup var options: ChaosOptions
  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    guard [.text, .json].contains(options.format) else {
      throw Failure.usage("--format \(options.format.rawValue): of a load alone; give text or json")
    }
    let planning = try ChaosPlanning(options)
    guard let load = try planning.loadPlan() else { return try await serve(planning.plan) }
    let collector = IntervalCollector(threads: load.allThreads)
    let permission = options.server.permission
    let isQuiet = options.quiet
    let result = try await LoadProgress(
      seconds: load.pacing.curve.seconds,
      collector: collector,
      isWelcome: Terminal.progressIsWelcome && !isQuiet
    ).shown { () throws(LoadError) in
      try await ChaosRun(planning.plan).result(
        of: load,
        permission: permission,
        collector: collector
      ) { Self.tell($0, isQuiet: isQuiet) }
    }
    let verdict = ChaosVerdict(on: result)
    try output.destination.write(try text(of: result, verdict))
    if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
  }

  /// Keeps the proxies up until Ctrl-C.
  private func serve(_ plan: ChaosPlan) async throws {
    let isQuiet = options.quiet
    let seen = try await ChaosRun(plan).serve { Self.tell($0, isQuiet: isQuiet) }
    let serving = ChaosServing(of: seen)
    try output.destination.write(
      options.format == .json ? try JSONText.of(serving) : serving.text()
    )
  }

  /// Says on standard error where the proxies stand.
  private static func tell(_ places: ChaosPlaces, isQuiet: Bool) {
    if isQuiet { return }
    for proxy in places.proxies {
      StandardStreams.complain(
        "plimsoll: proxy \(proxy.name): \(proxy.listen) to \(proxy.upstream)"
      )
    }
    if let port = places.interfacePort {
      StandardStreams.complain("plimsoll: toxiproxy's interface: http://127.0.0.1:\(port)")
    }
  }

  private func text(of result: ChaosResult, _ verdict: ChaosVerdict) throws -> String {
    if options.format == .json {
      return try JSONText.of(ChaosDocument(of: result, verdict: verdict, version: Version.current))
    }
    let style = Terminal.style(for: output.destination, options: output)
    return ChaosSummary(of: result, verdict: verdict, isColoured: style.isColoured).text()
  }
}
