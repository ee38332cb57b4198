// Rows that may be used once, and what is given for them.

import Facts

extension RaceFinder {
  /// Whether a write is a method of the row that was read: `token.remove()`.
  mutating func isAskedOf(_ read: Access, _ write: Access) -> Bool {
    let callee = facts.values[Int(facts.instructions[write.position].a)]
    return callee.kind == .member && sources(of: ValueID(callee.a)).contains(read.position)
  }

  /// Whether something new is given behind a write: who sets a password twice has set it.
  mutating func isSomethingGiven(behind write: Access) -> Bool {
    for other in accesses
    where other.position > write.position && other.isWrite && !isCutOff(other, from: write) {
      let changes = other.uses.contains { [.update, .delete, .save].contains($0.verb) }
      if !changes || insertedTable(by: other) != nil { return true }
    }
    return false
  }

  func consumes(_ site: CallSite) -> Bool {
    let name = site.method?.name ?? ""
    return ["remove", "delete", "destroy", "revoke", "consume", "invalidate", "redeem"]
      .contains { name.hasPrefix($0) }
  }

  /// Whether rows of other tables are made of what was read before it is taken away: a request is accepted, then deleted.
  mutating func isSomethingMade(of read: Access, before write: Access) -> Bool {
    guard NameSplit.words(of: program.subject(of: read.site)).last == "request" else {
      return false
    }
    for other in accesses
    where other.position > read.position && other.position < write.position
      && !isCutOff(write, from: other)
    {
      guard let made = insertedTable(by: other), made != read.read?.table,
        sources(of: other).contains(read.position)
      else { continue }
      return true
    }
    return false
  }
}
