// A text that is searched for anywhere in a column: no ordered index can serve it.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

/// Reports searches by a leading wildcard, a regular expression or without regard to case.
struct UnindexableMatch: Rule {
  static let about = RuleDescription(
    name: "unindexable-match",
    category: .indexGap,
    worst: .high,
    title: "A search that reads every row",
    problem: """
      An ordered index finds texts by how they begin. For a text anywhere in a column, a regular expression, or a \
      comparison without regard to case, the database reads every row and compares each: the time of each search \
      grows with the table.
      """,
    verify: """
      Fill the table with 1,000,000 rows and explain the search: it must show an index scan, no sequential scan \
      (COLLSCAN in MongoDB).
      """,
    fix: """
      Use an index that is made for it: a trigram index (gin_trgm_ops) or full-text search for texts anywhere, an \
      index on lower(column) or a collation for comparisons without regard to case.
      """,
    tradeOff: "Such indexes are larger and slower to write than ordered ones.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let reading = DemandReading(program.schema)
    var seen: Set<String> = []
    // Columns that users search; what only few search leaves the word to the views that list.
    var known: Set<String> = []
    let searches = program.queries.filter { query in
      let site = program.call(at: query.call)
      return query.action != .insert && site.unit.isRunning
        && query.shapes.contains(where: { $0.predicates.contains(where: \.isObstacle) })
        && site.isReached(from: Audience.requests.entries)
    }
    // One index mends all searches of a column: the one that runs often tells what it is worth.
    let rare = Set(searches.filter { program.isRare(program.call(at: $0.call)) }.map(\.call))
    let usual = searches.filter { !rare.contains($0.call) }
    let shown = Set(usual.filter { isShown(program.call(at: $0.call), in: program) }.map(\.call))
    let sorted =
      usual.filter { shown.contains($0.call) } + usual.filter { !shown.contains($0.call) }
      + searches.filter { rare.contains($0.call) }
    let demanded = sorted.map {
      (site: program.call(at: $0.call), demands: reading.demands(of: $0))
    }
    let found: [Finding] = demanded.compactMap { site, demands in
      for demand in demands {
        guard let obstacle = demand.unservedObstacle,
          seen.insert(Self.key(obstacle, demand)).inserted
        else { continue }
        // Each column needs an index of its own; the other columns of this filter are mended with it.
        for other in demands {
          for obstacle in other.obstacles {
            seen.insert(Self.key(obstacle, other))
            if !rare.contains(site.position) {
              known.insert("\(other.table.name).\(obstacle.column)")
            }
          }
        }
        let others = demanded.filter { other in
          other.site.position != site.position
            && other.demands.contains { one in
              one.table.name == demand.table.name
                && one.obstacles.contains {
                  $0.column == obstacle.column && $0.comparison == obstacle.comparison
                }
            }
        }
        return finding(of: obstacle, demand, site, others.map(\.site), in: program, under: target)
      }
      return nil
    }
    let scoped = scopedFindings(
      demanded.filter { !rare.contains($0.site.position) },
      &seen,
      in: program,
      under: target
    )
    return found + scoped + listingFindings(in: program, besides: known, under: target)
  }

  /// Searches among the rows of one customer or owner.
  private func scopedFindings(
    _ demanded: [(site: CallSite, demands: [IndexDemand])],
    _ seen: inout Set<String>,
    in program: Program,
    under target: LoadTarget
  ) -> [Finding] {
    demanded.compactMap { site, demands in
      for demand in demands {
        guard let (obstacle, scope) = demand.scopedObstacle,
          Growth(of: demand.table.label) == .endless || obstacle.comparison == .contains,
          !seen.contains(Self.key(obstacle, demand)),
          // Each file that asks by the day has to be changed by itself: no index mends it.
          seen.insert("\(site.place.unit) " + Self.key(obstacle, demand)).inserted
        else { continue }
        if obstacle.comparison == .contains {
          for other in demands {
            for obstacle in other.obstacles { seen.insert(Self.key(obstacle, other)) }
          }
        }
        return finding(of: obstacle, demand, site, [], within: scope, in: program, under: target)
      }
      return nil
    }
  }

  /// What one index mends: whole texts without regard to case want another than texts anywhere.
  private static func key(_ obstacle: IndexDemand.Obstacle, _ demand: IndexDemand) -> String {
    "\(demand.table.name).\(obstacle.column) \(obstacle.comparison == .folded)"
  }

  private func finding(
    of obstacle: IndexDemand.Obstacle,
    _ demand: IndexDemand,
    _ site: CallSite,
    _ others: [CallSite],
    within scope: [String] = [],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let growth = Growth(of: demand.table.label)
    let isGiven = demand.table.growth == .reference
    guard growth > .slow, !isGiven || Growth.comesWithUse(demand.table.label) else { return nil }
    let load = ScanLoad(
      target: target.at(site.rareUse),
      rows: .rows(growth.rows, of: demand.table.name),
      share: program.share()
    )
    let (approach, isOfTime) = (site.approach, Self.isOfTime(obstacle, demand.table))
    let name = demand.table.column(obstacle.column)?.property ?? obstacle.column
    let model = demand.table.models.first ?? demand.table.name
    let narrowings = demand.narrowings
    let state = demand.fixedState
    let words = Self.words(obstacle.comparison, isOfTime)
    let problem =
      "`\(site.calleeText)` searches \(words) `\(name)`, and \(Self.narrowed(narrowings, state, scope)). "
    let place = Self.condition(obstacle, of: site)
    let isSure =
      scope.isEmpty && !obstacle.isOptional && !obstacle.isConstant && narrowings.isEmpty
      && state == nil
      && demand.isComplete
      && demand.table.isComplete
      && !isGiven
      && !program.isRare(site) && program.growsWithUse(demand.table)
      // Sessions end: a value inside of one is sought among those that are open.
      && !Self.isInside(obstacle, site)
      && demand.table.column(obstacle.column).map { $0.type != .json } ?? true
      && ([site] + others).contains(where: program.isAskedOften)
    return finding(
      Diagnosis(
        place: place,
        because: Self.way(to: site, from: place)
          + others.prefix(12).map { ($0.place, "searches so too") },
        function: site.function,
        title: "`\(model)` is searched \(words) `\(name)`",
        problem: problem + Self.detail(obstacle, scope, isOfTime),
        severity: scope.isEmpty ? Severity(load.consequence) : .monitor,
        tier: isSure ? .finding : .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Self.remedy(obstacle, demand.table, isOfTime, site),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure ? nil : Self.check(demand.table.name, narrowings, state, scope),
        threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(demand.table.name)`"
      )
      .priced(for: site.rareUse, under: target)
      .reached(by: site.approach, to: site.calleeText),
      in: program
    )
  }

  /// The way to a search, and the call that sends what is built elsewhere.
  private static func way(to site: CallSite, from place: SourcePlace) -> [(
    place: SourcePlace, note: String
  )] {
    let steps = site.approach?.steps(in: site.program) ?? []
    guard place.unit != site.place.unit else { return steps }
    return steps + [(site.place, "searches by what is built there")]
  }

  /// The condition itself, where it stands in lines of the same function above the call that sends it: that is what is
  /// to be changed.
  private static func condition(_ obstacle: IndexDemand.Obstacle, of site: CallSite) -> SourcePlace
  {
    guard let own = obstacle.place else { return site.place }
    // What many handlers share builds the query: one change there mends them all.
    if site.program.isInBuilder(SourcePlace(unit: own.unit, span: own.span), besides: site) {
      return SourcePlace(unit: own.unit, span: own.span)
    }
    guard own.unit == site.place.unit else { return site.place }
    let lines = site.unit.lines
    let place = SourcePlace(unit: own.unit, span: own.span)
    guard lines.line(at: own.span.start) < lines.line(at: site.place.span.start),
      site.program.place(of: site.function).span.contains(own.span)
    else { return site.place }
    return place
  }

  private static func narrowed(_ columns: [String], _ state: String?, _ scope: [String]) -> String {
    if let first = scope.first {
      return "of the other conditions only `\(first)` narrows the rows"
    }
    guard let first = columns.first else {
      return state.map { "nothing but `\($0)`, which most rows may share, narrows the rows" }
        ?? "nothing else in the filter narrows the rows"
    }
    return "nothing narrows the rows where a request leaves out `\(first)`"
  }

  private static func check(
    _ table: String,
    _ columns: [String],
    _ state: String?,
    _ scope: [String]
  ) -> String {
    if let owner = scope.first { return "Check how many rows of `\(table)` have one `\(owner)`." }
    let rows =
      "Check how many rows `\(table)` has, and whether an index of another kind serves the search"
    guard let first = columns.first else {
      return rows + (state.map { "; and how many of them share the state in `\($0)`." } ?? ".")
    }
    return rows + "; and how many searches leave out `\(first)`."
  }

  /// Whether a route that only shows something searches: it is asked for more often than one that changes.
  private func isShown(_ site: CallSite, in program: Program) -> Bool {
    site.approach?.routeLabels(in: program).contains { $0.hasPrefix("GET ") } ?? false
  }

  private static func detail(_ obstacle: IndexDemand.Obstacle, _ scope: [String], _ isOfTime: Bool)
    -> String
  {
    scope.first.map { problem(within: $0, isOfTime) }
      ?? (isOfTime ? problemOfTime : reason(obstacle.comparison))
  }

  private static func problem(within column: String, _ isOfTime: Bool) -> String {
    "The database reads all rows of one `\(column)` and "
      + (isOfTime
        ? "computes the day of each, where a range of the moments themselves would let an index on both columns find "
          + "the few that are wanted."
        : "looks through the text of each: the time of a search grows with what the largest of them has.")
  }

  private static let problemOfTime = """
    An index holds the moments themselves, not the days that a function makes of them: the database reads every row, \
    computes the day of each and compares it. The time of each search grows with the table.
    """

  /// Whether a part of a moment is compared: the day of a timestamp.
  private static func isOfTime(_ obstacle: IndexDemand.Obstacle, _ table: Table) -> Bool {
    guard obstacle.comparison == .folded, let column = table.column(obstacle.column) else {
      return false
    }
    return [.timestamp, .date, .time].contains(column.type)
  }

  private static func isLed(by column: String, _ table: Table) -> Bool {
    table.indexes.contains { $0.columns.first == column }
  }

  static func words(_ comparison: Predicate.Comparison, _ isOfTime: Bool = false) -> String {
    switch comparison {
    case .folded where isOfTime: "by a function of"
    case .contains: "for a text anywhere in"
    case .pattern: "by a regular expression in"
    case .converted: "as a text by"
    case .folded: "without regard to case, or behind a function, by"
    default: "without an ordered index by"
    }
  }

  private static func reason(_ comparison: Predicate.Comparison) -> String {
    guard comparison == .converted else { return about.problem }
    return
      "An index holds the values as they are, and the filter makes a text of each before it compares it: the "
      + "database reads and converts every row to find the few that are asked for."
  }

  private static let unconverted = """
    Compare the column as it is, and convert the value instead (`id = $1::uuid`). Refuse a malformed key before the \
    query, or the conversion fails.
    """

  private static func remedy(
    _ obstacle: IndexDemand.Obstacle,
    _ table: Table,
    _ isOfTime: Bool,
    _ site: CallSite
  ) -> Remedy {
    if isInside(obstacle, site) { return Remedy(indexInside) }
    if obstacle.comparison == .converted { return Remedy(unconverted) }
    guard isOfTime else { return Remedy(about.fix, after: index(obstacle, table, for: site)) }
    let name = table.column(obstacle.column)?.property ?? obstacle.column
    return Remedy(
      "Compare `\(name)` itself: from the start of the day, inclusive, to the start of the next one, exclusive. "
        + (isLed(by: obstacle.column, table)
          ? "The index that begins with it serves that." : "An index on it serves that.")
    )
  }

  /// Whether a value inside of a JSON column is compared: `(session -> 'user' ->> 'id')::int = ?`.
  private static func isInside(_ obstacle: IndexDemand.Obstacle, _ site: CallSite) -> Bool {
    obstacle.comparison != .contains && site.program.source(of: site.place).contains("->")
  }

  private static let indexInside = """
    The filter compares a value inside of a JSON column: make an index on that very expression \
    (`CREATE INDEX CONCURRENTLY … ON the_table ((the expression of the filter))`), or keep the value in a column of \
    its own with an index.
    """

  private static func index(
    _ obstacle: IndexDemand.Obstacle,
    _ table: Table,
    for site: CallSite
  ) -> String? {
    guard table.dialect == .postgres else { return nil }
    let source = site.program.source(of: site.place).lowercased()
    let property = (table.column(obstacle.column)?.property ?? obstacle.column).lowercased()
    let isUpper =
      site.library == "Django"
      && ["icontains", "istartswith", "iendswith", "iexact"].contains {
        source.contains("\(property)__\($0)")
      }
    let isLike = ["insensitive", "ilike"].contains { source.contains($0) }
    return index(
      obstacle,
      table,
      isUpper ? .upper : isLike ? .like : source.contains("lower") ? .lower : .other
    )
  }

  /// How the database is asked to look past case.
  enum Folding {
    /// `UPPER(column)`, as Django writes it (its PostgreSQL backend, `lookup_cast`).
    case upper
    case lower
    /// `ILIKE` compares the column itself, which only trigrams serve.
    case like
    /// By a function that is not known.
    case other
  }

  static func index(_ obstacle: IndexDemand.Obstacle, _ table: Table, _ folding: Folding)
    -> String?
  {
    guard table.dialect == .postgres else { return nil }
    let column = "\"\(obstacle.column)\""
    if obstacle.comparison == .folded, folding != .like {
      guard folding != .other else { return nil }
      let text = folding == .upper ? "upper(\(column))" : "lower(\(column))"
      return "CREATE INDEX CONCURRENTLY ON \"\(table.name)\" (\(text));"
    }
    let text = folding == .upper ? "(upper(\(column)))" : column
    return "CREATE INDEX CONCURRENTLY ON \"\(table.name)\" USING gin (\(text) gin_trgm_ops);"
  }
}
