// `plimsoll load export`.

import ArgumentParser
import LoadEngine

/// What a load test can be written as.
enum LoadExportFormat: String, CaseIterable, ExpressibleByArgument {
  case k6
  case k6Operator = "k6-operator"
  case locust
}

struct LoadExportCommand: AsyncParsableCommand {
  /// The words before its arguments: `load` takes a URL, so the parser would take the second one for it.
  static let words = ["load", "export"]

  static let configuration = CommandConfiguration(
    commandName: "plimsoll load export",
    abstract: "Writes a load test for k6, Grafana's k6-operator or Locust.",
    discussion: """
      The same requests, pace, checks and thresholds as plimsoll load runs with the same arguments.

      EXAMPLES:
        plimsoll load export k6 shop.yml --output shop.js
        plimsoll load export k6-operator shop.yml --parallelism 4 --output shop-k6.yml
        plimsoll load export k6-operator URL --rate 100 --users 1000 --duration 5m
        plimsoll load export locust shop.yml --output locustfile.py
      """
  )

  @Argument(help: "k6 (a script), k6-operator (a ConfigMap and a TestRun) or locust.")
  var kind: LoadExportFormat

  @OptionGroup var options: LoadOptions

  @Option(help: ArgumentHelp("Of k6-operator: how many pods run it.", valueName: "n"))
  var parallelism = 1

  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    if ScriptLoad.isScript(options.url) {
      throw Failure.usage("\(options.url): is a script already; give a scenario or a URL")
    }
    let source = LoadSource(options)
    let scenario = try source.scenario(of: try source.draft())
    let plan = try LoadPlanning(options: options, scenario: scenario).plan()
    let thresholds = try options.thresholds(of: scenario)
    switch kind {
    case .k6: try output.destination.write(try K6Script(plan, thresholds: thresholds).text())
    case .k6Operator:
      let pods = try LoadPlanning.within("--parallelism", parallelism, 1...1_000)
      let name = options.url.split(separator: "/").last.map(String.init) ?? ""
      let manifests = K6Operator(
        plan,
        thresholds: thresholds,
        name: String(name.prefix { $0 != "." }),
        parallelism: pods
      )
      try output.destination.write(try manifests.text())
    case .locust: try output.destination.write(try Locustfile(plan).text())
    }
  }
}
