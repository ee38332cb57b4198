// Schedules, tried in virtual time.

import Statistics
import Testing

@testable import LoadEngine

@Suite("Schedules")
struct ScheduleTests {
  private static let alone = ThreadShare(index: 0, count: 1)
  private static let second: UInt64 = 1_000_000_000

  private func arrivals(
    _ curve: Curve,
    slots: Int = 1_000,
    spacing: Spacing = .even,
    share: ThreadShare = alone,
    limit: Int? = nil
  ) -> ArrivalPacer {
    ArrivalPacer(curve: curve, spacing: spacing, share: share, slots: slots, limit: limit, seed: 3)
  }

  /// Answers in 0.1 ms, but stops for the first second of every ten.
  private func stalling(_ time: UInt64) -> UInt64 {
    let stallEnds = time / (10 * Self.second) * 10 * Self.second + Self.second
    return max(time, stallEnds) + 100_000
  }

  @Test(
    "a server that stalls 1 s in 10 shows its true percentiles, however few connections",
    arguments: [10, 200]
  )
  func stall(slots: Int) {
    let run = VirtualRun(
      arrivals(Curve(constant: 100, seconds: 30), slots: slots),
      seconds: 30,
      answer: stalling
    )
    let milliseconds = { (share: Double) in Double(run.corrected.all.quantile(share)) / 1e6 }
    #expect(run.sent.count == 3_000 && run.unsent == 0)
    #expect(abs(milliseconds(0.95) - 500) < 11, "\(milliseconds(0.95))")
    #expect(abs(milliseconds(0.99) - 900) < 11, "\(milliseconds(0.99))")
    #expect(run.worstLag == 0)
    if slots == 10 { #expect(run.naive.quantile(0.95) < 1_000_000) }
  }

  @Test("a ramp of arrivals has as many as the area below it, evenly within each moment")
  func ramp() {
    let curve = Curve(
      from: 0,
      stages: [
        Stage(seconds: 10, target: 100), Stage(seconds: 5, target: 100),
        Stage(seconds: 10, target: 0),
      ]
    )
    let run = VirtualRun(arrivals(curve), seconds: 26) { $0 + 1_000 }
    #expect(run.sent.count == 1_500)
    let perSecond = Dictionary(grouping: run.sent) { $0 / Self.second }.mapValues(\.count)
    for second in 0..<10 { #expect(abs((perSecond[UInt64(second)] ?? 0) - (second * 10 + 5)) <= 1) }
    for second in 10..<15 { #expect(perSecond[UInt64(second)] == 100) }
    #expect(abs((perSecond[24] ?? 0) - 5) <= 1)
  }

  @Test("a stage of no length is a step")
  func step() {
    let curve = Curve(
      from: 10,
      stages: [
        Stage(seconds: 1, target: 10), Stage(seconds: 0, target: 50), Stage(seconds: 1, target: 50),
      ]
    )
    let run = VirtualRun(arrivals(curve), seconds: 3) { $0 + 1_000 }
    #expect(run.sent.filter { $0 < Self.second }.count == 10)
    #expect(run.sent.count == 60)
  }

  @Test("threads share arrivals without a gap and without one twice", arguments: [1, 2, 3, 7])
  func shares(count: Int) {
    let curve = Curve(constant: 50, seconds: 4)
    let parts = (0..<count).map { index in
      VirtualRun(arrivals(curve, share: ThreadShare(index: index, count: count)), seconds: 5) {
        $0 + 1
      }.sent
    }
    let whole = VirtualRun(arrivals(curve), seconds: 5) { $0 + 1 }.sent
    #expect(parts.joined().sorted() == whole)
  }

  @Test("scheduled arrivals are sent, unsent or unfinished: none gets lost")
  func accounting() {
    let run = VirtualRun(arrivals(Curve(constant: 1_000, seconds: 2), slots: 10), seconds: 2) {
      $0 + Self.second / 2
    }
    #expect(run.sent.count + run.unsent == 2_000)
    #expect(run.atOnce == 10 && run.unfinished == 10)
    #expect(run.corrected.count == UInt64(2_000))
    #expect(run.corrected.censored == UInt64(run.unsent + run.unfinished))
    #expect(run.corrected.isLowerBound(run.corrected.all.quantile(0.95)))
  }

  @Test("arrivals at random come at the same rate, and not evenly")
  func poisson() {
    let run = VirtualRun(
      arrivals(Curve(constant: 200, seconds: 50), spacing: .poisson),
      seconds: 50
    ) { $0 + 1 }
    #expect(abs(run.sent.count - 10_000) < 400)
    let gaps = zip(run.sent, run.sent.dropFirst()).map { Double($1 - $0) / 5e6 }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    #expect(abs(variance - 1) < 0.1, "that of an exponential distribution is 1: \(variance)")
  }

  @Test("a limit of rounds is kept, over all threads")
  func limit() {
    let counts = (0..<3).map { index in
      let pacer = arrivals(
        Curve(constant: 100, seconds: 60),
        share: ThreadShare(index: index, count: 3),
        limit: 10
      )
      return VirtualRun(pacer, seconds: 60) { $0 + 1 }.sent.count
    }
    #expect(counts.reduce(0, +) == 10)
  }

  @Test("users without a pause keep the server as busy as there are users")
  func closed() {
    let pacer = UserPacer(
      curve: Curve(constant: 5, seconds: 10),
      pause: .none,
      share: Self.alone,
      seed: 1
    )
    let run = VirtualRun(pacer, seconds: 10) { $0 + Self.second / 10 }
    #expect(run.sent.count == 500 && run.atOnce == 5)
  }

  @Test("pacing gives a rate however long answers take, and users are not in step")
  func pacing() {
    let pacer = UserPacer(
      curve: Curve(constant: 100, seconds: 60),
      pause: .pacing(.constant(10)),
      share: Self.alone,
      seed: 1
    )
    let run = VirtualRun(pacer, seconds: 60) { $0 + Self.second }
    #expect(abs(run.sent.count - 600) <= 10)
    let busiest = Dictionary(grouping: run.sent) { $0 / (Self.second / 10) }.values.map(\.count)
      .max()
    #expect((busiest ?? 100) <= 4, "100 users in step would all send within one tenth")
  }

  @Test("users think after an answer, for as long as the spread says")
  func thinking() {
    let pacer = UserPacer(
      curve: Curve(constant: 50, seconds: 100),
      pause: .thinking(.exponential(mean: 4)),
      share: Self.alone,
      seed: 9
    )
    let run = VirtualRun(pacer, seconds: 100) { $0 + Self.second }
    #expect(abs(Double(run.sent.count) - 50 * 100 / 5) < 80)
  }

  @Test("users come and go with their curve")
  func users() {
    let curve = Curve(
      from: 0,
      stages: [Stage(seconds: 10, target: 10), Stage(seconds: 10, target: 0)]
    )
    let pacer = UserPacer(curve: curve, pause: .pacing(.constant(0.1)), share: Self.alone, seed: 1)
    let run = VirtualRun(pacer, seconds: 21) { $0 + 1_000 }
    let perSecond = Dictionary(grouping: run.sent) { $0 / Self.second }.mapValues(\.count)
    for second in 0..<10 {
      #expect(abs((perSecond[UInt64(second)] ?? 0) - (second * 10 + 10)) <= 8, "\(second)")
    }
    #expect((perSecond[9] ?? 0) > 80 && (perSecond[19] ?? 0) < 20 && perSecond[20] == nil)
  }

  @Test("a server that cannot be reached is not asked without end")
  func retreat() {
    var pacer = UserPacer(
      curve: Curve(constant: 1, seconds: 10),
      pause: .none,
      share: Self.alone,
      seed: 1
    )
    #expect(pacer.next(at: 1) == .start(slot: 0, due: 0, lag: 1))
    pacer.finished(slot: 0, at: 2, .unreachable)
    #expect(pacer.next(at: 3) == .wait(until: 100_000_002))
  }
}

@Suite("Due queue")
struct DueQueueTests {
  @Test("gives back what is due first, first")
  func order() {
    var random = Random(seed: 5)
    let times = (0..<1_000).map { _ in random.next() % 300 }
    var queue = DueQueue()
    for (slot, due) in times.enumerated() {
      queue.insert(DueQueue.Entry(due: due, slot: Int32(slot)))
    }
    var found: [UInt64] = []
    while let first = queue.first {
      found.append(first.due)
      queue.removeFirst()
    }
    #expect(found == times.sorted())
  }
}
