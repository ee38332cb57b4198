// Every statement that a program sends, each once, with the places that send it.

package import Queries

/// A query call site of a program.
package struct LabQuery: Sendable {
  package let query: Query
  package let file: String
  package let line: Int
  /// The library whose call it is, as people name it.
  package let library: String?

  package init(query: Query, file: String, line: Int, library: String?) {
    self.query = query
    self.file = file
    self.line = line
    self.library = library
  }

  /// As people name a place.
  package var place: String { "\(file):\(line)" }
}

/// A statement that the server has accepted.
struct PreparedStatement {
  /// A name for files and people: the table and columns that it asks for, and a mark of its text.
  let name: String
  let text: String
  /// How many parameters it has, with their types as OIDs.
  let parameters: [UInt32]
  /// Positions among the queries.
  var sites: [Int]
  let action: Query.Action
}

/// Has the server parse every statement: it knows each table, column and operator.
struct Workload {
  private(set) var statements: [PreparedStatement] = []
  /// Positions of queries of which at least one statement was accepted.
  private(set) var accepted: Set<Int> = []
  /// By position: why a query has no statement.
  private(set) var refusals: [Int: String] = [:]
  /// By position: conditions that its statements leave out.
  private(set) var omitted: [Int: [String]] = [:]
  /// Whether every query was looked at in time.
  private(set) var isFinished = true

  init(
    of queries: [LabQuery],
    by writer: StatementWriter,
    on connection: Connection,
    until end: ContinuousClock.Instant
  ) throws(DatabaseError) {
    var forms: [(position: Int, statement: WrittenStatement)] = []
    for (position, query) in queries.enumerated() {
      guard ContinuousClock.now < end else {
        refuse(position, Self.late)
        continue
      }
      do throws(StatementRefusal) {
        forms += try writer.statements(of: query.query).map { (position, $0) }
      } catch {
        refusals[position] = error.reason
      }
    }
    let reasons = try prepare(forms.map(\.statement), on: connection, until: end)
    let known = Dictionary(
      statements.indices.map { (statements[$0].text, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for (position, form) in forms {
      if let number = known[form.text] {
        accept(form, position)
        if statements[number].sites.last != position { statements[number].sites.append(position) }
      } else {
        refuse(position, reasons[form.text] ?? Self.late)
      }
    }
    for position in accepted { refusals[position] = nil }
  }

  private static let late = "the time was up"

  private mutating func refuse(_ position: Int, _ reason: String) {
    refusals[position] = reason
    if reason == Self.late { isFinished = false }
  }

  /// Takes what the server accepts, each text once; why it refuses the others, by their texts.
  private mutating func prepare(
    _ forms: [WrittenStatement],
    on connection: Connection,
    until end: ContinuousClock.Instant
  ) throws(DatabaseError) -> [String: String] {
    var seen: Set<String> = []
    let unique = forms.filter { seen.insert($0.text).inserted }
    let groups = unique.indices.map { [Request.prepare(unique[$0].text, as: "s\($0)")] }
    let answers = try connection.answers(to: groups, until: end)
    let types = try Self.parameterTypes(on: connection)
    var reasons: [String: String] = [:]
    for (number, (form, answer)) in zip(unique, answers).enumerated() {
      switch answer {
      case .success:
        statements.append(
          PreparedStatement(
            name: "s\(number)",
            text: form.text,
            parameters: types["s\(number)"] ?? [],
            sites: [],
            action: form.action
          )
        )
      case .failure(let error):
        let isLate = error.kind == .deadline && ContinuousClock.now >= end
        reasons[form.text] = isLate ? Self.late : error.message
      }
    }
    return reasons
  }

  /// The types of the parameters of all prepared statements, as OIDs by the statements' names.
  private static func parameterTypes(on connection: Connection) throws(DatabaseError)
    -> [String: [UInt32]]
  {
    let rows = try connection.rows(
      "SELECT name, pg_catalog.array_to_string(parameter_types::oid[], ' ') FROM pg_catalog.pg_prepared_statements"
    )
    var result: [String: [UInt32]] = [:]
    for row in rows {
      guard let name = row[0] else { continue }
      result[name] = (row[1] ?? "").split(separator: " ").compactMap { UInt32($0) }
    }
    return result
  }

  private mutating func accept(_ form: WrittenStatement, _ position: Int) {
    accepted.insert(position)
    if omitted[position] == nil, !form.omitted.isEmpty { omitted[position] = form.omitted }
  }
}
