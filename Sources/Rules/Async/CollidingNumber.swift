// A number that two requests can make alike.

import Capacity
import Findings
import SemanticModel

/// Reports numbers of new rows that are cut from the clock, or drawn from too few.
struct CollidingNumber: Rule {
  static let about = RuleDescription(
    name: "colliding-number",
    category: .checkThenAct,
    worst: .high,
    title: "Number of a row that comes again",
    problem: """
      The last digits of the clock repeat after some minutes and are the same for requests of one moment; a short number \
      drawn by chance repeats after about a thousand rows. With a unique constraint the request fails, without one two \
      rows go by one number, and both happen more often with every row that is stored.
      """,
    verify:
      "Create a thousand rows as fast as the load allows: no request may fail, and no number may occur twice.",
    fix:
      "Take the number from a sequence or a counter of the database, or use a UUID or ULID where people need not read it out.",
    tradeOff:
      "Numbers of a sequence tell how many there are: add a check digit or an offset if that matters.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let keys = RowKeys(of: program)
    return program.clockNumbers.compactMap { number in
      let entries: EntryKinds = [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]
      guard let approach = program.approach(to: number.function, from: entries) else { return nil }
      let isUnique = keys.holds([number.field], of: number.table)
      let before = program.source(of: number.place)
      return finding(
        Diagnosis(
          place: number.place,
          because: approach.steps(in: program),
          function: number.function,
          title: number.isRandom
            ? "`\(number.field)` is one of few, drawn by chance"
            : "`\(number.field)` is cut from the clock",
          problem: Self.about.problem,
          severity: isUnique ? .high : .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "With 10,000 rows stored and 1,000,000 numbers, one new row in 100 meets a number that is taken",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify, command: approach.command(in: program)),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(before, keeping: before),
            after: program.isPython(number.place.unit) ? "str(uuid.uuid4())" : "crypto.randomUUID()"
          ),
          routes: approach.routeLabels(in: program)
        ),
        in: program
      )
    }
  }
}
