// Queries of SQLAlchemy that one function begins and several others go on with, each in its own way.

import Facts
import Queries
import SemanticModel

extension QueryReading {
  /// The links of a chain that belong to one read: what others add to the query that a function gives them, and what
  /// they ask of it, is theirs.
  ///
  /// Says too whether something was left out that may stand on the way of this one.
  func ownLinks(_ links: [Int], of position: Int, _ form: StatementForm) -> (
    links: [Int], isCut: Bool
  ) {
    guard form.chain == .ends, isRead(position) else { return (links, false) }
    let others = links.filter { $0 != position && isRead($0) }
    guard !others.isEmpty else { return (links, false) }
    let plain = links.filter { !others.contains($0) }
    let readers = Set(([position] + others).map(function))
    guard readers.count > 1 else { return (plain, false) }
    let begun = values.program.calls[position].operations.compactMap(\.origin)
      .compactMap { values.call(of: $0) }.compactMap { values.program.position(of: $0) }
    let own = ([position] + begun).map(function)
    let kept = plain.filter { own.contains(function($0)) }
    return (kept, kept.count < plain.count)
  }

  private func function(_ position: Int) -> FunctionRef {
    values.program.call(at: position).function
  }

  /// Whether a call sends a query of SQLAlchemy, and adds nothing to it.
  private func isRead(_ position: Int) -> Bool {
    let program = values.program
    return program.calls[position].operations.contains { operation in
      program.libraries.asksDatabase(operation.member)
        && program.libraries[operation.member].owner == "sqlalchemy.Query"
    }
  }
}
