// A row is changed, and readers go on to get its old copy.

import Capacity
import Findings
import SemanticModel

/// Reports changes of rows that a cache keeps, on whose way nothing clears the cache.
struct StaleCacheEntry: Rule {
  static let about = RuleDescription(
    name: "stale-cache-entry",
    category: .caching,
    worst: .medium,
    title: "A change that leaves the cache as it was",
    problem: """
      Readers get the row from the cache, and what changes the row clears nothing there: until the entry ends they \
      see the old one, and whoever saves what he was shown writes the old values back.
      """,
    verify:
      "Read the row, change it, and read it again: the second answer must show the change.",
    fix:
      "Delete the entry once the change is committed, in the same function, so that no path can forget it.",
    tradeOff: "The next reader asks the database: many at once need one computation for all.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.staleEntries.map { entry in
      let site = entry.write
      let before = program.source(of: site.place)
      let share = Input.tenthOfRequests
      let rate = target.requestsPerSecond * share.value
      return finding(
        Diagnosis(
          place: site.place,
          because: (site.approach?.steps(in: program) ?? []) + [
            (entry.read.place, "reads the row for the cache"),
            (entry.keeps.place, "keeps it there"),
          ],
          function: site.function,
          title: "`\(site.calleeText)` changes a `\(entry.model)`, and its copy in the cache stays",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "Up to \(Figure.grouped(rate * 60)) readers a minute see the old row; assuming \(share.source) for rows that change",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify, command: site.approach?.command(in: program)),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
          routes: site.approach?.routeLabels(in: program) ?? [],
          confirm:
            "Check whether readers may see the old row for as long as the entry lives, and whether something else clears it."
        ),
        in: program
      )
    }
  }
}
