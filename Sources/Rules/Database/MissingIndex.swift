// A query that no index serves: the database reads the whole table for it.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports columns by which requests select or sort, and with which no index begins.
struct MissingIndex: Rule {
  static let about = RuleDescription(
    name: "missing-index",
    category: .indexGap,
    worst: .high,
    title: "No index serves the query",
    problem: """
      The database reads every row of the table to find the few that are asked for. The time of each such request \
      grows with the table, the reads push other tables out of the cache, and a few of them at once keep all cores of \
      the database busy.
      """,
    verify: """
      Fill the table with 1,000,000 rows and ask the database to explain the query: it must show an index scan, no \
      sequential scan (COLLSCAN in MongoDB) and no sort of the whole table.
      """,
    fix:
      "Declare an index: columns that are compared with one value first, then the sort or range.",
    tradeOff:
      "Each index makes writes a little slower and takes memory; build it without locking the table.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let groups = IndexGaps(in: program).groups
    guard !groups.isEmpty || !program.servedListings.isEmpty else { return [] }
    let assembly = IndexFindings(program: program, target: target)
    var told: Set<String> = []
    let found: [Finding] = groups.compactMap { group in
      guard let diagnosis = assembly.diagnosis(of: group) else { return nil }
      told.insert(Self.key(group.table, group.lead))
      return assembly.placed(finding(diagnosis, in: program), group)
    }
    let listed = listingFindings(in: program, besides: told, by: assembly, under: target)
    return found + listed + chosenOrderFindings(in: program, besides: told, under: target)
  }
}

/// One query that lacks an index.
struct IndexGapUse {
  let site: CallSite
  let query: Query
  let demand: IndexDemand
  let gap: IndexGap
  /// Users send the query at the rate at which they ask, by a way that is known.
  let isUsual: Bool

  /// Whether no other condition can serve it.
  var isCertain: Bool {
    !isNarrowedUnsorted && (demand.isComplete || query.shapes.contains { $0.open != nil })
  }

  /// Whether it wants the newest row that fits: `ORDER BY id DESC LIMIT 1`.
  fileprivate var mayWalkKey: Bool {
    query.isSingle && query.action == .read && gap.reason != .sort && !query.orders.isEmpty
      && query.orders.allSatisfy { order in
        order.keys.count == 1 && order.keys[0].path == demand.table.primaryKey
      }
  }

  /// Whether only the model wants an order, of rows that something selects: few may be left to sort.
  private var isNarrowedUnsorted: Bool {
    gap.reason == .sort && query.orders.isEmpty
      && query.shapes.contains { shape in
        !shape.isComplete || shape.predicates.contains { !$0.isOptional }
      }
  }
}

/// Queries that one index would serve.
struct IndexGapGroup {
  let table: Table
  let lead: String
  var uses: [IndexGapUse]

  /// The use whose index serves most: of those that users send, the longest order among those that every path takes.
  var best: IndexGapUse {
    uses.max { left, right in Self.weight(of: left) < Self.weight(of: right) } ?? uses[0]
  }

  private static func weight(of use: IndexGapUse) -> (Int, Int, Int, Int, Int) {
    (
      use.isUsual ? 1 : 0, use.isCertain ? 1 : 0, use.gap.isOptional ? 0 : 1,
      use.gap.keys.count, -use.site.position
    )
  }

  /// Whether some use selects by more than a state.
  var selects: Bool {
    uses.contains { use in
      use.demand.equality.contains { $0.name == lead && use.demand.selectivity(of: $0) < .state }
    }
  }

  /// What keeps it from being told for sure; nil where nothing does.
  func doubt(in program: Program) -> IndexDoubt? {
    if !table.isComplete { return .unknownIndexes }
    if table.growth == .reference { return .givenRows }
    let usual = uses.filter(\.isUsual)
    if usual.isEmpty { return .rareUse }
    let certain = usual.filter(\.isCertain)
    if certain.isEmpty { return .unknownConditions }
    if !program.growsWithUse(table) || program.isClearedFirst(table, by: lead)
      || program.isLimited(table.label) && Growth(of: table.label) < .endless
      || Growth.areStaff(table.label) || isOfFewByShape
    {
      return .fewRows
    }
    if certain.allSatisfy(\.mayWalkKey) { return .walkedKey }
    if !certain.contains(where: { program.isAskedOften($0.site) }) { return .fewTimes }
    if certain.allSatisfy({ $0.gap.reason == .range }) { return .wideRange }
    return certain.allSatisfy(isOfOneTenant) ? .oneTenant : nil
  }

  /// Whether the columns tell that rows are few for each user: the folders of a tree, the accounts by which one signs in.
  private var isOfFewByShape: Bool {
    let isTree = table.foreignKeys.contains { key in
      key.columns == [lead] && (key.table == table.name || table.models.contains(key.table))
    }
    if isTree, !Growth.isEcho(table.label), Growth(of: table.label) < .endless { return true }
    let columns = table.columns.map { $0.property.lowercased() }
    return columns.contains("provider")
      && columns.contains {
        ["provideraccountid", "provideruserid", "uid", "provider_account_id"].contains($0)
      }
  }

  /// Whether nothing but the customer of a shared system narrows the rows.
  private func isOfOneTenant(_ use: IndexGapUse) -> Bool {
    let asked = use.demand.equality.filter { !$0.isNull }
    let needed = asked.filter { !$0.isOptional }
    let required = needed.isEmpty ? asked : needed
    return !required.isEmpty && required.allSatisfy { use.demand.selectivity(of: $0) >= .tenant }
  }
}

/// All gaps of a program, one group for each index that is missing.
struct IndexGaps {
  private(set) var groups: [IndexGapGroup] = []

  init(in program: Program) {
    guard !program.schema.tables.isEmpty else { return }
    let reading = DemandReading(program.schema)
    var positions: [String: Int] = [:]
    let serving: EntryKinds = [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]
    for query in program.queries where query.action != .insert {
      let site = program.call(at: query.call)
      guard site.unit.isRunning, site.isReached(from: serving) else { continue }
      let demands = reading.demands(of: query)
      let isUsual =
        !demands.isEmpty && site.audience == .requests && !program.isRare(site)
      for demand in demands {
        let isLimited = (query.isLimited || query.isSingle) && query.action == .read
        // A table that stays small is sorted in memory.
        let isTiny = demand.equality.isEmpty && Growth(of: demand.table.label) == .small
        // Rows that only seeds and scripts make stay few, unless the word says otherwise.
        let isGiven =
          demand.table.growth == .reference && !Growth.comesWithUse(demand.table.label)
        guard !isGiven, !isTiny,
          let gap = demand.gap(isLimited: isLimited),
          // Master data of a few thousand rows is sorted in a millisecond.
          gap.reason != .sort || Growth(of: demand.table.label) > .slow
        else { continue }
        let use = IndexGapUse(
          site: site,
          query: query,
          demand: demand,
          gap: gap,
          isUsual: isUsual
        )
        let key = "\(demand.table.name) \(gap.lead)"
        if let position = positions[key] {
          groups[position].uses.append(use)
        } else {
          positions[key] = groups.count
          groups.append(IndexGapGroup(table: demand.table, lead: gap.lead, uses: [use]))
        }
      }
    }
    merge()
  }

  /// Leaves out what the index of another group on the same table serves as well: one index is one finding.
  private mutating func merge() {
    var isServed = Array(repeating: false, count: groups.count)
    for (position, group) in groups.enumerated() {
      let other = groups.indices.first { other in
        other != position && !isServed[other] && groups[other].table.name == group.table.name
          && group.uses.allSatisfy { $0.isServed(by: groups[other].best.gap.keys) }
      }
      guard let other else { continue }
      isServed[position] = true
      groups[other].uses += group.uses
    }
    groups = zip(groups, isServed).filter { !$1 }.map(\.0)
  }
}

extension IndexGapUse {
  /// Whether an index begins with all columns that the own one compares with one value.
  fileprivate func isServed(by keys: [IndexKey]) -> Bool {
    let own = Set(gap.keys.prefix(gap.equalities).map(\.column))
    let rest = gap.keys.dropFirst(gap.equalities)
    let begin = keys.prefix(own.count).map(\.column)
    return gap.reason == .filter && !own.isEmpty && own == Set(begin)
      && Array(keys.dropFirst(own.count).prefix(rest.count)) == Array(rest)
  }
}
