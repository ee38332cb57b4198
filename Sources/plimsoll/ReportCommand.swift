// `plimsoll report`.

import ArgumentParser
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

  func run() throws {
    let audit = try InputFile.audit(findings)
    let earlier = try previous.map(InputFile.audit)
    let files = try ReportFolder(of: audit, since: earlier, rules: RulePage.all).files
    try ArtifactFolder(path: report).write(files.map { ($0.path, $0.text) })
  }
}
