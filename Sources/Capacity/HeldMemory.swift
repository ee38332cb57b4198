// What requests hold in memory at the same time.

/// Requests that each hold a whole file or result until they are done.
package struct HeldMemory: Sendable, Hashable {
  package var target: LoadTarget
  /// The share of requests that come this way, 0 to 1.
  package var share: Input
  /// Bytes that each holds.
  package var bytes: Input
  /// Seconds for which each holds them.
  package var seconds: Input

  package init(
    target: LoadTarget = .standard,
    share: Input = .hundredthOfRequests,
    bytes: Input,
    seconds: Input = .assumed(5, because: "transfers of 5 s")
  ) {
    self.target = target
    self.share = share
    self.bytes = bytes
    self.seconds = seconds
  }

  package var requests: LittlesLaw {
    LittlesLaw(
      arrivalsPerSecond: target.requestsPerSecond * share.value,
      secondsHeld: seconds.value
    )
  }

  package var heldBytes: Double { requests.held * bytes.value }

  package var sentence: String {
    let each = Figure.grouped(bytes.value / 1_000_000)
    let inputs = [share, bytes, seconds].filter(\.isAssumed).map(\.source)
    let assumed = inputs.isEmpty ? "" : "; assuming \(inputs.joined(separator: " and "))"
    return "\(requests.sentence(of: "requests at once")) × \(each) MB = "
      + "\(Figure.grouped(heldBytes / 1_000_000)) MB\(assumed)"
  }
}

extension Input {
  /// The share of requests that move whole files, where nothing says it.
  package static let hundredthOfRequests = assumed(
    0.01,
    because: "that one request in a hundred comes this way"
  )
}
