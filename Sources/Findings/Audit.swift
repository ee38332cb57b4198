// All that one audit knows: the value that every report is drawn from.

/// The result of `plimsoll audit`, as the contract's schema has it.
///
/// A part that nobody filled is nil and absent from the JSON: never empty, never invented.
package struct Audit: Codable, Sendable, Hashable {
  package private(set) var schemaVersion = 1
  package var tool: Tool
  package var project: Project
  /// The day of the audit, `2026-11-22`.
  package var date: String?
  package var environment: [EnvironmentFact]?
  package var loadTarget: LoadTargetFigures?
  package var routes: [RouteCost]?
  /// In the order of `[Finding].settled()`.
  package var findings: [Finding]
  package var score: Score?
  package var summary: AuditSummary?
  package var stats: AuditStats
  /// Every query call site of the source.
  package var queries: [QuerySite]?
  /// What could not be inferred, and where it would stand.
  package var unknowns: [Unknown]?
  /// What is new since a baseline; nil where none was given.
  package var comparison: Comparison?
  /// What was measured on a running system.
  package var measurements: [Measurement]?
  /// Load tests, with their figures second by second.
  package var loadRuns: [LoadRun]?
  /// Searches for the highest rate that is carried.
  package var loadLimits: [LoadLimit]?
  /// Plans of statements that an advised index makes cheaper.
  package var plans: [QueryPlan]?

  /// An audit of nothing but its findings; the optional parts are set by who knows them.
  package init(tool: Tool, project: Project, findings: [Finding], stats: AuditStats) {
    self.tool = tool
    self.project = project
    self.findings = findings
    self.stats = stats
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion, tool, project, date, environment, loadTarget, routes, findings, score
    case summary, stats, queries, unknowns, comparison, measurements
    case loadRuns, loadLimits, plans
  }
}

/// The program that made the audit.
package struct Tool: Codable, Sendable, Hashable {
  package var name: String
  package var version: String

  package init(version: String) {
    name = "plimsoll"
    self.version = version
  }
}

/// What was audited.
package struct Project: Codable, Sendable, Hashable {
  /// The folder as the user named it; every file is relative to it.
  package var root: String
  package var commit: String?
  package var name: String?

  package init(root: String, commit: String? = nil, name: String? = nil) {
    self.root = root
    self.commit = commit
    self.name = name
  }
}

/// A fact that would have changed the audit, and the file or setting that would tell it.
package struct Unknown: Codable, Sendable, Hashable {
  package var fact: String
  package var neededFrom: String

  package init(fact: String, neededFrom: String) {
    self.fact = fact
    self.neededFrom = neededFrom
  }

  /// How the unknown begins that says that the time for plans was up.
  package static var partialPlans: String { "Plans of a part of the queries" }
}

extension Audit {
  /// What the planner lab did not get to; nil where it planned all, or was not asked.
  package var partialPlans: Unknown? {
    unknowns?.first { $0.fact.hasPrefix(Unknown.partialPlans) }
  }
}
