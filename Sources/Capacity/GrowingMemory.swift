// How fast a collection grows that nothing empties.

/// Entries that requests add to memory for ever.
package struct GrowingMemory: Sendable, Hashable {
  package var target: LoadTarget
  /// The share of all requests that add one, 0 to 1.
  package var share: Input
  /// Bytes that one entry keeps.
  package var entry: Input

  package init(
    target: LoadTarget = .standard,
    share: Input = .tenthOfRequests,
    entry: Input = .smallEntry
  ) {
    self.target = target
    self.share = share
    self.entry = entry
  }

  package var entriesPerDay: Double {
    target.requestsPerSecond * share.value * 86_400
  }

  package var bytesPerDay: Double { entriesPerDay * entry.value }

  package var sentence: String {
    let rate = Figure.grouped(target.requestsPerSecond * share.value)
    let entries = Figure.grouped(entriesPerDay)
    let inputs = [share, entry].filter(\.isAssumed).map(\.source)
    let assumed = inputs.isEmpty ? "" : "; assuming \(inputs.joined(separator: " and "))"
    return "\(rate) entries/s × 86,400 s = \(entries) entries a day, "
      + "\(Figure.grouped(bytesPerDay / 1_000_000)) MB a day in each process\(assumed)"
  }
}

extension Input {
  /// Bytes of a small object with its key, where nothing says its size.
  package static let smallEntry = assumed(500, because: "entries of 500 bytes")
}
