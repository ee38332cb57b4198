// N+1 without a query in sight: a relation that is loaded for each row when it is first looked at.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports a query that leaves a relation to be loaded row by row.
struct LazyRelation: Rule {
  static let about = RuleDescription(
    name: "lazy-relation",
    category: .nPlusOne,
    worst: .critical,
    title: "Relation loaded row by row",
    problem: """
      The rows come with one query, but what they refer to does not: the mapper asks the database again for each row, \
      at the moment when the attribute is read. The number of queries grows with the data, and nothing in the loop \
      looks like a query.
      """,
    verify: """
      Request a page of 10 rows, then one of 50: the number of statements in the database's log (`calls` in \
      pg_stat_statements, or the mapper's echo) must not rise with the rows.
      """,
    fix: "Name the relation in the query, so that it is read together with the rows.",
    tradeOff:
      "A join repeats the row's columns for each related row, and a second query holds all keys: load what the page "
      + "shows, not every relation.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.lazyLoads.compactMap { load in
      guard let site = program.call(load.query), let read = load.reads.first.map(program.call(at:)),
        !(load.calls.map(program.call(at:)) + [read]).contains(where: program.isGuardedByItsResult),
        site.unit.isRunning, read.unit.isRunning, !refersToTenant(load),
        load.isServed || site.isReached(from: .serving) && read.isReached(from: .serving)
      else { return nil }
      return finding(of: load, site, read, in: program, under: target)
    }
  }

  /// All rows of a request belong to one tenant, which is loaded once.
  private func refersToTenant(_ load: LazyLoad) -> Bool {
    guard let step = load.path.last, !step.isMany else { return false }
    return ["org", "organization", "organisation", "tenant", "workspace"].contains(step.name)
  }

  private func finding(
    of load: LazyLoad,
    _ site: CallSite,
    _ read: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let audience = site.audience
    let approach = load.walker(in: program).map { site.approach(sharedWith: $0) } ?? site.approach
    let rare = site.rareUse ?? read.rareUse
    let damage = damage(of: load, audience, rare, in: program, under: target)
    let isKept = program.isOfKeptFunction(site)
    let isSure = !load.isBehindRelation && !load.isSearch && !isKept
    return finding(
      Diagnosis(
        place: program.place(load.chain) ?? site.place,
        because: steps(load, site, approach, in: program),
        function: site.function,
        title: title(load, site, in: program),
        problem: problem(load, read, in: program),
        severity: isSure ? damage.severity : min(damage.severity, .medium),
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: damage.sentence, confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: remedy(of: load, in: program),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure ? nil : confirmation(load, isKept)
      )
      .priced(for: rare, under: target),
      in: program
    )
  }

  /// The query that loads the relation; a commit in the loop would undo it, and moves behind the loop first.
  private func remedy(of load: LazyLoad, in program: Program) -> Remedy {
    let eager = EagerRemedy(load, in: program).remedy
    guard let loop = load.loop, let commit = program.commit(in: loop) else { return eager }
    return Remedy(
      "First commit once, behind the loop: `\(commit.calleeText)` commits in each turn, which expires all rows of the "
        + "session and what was loaded with them. " + eager.description,
      before: eager.before,
      after: eager.after
    )
  }

  private func confirmation(_ load: LazyLoad, _ isKept: Bool) -> String {
    if isKept {
      return "The function's results are kept for a while: check how often it is computed."
    }
    return load.isSearch
      ? "The loop ends at the first hit: check how many rows it usually reads before that."
      : "Check whether the query that gives the row these rows belong to loads `\(load.name)` with them."
  }

  private func title(_ load: LazyLoad, _ site: CallSite, in program: Program) -> String {
    let text = program.text(of: load.chain)
    let query = load.isBehindRelation || text.isEmpty ? "The loop" : "`\(text)`"
    return "\(query) leaves `\(load.name)` to be loaded once per row"
  }

  private func problem(_ load: LazyLoad, _ read: CallSite, in program: Program) -> String {
    let step = load.path.last
    let owner = step.map { "`\($0.owner).\($0.name)`" } ?? "The relation"
    let place = program.location(of: read.place)
    let others =
      load.reads.count > 1 ? " \(load.reads.count) places read it." : ""
    return
      "\(owner) is loaded when `\(read.calleeText)` is read (\(place.file):\(place.startLine)), once for each "
      + "\(step?.isMany == false ? "different row that the rows refer to" : "row").\(others) \(Self.about.problem)"
  }

  private func damage(
    of load: LazyLoad,
    _ audience: Audience,
    _ rare: RareUse?,
    in program: Program,
    under target: LoadTarget
  ) -> (severity: Severity, sentence: String) {
    let inner = load.path.dropLast().filter(\.isMany).count
    let depth = max(1, inner + (load.isOfMany ? 1 : 0))
    if audience == .jobs { return (.medium, JobLoad(queriesPerItem: 1, depth: depth).sentence) }
    let cost = QueryLoad(target: target.at(rare), queriesPerItem: 1, depth: depth)
    if let rare {
      return (rare.severity(ofDelay: cost.addedMilliseconds, under: target), cost.sentence)
    }
    var shared = cost
    let share = program.shareOfOneRoute(of: target)
    if let share { shared.target.requestsPerSecond = share.value }
    // What belongs to one row is seldom as long as a page.
    let isFatal = load.isOfMany && (shared.breaksLatencyTarget || shared.exhaustsPool)
    return (isFatal ? .critical : .high, shared.sentence + (share.map { "; \($0.source)" } ?? ""))
  }

  private func steps(
    _ load: LazyLoad,
    _ site: CallSite,
    _ approach: Approach?,
    in program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = approach?.steps(in: program) ?? []
    if let loop = load.loop { steps.append((program.head(of: loop), "repeats for each row")) }
    for place in load.fields.prefix(5).compactMap(program.place(of:)) {
      steps.append((place, "a field of a serializer, for each row"))
    }
    for call in load.calls.map(program.call(at:)) {
      steps.append((call.place, "runs `\(call.calleeText)`"))
    }
    for (position, read) in (load.fields.isEmpty ? load.reads : []).prefix(5).map(program.call(at:))
      .enumerated()
    {
      let note = position == 0 ? "loads" : "loads too, in another place:"
      steps.append((read.place, "\(note) `\(read.calleeText)`"))
    }
    for place in load.others.prefix(8).compactMap(program.place) {
      steps.append((place, "another query whose rows come to the same loop"))
    }
    return steps
  }
}
