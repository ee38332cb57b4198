// Pieces are written faster than the other side takes them.

import Capacity
import Findings
import SemanticModel

/// Reports listeners of streams that write each piece on and never wait for the other side.
struct IgnoredBackpressure: Rule {
  static let about = RuleDescription(
    name: "ignored-backpressure",
    category: .noBackpressure,
    worst: .high,
    title: "Stream that is written on without waiting",
    problem: """
      `write` answers false when its buffer is full, and nobody looks: the source goes on as fast as it can, and what a \
      slow client has not taken yet stands in memory. A few slow downloads hold whole files in the process at once.
      """,
    verify: """
      Ask for a large file with a slow client (`curl --limit-rate 10k`) ten times at once: the memory of the process must \
      not rise by ten times the file.
      """,
    fix:
      "Connect the two with `pipeline` of `node:stream/promises`, which waits, or pause the source until `drain` when `write` gives false.",
    tradeOff: "The source stays open as long as the slowest client reads: give it a deadline.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.uncheckedWrites.map { unchecked in
      let site = unchecked.listening
      let approach = site.approach
      let before = program.source(of: site.place)
      let load = HeldMemory(
        target: target,
        bytes: .assumed(
          10_000_000,
          because: "files of 10 MB and clients that are slower than the disk"
        )
      )
      return finding(
        Diagnosis(
          place: site.place,
          because: (approach?.steps(in: program) ?? [])
            + [(unchecked.write.place, "its answer says whether to wait, and nobody asks")],
          function: site.function,
          title: "`\(unchecked.write.calleeText)` is given every piece, whether or not it keeps up",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(estimate: load.sentence, confidence: .low),
          verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
          routes: approach?.routeLabels(in: program) ?? []
        ),
        in: program
      )
    }
  }
}
