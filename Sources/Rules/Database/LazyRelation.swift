// N+1 without a query in sight: a relation that is loaded for each row when it is first looked at.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports a query that leaves relations to be loaded row by row.
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

  /// Each relation that a query leaves to be loaded is one finding.
  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [CallRef: [LazyRelationCase]] = [:]
    var order: [CallRef] = []
    for load in program.lazyLoads {
      guard let one = LazyRelationCase(load, in: program) else { continue }
      if groups[load.chain] == nil { order.append(load.chain) }
      groups[load.chain, default: []].append(one)
    }
    return order.flatMap { chain in
      let all = groups[chain] ?? []
      let sure = all.filter { $0.doubt == nil }
      let known = Set(sure.map(\.load.path))
      let doubtful = all.filter { $0.doubt != nil && !known.contains($0.load.path) }
      return findings(of: sure, in: program, under: target)
        + findings(of: doubtful, in: program, under: target)
    }
  }

  /// The findings of one query: the first relations by themselves, the rest together.
  private func findings(
    of cases: [LazyRelationCase],
    in program: Program,
    under target: LoadTarget
  ) -> [Finding] {
    let byPath = Dictionary(grouping: cases) { $0.load.path }
    var paths: Set<[LazyLoad.Step]> = []
    let loads = Self.nearest(cases.map(\.load).filter { paths.insert($0.path).inserted })
    let remedy = remedy(of: loads, in: program)
    let parts = loads.prefix(Self.mostAlone).map { [$0] } + [Array(loads.dropFirst(Self.mostAlone))]
    return parts.enumerated().compactMap { position, part in
      finding(
        of: part.flatMap { byPath[$0.path] ?? [] },
        // One edit names all of them.
        mendedBy: position == 0
          ? remedy : Remedy(remedy.description, before: remedy.before, after: remedy.after),
        in: program,
        under: target
      )
    }
  }

  private static let mostAlone = 3

  private func finding(
    of cases: [LazyRelationCase],
    mendedBy remedy: Remedy,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    // A relation of the rows themselves is read more often than what lies behind others.
    guard let first = cases.first(where: { $0.rare == nil }) ?? cases.first else { return nil }
    let site = first.site
    let loads = [first.load] + cases.filter { $0.load.path != first.load.path }.map(\.load)
    let damage = damage(of: loads, first, in: program, under: target)
    let isSure = first.doubt == nil
    return finding(
      Diagnosis(
        place: program.place(first.load.chain) ?? site.place,
        because: steps(first, loads, in: program),
        function: site.function,
        aspect: first.load.path.map(\.name).joined(separator: "."),
        title: LazyRelationWords.title(Self.nearest(loads), in: program),
        problem: LazyRelationWords.problem(loads, in: program) + " " + Self.about.problem,
        severity: isSure ? damage.severity : min(damage.severity, .medium),
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: damage.sentence, confidence: .medium),
        verify: Verify(
          steps: Self.about.verify,
          command: first.approach?.command(in: program)
        ),
        fix: remedy,
        routes: routes(of: first, in: program),
        confirm: first.doubt,
        rows: program.subject(of: site)
      )
      .priced(for: first.rare, under: target)
      .reached(by: first.approach, to: first.site.calleeText),
      in: program
    )
  }

  /// The query that loads the relations; a commit in the loop would undo it, and moves behind the loop first.
  private func remedy(of loads: [LazyLoad], in program: Program) -> Remedy {
    let eager = EagerRemedy(loads, in: program).remedy
    guard let loop = loads.first?.loop, let commit = program.commit(in: loop) else { return eager }
    return Remedy(
      "First commit once, behind the loop: `\(commit.calleeText)` commits in each turn, which expires all rows of the "
        + "session and what was loaded with them. " + eager.description,
      before: eager.before,
      after: eager.after
    )
  }

  /// The routes on which the rows of the query are walked too.
  private func routes(of one: LazyRelationCase, in program: Program) -> [String] {
    guard let approach = one.approach else {
      return program.routes(ofViewOf: one.site).filter { $0.verb == "GET" }.prefix(8).map(\.label)
    }
    let all = approach.routeLabels(in: program)
    guard let walker = one.load.walker(in: program), walker != one.site.function,
      let way = program.approach(to: walker, from: one.site.audience.entries)
    else { return all }
    let walked = Set(way.routeLabels(in: program))
    let shared = all.filter(walked.contains)
    return shared.isEmpty ? Array(all.prefix(1)) : shared
  }

  private func damage(
    of loads: [LazyLoad],
    _ one: LazyRelationCase,
    in program: Program,
    under target: LoadTarget
  ) -> (severity: Severity, sentence: String) {
    let depth = loads.map(Self.depth).max() ?? 1
    let perItem = Double(loads.count { Self.depth(of: $0) == depth })
    if one.site.audience == .jobs {
      return (.medium, JobLoad(queriesPerItem: perItem, depth: depth).sentence)
    }
    let cost = QueryLoad(target: target.at(one.rare), queriesPerItem: perItem, depth: depth)
    if let rare = one.rare {
      return (rare.severity(ofDelay: cost.addedMilliseconds, under: target), cost.sentence)
    }
    var shared = cost
    let share = program.loadOfOneRoute(under: target)
    if let share { shared.target.requestsPerSecond = share.value }
    // What belongs to one row is seldom as long as a page.
    let isFatal =
      loads.contains(where: \.isOfMany) && (shared.breaksLatencyTarget || shared.exhaustsPool)
    if share != nil, program.hasHundredsOfRoutes {
      return (isFatal ? .high : .medium, shared.sentence + (share.map { "; \($0.source)" } ?? ""))
    }
    return (isFatal ? .critical : .high, shared.sentence + (share.map { "; \($0.source)" } ?? ""))
  }

  /// What the rows themselves refer to is named before what that refers to.
  private static func nearest(_ loads: [LazyLoad]) -> [LazyLoad] {
    let order = loads.enumerated().sorted {
      ($0.element.path.count, $0.offset) < ($1.element.path.count, $1.offset)
    }
    return order.map(\.element)
  }

  /// How many loops over rows stand around one load.
  private static func depth(of load: LazyLoad) -> Int {
    max(1, load.path.dropLast().count(where: \.isMany) + (load.isOfMany ? 1 : 0))
  }

  private func steps(
    _ one: LazyRelationCase,
    _ loads: [LazyLoad],
    in program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = one.approach?.steps(in: program) ?? []
    var known: Set<SourcePlace> = []
    func add(_ place: SourcePlace?, _ note: String) {
      if let place, known.insert(place).inserted { steps.append((place, note)) }
    }
    let limit = loads.count == 1 ? 5 : 2
    for load in loads.prefix(8) {
      if let loop = load.loop { add(program.head(of: loop), "repeats for each row") }
      for field in load.fields.prefix(limit) {
        add(program.place(of: field), "a field of a serializer, for each row")
      }
      for call in load.calls.map(program.call(at:)) { add(call.place, "runs `\(call.calleeText)`") }
      let reads = (load.fields.isEmpty ? load.reads : []).prefix(limit).map(program.call(at:))
      for (position, read) in reads.enumerated() {
        let note = position == 0 ? "loads" : "loads too, in another place:"
        add(read.place, "\(note) `\(read.calleeText)`")
      }
      for place in load.others.prefix(8) {
        add(program.place(place), "another query whose rows come to the same loop")
      }
    }
    return steps
  }
}
