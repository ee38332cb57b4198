// The closed model: so many users, each of whom waits for an answer before going on.

/// Users of a thread, each in a slot of its own.
struct UserPacer: Pacer {
  private let curve: Curve
  private let isConstant: Bool
  private let pause: Pause
  private let share: ThreadShare
  private let end: UInt64
  private var random: Random
  private var left: Int
  /// Rounds that each user still has; empty if nobody counts.
  private var leftOfUser: [Int]
  private var began: [UInt64]
  /// Users who go on at once.
  private var ready: [Int32] = []
  private var waiting = DueQueue()
  private var isClosed = false

  /// How long a user leaves a server alone that cannot be reached.
  private static let retreat: UInt64 = 100_000_000
  /// Multiples of it fill an interval evenly, however many there are.
  private static let goldenRatio = 0.618_033_988_749_895

  init(
    curve: Curve,
    pause: Pause,
    share: ThreadShare,
    limit: Int? = nil,
    limitOfUser: Int? = nil,
    seed: UInt64
  ) {
    self.curve = curve
    isConstant = curve.isConstant
    self.pause = pause
    self.share = share
    end = Nanoseconds.of(curve.seconds)
    random = Random(seed: seed &+ UInt64(share.index))
    left = limit.map(share.part(of:)) ?? .max
    let users = share.part(of: Int(curve.maximum.rounded(.up)))
    began = Array(repeating: 0, count: users)
    if let limitOfUser { left = min(left, limitOfUser * users) }
    leftOfUser = limitOfUser.map { Array(repeating: $0, count: users) } ?? []
    for slot in 0..<users {
      // Users who all begin at once would stay in step for the whole run.
      let phase = (Double(user(of: slot)) * Self.goldenRatio).truncatingRemainder(dividingBy: 1)
      enter(slot: slot, from: Nanoseconds.of(pause.mean * phase), now: 0)
    }
  }

  /// How many slots the users of this thread need.
  var slots: Int { began.count }

  mutating func next(at now: UInt64) -> Turn {
    guard !isClosed, left > 0, now < end else { return .over }
    if let slot = ready.popLast() { return start(Int(slot), due: now, lag: 0) }
    guard let first = waiting.first else { return .waitForSlot }
    guard first.due <= now else { return .wait(until: min(first.due, end)) }
    waiting.removeFirst()
    return start(Int(first.slot), due: first.due, lag: now - first.due)
  }

  mutating func finished(slot: Int, at now: UInt64, _ end: RoundEnd) {
    if !leftOfUser.isEmpty, leftOfUser[slot] <= 0 { return }
    var due = pause.next(began: began[slot], ended: now, &random)
    if case .unreachable = end { due = max(due, now &+ Self.retreat) }
    enter(slot: slot, from: due, now: now)
  }

  /// Users who were not answered in time never wanted to send more: nothing is unsent.
  mutating func nextUnsent(at now: UInt64) -> UInt64? {
    isClosed = true
    return nil
  }

  private mutating func start(_ slot: Int, due: UInt64, lag: UInt64) -> Turn {
    left -= 1
    if !leftOfUser.isEmpty { leftOfUser[slot] -= 1 }
    began[slot] = due
    return .start(slot: slot, due: due, lag: lag)
  }

  /// Lets a user in from a time on, or as soon as the curve has a place for that user.
  private mutating func enter(slot: Int, from due: UInt64, now: UInt64) {
    var time = due
    if !isConstant {
      let level = Double(user(of: slot))
      guard let seconds = curve.firstTime(above: level, from: Nanoseconds.seconds(due)) else {
        return
      }
      time = max(due, Nanoseconds.of(seconds))
    }
    if time <= now, now > 0 {
      ready.append(Int32(slot))
    } else {
      waiting.insert(DueQueue.Entry(due: time, slot: Int32(slot)))
    }
  }

  private func user(of slot: Int) -> Int { share.index + slot * share.count }
}
