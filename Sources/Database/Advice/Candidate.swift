// Indexes that might help, made while the tables are empty and shown to the planner by turns.

import Queries

/// An index that the project does not have.
struct Candidate: Hashable {
  enum Form: Hashable {
    case ordered
    /// Any part of a text.
    case trigrams
    /// The small letters of a text.
    case folded
  }

  let table: String
  var columns: [Key]
  var form: Form = .ordered
  /// Columns of which only the empty values are in the index.
  var onlyEmpty: [String] = []

  struct Key: Hashable {
    let name: String
    let isDescending: Bool
  }

  /// What stands behind `CREATE INDEX name`.
  func definition(_ reference: String) -> String {
    let keys = columns.map { key -> String in
      switch form {
      case .ordered: quoted(key.name) + (key.isDescending ? " DESC" : "")
      case .trigrams: "\(quoted(key.name)) public.gin_trgm_ops"
      case .folded: "lower(\(quoted(key.name)))"
      }
    }
    let method = form == .trigrams ? " USING gin" : ""
    let conditions = onlyEmpty.map { "\(quoted($0)) IS NULL" }
    let condition = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    return "ON \(reference)\(method) (\(keys.joined(separator: ", ")))\(condition)"
  }
}

/// Derives candidates from what queries ask: equality first, then sort or range.
struct CandidateReading {
  let reading: DemandReading
  let catalog: Catalog
  let hasTrigrams: Bool

  /// The candidates of a query, on all tables that it asks.
  func candidates(of query: Query) -> [Candidate] {
    guard query.action != .insert else { return [] }
    var result: [Candidate] = []
    for demand in reading.demands(of: query) {
      guard let table = catalog.table(named: demand.table.name) else { continue }
      result += candidates(of: demand, isLimited: query.isLimited || query.isSingle)
        .compactMap { known($0, in: table) }
    }
    return result
  }

  private func candidates(of demand: IndexDemand, isLimited: Bool) -> [Candidate] {
    let table = demand.table.name
    let required = ranked(demand.equality.filter { !$0.isOptional && !$0.isNull }, demand)
    let all = ranked(demand.equality.filter { !$0.isNull }, demand)
    let sort = demand.sort.filter { $0.expression == nil }
      .map { Candidate.Key(name: $0.column, isDescending: $0.isDescending) }
    let range = demand.ranges.first.map { Candidate.Key(name: $0.name, isDescending: false) }
    let empty = demand.equality.filter { $0.isNull && !$0.isOptional }.map(\.name)
    var result: [Candidate] = []
    for equal in required == all ? [required] : [required, all] where !equal.isEmpty {
      let keys = Array(equal.prefix(3)).map { Candidate.Key(name: $0, isDescending: false) }
      let orders = Array(sort.filter { !equal.contains($0.name) }.prefix(2))
      result.append(Candidate(table: table, columns: keys))
      if !orders.isEmpty {
        result.append(Candidate(table: table, columns: keys + orders))
        result.append(Candidate(table: table, columns: Array(keys.prefix(1)) + orders))
      }
      if let range, !equal.contains(range.name) {
        result.append(Candidate(table: table, columns: keys + [range]))
      }
    }
    // The order of an index is no gain where other conditions decide how far it is read.
    if all.isEmpty, empty.isEmpty, demand.isComplete, demand.obstacles.isEmpty {
      if isLimited, !sort.isEmpty { result.append(Candidate(table: table, columns: sort)) }
      if let range { result.append(Candidate(table: table, columns: [range])) }
    }
    let whole = result
    for candidate in whole where !empty.isEmpty {
      var partial = candidate
      partial.onlyEmpty = empty
      result.append(partial)
    }
    return result + matches(demand)
  }

  /// Indexes for conditions that no ordered one serves.
  private func matches(_ demand: IndexDemand) -> [Candidate] {
    demand.obstacles.compactMap { obstacle in
      let key = Candidate.Key(name: obstacle.column, isDescending: false)
      var candidate = Candidate(table: demand.table.name, columns: [key])
      switch obstacle.comparison {
      case .contains where hasTrigrams, .pattern where hasTrigrams: candidate.form = .trigrams
      case .folded: candidate.form = .folded
      default: return nil
      }
      return candidate
    }
  }

  private func ranked(_ columns: [DemandedColumn], _ demand: IndexDemand) -> [String] {
    var seen: Set<String> = []
    return columns.enumerated().filter { seen.insert($0.element.name).inserted }
      .sorted { left, right in
        (demand.selectivity(of: left.element), left.offset)
          < (demand.selectivity(of: right.element), right.offset)
      }
      .map(\.element.name)
  }

  /// The candidate in the server's names; `nil` if a column is unknown, or an index has these columns already.
  private func known(_ candidate: Candidate, in table: CatalogTable) -> Candidate? {
    var result = candidate
    result.columns = []
    for key in candidate.columns {
      guard let column = table.column(key.name), column.type != "json", column.type != "jsonb",
        !column.isArray, candidate.form == .ordered || column.isText
      else { return nil }
      guard !result.columns.contains(where: { $0.name == column.name }) else { continue }
      result.columns.append(Candidate.Key(name: column.name, isDescending: key.isDescending))
    }
    result.onlyEmpty = candidate.onlyEmpty.compactMap { table.column($0)?.name }
    guard result.onlyEmpty.count == candidate.onlyEmpty.count else { return nil }
    let names = result.columns.map(\.name)
    let isThere = table.indexes.contains { index in
      !index.isPartial && index.method == "btree" && candidate.form == .ordered
        && candidate.onlyEmpty.isEmpty && table.columnNames(of: index).starts(with: names)
    }
    return isThere ? nil : result
  }
}

/// Candidates that stand in the server, each shown to the planner or hidden from it.
struct CandidateIndexes {
  private let administrator: Connection
  /// In the order in which they were made.
  private(set) var made: [(candidate: Candidate, name: String, oid: String)] = []

  /// Makes them, and hides them all: an index that is not valid is none to the planner.
  init(
    _ candidates: [Candidate],
    _ catalog: Catalog,
    as application: Connection,
    administrator: Connection
  ) throws(DatabaseError) {
    self.administrator = administrator
    var names: [String: Candidate] = [:]
    let groups = candidates.compactMap { candidate -> [Request]? in
      guard let table = catalog.table(named: candidate.table) else { return nil }
      let name = "plimsoll_\(names.count)"
      names[name] = candidate
      return [.run("CREATE INDEX \(name) \(candidate.definition(table.reference))")]
    }
    // What the server refuses is none.
    _ = try application.answers(to: groups)
    let rows = try administrator.rows(
      "SELECT c.relname, c.oid FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid WHERE c.relname LIKE 'plimsoll\\_%' ORDER BY c.oid"
    )
    for row in rows {
      guard let name = row[0], let oid = row[1], let candidate = names[name] else { continue }
      made.append((candidate, name, oid))
    }
    try show([])
  }

  /// Shows these to the planner, and hides all others.
  func show(_ names: Set<String>) throws(DatabaseError) {
    guard !made.isEmpty else { return }
    let all = made.map(\.oid).joined(separator: ",")
    let shown = made.filter { names.contains($0.name) }.map(\.oid).joined(separator: ",")
    let condition = shown.isEmpty ? "false" : "indexrelid IN (\(shown))"
    try administrator.run(
      "UPDATE pg_index SET indisvalid = \(condition) WHERE indexrelid IN (\(all)) AND indisvalid <> (\(condition))"
    )
  }
}
