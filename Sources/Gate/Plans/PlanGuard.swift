// Which plans became worse, which index is missed, and which migration stops a large table.

package import Findings

/// The plans of now, held against those that were locked.
package struct PlanGuard: Sendable {
  /// A statement whose plan is worse than it may be.
  struct Regression: Sendable {
    let statement: PlanSnapshot.Statement
    let old: PlanLock.Statement?
    /// Large tables that it reads whole and did not before.
    let scans: [PlanSnapshot.Scan]
    /// The sites that nobody has accepted.
    let sites: [PlanSnapshot.Site]
  }

  private let snapshot: PlanSnapshot
  private let lock: PlanLock?
  private let policy: GatePolicy
  private let regressions: [Regression]
  private let blocks: [PlanSnapshot.Block]
  /// How many sites and migrations are accepted by a comment.
  package let accepted: Int
  /// What fails the gate, in the order of the places.
  package let findings: [Finding]

  /// Without a lock every scan is new, and no migration.
  ///
  /// `counted` tells the findings that the gate looks at: those whose path touches the change.
  package init(
    of snapshot: PlanSnapshot,
    against lock: PlanLock?,
    by policy: GatePolicy,
    counted: (Finding) -> Bool = { _ in true }
  ) {
    self.snapshot = snapshot
    self.lock = lock
    self.policy = policy
    let old = Dictionary((lock?.statements ?? []).map { ($0.fingerprint, $0) }) { first, _ in first
    }
    let all = snapshot.statements.compactMap { statement in
      Self.regression(of: statement, old[statement.entry.fingerprint], policy)
    }
    regressions = all.filter { !$0.sites.isEmpty }
    let known = Set(lock?.migrations ?? snapshot.migrations)
    let new = snapshot.blocks.filter { !known.contains($0.site.location.file) }
    blocks = new.filter { $0.site.accepted == nil }
    accepted =
      all.reduce(0) { $0 + $1.statement.sites.count - $1.sites.count } + new.count - blocks.count
    findings = PlanFindings(of: snapshot, regressions, blocks).findings.filter(counted)
  }

  /// Plans below this cost answer in a moment, whatever they read.
  private static let leastCost = 1_000.0

  private static func regression(
    of statement: PlanSnapshot.Statement,
    _ old: PlanLock.Statement?,
    _ policy: GatePolicy
  ) -> Regression? {
    let cost = statement.entry.cost
    let former = old?.cost ?? 0
    guard cost - former >= leastCost else { return nil }
    let scans = statement.scans.filter { scan in
      scan.rows >= policy.scanRows && old?.scans.contains(scan.table) != true
    }
    let isDearer = old != nil && cost > former * policy.planCost
    guard isDearer || !scans.isEmpty else { return nil }
    return Regression(
      statement: statement,
      old: old,
      scans: scans,
      sites: statement.sites.filter { $0.accepted == nil }
    )
  }

  // MARK: What people see

  /// The rows of the gate's table.
  var checks: [GateVerdict.Check] {
    let suffix = accepted > 0 ? ", \(accepted) accepted where they stand" : ""
    let blocks = findings.count { $0.rule == GuardRule.blockingMigration.rawValue }
    let plans = findings.count - blocks
    let planned = "\(snapshot.statements.count) statements planned"
    let scanned =
      "no new scan of \(PlanNumber.grouped(policy.scanRows)) rows, \(PlanNumber.plain(policy.planCost))x the cost at most"
    var checks = [
      GateVerdict.Check(
        name: "plans",
        outcome: plans == 0 ? .passed : .failed,
        found: "\(plans) worse, \(planned)\(suffix)",
        limit: lock == nil
          ? "plimsoll gate --plans --update-baseline locks them: now every scan is new" : scanned,
        remedy: plans == 0
          ? nil
          : "give each query an index (--format agent shows the plans), or accept it where it stands: "
            + "// plimsoll-ignore \(GuardRule.planRegression.rawValue) -- reason, or "
            + "\(GuardRule.droppedIndex.rawValue) at the migration"
      )
    ]
    guard lock != nil else { return checks }
    checks.append(
      GateVerdict.Check(
        name: "migrations",
        outcome: blocks == 0 ? .passed : .failed,
        found: "\(blocks) that hold a table for a second or longer",
        limit: "0",
        remedy: blocks == 0
          ? nil
          : "take the safe form (--format agent shows it), or accept the lock where it stands: "
            + "-- plimsoll-ignore \(GuardRule.blockingMigration.rawValue) -- reason"
      )
    )
    return checks
  }

  // MARK: The lock

  /// The lock after this: worse plans keep what they had, unless new ones are accepted.
  package func following(acceptsNew: Bool) -> PlanLock {
    let old = Dictionary((lock?.statements ?? []).map { ($0.fingerprint, $0) }) { first, _ in first
    }
    let takesAll = acceptsNew || lock == nil
    let failing = Set(takesAll ? [] : regressions.map(\.statement.entry.fingerprint))
    let held = Set(takesAll ? [] : blocks.map(\.site.location.file))
    return PlanLock(
      tool: snapshot.tool,
      server: snapshot.server,
      rows: snapshot.rows,
      migrations: snapshot.migrations.filter { !held.contains($0) },
      statements: snapshot.statements.compactMap { statement in
        let fingerprint = statement.entry.fingerprint
        return failing.contains(fingerprint) ? old[fingerprint] : statement.entry
      }
    )
  }

  /// How many statements and migrations a lock leaves out that takes nothing new in.
  package var leftOut: Int { regressions.count + Set(blocks.map(\.site.location.file)).count }
}
