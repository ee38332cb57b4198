// What a read without a limit looks like with one, where a clause of its chain is the limit.

import SourceText

extension CallSite {
  /// The text of a read with a clause in front of the call that asks, or at the end of the statement that it asks.
  package func source(_ text: String, limitedBy clause: String, in program: Program) -> String? {
    if let statement = arguments.first, resolved.operations.contains(where: { asks($0) }) {
      let own = program.bytes(of: place.unit)[Int(statement.span.start)..<Int(statement.span.end)]
      let argument = String(decoding: own, as: UTF8.self)
      guard let range = text.firstRange(of: argument) else { return nil }
      var result = text
      result.replaceSubrange(range, with: argument + clause)
      return result
    }
    // `rows.all()`: the clause stands before the last call of the chain, which takes nothing.
    if text.hasSuffix(".all()") { return "\(text.dropLast(6))\(clause).all()" }
    return text.hasSuffix(")") ? text + clause : nil
  }

  /// Whether an operation is handed the statement that it asks.
  private func asks(_ operation: LibraryCall) -> Bool {
    let member = program.libraries.member(operation.member)
    let called = member.operation(constructs: operation.isConstruction)
    return called?.value.reads?.statement != nil
  }
}
