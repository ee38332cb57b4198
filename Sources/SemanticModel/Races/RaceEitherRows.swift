// Names that hold the row that was found, or else one that is made: `let cart = await find(); if (!cart) cart = new Cart()`.

import Facts

extension RaceFinder {
  /// The makings that a name also holds whose row a write saves; nil where it is no such name.
  func makers(in write: Access, of read: Access) -> [Int]? {
    let step = facts.instructions[write.position]
    guard write.isOwn, write.writes(.save) != nil else { return nil }
    let callee = facts.values[Int(step.a)]
    let saved =
      (callee.kind == .member ? [ValueID(callee.a)] : [])
      + facts.valueList(ListID(step.b)).prefix(1)
    for id in saved where facts.values[id.index].kind == .symbol {
      let symbol = SymbolID(facts.values[id.index].a)
      guard facts.symbols[symbol.index].flags.contains(.reassigned), isRow(id, read) else {
        continue
      }
      let made = flow.assignments(of: symbol).filter { position in
        let value = ValueID(facts.instructions[position].b)
        return position > read.position && position < write.position && !isRow(value, read)
      }
      if !made.isEmpty { return made }
    }
    return nil
  }

  /// A row that is made where none was found, and saved later together with what is found.
  mutating func made(
    _ read: Access,
    _ asked: TableUse,
    _ write: Access,
    _ table: String,
    by makers: [Int]
  ) -> Race? {
    guard makers.contains(where: { isExistence(read, over: $0) }), !isAboutNewRow(read),
      !isReplacing(table, write, after: read)
    else { return nil }
    let asking = read.isOwn ? read.site : program.call(at: asked.call)
    return made(.create, program.subject(of: asking), table, read, write)
  }
}
