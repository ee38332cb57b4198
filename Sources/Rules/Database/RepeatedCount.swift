// One table that one request counts several times: one statement could bring all the numbers.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports functions of requests that send many counts and sums to one table.
struct RepeatedCount: Rule {
  static let about = RuleDescription(
    name: "repeated-count",
    category: .indexGap,
    worst: .medium,
    title: "One table is counted many times for one answer",
    problem: """
      Each count or sum walks the rows that match, and waits for the database by itself. A dashboard that asks for one \
      number after another walks the same rows as often as it shows numbers.
      """,
    verify: """
      Fill the table with 1,000,000 rows and request the route: pg_stat_statements, or the profiler, must show one \
      statement on the table, and one scan.
      """,
    fix: """
      Ask for all numbers with one statement: conditional counts (`COUNT(*) FILTER (WHERE …)`), a GROUP BY, or one \
      aggregation with a group.
      """,
    tradeOff:
      "One long statement is harder to read than many short ones; numbers with an index of their own may be faster alone.",
    effort: Effort(low: 0.5, high: 2)
  )

  /// With so many statements the request mostly waits for counts.
  private static let least = 4

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Group: [CallSite]] = [:]
    var order: [Group] = []
    for query in program.queries where query.action == .count || query.action == .aggregate {
      let site = program.call(at: query.call)
      // A link of another statement on the same rows says nothing of this one.
      guard site.effects.contains(where: { ["count", "aggregate"].contains($0.verb) }),
        site.unit.isRunning, site.isReached(from: EntryKinds(.request)),
        site.audience == .requests, !site.isOfOtherPath, !isOfOne(query)
      else { continue }
      let table = program.schema.table(meaning: query.model)?.name ?? query.model
      let group = Group(function: site.function, model: query.model, table: table)
      guard groups[group]?.contains(where: { $0.position == site.position }) != true else {
        continue
      }
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(site)
    }
    return order.compactMap { group in
      guard let sites = groups[group], sites.count >= Self.least else { return nil }
      return finding(of: sites, group, in: program, under: target)
    }
  }

  private struct Group: Hashable {
    let function: FunctionRef
    let model: String
    let table: String
  }

  /// Whether it counts what one thing has, which is little; all that a tenant has is much.
  private func isOfOne(_ query: Query) -> Bool {
    query.isOfOwner
      || query.shapes.allSatisfy { shape in
        shape.predicates.contains { predicate in
          predicate.isEquality && !predicate.isOptional && !predicate.isConstant
            && !ReadFilter.isTenant(predicate.path.first ?? "")
        }
      }
  }

  private func finding(
    of sites: [CallSite],
    _ group: Group,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let site = sites.first, Growth(of: group.model) > .slow,
      Growth.comesWithUse(group.model) || program.growsWithUse(tableOf: group.model)
    else { return nil }
    let load = ScanLoad(
      target: target.at(site.rareUse),
      rows: .rows(Growth(of: group.model).rows, of: group.table),
      share: program.share()
    )
    let approach = site.approach
    let count = Figure.grouped(Double(sites.count))
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + sites.dropFirst().prefix(12).map { ($0.place, "counts again: `\($0.calleeText)`") },
        function: site.function,
        title: "\(count) statements of one request count or sum `\(group.model)`",
        problem:
          "\(count) counts and sums of `\(group.model)` run for one answer, one after another or side by side. \(Self.about.problem)",
        severity: min(.medium, Severity(load.consequence)),
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: "\(count) times: \(load.sentence)", confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText),
          after: Self.example(for: site.library)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many rows `\(group.table)` has, and how often the numbers are asked for.",
        threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(group.table)`"
      )
      .priced(for: site.rareUse, under: target)
      .reached(by: site.approach, to: site.calleeText),
      in: program
    )
  }

  private static func example(for library: String?) -> String? {
    switch library {
    case "Django":
      "rows.aggregate(\n    all=Count(\"id\"),\n    open=Count(\"id\", filter=Q(status=\"open\")),\n)"
    case "SQLAlchemy":
      "select(func.count(), func.count().filter(Order.status == \"open\"))"
    case "Mongoose":
      "Order.aggregate([{ $group: { _id: \"$status\", count: { $sum: 1 } } }])"
    case "Prisma": "prisma.order.groupBy({ by: [\"status\"], _count: true })"
    default: nil
    }
  }
}
