// Reads of all rows that share a value: the products of a tag, the places of a city.

extension OpenRead {
  /// The column of which all rows that are read share one value, where nothing else selects.
  package var matched: String? {
    guard case .matching(let column) = reach, !isOnlyCounted, !isOpenPage else { return nil }
    return column
  }
}

extension Program {
  /// The reads of all rows that share one value of a column that the database does not keep unique, in order of file
  /// and place.
  package var matchingReads: [OpenRead] {
    let keys = RowKeys(of: self)
    let senders = senders
    return readsWithoutLimit.filter { read in
      guard let column = read.matched, !senders.contains(read.site.position) else { return false }
      return keys.knows(read.subject) && !keys.holds([column], of: read.subject)
    }
    .sorted { $0.site.place < $1.site.place }
  }
}
