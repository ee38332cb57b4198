// Reads one HTTP/1.1 response after the other, from whatever pieces the network hands over.

import Glibc

/// An incremental parser that keeps nothing of a response but what was asked for.
///
/// The bytes come from a server under test, perhaps a broken one: whatever they are, the parser
/// answers with a failure and reads no byte beyond what it was given.
package struct ResponseParser: Sendable {
  /// What a piece of bytes led to.
  package enum Progress: Sendable, Hashable {
    case needsMore
    /// The response ended; so many bytes of the piece belong to it.
    case complete(consumed: Int)
    case failed(ResponseFailure)
  }

  enum State: Sendable {
    case statusLine
    case header
    /// So many bytes of a body are to come.
    case body
    case bodyUntilClose
    case chunkSize
    case chunk
    case afterChunk
    case trailer
  }

  private(set) var limits: ResponseLimits
  var state = State.statusLine
  /// The status code; 0 before the status line was read.
  package var status = 0
  /// Whether another request may be sent over the connection.
  package var keepsAlive = true
  /// Bytes of the body so far, without the framing of chunks.
  package private(set) var bodyBytes = 0
  /// Whether a byte of the response has come.
  package private(set) var hasBegun = false
  /// The body so far, if it is kept.
  package private(set) var body: [UInt8] = []
  /// The header lines, each with a line feed behind it, if they are kept.
  package private(set) var head: [UInt8] = []
  /// Bytes of a body that are kept; 0 keeps neither body nor head.
  package var keeps = 0

  var remaining = 0
  var contentLength: Int?
  var isChunked = false
  var hasEncoding = false
  var answersHead = false
  private var headBytes = 0
  /// A line whose end has not come yet.
  private var carry: [UInt8] = []

  package init(limits: ResponseLimits = ResponseLimits()) { self.limits = limits }

  /// Gets ready for the next response; one that answers HEAD has no body.
  package mutating func reset(answersHead: Bool = false, keeping bytes: Int = 0) {
    beginMessage()
    self.answersHead = answersHead
    keeps = bytes
    hasBegun = false
    headBytes = 0
    if !body.isEmpty { body.removeAll(keepingCapacity: body.count < 1 << 16) }
    if !head.isEmpty { head.removeAll(keepingCapacity: true) }
    if !carry.isEmpty { carry.removeAll(keepingCapacity: true) }
  }

  /// Reads a piece of the connection's bytes.
  package mutating func feed(_ bytes: UnsafeRawBufferPointer) -> Progress {
    if bytes.isEmpty { return .needsMore }
    hasBegun = true
    var at = 0
    while true {
      let step: Progress?
      switch state {
      case .statusLine, .header, .chunkSize, .afterChunk, .trailer:
        step = readLine(bytes, &at)
      case .body, .chunk: step = readCounted(bytes, &at)
      case .bodyUntilClose:
        take(bytes[at...])
        at = bytes.count
        step = bodyBytes > limits.body ? .failed(.bodyTooLarge) : .needsMore
      }
      if let step { return step }
    }
  }

  /// The server closed its side.
  package mutating func end() -> Progress {
    state == .bodyUntilClose ? .complete(consumed: 0) : .failed(.truncated)
  }

  // MARK: - Pieces

  /// Reads a line; nil when there is more to do.
  private mutating func readLine(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Progress? {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
    guard let length = Self.lineLength(of: rest) else { return hold(rest) }
    at += length + 1
    headBytes += carry.count + length + 1
    guard headBytes <= limits.head else { return .failed(.headTooLarge) }
    let outcome: LineOutcome
    if carry.isEmpty {
      outcome = read(line: UnsafeRawBufferPointer(rebasing: rest[..<length]))
    } else {
      var line: [UInt8] = []
      swap(&line, &carry)
      line.append(contentsOf: rest[..<length])
      outcome = line.withUnsafeBytes { read(line: $0) }
      line.removeAll(keepingCapacity: true)
      swap(&line, &carry)
    }
    switch outcome {
    case .more: return nil
    case .complete: return .complete(consumed: at)
    case .failed(let failure): return .failed(failure)
    }
  }

  /// Keeps the beginning of a line whose end is still to come.
  private mutating func hold(_ rest: UnsafeRawBufferPointer) -> Progress {
    guard headBytes + carry.count + rest.count <= limits.head else { return .failed(.headTooLarge) }
    carry.append(contentsOf: rest)
    return .needsMore
  }

  /// Reads bytes of a body or a chunk whose length is known; nil when there is more to do.
  private mutating func readCounted(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Progress? {
    let count = min(remaining, bytes.count - at)
    take(bytes[at..<at + count])
    at += count
    remaining -= count
    if bodyBytes > limits.body { return .failed(.bodyTooLarge) }
    if remaining > 0 { return .needsMore }
    if state == .body { return .complete(consumed: at) }
    state = .afterChunk
    return nil
  }

  private mutating func take(_ bytes: Slice<UnsafeRawBufferPointer>) {
    bodyBytes += bytes.count
    if keeps > body.count { body.append(contentsOf: bytes.prefix(keeps - body.count)) }
  }

  mutating func keep(headerLine line: UnsafeRawBufferPointer) {
    guard keeps > 0 else { return }
    head.append(contentsOf: line)
    head.append(0x0A)
  }

  /// A line of framing between chunks is no header: it does not fill up the head.
  mutating func forgetLine(of length: Int) { headBytes -= min(headBytes, length + 1) }

  /// Starts at a status line, also after one that only announced another.
  mutating func beginMessage() {
    state = .statusLine
    status = 0
    keepsAlive = true
    bodyBytes = 0
    remaining = 0
    contentLength = nil
    isChunked = false
    hasEncoding = false
  }

  /// How many bytes stand before the first line feed.
  private static func lineLength(of bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, let end = memchr(start, 0x0A, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(end) - start
  }
}
