// The flags of `plimsoll gate`.

import ArgumentParser
import Findings
import Gate
import Workspace

struct GateOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The folder that holds the application.", valueName: "path"))
  var path = "."

  @Option(
    help: ArgumentHelp(
      "The committed baseline; default: plimsoll-baseline.json in the folder.",
      valueName: "file"
    )
  )
  var baseline: String?

  @Flag(help: "Take what was fixed out of the baseline; write it where there is none.")
  var updateBaseline = false

  @Flag(help: "With --update-baseline: take new findings in too.")
  var acceptNew = false

  @Flag(
    help:
      "Plan every query on a throwaway PostgreSQL, and hold the plans against plimsoll.plans.json."
  )
  var plans = false

  @Option(
    help: ArgumentHelp(
      "Count only findings whose path touches lines changed since a git revision.",
      valueName: "rev"
    )
  )
  var changedSince: String?

  @Option(
    help: "Fail on new findings as bad as this: critical, high (default), medium, monitor, never."
  )
  var failOn: FailLevel?

  @Option(
    help: ArgumentHelp(
      "text for people, markdown for a comment; or an audit's format, with the table beside it.",
      valueName: "format"
    )
  )
  var format = AuditFormat.text

  @Option(
    help: ArgumentHelp("Configuration; default: plimsoll.yml in the folder.", valueName: "file")
  )
  var config: String?

  @Flag(help: "Judge tools, seeds and scripts too, which no user waits for.")
  var includeTooling = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Files read at the same time; default: one a processor.", valueName: "n")
  )
  var jobs: Int?

  @OptionGroup var evidence: EvidenceOptions

  /// The baseline's file, also where there is none yet.
  var baselinePath: String { baseline ?? folder + "plimsoll-baseline.json" }

  /// The file of the locked plans, also where there is none yet.
  var plansPath: String { folder + "plimsoll.plans.json" }

  private var folder: String { path == "." ? "" : path + "/" }

  /// The audit that the gate judges: of the whole folder, by all rules.
  func auditOptions(holding baseline: String?) throws -> AuditOptions {
    var options = try AuditOptions.parse([])
    options.path = path
    options.config = config
    options.includeTooling = includeTooling
    options.jobs = jobs
    // Plans as evidence of findings; those that the gate judges it makes itself.
    options.noLab = true
    options.comparison.baseline = baseline
    options.evidence = evidence
    return options
  }

  /// The limits of plimsoll.yml, and of the command line, which wins.
  func policy(of configuration: AuditConfiguration) throws -> GatePolicy {
    var policy = GatePolicy(since: changedSince)
    if let thresholds = configuration.thresholds {
      try policy.take(thresholds, path: configuration.path ?? "plimsoll.yml")
    }
    if let budgets = configuration.budgets {
      try policy.takeBudgets(budgets, path: configuration.path ?? "plimsoll.yml")
    }
    if let failOn { policy.failLevel = failOn.severity }
    return policy
  }
}
