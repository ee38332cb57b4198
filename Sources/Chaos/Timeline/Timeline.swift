// When faults begin and end; time is handed in.

/// The steps of a timeline that are still to come.
struct Timeline {
  enum Step: Equatable {
    case begin(Int)
    case end(Int)
  }

  private var steps: [(at: Double, step: Step)]

  init(_ faults: [Fault]) {
    var steps: [(at: Double, step: Step)] = []
    for (index, fault) in faults.enumerated() {
      steps.append((fault.at, .begin(index)))
      steps.append((fault.end, .end(index)))
    }
    // What ends makes room for what begins at the same moment.
    self.steps = steps.enumerated().sorted { one, other in
      func key(_ entry: (at: Double, step: Step)) -> Int {
        if case .end = entry.step { 0 } else { 1 }
      }
      return (one.element.at, key(one.element), one.offset)
        < (other.element.at, key(other.element), other.offset)
    }.map(\.element)
  }

  /// When the next step is due, in seconds.
  var next: Double? { steps.first?.at }

  /// The next step, if its time has come.
  mutating func popDue(at seconds: Double) -> Step? {
    guard let first = steps.first, first.at <= seconds else { return nil }
    steps.removeFirst()
    return first.step
  }

  /// Nothing begins any more.
  mutating func cancel() { steps = [] }
}
