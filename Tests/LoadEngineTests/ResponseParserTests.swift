// One parser reads whatever servers send, well-formed or not.

import Testing

@testable import LoadEngine

@Suite("Response parser")
struct ResponseParserTests {
  /// What became of a response: its status and body, or why there is none.
  enum Outcome: Equatable, CustomStringConvertible {
    case answer(status: Int, body: String, keepsAlive: Bool)
    case failed(ResponseFailure)
    case unfinished

    var description: String {
      switch self {
      case .answer(let status, let body, let keepsAlive): "\(status) \(body) \(keepsAlive)"
      case .failed(let failure): "\(failure)"
      case .unfinished: "unfinished"
      }
    }
  }

  /// Feeds the text in pieces of a size, then closes the connection.
  static func read(
    _ text: String,
    piece: Int,
    answersHead: Bool = false,
    limits: ResponseLimits = ResponseLimits(head: 1_024, body: 1_024)
  ) -> Outcome {
    var parser = ResponseParser(limits: limits)
    parser.reset(answersHead: answersHead, keeping: 4_096)
    let bytes = Array(text.utf8)
    var progress = ResponseParser.Progress.needsMore
    for start in stride(from: 0, to: bytes.count, by: piece) where progress == .needsMore {
      let part = Array(bytes[start..<min(bytes.count, start + piece)])
      progress = part.withUnsafeBytes { parser.feed($0) }
      if case .complete(let consumed) = progress { #expect(consumed <= part.count) }
    }
    if progress == .needsMore { progress = parser.end() }
    switch progress {
    case .needsMore: return .unfinished
    case .failed(let failure): return .failed(failure)
    case .complete:
      let body = String(decoding: parser.body, as: UTF8.self)
      return .answer(status: parser.status, body: body, keepsAlive: parser.keepsAlive)
    }
  }

  static let good: [(String, Outcome)] = [
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
      .answer(status: 200, body: "hi", keepsAlive: true)
    ),
    (
      "HTTP/1.1 200\r\ncontent-LENGTH:2\r\n\r\nhi",
      .answer(status: 200, body: "hi", keepsAlive: true)
    ),
    (
      "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", .answer(status: 200, body: "hi", keepsAlive: true)
    ),
    (
      "HTTP/1.0 404 No\r\nContent-Length: 0\r\n\r\n",
      .answer(status: 404, body: "", keepsAlive: false)
    ),
    (
      "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\nx",
      .answer(status: 200, body: "x", keepsAlive: true)
    ),
    (
      "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 1\r\n\r\nx",
      .answer(status: 200, body: "x", keepsAlive: false)
    ),
    (
      "HTTP/1.1 204 No Content\r\nServer: a\r\n\r\n",
      .answer(status: 204, body: "", keepsAlive: true)
    ),
    (
      "HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n",
      .answer(status: 304, body: "", keepsAlive: true)
    ),
    (
      "HTTP/1.1 200 OK\r\n\r\nuntil the end",
      .answer(status: 200, body: "until the end", keepsAlive: false)
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
      .answer(status: 200, body: "abc0123456789", keepsAlive: true)
    ),
    (
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: a\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 1\r\n\r\n!",
      .answer(status: 201, body: "!", keepsAlive: true)
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nraw",
      .answer(status: 200, body: "raw", keepsAlive: false)
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
      .answer(status: 200, body: "a", keepsAlive: false)
    ),
  ]

  static let bad: [(String, ResponseFailure)] = [
    ("", .truncated), ("HTTP/1.1 200 OK\r\n", .truncated),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi", .truncated),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi", .truncated),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", .truncated),
    ("hello\r\n", .malformed), ("HTTP/2.0 200 OK\r\n\r\n", .malformed),
    ("HTTP/1.1 2x0 OK\r\n\r\n", .malformed), ("HTTP/1.1 099 OK\r\n\r\n", .malformed),
    ("HTTP/1.1 2000 OK\r\n\r\n", .malformed), ("\r\n\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\n: nameless\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", .malformed),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", .bodyTooLarge),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", .malformed),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n", .bodyTooLarge),
    ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 2_000), .bodyTooLarge),
    ("HTTP/1.1 200 OK\r\nA: " + String(repeating: "x", count: 2_000), .headTooLarge),
    ("HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 400), .headTooLarge),
  ]

  @Test("reads every framing, in whatever pieces it comes", arguments: good)
  func readsGood(text: String, expected: Outcome) {
    for piece in [1, 2, 3, 7, 4_096] {
      #expect(Self.read(text, piece: piece) == expected, "\(piece)")
    }
  }

  @Test("names what is wrong, in whatever pieces it comes", arguments: bad)
  func refusesBad(text: String, expected: ResponseFailure) {
    for piece in [1, 2, 3, 7, 4_096] {
      #expect(Self.read(text, piece: piece) == .failed(expected), "\(piece)")
    }
  }

  @Test("an answer to HEAD has a length and no body")
  func answersHead() {
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    #expect(
      Self.read(text, piece: 9, answersHead: true)
        == .answer(status: 200, body: "", keepsAlive: true)
    )
  }

  @Test("the second response begins where the first has ended")
  func readsTwo() {
    var parser = ResponseParser()
    parser.reset(keeping: 10)
    let bytes = Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 201".utf8)
    #expect(bytes.withUnsafeBytes { parser.feed($0) } == .complete(consumed: bytes.count - 12))
    parser.reset(keeping: 10)
    #expect(!parser.hasBegun && parser.status == 0)
  }

  @Test("many tiny chunks are no large head")
  func tinyChunks() {
    let chunks = String(repeating: "1\r\na\r\n", count: 900)
    let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n"
    let body = String(repeating: "a", count: 900)
    #expect(Self.read(text, piece: 10) == .answer(status: 200, body: body, keepsAlive: true))
  }

  @Test("no bytes make it trap, and pieces change nothing: 60,000 broken responses")
  func fuzz() {
    var random = Random(seed: 2_026)
    let seeds = (Self.good.map(\.0) + Self.bad.map(\.0)).map { Array($0.utf8) }
    for _ in 0..<60_000 {
      var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
      for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[place], at: place)
        default: bytes.removeLast(bytes.count - place)
        }
      }
      let whole = Self.progress(of: bytes, piece: bytes.count + 1)
      #expect(whole == Self.progress(of: bytes, piece: 1 + Int(random.next() % 5)))
    }
  }

  /// The end of a response, without the place in the piece where it stands.
  private static func progress(of bytes: [UInt8], piece: Int) -> Outcome {
    var parser = ResponseParser(limits: ResponseLimits(head: 1_024, body: 1_024))
    parser.reset(keeping: 64)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      let part = Array(bytes[start..<min(bytes.count, start + piece)])
      switch part.withUnsafeBytes({ parser.feed($0) }) {
      case .needsMore: continue
      case .failed(let failure): return .failed(failure)
      case .complete: return .answer(status: parser.status, body: "", keepsAlive: parser.keepsAlive)
      }
    }
    if case .complete = parser.end() {
      return .answer(status: parser.status, body: "", keepsAlive: false)
    }
    return .unfinished
  }
}
