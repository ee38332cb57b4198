// What a query inside a loop does to a job: nobody waits for it, but it grows with the data.

/// Queries for each item of a collection, in a job that runs by the clock or from a queue.
package struct JobLoad: Sendable, Hashable {
  package var queriesPerItem: Double
  /// How many such loops are nested in one another: 1 or more.
  package var depth: Int
  package var roundTrip: Input

  package init(queriesPerItem: Double, depth: Int = 1, roundTrip: Input = .queryRoundTrip) {
    self.queriesPerItem = queriesPerItem
    self.depth = max(1, depth)
    self.roundTrip = roundTrip
  }

  /// Turns of a loop that stands in another: what belongs to one item is seldom as long as the list.
  private static let innerTurns = Input.rowsOfOnePage

  /// Seconds that one run of so many items spends on round trips.
  package func seconds(items: Double) -> Double {
    (1..<depth).reduce(items * queriesPerItem * roundTrip.value / 1_000) { total, _ in
      total * Self.innerTurns.value
    }
  }

  package var sentence: String {
    let each = Figure.counted(queriesPerItem, "statement")
    let factor = depth == 1 ? "" : ", \(depth) loops deep"
    let runs = [1_000.0, 100_000.0].map { items in
      "\(Figure.grouped(items)) take \(Figure.duration(seconds(items: items)))"
    }
    return "Each run sends \(each) per element\(factor): \(runs.joined(separator: ", ")) of round "
      + "trips; no request waits for them; assuming \(roundTrip.source)"
      + (depth == 1 ? "" : ", and for each inner loop \(Self.innerTurns.source)")
  }
}
