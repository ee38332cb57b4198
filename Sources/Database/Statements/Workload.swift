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
    var known: [String: Int] = [:]
    var refused: [String: String] = [:]
    for (position, query) in queries.enumerated() {
      guard ContinuousClock.now < end else {
        refusals[position] = "the time was up"
        isFinished = false
        continue
      }
      let forms: [WrittenStatement]
      do throws(StatementRefusal) {
        forms = try writer.statements(of: query.query)
      } catch {
        refusals[position] = error.reason
        continue
      }
      for form in forms {
        if let number = known[form.text] {
          accept(form, position)
          if statements[number].sites.last != position {
            statements[number].sites.append(position)
          }
        } else if let reason = refused[form.text] {
          refusals[position] = reason
        } else {
          let name = "s\(statements.count)"
          do throws(DatabaseError) {
            let types = try connection.prepare(form.text, as: name, within: .seconds(5))
            known[form.text] = statements.count
            accept(form, position)
            statements.append(
              PreparedStatement(
                name: name,
                text: form.text,
                parameters: types,
                sites: [position],
                action: form.action
              )
            )
          } catch {
            if error.kind == .lost { throw error }
            refused[form.text] = error.message
            refusals[position] = error.message
          }
        }
      }
    }
    for position in accepted { refusals[position] = nil }
  }

  private mutating func accept(_ form: WrittenStatement, _ position: Int) {
    accepted.insert(position)
    if omitted[position] == nil, !form.omitted.isEmpty { omitted[position] = form.omitted }
  }
}
