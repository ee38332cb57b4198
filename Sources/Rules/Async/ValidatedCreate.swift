// A serializer or form looks for a row like the new one, and makes it afterwards.

import Capacity
import Findings
import SemanticModel

/// Reports validations that keep rows unique where the database does not.
struct ValidatedCreate: Rule {
  static let about = RuleDescription(
    name: "validated-create",
    category: .checkThenAct,
    worst: .medium,
    title: "Only a validation keeps rows unique",
    problem: """
      The validation looks for a row like the one that is sent, and the row is made once it has passed. Two requests \
      at the same moment (a double click, a retry of a proxy) both find nothing, and both make a row. What reads one \
      row by the same columns later finds two, and fails.
      """,
    verify:
      "Send the same request twenty times at once: one row may be there afterwards, the others must be refused.",
    fix: """
      Declare the columns unique together (`UniqueConstraint`), and answer its violation as the validation does. Where \
      no key can say it (overlapping times), lock what the rows belong to (`select_for_update()`) in the transaction \
      that looks and makes.
      """,
    tradeOff:
      "Rows that are there twice already have to be put together before the constraint can be made.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.validatedCreations.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of creation: ValidatedCreation,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = creation.check
    let approach = site.approach
    let load = RaceWindow(target: target.at(site.rareUse), queries: 2, calls: 0)
    let columns = LazyRelationWords.list(creation.columns.map { "`\($0)`" })
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + [
          (creation.creation, "makes the row once the validation has passed")
        ],
        function: site.function,
        title: "Two requests can both make a `\(creation.model)` with the same \(columns)",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: "")
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check whether the database has a unique key on \(columns) that the models do not declare."
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}
