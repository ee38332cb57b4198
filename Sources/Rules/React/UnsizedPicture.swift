// Pictures that fill a frame, and that the browser loads as wide as the window.

import Capacity
import Findings
import SemanticModel

/// Reports pictures of Next.js with `fill` and without `sizes` in frames that are narrower than the window.
struct UnsizedPicture: Rule {
  static let about = RuleDescription(
    name: "unsized-picture",
    category: .bundleShape,
    worst: .medium,
    title: "A picture that fills its frame names no sizes",
    problem: """
      Next.js offers the picture in many widths. Without `sizes` the browser must take it to be as wide as the window, \
      and loads that width for a card or a thumbnail as well: many times the pixels that are shown.
      """,
    verify: """
      Open the page with the network panel filtered to images: the `w=` of each address must be near the width at \
      which the picture is shown, times the density of the screen.
      """,
    fix: """
      Say how wide it is shown: `sizes="(max-width: 768px) 50vw, 25vw"` for a card of four in a row, `sizes="70px"` for \
      a thumbnail.
      """,
    tradeOff: "The text must follow when the layout changes.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // What one component shows is mended in one change.
    var order: [FunctionRef] = []
    var groups: [FunctionRef: [WidePicture]] = [:]
    for picture in program.widePictures {
      if groups[picture.component] == nil { order.append(picture.component) }
      groups[picture.component, default: []].append(picture)
    }
    return order.compactMap { finding(of: groups[$0] ?? [], in: program) }
  }

  private func finding(of pictures: [WidePicture], in program: Program) -> Finding? {
    guard let picture = pictures.first(where: { $0.list != nil }) ?? pictures.first else {
      return nil
    }
    let others = pictures.filter { $0.place != picture.place }
    return finding(
      Diagnosis(
        place: picture.place,
        because: (picture.list.map { [($0, "shows it in each row")] } ?? [])
          + others.prefix(8).map { ($0.place, "names no `sizes` as well") },
        function: picture.component,
        title:
          "A picture of `\(program.name(of: picture.component))` is loaded as wide as the window",
        problem: Self.about.problem,
        severity: picture.list == nil ? .monitor : .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "1 picture of 1,920 pixels where 480 are shown = 16 × the pixels; assuming a window of 1,920 pixels and a "
            + "quarter of it for the picture",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: picture.place), keeping: "fill")
        ),
        confirm: "Check how much of the window's width the picture takes.",
        threshold: "half of the window: 4 × the pixels"
      ),
      in: program
    )
  }
}
