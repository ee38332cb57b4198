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
    let bar = ProgressBar(isWelcome: Terminal.progressIsWelcome && !options.quiet)
    let audit = try await AuditRun(options: options, progress: bar).audit()
    bar.clear()
    if let folder = options.report {
      for file in try ReportFolder(of: audit, rules: RulePage.all).files {
        try Output.below(folder, file.path).write(file.text)
      }
    }
    try output.destination.write(try text(of: audit))
    if options.failOn.isReached(by: audit.unknownToBaseline) { throw ExitCode(1) }
  }

  private func text(of audit: Audit) throws -> String {
    guard options.format == .text else { return try options.format.text(of: audit) }
    var style = Terminal.style(for: output.destination, options: output)
    style.showsDetails = options.details
    style.isQuiet = options.quiet
    return TerminalReport(of: audit, style: style).text()
  }
}

extension AuditFormat {
  /// An audit as a document; `text` is for pipes.
  func text(of audit: Audit) throws -> String {
    switch self {
    case .json: try JSONReport(of: audit).text()
    case .sarif: try SARIFReport(of: audit, rules: RulePage.all).text()
    case .markdown: MarkdownReport(of: audit).text()
    case .github: GitHubReport(of: audit).text()
    case .gitlab: try GitLabReport(of: audit).text()
    case .junit: JUnitReport(of: audit).text()
    case .agent: AgentReport(of: audit).text()
    case .text: TerminalReport(of: audit, style: TerminalStyle()).text()
    }
  }
}
