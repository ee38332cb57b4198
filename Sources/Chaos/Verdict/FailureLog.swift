// The failures of a run, second by second.

package import LoadEngine
import Synchronization

/// One way in which requests failed.
package enum FailureKind: Sendable, Hashable {
  case refused(status: Int, ErrorLook)
  case unanswered(ErrorClass)

  package var isFriendly: Bool {
    if case .refused(_, let look) = self { look.isFriendly } else { false }
  }

  /// What it is called in reports.
  package var text: String {
    switch self {
    case .refused(let status, let look): "status \(status), \(look.rawValue)"
    case .unanswered(let error): error.text
    }
  }
}

/// Gathers failures from all threads of a load test; its size depends on the time, not on the load.
package final class FailureLog: FailureWitness {
  private struct State {
    var seconds: [Int: [FailureKind: Int]] = [:]
    var samples: [FailureSample] = []
    var lostWrites = 0
  }

  private let state = Mutex(State())
  private static let mostSamples = 12
  private static let longestSample = 200

  package init() {}

  package func refused(_ refusal: Refusal, step: String, at moment: UInt64) {
    let kind = FailureKind.refused(status: refusal.status, ErrorLook(of: refusal))
    note(kind, step: step, at: moment, body: refusal.body)
  }

  package func unanswered(_ request: Unanswered, step: String, at moment: UInt64) {
    note(.unanswered(request.error), step: step, at: moment, body: [])
    // Refused connections have carried nothing.
    if request.isWrite, request.error != .refused { state.withLock { $0.lostWrites += 1 } }
  }

  private func note(_ kind: FailureKind, step: String, at moment: UInt64, body: [UInt8]) {
    state.withLock { state in
      state.seconds[Int(moment / 1_000_000_000), default: [:]][kind, default: 0] += 1
      guard !body.isEmpty, state.samples.count < Self.mostSamples,
        !state.samples.contains(where: { $0.kind == kind })
      else { return }
      let text = String(decoding: body.prefix(Self.longestSample), as: UTF8.self)
      state.samples.append(FailureSample(kind: kind, step: step, body: text))
    }
  }

  /// What was gathered so far.
  package var failures: Failures {
    state.withLock {
      Failures(seconds: $0.seconds, samples: $0.samples, lostWrites: $0.lostWrites)
    }
  }
}

/// What a log has gathered.
package struct Failures: Sendable, Hashable {
  package let seconds: [Int: [FailureKind: Int]]
  package let samples: [FailureSample]
  /// Writes without an answer, of which nobody knows whether they were done.
  package let lostWrites: Int

  package init(
    seconds: [Int: [FailureKind: Int]] = [:],
    samples: [FailureSample] = [],
    lostWrites: Int = 0
  ) {
    self.seconds = seconds
    self.samples = samples
    self.lostWrites = lostWrites
  }

  /// All of some seconds, the commonest first.
  package func kinds(in range: Range<Int>) -> [(kind: FailureKind, count: Int)] {
    var sum: [FailureKind: Int] = [:]
    for (second, kinds) in seconds where range.contains(second) {
      sum.merge(kinds, uniquingKeysWith: +)
    }
    return sum.map { (kind: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.kind.text) < ($0.count, $1.kind.text) }
  }

  /// Requests without an answer in one second.
  func unanswered(in second: Int) -> Int {
    (seconds[second] ?? [:]).reduce(0) { sum, entry in
      if case .unanswered = entry.key { sum + entry.value } else { sum }
    }
  }
}
