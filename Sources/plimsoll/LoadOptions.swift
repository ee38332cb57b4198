// The flags of `plimsoll load`.

import ArgumentParser
import Capacity
import LoadEngine

enum LoadFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case csv
  case html
  case junit
}

/// Who sends the requests.
enum LoadEngineName: String, CaseIterable, ExpressibleByArgument {
  case own
  case locust
}

/// How `--from-audit` mixes reads and writes.
enum LoadMix: String, CaseIterable, ExpressibleByArgument {
  case readHeavy = "read-heavy"
  case writeHeavy = "write-heavy"
  case mixed
  case soak
}

struct LoadOptions: ParsableArguments {
  @Argument(
    help: "http(s)://HOST:PORT/PATH of a server on this machine, a scenario's file, or a k6 script."
  )
  var url: String

  @OptionGroup var pace: PaceOptions

  @Option(
    help: ArgumentHelp(
      "TIME:N changes the rate, or the users, to N over a time; may be repeated.",
      valueName: "stage"
    )
  )
  var stage: [String] = []

  @Option(help: ArgumentHelp("Connections at most (open model).", valueName: "n"))
  var connections: Int?

  @Option(help: ArgumentHelp("Threads of the generator; default 1.", valueName: "n"))
  var threads = 1

  @Option(help: ArgumentHelp("Users wait so long after an answer, at random.", valueName: "time"))
  var think: String?

  @Option(help: ArgumentHelp("Users begin a request so often.", valueName: "time"))
  var pacing: String?

  @Flag(help: "Requests come at random (Poisson) instead of evenly.")
  var poisson = false

  @Option(help: ArgumentHelp("Stop after so many requests.", valueName: "n"))
  var requests: Int?

  @Option(help: ArgumentHelp("Leave the first seconds out of the totals.", valueName: "time"))
  var warmup: String?

  @Option(help: ArgumentHelp("Wait so long for answers at the end.", valueName: "time"))
  var grace: String?

  @OptionGroup var server: ServerOptions

  @Option(help: "The request's method.")
  var method = "GET"

  @Option(
    help: ArgumentHelp("'Name: value'; may be repeated.", valueName: "header")
  )
  var header: [String] = []

  @Option(
    help: ArgumentHelp("Follow so many redirects on the same server; default 0.", valueName: "n")
  )
  var redirects: Int?

  @Option(help: ArgumentHelp("The request's body.", valueName: "text"))
  var body: String?

  @Option(help: ArgumentHelp("Check that the status is this.", valueName: "code"))
  var expectStatus: Int?

  @Option(help: ArgumentHelp("Check that the body holds this.", valueName: "text"))
  var expectBody: String?

  @Option(
    help: ArgumentHelp(
      "What must be true; default: the load target's p95, p99 and errors.",
      valueName: "expression"
    )
  )
  var threshold: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("A variable of a script's __ENV; may be repeated.", valueName: "name=value")
  )
  var env: [String] = []

  @Option(
    help: ArgumentHelp(
      "Load the routes of an audit: a file that audit --format json wrote.",
      valueName: "file"
    )
  )
  var fromAudit: String?

  @Option(
    help: ArgumentHelp("Load the operations of an OpenAPI 3 description.", valueName: "file")
  )
  var fromOpenapi: String?

  @Option(
    help: ArgumentHelp("Load the requests of a browser's recording (HAR).", valueName: "file")
  )
  var fromHar: String?

  @Option(
    help: ArgumentHelp(
      "Load the routes of an access log, as often; also writes traffic_profile.csv.",
      valueName: "file"
    )
  )
  var fromLog: String?

  @Flag(help: "Of --from-har: keep cookies, authorisation and passwords.")
  var keepSecrets = false

  @Option(help: "Of --from-audit and --from-openapi: read-heavy, write-heavy, mixed or soak.")
  var mix = LoadMix.mixed

  @Flag(help: "Of --from-…: print the scenario to be completed, and send nothing.")
  var printScenario = false

  @Option(help: "own, or locust: Locust's master and workers send the requests.")
  var engine = LoadEngineName.own

  @Option(help: ArgumentHelp("Of --engine locust: processes; default 2.", valueName: "n"))
  var workers: Int?

  @Flag(help: "Measure only; no threshold of the load target applies.")
  var noThresholds = false

  @Flag(help: "Find the highest rate at which the thresholds hold; each try takes --duration.")
  var findLimit = false

  @Flag(help: "Exit with 99 instead of 1, as k6 does.")
  var k6ExitCodes = false

  @Option(help: "text or html for people, json or csv for programs, junit for CI.")
  var format = LoadFormat.text

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  /// The thresholds that were given, else those of the scenario, else those of the load target.
  ///
  /// Throws where one asks for what no step has.
  func thresholds(of scenario: Scenario?) throws -> [Threshold] {
    let wanted = try wantedThresholds(of: scenario)
    for one in wanted { try one.check(scenario?.knownTags ?? Threshold.knownTags) }
    return wanted
  }

  private func wantedThresholds(of scenario: Scenario?) throws -> [Threshold] {
    if !threshold.isEmpty { return try threshold.map { try Threshold($0) } }
    if noThresholds { return [] }
    if let scenario, !scenario.thresholds.isEmpty { return scenario.thresholds }
    let target = LoadTarget.standard
    return try [
      "http_req_duration p(95)<\(Int(target.p95Milliseconds))ms",
      "http_req_duration p(99)<\(Int(target.p99Milliseconds))ms",
      "http_req_failed rate<\(Int(target.errorRate * 100))%",
    ].map { try Threshold($0) }
  }
}
