// Chooses, for the whole workload, the fewest indexes that bring nearly all of what all candidates bring.

import Queries

/// Asks the planner which of the candidates it would use, and drops those that another one replaces.
struct Advisor {
  let planner: Planner
  let indexes: CandidateIndexes
  let statements: [PreparedStatement]
  /// By statement: the tables that have candidates for it.
  let tables: [Set<String>]
  /// When to stop, and say so.
  let end: ContinuousClock.Instant

  /// What a statement must save, in the planner's units and as a share, for an index to be worth its place.
  static let leastSaving = 1_000.0
  static let leastShare = 0.3

  /// By statement: its plan with no candidate; `nil` where the planner refuses it.
  private(set) var before: [Plan?] = []
  /// By name of a chosen candidate: the statements that it serves.
  private(set) var chosen: [String: [Int]] = [:]
  /// Whether every table was looked at in time.
  private(set) var isFinished = true

  init(
    _ planner: Planner,
    _ indexes: CandidateIndexes,
    _ statements: [PreparedStatement],
    tables: [Set<String>],
    end: ContinuousClock.Instant
  ) {
    self.planner = planner
    self.indexes = indexes
    self.statements = statements
    self.tables = tables
    self.end = end
  }

  /// Plans every statement, and chooses.
  mutating func choose() throws(DatabaseError) {
    try indexes.show([])
    try planner.forget()
    before = try planner.plans(of: statements, until: end)
    isFinished = ContinuousClock.now < end
    let all = Set(indexes.made.map(\.candidate.table)).sorted()
    for table in all {
      guard ContinuousClock.now < end else {
        isFinished = false
        return
      }
      try choose(on: table)
    }
  }

  private mutating func choose(on table: String) throws(DatabaseError) {
    let own = statements.indices.filter { tables[$0].contains(table) && isExpensive($0) }
    guard !own.isEmpty else { return }
    var names = Set(indexes.made.filter { $0.candidate.table == table }.map(\.name))
    var plans = try self.plans(of: own, with: names)
    names = used(plans, among: names)
    // The least useful first: what a better one does as well is dropped.
    for name in order(of: names, plans) {
      let others = names.subtracting([name])
      let users = plans.filter { $0.value.indexes.contains(name) }.map(\.key).sorted()
      let without = try self.plans(of: users, with: others)
      let isReplaced = users.allSatisfy { user in
        guard let old = plans[user], let new = without[user] else { return false }
        return new.cost <= old.cost * 1.25 + 20 || !saves(user, old)
      }
      guard isReplaced else { continue }
      names = others
      for (user, plan) in without { plans[user] = plan }
    }
    for name in names.sorted() {
      let served = plans.filter { $0.value.indexes.contains(name) && saves($0.key, $0.value) }
      if !served.isEmpty { chosen[name] = served.keys.sorted() }
    }
  }

  private func plans(of positions: [Int], with names: Set<String>) throws(DatabaseError)
    -> [Int: Plan]
  {
    try indexes.show(names)
    return try planner.plans(of: positions, among: statements)
  }

  private func isExpensive(_ position: Int) -> Bool {
    (before[position]?.cost ?? 0) >= Self.leastSaving
  }

  private func saves(_ position: Int, _ plan: Plan) -> Bool {
    guard let old = before[position]?.cost else { return false }
    return old - plan.cost >= max(Self.leastSaving, old * Self.leastShare)
  }

  private func used(_ plans: [Int: Plan], among names: Set<String>) -> Set<String> {
    var result: Set<String> = []
    for (position, plan) in plans where saves(position, plan) {
      result.formUnion(names.intersection(plan.indexes))
    }
    return result
  }

  private func order(of names: Set<String>, _ plans: [Int: Plan]) -> [String] {
    let gains = names.map { name -> (name: String, gain: Double) in
      let gain = plans.sorted { $0.key < $1.key }
        .filter { $0.value.indexes.contains(name) }
        .reduce(0.0) { $0 + (before[$1.key]?.cost ?? 0) - $1.value.cost }
      return (name, gain)
    }
    return gains.sorted { ($0.gain, $0.name) < ($1.gain, $1.name) }.map(\.name)
  }
}
