// What a loop walks, if that is what a read without a limit gave.

import Facts

extension Program {
  /// The subjects of reads of whole tables, by the position of the call that reads.
  package var wholeReads: [Int: String] {
    var result: [Int: String] = [:]
    for read in unboundedReads where read.reach == .everything {
      result[read.site.position] = read.subject
    }
    return result
  }

  /// The table of which a loop walks all rows: what it walks is what one of some reads gave, or a function that has
  /// such a read.
  package func table(walkedBy repetition: Repetition, _ reads: [Int: String]) -> String? {
    guard !reads.isEmpty, let (start, unit) = walkedValue(of: repetition) else { return nil }
    let facts = units[unit].facts
    var value = facts.values[start.index]
    for _ in 0..<8 {
      switch value.kind {
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
        value = facts.values[symbol.value.index]
      case .awaited, .member: value = facts.values[Int(value.a)]
      case .result:
        let place = CallRef(unit: unit, id: InstructionID(value.a))
        guard let position = table.position(of: place) else { return nil }
        if let known = reads[position] { return known }
        let targets = calls[position].targets
        let inside = reads.keys.sorted().first { targets.contains(call(at: $0).function) }
        return inside.flatMap { reads[$0] }
      default: return nil
      }
    }
    return nil
  }

  private func walkedValue(of repetition: Repetition) -> (ValueID, Int)? {
    switch repetition.kind {
    case .loop(let loop):
      let subject = units[loop.unitIndex].facts.regions[loop.id.index].subject
      return subject.isPresent ? (subject, loop.unitIndex) : nil
    case .iteration(let position):
      let walk = call(at: position)
      let callee = walk.unit.facts.values[Int(walk.instruction.a)]
      return callee.kind == .member ? (ValueID(callee.a), walk.place.unit) : nil
    }
  }
}
