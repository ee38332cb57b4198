// `plimsoll gate`.

import ArgumentParser
import Findings
import Gate
import Glibc
import Report
import Workspace

struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Fails when a change makes an application worse, and says why.",
    discussion: """
      Audits the folder and holds it against the committed baseline: what it knows
      passes, what is new fails from severity HIGH on. Moving code is nothing new;
      what was fixed is told. plimsoll.yml may ask for more:

        thresholds:
          failOn: medium
          score: 7.0
        budgets:
          firstLoad: 170 kB
          p95: 300 ms

      Budgets hold for what --measurements names: runs of plimsoll load, whose own
      thresholds must hold too, and lists of measurements.

      EXAMPLES:
        plimsoll gate --update-baseline     begin: write the baseline; commit it
        plimsoll gate                       judge the folder that you are in
        plimsoll gate --changed-since main  only what the branch touches
        plimsoll gate --plans               also what PostgreSQL's planner says of each query
        plimsoll gate --format github       annotations beside the table
        plimsoll gate --format sarif --output gate.sarif

      EXIT CODES:
        0  nothing new at or above the level, and the score holds
        1  a check of the table failed
        2  the baseline, the revision or plimsoll.yml cannot be used
      """
  )

  @OptionGroup var options: GateOptions
  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    let start = ContinuousClock.now
    guard !options.acceptNew || options.updateBaseline else {
      throw Failure.usage("--accept-new: give it together with --update-baseline")
    }
    let held = try baselineToRead()
    let guarding = try options.plans ? plansToHold() : nil
    let bar = ProgressBar(isWelcome: Terminal.progressIsWelcome)
    let run = AuditRun(options: try options.auditOptions(holding: held), progress: bar)
    let workspace = try run.openWorkspace()
    let policy = try options.policy(of: workspace.configuration)
    let change = try options.changedSince.map { try ChangedLines(of: options.path, since: $0) }
    var (audit, program) = try await run.result(of: workspace, since: start)
    bar.clear()
    let counted = { (finding: Finding) in change?.touch(finding) ?? true }
    let plans = try guarding.map { guarding in
      (guarding, try guarding.verdict(on: program, in: workspace, by: policy, counted: counted))
    }
    guard !options.updateBaseline else { return try update(after: audit, plans) }
    let verdict = GateVerdict(of: audit, by: policy, plans: plans?.1, counted: counted)
    audit.findings += plans?.1?.findings ?? []
    try report(audit.masked, verdict)
    if !verdict.passes { throw ExitCode(1) }
  }

  /// The baseline to hold the audit against; nil where there is none yet, or none is wanted.
  ///
  /// One that was named and is missing is read all the same, which says that it is missing.
  private func baselineToRead() throws(Failure) -> String? {
    let exists = try isThere(options.baselinePath)
    if options.updateBaseline { return exists && !options.acceptNew ? options.baselinePath : nil }
    return exists ? options.baselinePath : options.baseline
  }

  private func plansToHold() throws -> PlanGuarding {
    _ = try isThere(options.plansPath)
    return try PlanGuarding(path: options.plansPath)
  }

  /// Whether something stands under the name, be it a link that leads nowhere.
  private func isThere(_ path: String) throws(Failure) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    // Writing through a link of an audited folder would write where the link leads.
    guard status.st_mode & S_IFMT != S_IFLNK || !options.updateBaseline else {
      throw .usage("\(path): is a link; name the file that it leads to with --baseline")
    }
    return true
  }

  private func update(after audit: Audit, _ plans: (PlanGuarding, PlanGuard?)?) throws {
    let baseline = Baseline.following(audit, acceptsNew: options.acceptNew)
    let path = options.baselinePath
    try Output.file(path).write(try baseline.text())
    let count = baseline.findings.count
    var line = "\(path): \(count) finding\(count == 1 ? "" : "s") known"
    if let comparison = audit.comparison {
      line += ", \(comparison.fixed.count) fixed and taken out"
      if !comparison.new.isEmpty {
        line += "; \(comparison.new.count) new left out, --accept-new takes them in"
      }
    }
    var lines = [line]
    if let (guarding, verdict) = plans {
      lines.append(
        try verdict.map { try guarding.update(after: $0, acceptsNew: options.acceptNew) }
          ?? "\(guarding.path): no table and query that PostgreSQL would plan; not written"
      )
    }
    try output.destination.write(lines.map { Visible.text($0) + "\n" }.joined())
  }

  /// The table; where a document is asked for, the table beside it.
  private func report(_ audit: Audit, _ verdict: GateVerdict) throws {
    let table = GateTable(of: verdict, project: audit.project)
    switch options.format {
    case .text:
      let style = Terminal.style(for: output.destination, options: output)
      try output.destination.write(table.text(style: style))
    case .markdown: try output.destination.write(table.markdown())
    case .github where output.output == nil:
      var failing = audit
      let ids = Set(verdict.failing.map(\.id))
      failing.findings = audit.findings.filter { ids.contains($0.id) }
      let text = table.text(style: TerminalStyle())
      try Output.standard.write(GitHubReport(of: failing).text() + text)
    default:
      try output.destination.write(try options.format.text(of: audit))
      let text = table.text(style: TerminalStyle())
      if output.output == nil {
        StandardStreams.complain(String(text.dropLast()))
      } else {
        try Output.standard.write(text)
      }
    }
  }
}
