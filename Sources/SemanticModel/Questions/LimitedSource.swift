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
      result.replaceSubrange(range, with: argument.linked(clause))
      return result
    }
    // `rows.all()`: the clause stands before the last call of the chain, which takes nothing.
    if text.hasSuffix(".all()") {
      let head = text.dropLast(6)
      let blanks = head.reversed().prefix { $0.isWhitespace }.reversed()
      return "\(head)\(clause)\(String(blanks)).all()"
    }
    return text.hasSuffix(")") ? text.linked(clause) : nil
  }

  /// Whether an operation is handed the statement that it asks.
  private func asks(_ operation: LibraryCall) -> Bool {
    let member = program.libraries.member(operation.member)
    let called = member.operation(constructs: operation.isConstruction)
    return called?.value.reads?.statement != nil
  }
}

extension String {
  /// A chain of calls with one more link, on a line of its own where the last one has that.
  package func linked(_ link: String) -> String {
    guard let end = lastIndex(of: "\n") else { return self + link }
    let line = self[index(after: end)...]
    let indent = line.prefix { $0 == " " || $0 == "\t" }
    return line.dropFirst(indent.count).hasPrefix(".") ? "\(self)\n\(indent)\(link)" : self + link
  }
}
