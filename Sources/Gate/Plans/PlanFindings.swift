// Worse plans, missed indexes and blocking migrations as findings, so that every format shows them.

import Findings

/// Words what the guard found; one cause is one finding.
struct PlanFindings {
  private(set) var findings: [Finding] = []
  private let snapshot: PlanSnapshot

  init(
    of snapshot: PlanSnapshot,
    _ regressions: [PlanGuard.Regression],
    _ blocks: [PlanSnapshot.Block]
  ) {
    self.snapshot = snapshot
    var byDrop: [Int: [PlanGuard.Regression]] = [:]
    var bySite: [String: [PlanGuard.Regression]] = [:]
    for regression in regressions {
      if let drop = drop(behind: regression) {
        byDrop[drop, default: []].append(regression)
      } else if let site = regression.sites.first?.location {
        bySite["\(site.file):\(site.startLine)", default: []].append(regression)
      }
    }
    for (drop, group) in byDrop where snapshot.drops[drop].site.accepted == nil {
      findings.append(finding(snapshot.drops[drop], worst(of: group), group))
    }
    for group in bySite.values { findings.append(finding(worst(of: group), group)) }
    findings += blocks.map(finding)
    findings.sort { left, right in
      (left.location.file, left.location.startLine, left.id)
        < (right.location.file, right.location.startLine, right.id)
    }
  }

  /// The last migration that took away an index by which the statement was answered.
  private func drop(behind regression: PlanGuard.Regression) -> Int? {
    let missed = Set(regression.old?.indexes ?? []).subtracting(snapshot.indexes)
    return snapshot.drops.lastIndex { missed.contains($0.index) }
  }

  /// The statement that costs most; the texts decide between equals.
  private func worst(of group: [PlanGuard.Regression]) -> PlanGuard.Regression {
    group.max { left, right in
      (left.statement.entry.cost, right.statement.entry.statement)
        < (right.statement.entry.cost, left.statement.entry.statement)
    } ?? group[0]
  }

  // MARK: Plans

  private func finding(
    _ worst: PlanGuard.Regression,
    _ group: [PlanGuard.Regression]
  ) -> Finding {
    let entry = worst.statement.entry
    let place = group[0].sites[0].location
    let gone = Set(worst.old?.indexes ?? []).subtracting(snapshot.indexes).sorted()
    let cause =
      gone.isEmpty ? "" : " The index \(gone.joined(separator: ", ")) that served it is gone."
    let what =
      worst.scans.isEmpty
      ? "costs \(times(worst)) what it did"
      : "reads all of `\(worst.scans[0].table)`"
    return finding(
      .planRegression,
      at: place,
      key: group.map(\.statement.entry.fingerprint).sorted().joined(separator: " "),
      severity: severity(worst),
      title: "PostgreSQL \(what) for this query: \(brief(worst))",
      problem:
        "The planner \(reason(worst)): \(figures(worst)).\(cause) Its time grows with the table, and a few such requests at once keep the database busy.",
      related: places(of: group, without: place),
      fix: Remedy(
        worst.statement.advice.map { "Build the index that the planner would take: \($0)" }
          ?? "Let the query ask by the columns of an index, in its order, or limit what it reads.",
        before: entry.statement
      ),
      evidence: evidence(worst)
    )
  }

  private func finding(
    _ drop: PlanSnapshot.Drop,
    _ worst: PlanGuard.Regression,
    _ group: [PlanGuard.Regression]
  ) -> Finding {
    finding(
      .droppedIndex,
      at: drop.site.location,
      key: drop.index,
      severity: severity(worst),
      title:
        "`\(drop.index)` is dropped, but \(group.count == 1 ? "a statement needs" : "\(group.count) statements need") it: \(brief(worst))",
      problem:
        "Without the index the planner \(reason(worst)): \(figures(worst)). The requests that send it become slower from the moment at which the migration runs.",
      related: places(of: group, without: drop.site.location),
      fix: Remedy(
        "Keep the index, or build its successor before: \(worst.statement.advice ?? "one that begins with the columns that the query asks by").",
        before: drop.statement
      ),
      evidence: evidence(worst)
    )
  }

  /// What the planner does now, and what it did.
  private func reason(_ regression: PlanGuard.Regression) -> String {
    guard let scan = regression.scans.first else {
      return "needs \(times(regression)) the cost of before"
    }
    return "reads all \(PlanNumber.grouped(scan.rows)) rows of `\(scan.table)`"
  }

  private func brief(_ regression: PlanGuard.Regression) -> String {
    let now = PlanNumber.grouped(regression.statement.entry.cost)
    return regression.old.map { "cost \(PlanNumber.grouped($0.cost)) → \(now)" } ?? "cost \(now)"
  }

  private func figures(_ regression: PlanGuard.Regression) -> String {
    let entry = regression.statement.entry
    guard let old = regression.old else {
      return
        "cost \(PlanNumber.grouped(entry.cost)) at ten times the rows of today, for a statement that is new"
    }
    return
      "cost \(PlanNumber.grouped(old.cost)) before, \(PlanNumber.grouped(entry.cost)) now, at ten times the rows of today"
  }

  private func times(_ regression: PlanGuard.Regression) -> String {
    let factor = regression.statement.entry.cost / max(1, regression.old?.cost ?? 1)
    return factor < 10
      ? "\((factor * 10).rounded() / 10) times" : "\(PlanNumber.grouped(factor)) times"
  }

  private func evidence(_ regression: PlanGuard.Regression) -> Evidence {
    let old = regression.old.map { "before: \($0.shape)" }
    return Evidence(
      kind: .plan,
      verdict: .confirmed,
      figures: [old, "now: \(regression.statement.entry.shape)"].compactMap(\.self),
      source: "planned by PostgreSQL \(snapshot.server) on empty tables of that size"
    )
  }

  /// Wide tables that are read whole take the time of other requests with them.
  private func severity(_ regression: PlanGuard.Regression) -> Severity {
    regression.statement.entry.cost >= 100_000 ? .critical : .high
  }

  private func places(of group: [PlanGuard.Regression], without own: Location) -> [Location] {
    var seen: Set<String> = ["\(own.file):\(own.startLine)"]
    return group.flatMap(\.sites).map(\.location)
      .filter { seen.insert("\($0.file):\($0.startLine)").inserted }
      .sorted { ($0.file, $0.startLine) < ($1.file, $1.startLine) }
      .map { $0.noted("sends it too") }
  }

  // MARK: Migrations

  private func finding(_ block: PlanSnapshot.Block) -> Finding {
    let now = PlanNumber.seconds(block.seconds.now)
    let later = PlanNumber.seconds(block.seconds.later)
    return finding(
      .blockingMigration,
      at: block.site.location,
      key: block.statement,
      severity: block.seconds.now >= 10 ? .high : .medium,
      title: "The migration \(block.deed): \(block.consequence)",
      problem:
        "It \(block.deed) (\(PlanNumber.grouped(block.rows)) rows today) in one transaction, and until it ends \(block.consequence): about \(now) now and \(later) at ten times the rows, at an assumed 100 MB a second. Requests that wait keep their connections, so the pool runs dry.",
      related: [],
      fix: Remedy(block.safeForm, before: block.statement),
      evidence: Evidence(
        kind: .plan,
        verdict: .confirmed,
        figures: ["\(block.deed): \(now) at the rows of today, \(later) at ten times as many"],
        source:
          "replayed on PostgreSQL \(snapshot.server): its locks, scans and new files were read"
      )
    )
  }

  // MARK: Parts

  private func finding(
    _ rule: GuardRule,
    at location: Location,
    key: String,
    severity: Severity,
    title: String,
    problem: String,
    related: [Location],
    fix: Remedy,
    evidence: Evidence
  ) -> Finding {
    let fingerprint = FindingFingerprint(
      rule: rule.rawValue,
      file: location.file,
      symbol: "",
      code: key.utf8
    )
    return Finding(
      id: fingerprint.id,
      rule: rule.rawValue,
      category: .indexGap,
      severity: severity,
      tier: .finding,
      confidence: .medium,
      location: location,
      related: related,
      title: title,
      problem: problem,
      impact: Impact(estimate: evidence.figures.joined(separator: "; "), confidence: .medium),
      verify: Verify(
        steps: "Run EXPLAIN on a database with the rows of production.",
        command: "plimsoll gate --plans"
      ),
      fix: fix,
      tradeOff: "An index makes each write a little slower; a safe migration has more steps.",
      effortHours: Effort(low: 0.5, high: 2),
      evidence: [evidence]
    )
  }
}
