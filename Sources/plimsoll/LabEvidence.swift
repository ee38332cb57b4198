// Lays the planner's answers beside the findings that they bear on.

import Database
import Findings
import Queries
import Rules
import SemanticModel
import Workspace

/// What the planner lab adds to an audit.
struct LabEvidence {
  /// Why plans are missing; `nil` where there is nothing to plan, or all plans are there.
  private(set) var unknown: Unknown?
  private var proofs: [String: Evidence] = [:]
  /// Plans of the statements that an advised index makes cheaper.
  private(set) var plans: [QueryPlan]?

  /// Nothing to plan, or not asked to.
  init() {}

  /// Plans the queries of a program, where a server is there and the program has any that it would answer.
  init(of program: Program, in workspace: Workspace) {
    let input: LabInput
    do throws(Failure) {
      input = try LabReading(of: program, in: workspace).input
    } catch {
      unknown = Self.unknown(error.message)
      return
    }
    guard input.isPlannable else { return }
    guard let binaries = ServerBinaries.installed else {
      // A database that nobody names may be another one than PostgreSQL.
      guard program.schema.tables.contains(where: { $0.dialect == .postgres }) else { return }
      unknown = Self.unknown(ServerBinaries.advice)
      return
    }
    do throws(DatabaseError) {
      let result = try PlannerLab.result(for: input, on: binaries, within: Self.limit)
      take(result, program.schema)
      plans = result.queryPlans(of: input.queries)
      if !result.isFinished { unknown = Self.partial(result) }
    } catch {
      unknown = Self.unknown(error.message)
    }
  }

  /// How long an audit waits for plans.
  private static let limit = Duration.seconds(30)

  private static func unknown(_ reason: String) -> Unknown {
    Unknown(fact: "Plans of the queries: \(reason)", neededFrom: "plimsoll database --ephemeral")
  }

  private static func partial(_ result: LabResult) -> Unknown {
    Unknown(
      fact:
        "\(Unknown.partialPlans): the planner lab's \(limit.components.seconds) s were up after "
        + "\(result.statements) statements of \(result.accepted.count) of \(result.sites) query call sites, "
        + "and what it did not reach has no plan and no advice",
      neededFrom: "plimsoll database --ephemeral, which waits longer"
    )
  }

  private mutating func take(_ result: LabResult, _ schema: Schema) {
    for advice in result.advice {
      guard let table = schema.table(meaning: advice.table), let lead = advice.keys.first,
        lead.expression == nil, !advice.findsParts,
        let id = IndexGapIdentity.id(of: lead.column, in: table), proofs[id] == nil,
        let proof = evidence(of: advice, result)
      else { continue }
      proofs[id] = proof
    }
  }

  private func evidence(of advice: IndexAdvice, _ result: LabResult) -> Evidence? {
    let gains = advice.served.compactMap { served -> (ServedStatement, Double)? in
      guard let last = served.figures.last else { return nil }
      return (served, last.before.cost - last.after.cost)
    }
    guard let served = gains.max(by: { $0.1 < $1.1 })?.0 else { return nil }
    let rows = result.volumes.first { $0.table == advice.table }?.rows ?? 0
    let figures = served.figures.map { figure in
      "cost \(AdviceFiles.grouped(figure.before.cost)) → \(AdviceFiles.grouped(figure.after.cost)) at \(AdviceFiles.grouped(rows * figure.factor)) rows"
    }
    return Evidence(
      kind: .plan,
      verdict: .confirmed,
      figures: figures + [String(advice.statement.dropLast())],
      source:
        "planned by PostgreSQL \(result.server) on empty tables of that size; plimsoll database --ephemeral shows all"
    )
  }

  /// The finding, with what the planner says of it.
  func joined(to finding: Finding) -> Finding {
    guard let proof = proofs[finding.id] else { return finding }
    var result = finding
    result.evidence = (finding.evidence ?? []) + [proof]
    return result
  }
}
