// Who mends what on which day: the open findings in an order that respects what builds on what.

/// The work of an audit's summary, laid over the working days of one person.
package struct WorkPlan: Sendable {
  /// One finding, and the days that its repair takes, counted from 1.
  package struct Task: Sendable {
    package let finding: Finding
    package let firstDay: Int
    package let lastDay: Int
    /// What must be done before it, of those above it.
    package let after: [Finding]
  }

  /// Hours of a day that go into repairs; the others go into reviews and shipping.
  package static let hoursPerDay = 6.0

  package private(set) var tasks: [Task] = []
  /// Days until everything under Fix Now is done; 0 where there is nothing.
  package private(set) var fixNowDays = 0

  /// The plan: fix now before fix soon, in the order of the summary, each behind what it builds on.
  package init(of audit: Audit) {
    let byID = Dictionary(audit.findings.map { ($0.id, $0) }) { first, _ in first }
    let now = (audit.summary?.fixNow ?? []).compactMap { byID[$0] }
    let soon = (audit.summary?.fixSoon ?? []).compactMap { byID[$0] }
    var sequence = Sequence(of: now + soon)
    var hours = 0.0
    let urgent = Set(now.map(\.id))
    for (finding, after) in sequence.ordered() {
      let effort = max(0.25, (finding.effortHours.low + finding.effortHours.high) / 2)
      // What begins in the last quarter of an hour of a day begins on the next.
      let start = hours
      hours += effort.isFinite ? effort : 0
      let first = Int(min(start / Self.hoursPerDay, 1e6)) + 1
      let last = max(first, Int(min((hours / Self.hoursPerDay).rounded(.up), 1e6)))
      tasks.append(Task(finding: finding, firstDay: first, lastDay: last, after: after))
      if urgent.contains(finding.id) { fixNowDays = max(fixNowDays, last) }
    }
  }

  /// The last day of a finding's repair.
  package func lastDays() -> [String: Int] {
    Dictionary(tasks.map { ($0.finding.id, $0.lastDay) }) { first, _ in first }
  }
}

/// An order in which nothing stands before what it builds on.
private struct Sequence {
  private let findings: [Finding]
  /// Findings by place or route, and category.
  private var places: [Key: [Int]] = [:]
  private var isDone: [Bool]
  private var result: [(Finding, [Finding])] = []

  private struct Key: Hashable {
    let place: String
    let category: Category
  }

  /// More findings of one place than these are not looked at for each other.
  private static let mostBefore = 3

  init(of findings: [Finding]) {
    self.findings = findings
    isDone = Array(repeating: false, count: findings.count)
    for (index, finding) in findings.enumerated() {
      for place in finding.places
      where places[Key(place: place, category: finding.category), default: []].count
        < Self.mostBefore
      {
        places[Key(place: place, category: finding.category), default: []].append(index)
      }
    }
  }

  mutating func ordered() -> [(Finding, [Finding])] {
    for index in findings.indices { place(index) }
    return result
  }

  /// The depth is bounded: a category builds only on those that stand before it in the table.
  private mutating func place(_ index: Int) {
    guard !isDone[index] else { return }
    isDone[index] = true
    let finding = findings[index]
    var before: [Int] = []
    for category in finding.category.buildsOn {
      for place in finding.places {
        for other in places[Key(place: place, category: category)] ?? []
        where other != index && !before.contains(other) { before.append(other) }
      }
    }
    before = Array(before.prefix(Self.mostBefore))
    for other in before { place(other) }
    result.append((finding, before.map { findings[$0] }))
  }
}

extension Finding {
  /// Where one repair can stand in the way of another.
  fileprivate var places: [String] { [location.file] + (routes ?? []).prefix(8) }
}

extension Category {
  /// What is to be mended before, at the same place: the later repair depends on how it ends.
  fileprivate var buildsOn: [Category] {
    switch self {
    case .indexGap: [.nPlusOne, .unboundedFetch]
    case .poolExhaustion: [.nPlusOne]
    case .caching: [.nPlusOne, .unboundedFetch]
    case .retryStorm, .noBreaker: [.missingTimeout]
    case .awaitWaterfall: [.nPlusOne]
    case .unvirtualizedList: [.unboundedFetch]
    case .renderStorm: [.stateBloat]
    default: []
    }
  }
}
