// Two requests make the same row: the unique key refuses one, and the caller gets a 500.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports look-ups in front of inserts whose unique key nobody expects to refuse.
struct UnhandledConflict: Rule {
  static let about = RuleDescription(
    name: "unhandled-conflict",
    category: .errorObservability,
    worst: .monitor,
    title: "A refused insert is answered with 500",
    problem: """
      Of two requests that both find nothing and both insert, the database refuses the second. Its exception passes \
      through the handler: a double click or a retry of the client gets a 500, and the log shows an error of the \
      server where there is none.
      """,
    verify: "Send the request twice at the same time: neither answer may be a 5xx.",
    fix: """
      Take the refusal for the answer that the look-up gives: catch the IntegrityError around the commit, roll back, \
      and answer as for a row that exists; or insert with ON CONFLICT.
      """,
    tradeOff: "The look-up in front may go, or stays only for its message.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let refused = program.refusedCreations(RowKeys(of: program)).filter {
      !program.standUnderHandler($0.race.write.approach?.calls ?? [])
    }
    guard refused.count >= Self.fewestOfHabit else {
      return refused.map { finding(of: $0, [], in: program) }
    }
    // Where strangers meet, it happens by chance; one person must send twice.
    let usual = refused.first { !$0.race.isOfCaller && !program.isRare($0.race.write) }
    let first = usual ?? refused[0]
    let others = refused.map(\.race).filter { $0.write.position != first.race.write.position }
    return [finding(of: first, others, in: program)]
  }

  /// What so many functions leave to chance is a habit, and one defect: a handler of errors mends them all.
  private static let fewestOfHabit = 4

  private func finding(
    of refused: RefusedCreation,
    _ others: [Race],
    in program: Program
  ) -> Finding {
    let race = refused.race
    let approach = race.write.approach
    let columns = refused.columns.map { "`\($0)`" }.joined(separator: ", ")
    return finding(
      Diagnosis(
        place: place(of: race),
        because: (approach?.steps(in: program) ?? [])
          + [(race.read.place, "finds none"), (race.write.place, "is refused")]
          + others.prefix(8).map { ($0.write.place, "the same here") },
        function: race.write.function,
        title: "A second `\(race.write.calleeText)` with the same \(columns) ends in a 500",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: "One 500 for each pair of requests that come within the same milliseconds",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: program.source(of: race.write.place)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how often clients send this twice at once: a double click, a retry, a form in two tabs.",
        threshold: "the first 500 of this kind in the log"
      ),
      in: program
    )
  }

  /// From the look-up to the insert where that is short enough to show, else the insert.
  private func place(of race: Race) -> SourcePlace {
    let (read, write) = (race.read.place, race.write.place)
    let lines = race.read.unit.lines
    let distance = lines.line(at: write.span.start) - lines.line(at: read.span.start)
    guard read.unit == write.unit, (0...30).contains(distance) else { return write }
    return SourcePlace(
      unit: read.unit,
      span: ByteSpan(start: read.span.start, end: write.span.end)
    )
  }
}
