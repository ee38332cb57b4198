// The story of an audit: open the folder, read the code, ask the rules, sum up.

import Capacity
import Environment
import Findings
import Report
import Rules
import SemanticModel
import Workspace

struct AuditRun {
  let options: AuditOptions
  let progress: ProgressBar

  /// The audit of the folder.
  ///
  /// Throws a `Failure` or a `WorkspaceError`, each with its exit code; whatever goes wrong
  /// inside the folder is part of the audit.
  func audit() async throws -> Audit {
    try await audit(of: try openWorkspace(), since: ContinuousClock.now)
  }

  /// The audit of a folder that was opened at a time.
  func audit(of workspace: Workspace, since start: ContinuousClock.Instant) async throws -> Audit {
    try await result(of: workspace, since: start).audit
  }

  /// The audit, and the program that it is of.
  func result(of workspace: Workspace, since start: ContinuousClock.Instant) async throws
    -> (audit: Audit, program: Program)
  {
    let jobs = try options.threads()
    Heaps.limit(to: jobs)
    let requested = try options.loadTarget.map(RequestedLoad.init(option:))
    let (held, given) = try options.readFiles()
    let target = LoadTarget(
      of: [requested, workspace.configuration.loadTarget].compactMap(\.self)
    )
    // Descriptions alone: the examples of a page cost a start more than all that it asks.
    let catalog = Catalog.rules.map { $0.about }
    let rules = try RuleSelection(
      only: options.only,
      configuration: workspace.configuration,
      catalog: catalog
    )
    let reading = await CodeReading(
      of: workspace,
      jobs: jobs,
      includesTooling: options.includeTooling,
      progress: progress
    )
    let judgement = await Judgement(
      of: reading.program,
      in: workspace,
      by: rules,
      under: target,
      jobs: jobs
    )
    let lab = options.noLab ? LabEvidence() : LabEvidence(of: reading.program, in: workspace)
    var audit = Audit(
      tool: Tool(version: Version.current),
      project: Project(root: options.path, commit: workspace.commit, name: workspace.name),
      findings: judgement.findings.map(lab.joined).settled(),
      stats: AuditStats(
        files: reading.files,
        bytes: reading.bytes,
        milliseconds: Self.milliseconds(since: start),
        skipped: SkippedPaths.list(of: workspace, notUnderstood: reading.notUnderstood),
        resolvedCallSites: reading.resolvedCallSites
      )
    )
    if options.report != nil {
      let run = FixRun(workspace, rules, target, includesTooling: options.includeTooling)
      let patches = await run.patches(of: audit.findings, in: reading.program)
      audit.findings = audit.findings.map { $0.patched(patches[$0.id]) }
    }
    audit.date = AuditDay.today
    audit.take(judgement, lab, ownersOf: workspace)
    if let partial = audit.partialPlans {
      progress.clear()
      StandardStreams.complain("plimsoll: \(Visible.text(partial.fact))")
    }
    audit.loadTarget = LoadTargetFigures(of: target)
    try given.join(to: &audit, of: workspace, options)
    audit.judge(by: rules.inquiry(of: catalog, entries: reading.entries))
    audit = audit.masked
    held.apply(to: &audit) { rules.contains($0) && given.tells(ofRule: $0) }
    return (audit, reading.program)
  }

  func openWorkspace() throws(WorkspaceError) -> Workspace {
    var settings = WorkspaceOptions()
    settings.configurationPath = options.config
    return try Workspace(opening: options.path, options: settings)
  }

  /// Whole microseconds, because a clock that other programs share knows no better.
  private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
    ((ContinuousClock.now - start) / Duration.microseconds(1)).rounded() / 1_000
  }
}

extension Audit {
  /// What was read beside the findings, and who answers for each of these.
  fileprivate mutating func take(
    _ judgement: Judgement,
    _ lab: LabEvidence,
    ownersOf workspace: Workspace
  ) {
    environment = judgement.environment.facts
    unknowns = judgement.environment.unknowns
    if let unknown = lab.unknown { unknowns = (unknowns ?? []) + [unknown] }
    plans = lab.plans
    routes = judgement.routes
    queries = judgement.queries
    for index in findings.indices {
      findings[index].owner = workspace.owners.owner(of: findings[index].location.file)
    }
  }
}

extension Finding {
  /// The finding with the patch that mends it.
  fileprivate func patched(_ patch: String?) -> Finding {
    var copy = self
    copy.fix.diff = patch
    return copy
  }
}
