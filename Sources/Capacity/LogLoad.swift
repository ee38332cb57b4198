// What log lines add up to.

/// Lines that each request writes.
package struct LogLoad: Sendable, Hashable {
  package var target: LoadTarget
  /// The share of requests that come this way, 0 to 1.
  package var share: Input
  package var linesPerRequest: Input
  package var bytesPerLine: Input

  package init(
    target: LoadTarget = .standard,
    share: Input = .tenthOfRequests,
    linesPerRequest: Input,
    bytesPerLine: Input
  ) {
    self.target = target
    self.share = share
    self.linesPerRequest = linesPerRequest
    self.bytesPerLine = bytesPerLine
  }

  package var linesPerSecond: Double {
    target.requestsPerSecond * share.value * linesPerRequest.value
  }

  package var bytesPerDay: Double { linesPerSecond * bytesPerLine.value * 86_400 }

  package var sentence: String {
    let rate = Figure.grouped(target.requestsPerSecond * share.value)
    let lines = Figure.grouped(linesPerRequest.value)
    let assumed = [share, linesPerRequest, bytesPerLine].filter(\.isAssumed).map(\.source)
    let inputs = assumed.isEmpty ? "" : "; assuming \(assumed.joined(separator: " and "))"
    return "\(rate) req/s × \(lines) lines = \(Figure.grouped(linesPerSecond)) lines/s, "
      + "\(Figure.grouped(bytesPerDay / 1_000_000)) MB a day\(inputs)"
  }
}

extension Input {
  /// Bytes of one line of text with time and level.
  package static let logLine = assumed(200, because: "lines of 200 bytes")

  /// Bytes of an object as text.
  package static let loggedObject = assumed(2_000, because: "objects of 2 kB as text")
}
