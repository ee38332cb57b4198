// Entries that were made together end together.

import Capacity
import Findings
import SemanticModel

/// Reports caches whose entries all live for exactly as long.
struct UniformLifetime: Rule {
  static let about = RuleDescription(
    name: "uniform-lifetime",
    category: .caching,
    worst: .medium,
    title: "Cache lifetime without a random part",
    problem: """
      Every entry lives for exactly as long. What is filled in one moment, after a deployment, a flush or a peak of \
      requests, ends in one moment too, and comes back as a wave of queries each time it does.
      """,
    verify:
      "Fill the cache under load, and watch the queries of the database over three lifetimes: they must not come in waves.",
    fix: "Add a random part of a tenth to each lifetime.",
    tradeOff: "Some entries live a little longer than others.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // One random part in the function that sets entries mends all: they are one finding.
    let entries = program.uniformLifetimes
    guard let first = entries.first else { return [] }
    let before = program.source(of: first.site.place)
    let lifetime = program.source(of: first.lifetime)
    let share = Input.tenthOfRequests
    let wave = target.requestsPerSecond * share.value
    return [
      finding(
        Diagnosis(
          place: first.site.place,
          because: (first.site.approach?.steps(in: program) ?? [])
            + entries.dropFirst().prefix(10).map {
              ($0.site.place, "lives for exactly as long, too")
            },
          function: first.site.function,
          title:
            "Every entry of `\(first.site.calleeText)` lives for exactly `\(Excerpt.short(lifetime, keeping: lifetime))`",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(wave)) entries made in one second end in one second; assuming \(share.source), each with "
              + "a key of its own",
            confidence: .low
          ),
          verify: Verify(
            steps: Self.about.verify,
            command: first.site.approach?.command(in: program)
          ),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(before, keeping: before),
            after: first.site.unit.isPython
              ? "int(\(lifetime) * random.uniform(0.9, 1.1))"
              : "Math.round(\(lifetime) * (0.9 + Math.random() * 0.2))"
          ),
          routes: first.site.approach?.routeLabels(in: program) ?? [],
          confirm:
            "Check whether many entries are made in one moment (a warm-up, a flush, a peak).",
          threshold: "a thousand entries end within one second"
        ),
        in: program
      )
    ]
  }
}
