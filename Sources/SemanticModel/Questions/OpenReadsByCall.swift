// Reads that nothing bounds, found by any call of their chain.

extension Program {
  /// The reads without a bound, by the positions of their calls, those of their chains included.
  package var openReads: [Int: OpenRead] {
    var result: [Int: OpenRead] = [:]
    for read in unboundedReads {
      for position in read.fact.chained { result[position] = result[position] ?? read }
      result[read.site.position] = read
    }
    return result
  }
}

extension WalkedList {
  /// The call that reads what is walked.
  package var call: Int? {
    if case .rows(let call) = self { return call }
    return nil
  }
}
