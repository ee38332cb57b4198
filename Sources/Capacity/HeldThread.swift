// What becomes of one event loop when requests hold it.

/// Requests that keep the one thread of a process from all others for a while.
package struct HeldThread: Sendable, Hashable {
  package var target: LoadTarget
  /// Milliseconds for which one request holds the thread.
  package var hold: Input
  /// The share of all requests that come this way, 0 to 1.
  package var share: Input
  /// Milliseconds after which the work lets others have a turn; nil where it never does.
  package var turn: Double?

  package init(
    target: LoadTarget = .standard,
    hold: Input,
    share: Input = .tenthOfRequests,
    turn: Double? = nil
  ) {
    self.turn = turn
    self.target = target
    self.hold = hold
    self.share = share
  }

  /// The share of the thread's time that these requests take; 1 and more: nothing else runs.
  package var load: Double {
    target.requestsPerSecond * share.value * hold.value / 1_000
  }

  /// Requests a second that fill one thread.
  package var requestsPerSecondWhenFull: Double { 1_000 / hold.value }

  package var isFull: Bool { load >= 1 }

  package var sentence: String {
    let rate = target.requestsPerSecond * share.value
    let each = Figure.duration(hold.value / 1_000)
    let percent = "\(Figure.grouped(load * 100)) %"
    let arithmetic = "\(Figure.grouped(rate)) req/s × \(each) = \(percent) of one event loop"
    let limit = Figure.grouped(requestsPerSecondWhenFull)
    let delay =
      if let turn, turn < hold.value {
        "takes the thread for turns of \(Figure.duration(turn / 1_000)) from every other request"
      } else {
        "delays every other request by \(each)"
      }
    let full = "it is full at \(limit) req/s of them, and each one \(delay)"
    let inputs = [hold, share].filter(\.isAssumed).map(\.source)
    let assumed = inputs.isEmpty ? "" : "; assuming \(inputs.joined(separator: " and "))"
    return "\(arithmetic); \(full)\(assumed)"
  }
}

extension Input {
  /// The share of requests that take one way through the code, where nothing says it.
  package static let tenthOfRequests = assumed(
    0.1,
    because: "that one request in ten comes this way"
  )
}
