// Relations to many rows that come along with every read of their class.

import Capacity
import Findings
import SemanticModel

extension UnboundedRead {
  /// One finding for each eager relation that may grow, where it is declared.
  func eagerFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.eagerRelations.compactMap { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of eager: EagerRelation,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let name = eager.relation
    let asked = eager.reads.filter { site in
      site.audience == .requests && site.isReached(from: Audience.requests.entries)
    }
    let isStream =
      Growth.isEcho(name)
      || Growth.isStream(name) && Growth.lasts(eager.owner) && Growth(of: eager.owner) != .endless
    guard let first = asked.first(where: { !program.isRare($0) }) ?? asked.first,
      !Growth.isClosed(eager.owner), isStream || Self.gathers(eager.owner, name, in: program)
    else { return nil }
    let isSure = isStream && !program.isRare(first)
    let load = ReadLoad(target: target, rows: .rows(5_000, of: name))
    let approach = first.approach
    return finding(
      Diagnosis(
        place: eager.place,
        because: asked.prefix(8).map { ($0.place, "brings along all `\(name)`") },
        function: first.function,
        title: "All `\(name)` come along with every read of `\(eager.owner)`",
        problem:
          "The relation is eager: \(Self.calls(asked.count)) of requests join all `\(name)` of each row, also where only the row itself is wanted. \(Self.about.problem)",
        severity: .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          "Take `eager` away, and read a page of `\(name)` by a query of its own where they are shown."
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure ? nil : "Check how many `\(name)` one row can have."
      )
      .priced(for: first.rareUse, under: target),
      in: program
    )
  }

  private static func calls(_ count: Int) -> String {
    count == 1 ? "one `find`" : "\(count) `find` calls"
  }
}
