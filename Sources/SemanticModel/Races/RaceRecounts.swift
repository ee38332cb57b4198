// Counts that are written where no other request counts for the same row.

import Facts

extension RaceFinder {
  /// Whether a write is a method of what the read made, or of a row that was made just now: a serializer counts for
  /// what it shows, not for what it saves, and nobody else knows a new row.
  func isOfMade(_ read: Access, _ write: Access) -> Bool {
    let callee = facts.values[Int(facts.instructions[write.position].a)]
    guard callee.kind == .member else { return false }
    var value = facts.values[Int(callee.a)]
    // `order.labels.set(…)` links the row itself to others.
    while value.kind == .member { value = facts.values[Int(value.a)] }
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    guard value.kind == .result else { return false }
    let made = Int(value.a)
    return made == read.position
      || accesses.contains { $0.position == made && $0.isOwn && $0.writes(.insert) != nil }
  }
}
