// `plimsoll report`.

import ArgumentParser
import Findings
import Report

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the report again, from the findings.json of an audit alone.",
    discussion: """
      Needs neither the code nor the machine of the audit. The files are those that
      plimsoll audit --report wrote, to the byte.

      EXAMPLES:
        plimsoll report audit_artifacts/findings.json --report out
        plimsoll report new.json --report out --previous old.json
                                             and what changed since
        plimsoll report audit.json --report out --measurements run.json
                                             with the charts of a load test
      """
  )

  @Argument(help: ArgumentHelp("What plimsoll audit --format json wrote.", valueName: "findings"))
  var findings: String

  @Option(help: ArgumentHelp("Write into a folder.", valueName: "folder"))
  var report: String

  @Option(
    help: ArgumentHelp("Say what changed since an earlier findings.json.", valueName: "file")
  )
  var previous: String?

  @OptionGroup var evidence: EvidenceOptions

  func run() throws {
    var audit = try InputFile.audit(findings)
    let given = try evidence.read()
    if !given.isEmpty { try audit.take(given) }
    let earlier = try previous.map(InputFile.audit)
    let files = try ReportFolder(of: audit, since: earlier, rules: RulePage.all).files
    try ArtifactFolder(path: report).write(files.map { ($0.path, $0.text) })
  }
}

extension Audit {
  /// Adds what others found and measured to an audit that was made before.
  fileprivate mutating func take(_ given: GivenEvidence) throws(Failure) {
    for log in given.logs { join(log) }
    self = masked
    try given.measure(&self)
    summary = AuditSummary(of: findings)
  }
}
