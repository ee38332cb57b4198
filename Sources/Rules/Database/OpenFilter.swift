// Columns that whoever sends the request chooses: no set of indexes can serve them all.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports queries whose filter or order is made of whatever a request names.
struct OpenFilter: Rule {
  static let about = RuleDescription(
    name: "open-filter",
    category: .indexGap,
    worst: .high,
    title: "The caller chooses the columns",
    problem: """
      Every column, indexed or not, can be searched and sorted by whoever sends a request. A query by a column \
      without an index reads and sorts the whole table, and nothing keeps a caller from sending such requests as fast \
      as the target load allows.
      """,
    verify: """
      Request the route with a filter and a sort on a column without an index, and explain the query that it sends: a \
      sequential scan (COLLSCAN) or a sort of the whole table shows it.
      """,
    fix: "Accept a list of columns that have an index, and answer 400 for all others.",
    tradeOff: "A new filter needs an index and a line in the list.",
    effort: Effort(low: 1, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Group: [OpenQuery]] = [:]
    var order: [Group] = []
    for query in program.queries where query.action != .insert {
      let site = program.call(at: query.call)
      guard site.unit.isRunning, site.isReached(from: Audience.requests.entries),
        let open = OpenPlace(of: query)
      else { continue }
      // The page and its count are filtered by the same list.
      // What many handlers share asks in one place, and one list there mends them all.
      let place = SourcePlace(unit: open.place.unit, span: open.place.span)
      let group = Group(
        function: program.function(at: place) ?? site.function,
        isFilter: open.isFilter
      )
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(OpenQuery(open: open, query: query, site: site))
    }
    return order.compactMap { group in
      groups[group].flatMap { finding(of: $0, in: program, under: target) }
    }
  }

  /// What one list of allowed columns mends.
  private struct Group: Hashable {
    let function: FunctionRef
    let isFilter: Bool
  }

  private func finding(
    of queries: [OpenQuery],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = queries.first(where: { Growth(of: $0.query.model) != .small }) else {
      return nil
    }
    let (open, query, site) = (first.open, first.query, first.site)
    let growth = Growth(of: query.model)
    let load = ScanLoad(
      target: target.at(site.rareUse),
      rows: .rows(growth.rows, of: query.model),
      share: program.share()
    )
    let approach = site.approach
    // The input of a procedure went through a validator that names its columns.
    let isProcedure =
      approach.flatMap { program.routes(of: $0.entry).first }.map { route in
        route.verb == "QUERY" || route.verb == "MUTATION"
      } ?? false
    guard open.isFilter || !isProcedure else { return nil }
    let what = open.isFilter ? "filtered" : "sorted"
    return finding(
      Diagnosis(
        place: SourcePlace(unit: open.place.unit, span: open.place.span),
        because: (approach?.steps(in: program) ?? [])
          + Set(queries.map(\.site.place)).sorted().map {
            ($0, "\(open.isFilter ? "selects" : "sorts") by what the request names")
          },
        function: site.function,
        title: "\(Self.list(queries)) \(what) by any column that the request names",
        problem:
          "`\(site.calleeText)` is \(what) by columns that come from the request. \(Self.about.problem)",
        severity: growth == .slow ? .monitor : Severity(load.consequence),
        tier: open.isFilter ? .finding : .suspicious,
        confidence: open.isFilter ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: open.isFilter
          ? nil : "Check whether a validator in front allows only columns that have an index.",
        threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(query.model)`"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}

extension OpenFilter {
  /// `Order` is, or `Order` and `Customer` are.
  private static func list(_ queries: [OpenQuery]) -> String {
    let models = Set(queries.map(\.query.model)).sorted().map { "`\($0)`" }
    guard let last = models.last, models.count > 1 else { return (models.first ?? "") + " is" }
    return models.dropLast().joined(separator: ", ") + " and \(last) are"
  }
}

/// A query whose caller chooses, and the call that makes it.
private struct OpenQuery {
  let open: OpenPlace
  let query: Query
  let site: CallSite
}

/// Where a query lets its caller choose.
private struct OpenPlace {
  let place: QueryPlace
  let isFilter: Bool

  init?(of query: Query) {
    if let place = query.shapes.lazy.compactMap(\.open).first {
      self.place = place
      isFilter = true
    } else if let order = query.orders.first(where: \.isOpen) {
      place = order.place
      isFilter = false
    } else {
      return nil
    }
  }
}
