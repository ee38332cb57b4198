// The flags of `plimsoll audit`.

import ArgumentParser
import Findings
import Glibc

enum AuditFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case markdown
  case html
  case sarif
  case github
  case gitlab
  case junit
  case agent
}

/// The severity from which on an audit fails.
enum FailLevel: String, CaseIterable, ExpressibleByArgument {
  case critical
  case high
  case medium
  case monitor
  case never

  /// nil for never.
  var severity: Severity? { Severity(rawValue: rawValue.uppercased()) }

  /// Whether any of the findings, suppressed ones apart, is as bad as this.
  func isReached(by findings: [Finding]) -> Bool {
    guard let severity else { return false }
    return findings.contains { $0.suppressed == nil && $0.severity >= severity }
  }
}

struct AuditOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The folder that holds the application.", valueName: "path"))
  var path = "."

  @Option(
    help: ArgumentHelp(
      "text for people, markdown and html for documents, json for programs, sarif for code scanning, github, gitlab and junit for CI, agent for language models.",
      valueName: "format"
    )
  )
  var format = AuditFormat.text

  @Flag(help: "Print every finding in full, and every path that was skipped.")
  var details = false

  @Flag(name: .shortAndLong, help: "Print the findings and nothing about the run.")
  var quiet = false

  @Flag(help: "Report tools, seeds and scripts too, which no user waits for.")
  var includeTooling = false

  @Flag(help: "Plan no queries on a throwaway PostgreSQL of this machine.")
  var noLab = false

  // The contract's callers pass this to every version; what it switches off is not built in here.
  @Flag(help: .hidden)
  var noCache = false

  @Option(
    help: ArgumentHelp(
      "Write the report as a document, and audit_artifacts/ beside it, into a folder.",
      valueName: "folder"
    )
  )
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Say what changed since an earlier audit, from its findings.json.",
      valueName: "file"
    )
  )
  var previous: String?

  @Option(help: ArgumentHelp("Run one rule or category only; may be repeated.", valueName: "rule"))
  var only: [String] = []

  @Option(help: "Exit with 1 when a finding is as bad as this: critical, high, medium, monitor.")
  var failOn = FailLevel.never

  @OptionGroup var comparison: ComparisonOptions

  @OptionGroup var evidence: EvidenceOptions

  @Option(
    help: ArgumentHelp("Configuration; default: plimsoll.yml in the folder.", valueName: "file")
  )
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The load to judge by: rps=100,users=1000,duration=5m,p95=500ms,…",
      valueName: "load"
    )
  )
  var loadTarget: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Files read at the same time; default: one a processor.", valueName: "n")
  )
  var jobs: Int?

  /// How many files to read at the same time.
  ///
  /// Throws a usage failure for a number below one.
  func threads() throws(Failure) -> Int {
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    guard let jobs else { return processors }
    guard jobs >= 1 else { throw .usage("--jobs \(jobs): give a number from 1 on") }
    return min(jobs, 256)
  }
}
