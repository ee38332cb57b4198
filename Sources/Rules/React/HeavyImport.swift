// Code that every visitor loads and few need.

import Capacity
import Findings
import SemanticModel

/// Reports large packages in the first load of an application.
struct HeavyImport: Rule {
  static let about = RuleDescription(
    name: "heavy-first-load",
    category: .bundleShape,
    worst: .medium,
    title: "A large package is part of the first load",
    problem: """
      The import stands on the way from the start of the application, so its code is loaded, read and compiled before \
      anything is shown, on every visit without a warm cache, also for those who never see what it is for.
      """,
    verify:
      "Build for production and look at the sizes of the chunks: the package must not be in the one that starts the application.",
    fix:
      "Load what needs it when it is shown (`const Chart = lazy(() => import(\"./Chart\"))`), or import only the part that is used.",
    tradeOff: "The first time that it is shown waits for one more file.",
    effort: Effort(low: 0.25, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.eagerImports.map { finding(of: $0, in: program) }
  }

  private func finding(of item: EagerImport, in program: Program) -> Finding {
    let rule = item.rule
    // A slow mobile connection, as Lighthouse assumes it.
    let seconds = rule.kilobytes * 8 / 1_638.4
    let isWhole = rule.part == .whole
    return finding(
      Diagnosis(
        place: item.place,
        because: item.others.map { ($0, "imports it as well") },
        function: program.function(at: item.place) ?? program.outermostOfFile(item.place.unit),
        title: isWhole
          ? "`\(rule.package)` is imported whole, in the first load"
          : "`\(rule.package)` is part of the first load",
        problem: Self.about.problem,
        severity: seconds >= 0.5 ? .medium : .monitor,
        tier: isWhole ? .finding : .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "about \(Figure.grouped(rule.kilobytes)) kB compressed × 8 ÷ 1.6 Mbit/s = \(Figure.duration(seconds)) on a slow mobile "
            + "connection, and about as long again to compile on a slow phone; assuming the size of a recent version",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          isWhole && !rule.instead.isEmpty
            ? "Import \(rule.instead) in its place." : Self.about.fix,
          before: Excerpt.short(program.source(of: item.place), keeping: rule.package)
        ),
        confirm: isWhole
          ? nil : "Check whether the first page shows what `\(rule.package)` is for.",
        threshold: "170 kB of compressed code in the first load"
      ),
      in: program
    )
  }
}
