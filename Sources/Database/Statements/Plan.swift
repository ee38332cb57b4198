// What the planner answers.

import ConfigSyntax

/// The plan of one statement, as far as it is judged.
package struct Plan: Sendable, Equatable {
  /// In the planner's units: one block that is read in order is 1.
  package let cost: Double
  /// The steps, the last one first: `Limit > Sort > Seq Scan on orders`.
  package let shape: String
  /// Tables that are read whole.
  package let scanned: [String]
  /// Indexes that are read.
  package let indexes: [String]
  /// As PostgreSQL prints it.
  package let json: String

  /// Reads what `EXPLAIN (FORMAT JSON)` printed; `nil` for any other text.
  init?(json: String) {
    let document = ConfigDocument(json: Array(json.utf8))
    guard let root = document.value.items.first?.value["Plan"],
      let cost = root["Total Cost"]?.number
    else { return nil }
    var steps: [String] = []
    var scanned: [String] = []
    var indexes: [String] = []
    var waiting = [root]
    while let node = waiting.popLast(), steps.count < 500 {
      let kind = node["Node Type"]?.string ?? "?"
      let table = node["Relation Name"]?.string
      steps.append(table.map { "\(kind) on \($0)" } ?? kind)
      if kind == "Seq Scan", let table { scanned.append(table) }
      if let index = node["Index Name"]?.string { indexes.append(index) }
      waiting += (node["Plans"]?.items ?? []).reversed().map(\.value)
    }
    self.cost = cost
    shape = steps.joined(separator: " > ")
    self.scanned = scanned
    self.indexes = indexes
    self.json = json
  }
}

/// Asks the planner for plans that hold for any values.
struct Planner {
  private let connection: Connection

  init(_ connection: Connection) throws(DatabaseError) {
    self.connection = connection
    try connection.run("SET plan_cache_mode = force_generic_plan; SET client_min_messages = error")
  }

  /// Forgets plans that were made for other sizes or other indexes.
  func forget() throws(DatabaseError) { try connection.run("DISCARD PLANS") }

  /// The plan of a statement; `nil` where the planner refuses it.
  func plan(of statement: PreparedStatement) throws(DatabaseError) -> Plan? {
    try plans(of: [statement]).first.flatMap(\.self)
  }

  /// The plans of statements in their order; `nil` where the planner refuses one, or behind `end`.
  func plans(
    of statements: [PreparedStatement],
    until end: ContinuousClock.Instant? = nil
  ) throws(DatabaseError) -> [Plan?] {
    let groups = statements.map { statement -> [Request] in
      let values = statement.parameters.map { _ in "NULL" }.joined(separator: ", ")
      let call = statement.name + (values.isEmpty ? "" : "(\(values))")
      return [.run("EXPLAIN (FORMAT JSON) EXECUTE \(call)")]
    }
    return try connection.answers(to: groups, until: end).map { answer in
      guard case .success(let rows) = answer else { return nil }
      return rows.first?.first?.first.flatMap(\.self).flatMap { Plan(json: $0) }
    }
  }

  /// The plans of some of all statements, made for the sizes and indexes of now.
  func plans(of positions: [Int], among statements: [PreparedStatement]) throws(DatabaseError)
    -> [Int: Plan]
  {
    try forget()
    let plans = try plans(of: positions.map { statements[$0] })
    var result: [Int: Plan] = [:]
    for (position, plan) in zip(positions, plans) { result[position] = plan }
    return result
  }
}
