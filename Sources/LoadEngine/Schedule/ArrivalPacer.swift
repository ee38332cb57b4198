// The open model: requests arrive when they arrive, however slow the answers are.

/// How arrivals are spread over time.
package enum Spacing: String, Sendable, Hashable, CaseIterable {
  /// As evenly as the rate allows.
  case even
  /// As of many people who do not know of each other.
  case poisson
}

/// Arrivals of a thread, on a line of intended times that no answer moves.
struct ArrivalPacer: Pacer {
  private var times: ArrivalTimes
  private let spacing: Spacing
  private let step: Double
  private var number: Double
  private var random: Random
  private let end: UInt64
  private var left: Int
  /// When the next arrival is due; nil after the last.
  private var due: UInt64?
  private var idle: IdleSlots
  /// Whether an arrival waits for a slot, and until when arrivals did.
  private var isStarved = false
  private var starvedUntil: UInt64?
  private var isClosed = false

  /// Arrivals whose number of slots bounds how many are under way at once.
  init(
    curve: Curve,
    spacing: Spacing,
    share: ThreadShare,
    slots: Int,
    limit: Int? = nil,
    usesAllSlots: Bool = false,
    seed: UInt64
  ) {
    times = ArrivalTimes(curve)
    self.spacing = spacing
    step = Double(share.count)
    number = Double(share.index)
    random = Random(seed: seed &+ UInt64(share.index))
    end = Nanoseconds.of(curve.seconds)
    left = limit.map(share.part(of:)) ?? .max
    idle = IdleSlots(count: slots, usesAll: usesAllSlots)
    if spacing == .poisson { number = gap() }
    due = times.time(of: number).map(Nanoseconds.of)
  }

  mutating func next(at now: UInt64) -> Turn {
    guard !isClosed, left > 0, let due else { return .over }
    guard due <= now else { return .wait(until: due) }
    guard let slot = idle.take() else {
      isStarved = true
      return .waitForSlot
    }
    advance()
    let waited = starvedUntil.map { due <= $0 } ?? false
    return .start(slot: Int(slot), due: due, lag: waited ? nil : now - due)
  }

  mutating func finished(slot: Int, at now: UInt64, _ end: RoundEnd) {
    idle.put(Int32(slot))
    guard isStarved else { return }
    isStarved = false
    starvedUntil = now
  }

  mutating func nextUnsent(at now: UInt64) -> UInt64? {
    isClosed = true
    guard let due, due < min(now, end), left > 0 else { return nil }
    advance()
    return due
  }

  private mutating func advance() {
    left -= 1
    number += spacing == .even ? step : gap()
    due = times.time(of: number).map(Nanoseconds.of)
  }

  private mutating func gap() -> Double { Spread.exponential(mean: step).draw(&random) }
}

/// Slots in which no round is under way.
private struct IdleSlots: Sendable {
  private var ring: [Int32]
  private var first = 0
  private var count: Int
  private let usesAll: Bool

  init(count: Int, usesAll: Bool) {
    ring = usesAll ? Array(0..<Int32(count)) : (0..<Int32(count)).reversed()
    self.count = count
    self.usesAll = usesAll
  }

  /// The slot that has been idle longest; or the one used last, so that few connections are opened.
  mutating func take() -> Int32? {
    guard count > 0 else { return nil }
    count -= 1
    guard usesAll else { return ring[(first + count) % ring.count] }
    let slot = ring[first]
    first = (first + 1) % ring.count
    return slot
  }

  mutating func put(_ slot: Int32) {
    ring[(first + count) % ring.count] = slot
    count += 1
  }
}
