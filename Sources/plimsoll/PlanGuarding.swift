// The plans of a folder, held against those that it locked.

import Database
import Findings
import Gate
import Report
import SemanticModel
import Workspace

/// Plans what a program asks, for the rows that were locked with the plans.
struct PlanGuarding {
  /// The lock's file, as it was found or will be written.
  let path: String
  let lock: PlanLock?

  /// Reads the lock, if there is one.
  ///
  /// Throws a `GateError` or a `WorkspaceError` for a file that holds none.
  init(path: String) throws {
    self.path = path
    lock = try NamedFile.contents(of: path).map { try PlanLock(json: $0, named: path) }
  }

  /// How long a gate waits for the planner.
  private static let limit = Duration.seconds(300)

  /// `nil` where there is nothing that PostgreSQL would plan.
  ///
  /// Throws a `Failure` where no verdict can be given.
  func verdict(
    on program: Program,
    in workspace: Workspace,
    by policy: GatePolicy,
    counted: (Finding) -> Bool
  ) throws(Failure) -> PlanGuard? {
    var input = try LabReading(of: program, in: workspace).input
    guard input.isPlannable else { return nil }
    guard let binaries = ServerBinaries.installed else {
      throw .environment("gate --plans: \(ServerBinaries.advice)")
    }
    for table in lock?.rows ?? [] { input.locked[table.table] = table.rows }
    let result: LabResult
    do throws(DatabaseError) {
      result = try PlannerLab.result(for: input, on: binaries, within: Self.limit)
    } catch {
      throw .environment("gate --plans: \(error.message)")
    }
    guard result.isFinished else {
      throw .environment(
        "gate --plans: the planner did not end within \(Self.limit.components.seconds) s; run it on an idle machine"
      )
    }
    try check(result)
    let snapshot = PlanSnapshotReading(of: program, input).snapshot(of: result)
    return PlanGuard(of: snapshot, against: lock, by: policy, counted: counted)
  }

  /// Another major version plans otherwise without anybody's fault.
  private func check(_ result: LabResult) throws(Failure) {
    guard let lock, lock.server != result.majorVersion else { return }
    throw .usage(
      "\(path): planned by PostgreSQL \(lock.server), but this machine has \(result.majorVersion); install that one, or write it anew with plimsoll gate --plans --update-baseline --accept-new"
    )
  }

  /// Writes the lock anew; a line that says what became of it.
  func update(after verdict: PlanGuard, acceptsNew: Bool) throws -> String {
    let next = verdict.following(acceptsNew: acceptsNew)
    try Output.file(path).write(try next.text())
    let count = next.statements.count
    let line = "\(path): \(count) statement\(count == 1 ? "" : "s") planned"
    guard lock != nil, !acceptsNew, verdict.leftOut > 0 else { return line }
    return line + "; \(verdict.leftOut) worse left as they were, --accept-new takes them in"
  }
}
