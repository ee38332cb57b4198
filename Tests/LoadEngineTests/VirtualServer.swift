// A server and a generator in virtual time: what a schedule leads to, without waiting for it.

import Statistics

@testable import LoadEngine

/// Runs a pacer against a server of which only the answering times are known.
struct VirtualRun {
  /// From when a round was due until it was answered.
  private(set) var corrected = CensoredHistogram()
  /// From when it was sent: what a tool says that does not know better.
  private(set) var naive = Histogram()
  private(set) var sent: [UInt64] = []
  private(set) var unsent = 0
  private(set) var unfinished = 0
  private(set) var worstLag: UInt64 = 0
  private(set) var atOnce = 0

  /// `answer` tells when a request that is sent at a time is answered.
  init(_ pacer: some Pacer, seconds: Double, answer: (UInt64) -> UInt64) {
    var pacer = pacer
    let end = Nanoseconds.of(seconds)
    var now: UInt64 = 0
    var answers = DueQueue()
    var under: [Int32: (due: UInt64, sent: UInt64)] = [:]
    while now < end {
      var next = end
      asking: while true {
        switch pacer.next(at: now) {
        case .start(let slot, let due, let lag):
          worstLag = max(worstLag, lag ?? 0)
          sent.append(now)
          under[Int32(slot)] = (due, now)
          atOnce = max(atOnce, under.count)
          answers.insert(DueQueue.Entry(due: answer(now), slot: Int32(slot)))
        case .wait(let due):
          next = min(end, due)
          break asking
        case .waitForSlot, .over: break asking
        }
      }
      now = max(now, min(next, answers.first?.due ?? next))
      while let first = answers.first, first.due <= now, now < end {
        answers.removeFirst()
        if let times = under.removeValue(forKey: first.slot) {
          corrected.record(now - times.due)
          naive.record(now - times.sent)
        }
        pacer.finished(slot: Int(first.slot), at: now, .done)
      }
    }
    while let due = pacer.nextUnsent(at: now) {
      unsent += 1
      corrected.recordUnfinished(age: now - due)
    }
    for times in under.values {
      unfinished += 1
      corrected.recordUnfinished(age: now - times.due)
    }
  }
}
