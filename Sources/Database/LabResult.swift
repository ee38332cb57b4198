// What the planner lab found out, as values that need no server.

/// The plans and the advice for a whole program.
package struct LabResult: Sendable {
  /// The version of the server that planned.
  package var server = ""
  /// How many times the rows of today each scale has.
  package static let factors: [Double] = [1, 10, 100]
  /// The scale by which advice is chosen and plans are held against one another.
  package static let judgedFactor = 10.0
  /// The tables that were planned for, in the order of their names.
  package var volumes: [TableVolume] = []
  /// How many statements of migrations ran, and how many there were.
  package var replayed = (done: 0, total: 0)
  /// The same of migrations in code, whose operations become one statement or more.
  package var traced = (done: 0, total: 0)
  /// How many call sites were handed in that a relational database answers.
  package var sites = 0
  /// Positions of those that have a statement which the server accepts.
  package var accepted: Set<Int> = []
  /// By position: why a call site has no statement.
  package var refusals: [Int: String] = [:]
  /// By position: conditions that its statements leave out.
  package var omitted: [Int: [String]] = [:]
  /// How many different statements there are, and how many candidates were tried.
  package var statements = 0
  package var candidates = 0
  package var advice: [IndexAdvice] = []
  /// The statements with the plans that they have without any advised index, by their texts.
  package var plans: [PlannedStatement] = []
  /// The names of the indexes that the project has.
  package var indexes: Set<String> = []
  /// What migrations do to all rows of tables that were there before them, in their order.
  package var steps: [MigrationStep] = []
  /// The indexes that migrations took away, in their order.
  package var drops: [IndexDrop] = []
  /// What of the schema could not be laid.
  package var problems: [LabProblem] = []
  /// Whether every statement and table was looked at in time: if not, plans and advice are missing.
  package var isFinished = true

  package init() {}
}
