// `plimsoll audit`.

import ArgumentParser
import Findings
import Report

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Reads an application and reports what will not carry its load.",
    discussion: """
      Reads JavaScript, TypeScript and Python; runs nothing, sends nothing anywhere.
      Says where the code runs, what each route costs, what fails under the load,
      how ready the whole is (a score from 1 to 10), and what to fix first.

      EXAMPLES:
        plimsoll audit                              the folder that you are in
        plimsoll audit shop --details               how to verify each finding
        plimsoll audit shop --format markdown --output audit.md
        plimsoll audit shop --only query-in-loop    one rule, or a category: 1A
        plimsoll audit shop --fail-on high          for CI: exit with 1
        plimsoll audit shop --load-target users=250,rps=40,p95=300ms
        plimsoll audit shop --format json --output audit.json
        plimsoll audit shop --report audit          the document and its artifacts
        plimsoll audit shop --changed-since main    what the branch touches
        plimsoll audit shop --format agent          for a language model
        plimsoll audit shop --format html --output audit.html

      READING A FINDING:
        CRITICAL  very likely fails the load test
        HIGH      significant degradation, or a part fails
        MEDIUM    noticeable, no outage
        MONITOR   fine now; the finding says when to act
        suspicious: true unless the fact under "Check" is otherwise

      A finding that is right but accepted is silenced where it stands:
        // plimsoll-ignore query-in-loop -- at most three rows
      """
  )

  @OptionGroup var options: AuditOptions
  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    // Read before the audit: a wrong file is told at once.
    let previous = try options.previous.map(InputFile.audit)
    let bar = ProgressBar(isWelcome: Terminal.progressIsWelcome && !options.quiet)
    let audit = try await AuditRun(options: options, progress: bar).audit()
    bar.clear()
    if let folder = options.report {
      let files = try ReportFolder(of: audit, since: previous, rules: RulePage.all).files
      try ArtifactFolder(path: folder).write(files.map { ($0.path, $0.text) })
    }
    try output.destination.write(try text(of: audit, since: previous))
    if options.failOn.isReached(by: audit.unknownToBaseline) { throw ExitCode(1) }
  }

  private func text(of audit: Audit, since previous: Audit?) throws -> String {
    guard options.format == .text else {
      return try options.format.text(of: audit, since: previous)
    }
    var style = Terminal.style(for: output.destination, options: output)
    style.showsDetails = options.details
    style.isQuiet = options.quiet
    return TerminalReport(of: audit, since: previous, style: style).text()
  }
}

extension AuditFormat {
  /// An audit as a document, with what changed since an earlier one; `text` is for pipes.
  func text(of audit: Audit, since previous: Audit? = nil) throws -> String {
    switch self {
    case .json: try JSONReport(of: audit).text()
    case .sarif: try SARIFReport(of: audit, rules: RulePage.all).text()
    case .markdown: MarkdownReport(of: audit, since: previous).text()
    case .html: HTMLReport(of: audit, since: previous).text()
    case .github: GitHubReport(of: audit).text()
    case .gitlab: try GitLabReport(of: audit).text()
    case .junit: JUnitReport(of: audit).text()
    case .agent: AgentReport(of: audit).text()
    case .text: TerminalReport(of: audit, since: previous, style: TerminalStyle()).text()
    }
  }
}
