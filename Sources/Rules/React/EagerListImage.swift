// Pictures below the fold that every visitor loads at once.

import Capacity
import Findings
import SemanticModel

/// Reports pictures in rows of long lists that the browser may not put off.
struct EagerListImage: Rule {
  static let about = RuleDescription(
    name: "eager-list-image",
    category: .bundleShape,
    worst: .medium,
    title: "Every row's picture loads at once",
    problem: """
      The browser asks for the pictures of all rows as soon as they are in the page, also of those that nobody scrolls \
      to. They take the connection from what the visitor sees first.
      """,
    verify: "Open the list with the network panel filtered to images: only those in view may load.",
    fix: "Add `loading=\"lazy\"` and the size: `<img loading=\"lazy\" width={96} height={96} …>`.",
    tradeOff: "A picture appears a moment after it is scrolled to.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<SourcePlace> = []
    return program.listImages.compactMap { image in
      guard image.list.mayGrow, !image.list.isOfOwnersHand, seen.insert(image.place).inserted else {
        return nil
      }
      let rows = Input.rows(image.list.rows, of: image.list.noun)
      return finding(
        Diagnosis(
          place: image.place,
          because: [(image.list.list.site.place, "builds a row for each")]
            + image.list.steps(in: program),
          function: image.list.list.component,
          title: "Each row of `\(image.list.noun)` loads its picture at once",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(rows.value)) rows × 1 picture = \(Figure.grouped(rows.value)) requests for one "
              + "visit, of which about 20 are in view; assuming \(rows.source)",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            image.hasSize ? "Add `loading=\"lazy\"` to the picture." : Self.about.fix,
            before: Excerpt.short(program.source(of: image.place), keeping: "src")
          ),
          routes: image.list.routes,
          confirm: image.list.confirm
            ?? "Check how many rows the page shows, and how large the pictures are.",
          threshold: "100 rows: 80 pictures that nobody sees"
        ),
        in: program
      )
    }
  }
}
