// Pictures of cards and rows that are all asked for at once.

import Capacity
import Findings
import SemanticModel

/// Reports, once for each client, the pictures in rows of its lists that may not wait.
struct EagerRowPicture: Rule {
  static let about = RuleDescription(
    name: "eager-row-picture",
    category: .bundleShape,
    worst: .medium,
    title: "Pictures of rows load before anybody sees them",
    problem: """
      The browser asks for the picture of each row as soon as the list is in the page, also of the rows below the fold: \
      they take the connection from what is seen first. Without a size the page jumps when they come.
      """,
    verify: """
      Open the list in a small window with the network panel filtered to images: only those in view may load.
      """,
    fix: """
      Add `loading="lazy"` and the size: `<img loading="lazy" width={240} height={240} …>`; let only what is seen first \
      load at once.
      """,
    tradeOff: "A picture appears a moment after it is scrolled to.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [String] = []
    var groups: [String: [RowPicture]] = [:]
    for picture in program.rowPictures {
      let client = program.packageFolder(of: picture.place.unit)
      if groups[client] == nil { order.append(client) }
      groups[client, default: []].append(picture)
    }
    return order.compactMap { finding(of: groups[$0] ?? [], in: program) }
  }

  private func finding(of pictures: [RowPicture], in program: Program) -> Finding? {
    // What most lists show is what most visitors load.
    let usual = pictures.filter { program.doubt(ofAudience: component(of: $0, in: program)) == nil }
    guard
      let picture = usual.first(where: { component(of: $0, in: program) != $0.list.component })
        ?? usual.first ?? pictures.first
    else { return nil }
    let others = pictures.filter { $0.place != picture.place }
    return finding(
      Diagnosis(
        place: picture.place,
        because: [(picture.list.site.place, "builds a row for each")]
          + others.prefix(12).map { ($0.place, "loads at once as well") },
        function: component(of: picture, in: program),
        title: others.isEmpty
          ? "Each row's picture loads at once"
          : "Each row's picture loads at once, in \(pictures.count) places",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "20 rows × 1 picture = 20 requests for one visit, of which about 6 are in view; assuming 20 rows on one page",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          picture.hasSize ? "Add `loading=\"lazy\"` to the picture." : Self.about.fix,
          before: Excerpt.short(program.source(of: picture.place), keeping: "src")
        ),
        confirm:
          "Check how many rows a page shows, how many of them are in view, and how large the pictures are.",
        threshold: "20 rows: 14 pictures that nobody sees yet"
      ),
      in: program
    )
  }

  private func component(of picture: RowPicture, in program: Program) -> FunctionRef {
    program.function(at: picture.place).map { program.outermost($0) } ?? picture.list.component
  }
}
