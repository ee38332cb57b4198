// `plimsoll load compare`.

import ArgumentParser
import LoadEngine
import Report

struct LoadCompareCommand: AsyncParsableCommand {
  /// The words before its flags: `load` takes a URL, so the parser would take the second one for it.
  static let words = ["load", "compare"]

  static let configuration = CommandConfiguration(
    commandName: "plimsoll load compare",
    abstract: "Holds one run against another and says what differs, and how sure that is.",
    discussion: """
      Reads two files that plimsoll load --format json wrote. Each percentile, the
      answers a second and the errors are compared second by second; beside each
      change stand its 95 % interval, the size of the effect and the change that
      runs of this length would have shown.

      EXAMPLES:
        plimsoll load compare before.json after.json
        plimsoll load compare before.json after.json --fail-on-regression

      EXIT CODES:
        0  compared
        1  something is worse, with --fail-on-regression
        2  called wrongly, or the runs cannot be compared
      """
  )

  @Argument(help: "The run to compare with.")
  var first: String

  @Argument(help: "The run that is compared.")
  var second: String

  @Flag(help: "Exit with 1 when something is worse.")
  var failOnRegression = false

  @Option(
    help: ArgumentHelp("By how many per cent a figure may get worse.", valueName: "percent")
  )
  var tolerate = 5.0

  @Flag(help: "Compare runs of different plans, or runs that do not count.")
  var differentPlans = false

  @Option(help: "text for people, json for programs.")
  var format = WatchFormat.text

  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    let comparison = try RunComparison(
      try record(first),
      try record(second),
      tolerated: try LoadPlanning.within("--tolerate", tolerate, 0...1_000) / 100,
      isForced: differentPlans
    )
    try output.destination.write(
      format == .json
        ? try JSONText.of(comparison.document(version: Version.current)) : comparison.text()
    )
    if failOnRegression, comparison.isWorse { throw ExitCode(1) }
  }

  private func record(_ path: String) throws -> RunRecord {
    let expected = "a file that plimsoll load --format json wrote"
    return try RunRecord(try InputFile.contents(of: path, expected: expected), named: path)
  }
}
