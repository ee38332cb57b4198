// Rows that one function reads twice by the same key.

import Facts
import Queries
import SourceText

/// A row that a function has read before, on the same way and by the same key.
package struct RepeatedRowRead: Sendable {
  package let first: CallSite
  package let second: CallSite
  /// The model, as the application calls it.
  package let model: String
}

extension Program {
  /// The rows of one key that requests read again in the same function, with nothing between that changes their model;
  /// in order of file and place.
  package var repeatedRowReads: [RepeatedRowRead] {
    var reads: [FunctionRef: [(site: CallSite, model: String)]] = [:]
    var changes: [FunctionRef: [(position: Int, model: String)]] = [:]
    for query in queries {
      let site = call(at: query.call)
      guard site.unit.isRunning, !site.unit.isPython else { continue }
      let model = query.model
      if query.action == .read, query.isSingle, !model.isEmpty {
        reads[site.function, default: []].append((site, model))
      } else if query.action != .read {
        let position = site.resolved.place.id.index
        changes[site.function, default: []].append((position, model))
      }
    }
    var result: [RepeatedRowRead] = []
    for (function, own) in reads where own.count > 1 {
      let sorted = own.sorted { $0.site.place < $1.site.place }
      guard sorted[0].site.isReached(from: EntryKinds(.request)) else { continue }
      let changed = changes[function] ?? []
      if let pair = repeated(sorted, changed) { result.append(pair) }
    }
    return result.sorted { $0.first.place < $1.first.place }
  }

  private func repeated(
    _ reads: [(site: CallSite, model: String)],
    _ changes: [(position: Int, model: String)]
  ) -> RepeatedRowRead? {
    for (index, later) in reads.enumerated().dropFirst() {
      for earlier in reads[..<index] where earlier.model == later.model {
        let from = earlier.site.resolved.place.id.index
        let to = later.site.resolved.place.id.index
        guard isAlwaysBefore(earlier.site, later.site),
          SourceEdit(earlier.site.place, in: self).text
            == SourceEdit(later.site.place, in: self).text,
          !changes.contains(where: { change in
            (from..<to).contains(change.position)
              && (change.model.isEmpty || change.model == later.model)
          })
        else { continue }
        return RepeatedRowRead(first: earlier.site, second: later.site, model: later.model)
      }
    }
    return nil
  }

  /// Whether the block of one call holds the other: whoever comes to the second has passed the first.
  private func isAlwaysBefore(_ first: CallSite, _ second: CallSite) -> Bool {
    let facts = second.unit.facts
    var next = second.instruction.region
    while next.isPresent {
      if next == first.instruction.region { return true }
      // A loop reads anew in each turn, and a transaction sees rows of its own.
      if facts.regions[next.index].kind.isLoop { return false }
      next = facts.regions[next.index].parent
    }
    return false
  }
}
