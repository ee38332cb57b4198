// An application that loads all of its pages to show one.

import Capacity
import Findings
import SemanticModel

/// Reports tables of routes that import every page at once.
struct EagerRoutes: Rule {
  static let about = RuleDescription(
    name: "eager-routes",
    category: .bundleShape,
    worst: .medium,
    title: "Every page is part of the first load",
    problem: """
      The table of routes imports its pages, so the code of all of them is loaded, read and compiled before the first \
      is shown, on every visit without a warm cache, and each change of one page makes all of it load again.
      """,
    verify:
      "Build for production: there must be a chunk for each page, and the first load must hold one of them.",
    fix:
      "Load each page when it is shown: `const Orders = lazy(() => import(\"./Orders\"))`, inside `<Suspense>`.",
    tradeOff: "The first visit of a page waits for one more file.",
    effort: Effort(low: 0.5, high: 2)
  )

  /// Fewer pages, or less code, are one file's worth.
  private static let leastPages = 6
  private static let leastBytes = 40_000

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.eagerPages.filter {
      $0.pages.count >= Self.leastPages && $0.ownBytes >= Self.leastBytes
    }
    .map { finding(of: $0, in: program) }
  }

  private func finding(of found: EagerPages, in program: Program) -> Finding {
    let names = found.pages.prefix(3).map(\.name).joined(separator: ", ")
    let share = 100 * Double(found.ownBytes) / Double(max(1, found.allBytes))
    let first = found.pages[0]
    let mended = EagerRoutesRepair(found, in: program).remedy
    return finding(
      Diagnosis(
        place: found.place,
        because: found.pages.dropFirst().prefix(12).map {
          ($0.place, "part of the first load as well")
        },
        function: found.function,
        title: "\(found.pages.count) pages (\(names) …) are loaded before the first is shown",
        problem: Self.about.problem,
        severity: .monitor,
        confidence: .high,
        impact: Impact(
          estimate:
            "\(Figure.grouped(Double(found.ownBytes))) of \(Figure.grouped(Double(found.allBytes))) bytes of "
            + "source (\(Figure.grouped(share)) %) are needed by these pages alone, and by what they import; "
            + "packages are not counted",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: first.place), keeping: first.name),
          after: mended.map { Excerpt.short($0.after, keeping: "lazy") },
          repair: mended?.repair
        ),
        threshold: "200,000 bytes of source that only one page needs"
      ),
      in: program
    )
  }
}
