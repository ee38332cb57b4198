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
    let values = statement.parameters.map { _ in "NULL" }.joined(separator: ", ")
    let call = statement.name + (values.isEmpty ? "" : "(\(values))")
    do throws(DatabaseError) {
      let rows = try connection.rows("EXPLAIN (FORMAT JSON) EXECUTE \(call)", within: .seconds(5))
      return rows.first?.first.flatMap { $0 }.flatMap { Plan(json: $0) }
    } catch {
      if error.kind == .lost { throw error }
      return nil
    }
  }
}
