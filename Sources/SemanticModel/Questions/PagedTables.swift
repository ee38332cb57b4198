// Whether a page is cut from a table, or from the rows that one row refers to.

import Facts

extension Program {
  /// Whether the chain of a call that reads a page begins at a class or a session, or is handed a statement that does:
  /// `Post.query.paginate()`, `db.paginate(select(Post))`, and not `user.posts.paginate()`.
  package func pagesTable(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member else { return false }
    if let argument = facts.valueList(ListID(site.instruction.b)).first,
      !facts.values[argument.index].flags.contains(.keywords)
    {
      return beginsAtTable(argument, facts)
    }
    return beginsAtTable(ValueID(callee.a), facts)
  }

  private func beginsAtTable(_ start: ValueID, _ facts: FileFacts) -> Bool {
    var value = facts.values[start.index]
    for _ in 0..<32 {
      switch value.kind {
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent else { return false }
        let next = facts.values[symbol.value.index]
        guard next.kind == .result || next.kind == .member else { return false }
        value = next
      case .result:
        let step = facts.instructions[Int(value.a)]
        let callee = facts.values[Int(step.a)]
        if callee.kind == .symbol { return names("select", callee, facts) }
        guard callee.kind == .member else { return false }
        let name = facts.names.string(NameID(callee.b))
        let owner = facts.values[Int(callee.a)]
        // `sa.select(Post)` and `db.session.query(Post)` name the table, `user.posts.select()` does not.
        if name == "select" || name == "query" {
          return !facts.valueList(ListID(step.b)).isEmpty
        }
        value = owner
      case .member: return facts.names.isText("query", NameID(value.b))
      default: return false
      }
    }
    return false
  }

  private func names(_ word: String, _ value: Value, _ facts: FileFacts) -> Bool {
    facts.names.isText(word, facts.symbols[Int(value.a)].name)
  }
}
