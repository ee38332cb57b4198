// The same rows are read from the database in front of every request of their owner.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

/// Reports middlewares that look up rows before most handlers, with no cache between.
struct CallerReadPerRequest: Rule {
  static let about = RuleDescription(
    name: "caller-read-per-request",
    category: .caching,
    worst: .medium,
    title: "Rows read in front of every request",
    problem: """
      What runs before most handlers asks for several rows that hardly ever change, one after the other. Each takes a \
      connection and a round trip from every request, also from those that need nothing else of the database.
      """,
    verify:
      "Count the statements of one signed-in user who opens ten pages: the look-up must not come ten times.",
    fix: """
      Keep what the middleware looks at (id, role, blocked or not) for some seconds by the caller's key, drop it where \
      the row changes, and read only these columns.
      """,
    tradeOff: "A caller who is blocked or loses a role keeps it for as long as the row is kept.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let lookUps = Set(program.queries.filter { $0.isSingle && $0.action == .read }.map(\.call))
    guard !lookUps.isEmpty else { return [] }
    let caching = Set(program.calls(with: [.cache]).map(\.position))
    let writing = Set(program.calls(with: [.write]).map(\.position))
    let guards = program.busyGuards.filter { guarding in
      let asked = guarding.calls.filter(lookUps.contains)
      return !asked.isEmpty && asked.count <= Self.most
        && guarding.calls.allSatisfy { position in
          // What is written for some callers only belongs to signing them in.
          !caching.contains(position)
            && (!writing.contains(position) || program.call(at: position).standsInBranch)
        }
    }
    let paths = guards.map { Set($0.routes) }
    let several = guards.indices.filter { position in
      let together = guards.indices.filter { paths[$0].intersection(paths[position]).count >= 5 }
      return together.reduce(0) { $0 + guards[$1].asking.count } > 1
    }
    // One look-up by key is little; each more is a round trip in front of every answer.
    let told =
      several.isEmpty
      ? guards.indices.max { (guards[$0].routes.count, $1) < (guards[$1].routes.count, $0) }
        .map { [$0] } ?? [] : several
    return told.compactMap { position in
      guard let asking = guards[position].asking.first else { return nil }
      // The look-up itself, where a callback of the guard sends it.
      let own = guards[position].calls.lazy.map { program.call(at: $0) }.first { site in
        lookUps.contains(site.position) && site.place.unit == asking.place.unit
          && asking.place.span.contains(site.place.span)
      }
      let first = own ?? asking
      let others = guards[position].asking.dropFirst()
      return finding(of: first, others, guards[position], in: program, under: target)
    }
  }

  private static let ofOne = """
    What runs before most handlers asks for the caller's row, which hardly ever changes and is not kept: every request \
    takes a connection and a round trip more, also those that need nothing else of the database.
    """

  /// What asks more than this is no guard, but a part of the work.
  private static let most = 6

  private func finding(
    of site: CallSite,
    _ others: ArraySlice<CallSite>,
    _ guarding: RouteGuard,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let count = others.count + 1
    let rate = target.requestsPerSecond * Double(count)
    return finding(
      Diagnosis(
        place: site.place,
        because: others.map { ($0.place, "asked in front of each request too") },
        function: guarding.function,
        title: count == 1
          ? "`\(site.calleeText)` reads the caller anew for each request of \(guarding.routes.count) routes"
          : "`\(site.calleeText)` and \(count - 1) more read rows in front of \(guarding.routes.count) routes",
        problem: count == 1 ? Self.ofOne : Self.about.problem,
        severity: count == 1 ? .monitor : .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.counted(rate, "look-up")) per second where all requests are signed in [assumed]",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: nil),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        routes: guarding.routes,
        confirm:
          "Check how many requests a second are signed in, and how soon a block of an account must take effect.",
        threshold: "the database's processors are busy with look-ups by key"
      ),
      in: program
    )
  }
}
