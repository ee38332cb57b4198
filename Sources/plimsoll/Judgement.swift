// What is found in the code: its environment, its routes and queries, and what the rules say.

import Capacity
import Environment
import Findings
import Rules
import SemanticModel
import Workspace

struct Judgement {
  /// What the code runs on.
  private(set) var environment = Environment()
  /// Every route, with what one request costs; `nil` where there is none.
  private(set) var routes: [RouteCost]?
  /// Every query call site; `nil` where there is none.
  private(set) var queries: [QuerySite]?
  /// What the selected rules find under a load, in no particular order.
  private(set) var findings: [Finding] = []

  /// Works it out in pieces, as many at the same time as asked for; the result does not depend on their number.
  init(
    of program: Program,
    in workspace: Workspace,
    by rules: RuleSelection,
    under target: LoadTarget,
    jobs: Int
  ) async {
    let examination = Examination(of: program, under: target)
    // The long pieces first, so that nobody waits for one at the end.
    let pieces =
      [Piece.environment, .routes, .queries]
      + Examination.pieces(rules.contains).map(Piece.rule)
    let results = await sideBySide(jobs: jobs, count: pieces.count) { number -> Result in
      switch pieces[number] {
      case .environment: .environment(Environment(of: workspace, program: program))
      case .routes: .routes(RouteListing(of: program).routes)
      case .queries: .queries(QueryListing(of: program).sites)
      case .rule(let rule): .findings(examination.findings(ofPiece: rule))
      }
    }
    for result in results { take(result) }
    findings = examination.judged(findings).compactMap(rules.adjusted)
  }

  private enum Piece: Sendable {
    case environment, routes, queries
    case rule(Int)
  }

  private enum Result: Sendable {
    case environment(Environment)
    case routes([RouteCost])
    case queries([QuerySite])
    case findings([Finding])
  }

  private mutating func take(_ result: Result) {
    switch result {
    case .environment(let found): environment = found
    case .routes(let found): routes = found.isEmpty ? nil : found
    case .queries(let found): queries = found.isEmpty ? nil : found
    case .findings(let found): findings += found
    }
  }
}
