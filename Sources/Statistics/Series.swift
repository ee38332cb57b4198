// A figure that was read again and again.

/// Readings of one figure over time, in the order of time.
package struct Series: Sendable, Hashable {
  package struct Point: Sendable, Hashable {
    /// Seconds since the watching began.
    package let seconds: Double
    package let value: Double

    package init(seconds: Double, value: Double) {
      self.seconds = seconds
      self.value = value
    }
  }

  package let name: String
  package let unit: String
  /// The smallest step that the figure can make; what grows by less cannot be seen.
  package let step: Double
  package var points: [Point]

  package init(name: String, unit: String, step: Double = 0, points: [Point] = []) {
    self.name = name
    self.unit = unit
    self.step = step
    self.points = points
  }

  /// The readings from a time on.
  package func from(_ seconds: Double) -> Series {
    Series(name: name, unit: unit, step: step, points: points.filter { $0.seconds >= seconds })
  }

  package var seconds: Double { (points.last?.seconds ?? 0) - (points.first?.seconds ?? 0) }

  /// Medians of so many stretches of the same length; stretches without a reading are left out.
  ///
  /// The median of a stretch forgets what comes and goes within it: collections of garbage, bursts.
  func medians(of count: Int) -> [Point] {
    guard let first = points.first, seconds > 0 else { return [] }
    let length = seconds / Double(count)
    var stretches = [[Point]](repeating: [], count: count)
    for point in points {
      let index = Int((point.seconds - first.seconds) / length)
      stretches[min(count - 1, max(0, index))].append(point)
    }
    return stretches.filter { !$0.isEmpty }.map { stretch in
      Point(
        seconds: stretch.reduce(0) { $0 + $1.seconds } / Double(stretch.count),
        value: stretch.map(\.value).median
      )
    }
  }
}

extension [Double] {
  /// The middle value, or the mean of the two in the middle; 0 of nothing.
  package var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = self.sorted()
    return count.isMultiple(of: 2)
      ? (sorted[count / 2 - 1] + sorted[count / 2]) / 2 : sorted[count / 2]
  }

  /// How far the values follow the one so many places before: 1 wholly, 0 not at all.
  func autocorrelation(lag: Int) -> Double {
    guard count > lag + 1 else { return 0 }
    let mean = reduce(0, +) / Double(count)
    let whole = reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard whole > 0 else { return 0 }
    return (lag..<count).reduce(0) { $0 + (self[$1] - mean) * (self[$1 - lag] - mean) } / whole
  }

  /// The rank of each value among all, from 1; equal values share the middle of theirs.
  var ranks: [Double] {
    let order = indices.sorted { self[$0] < self[$1] }
    var ranks = [Double](repeating: 0, count: count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, self[order[end]] == self[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// How many values each group of equal ones has.
  var ties: [Int] {
    Dictionary(map { ($0, 1) }, uniquingKeysWith: +).values.filter { $0 > 1 }
  }
}
