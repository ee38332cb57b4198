// Bytes of a hostile server: whatever comes, nothing traps and nothing waits for ever.

import Glibc
import Testing

@testable import LoadEngine

@Suite("Fuzzed answers")
struct FuzzTests {
  /// Cases of each test; PLIMSOLL_FUZZ=1000000 asks for more than CI runs.
  private static let cases = getenv("PLIMSOLL_FUZZ").flatMap { Int(String(cString: $0)) } ?? 20_000

  private static let heads = [
    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/a?b#c\r\nSet-Cookie: a=b; Path=/; Max-Age=9\r\nContent-Length: 3\r\n\r\nabc",
    "HTTP/1.1 307 Moved\r\nLocation: ../x\r\nSet-Cookie: =; Expires=Thu, 01 Jan 1970\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\u{1F}\u{8}\u{8}\u{0}\r\n0\r\nA: b\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\u{1B}\u{20}\u{0}xyz",
    "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 6\r\n\r\nx\u{1}\u{2}\u{3}\u{4}\u{5}",
  ]

  private static func broken(_ seed: [UInt8], _ random: inout Random) -> [UInt8] {
    var bytes = seed
    for _ in 0...Int(random.next() % 6) where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 6 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
      case 3: bytes.removeLast(bytes.count - place)
      case 4:
        bytes[place] =
          [0x00, 0x0A, 0x0D, 0x20, 0x2F, 0x3A, 0x3B, 0x3D, 0xFF].randomElement(using: &random) ?? 0
      default: bytes.append(contentsOf: bytes.prefix(place))
      }
    }
    return bytes
  }

  @Test("no answer makes the parser, the cookies, the redirects or the decoders trap")
  func answers() throws {
    var random = Random(seed: 8)
    let seeds = Self.heads.map { Array($0.utf8) }
    let url = try TargetURL("http://127.0.0.1/")
    var whole = 0
    for _ in 0..<Self.cases {
      let bytes = Self.broken(seeds[Int(random.next() % UInt64(seeds.count))], &random)
      var parser = ResponseParser(limits: ResponseLimits(head: 2_048, body: 4_096))
      parser.reset(keeping: 4_096)
      let piece = 1 + Int(random.next() % 64)
      var progress = ResponseParser.Progress.needsMore
      for start in stride(from: 0, to: bytes.count, by: piece) where progress == .needsMore {
        progress = bytes[start..<min(bytes.count, start + piece)].withUnsafeBytes {
          parser.feed($0)
        }
      }
      if progress == .needsMore { progress = parser.end() }
      if case .complete = progress { whole += 1 }
      #expect(parser.body.count <= 4_096 && parser.head.count <= 2_048 + 64)
      let plain = ContentCoding.plain(parser.body, head: parser.head, most: 10_000)
      #expect(plain.count <= 10_000)
      let path = Redirect.path(status: 302, head: parser.head, from: Array("/a/b".utf8), on: url)
      var jar = CookieJar()
      jar.take(parser.head, path: path ?? [])
      // Whatever a server says, it becomes no second request.
      if let path { #expect(path.allSatisfy { $0 > 0x20 && $0 < 0x7F } && path.first == 0x2F) }
      let line = jar.line(for: path ?? [0x2F]) ?? [0x0D, 0x0A]
      #expect(line.dropLast(2).allSatisfy { $0 != 0x0A && $0 != 0x0D })
    }
    #expect(whole > Self.cases / 50, "some answers are whole all the same")
  }

  /// A pair of sockets, the first of which never waits.
  private static func pair() -> (Int32, Int32)? {
    var sockets: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0 else { return nil }
    _ = fcntl(sockets[0], F_SETFL, O_NONBLOCK)
    return (sockets[0], sockets[1])
  }

  /// Records that look like TLS more or less.
  private static func records(_ random: inout Random) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0...Int(random.next() % 4) {
      let length = Int(random.next() % 90)
      bytes.append(
        [20, 21, 22, 23, UInt8(truncatingIfNeeded: random.next())].randomElement(using: &random)
          ?? 22
      )
      bytes += [3, UInt8(random.next() % 5)]
      bytes += random.next() % 5 == 0 ? [0xFF, 0xFF] : [0, UInt8(length)]
      // A ServerHello of the length that the record has, for the handshake to go on a little.
      var body: [UInt8] = [2, 0, 0, UInt8(max(0, length - 4)), 3, 3]
      while body.count < length { body.append(UInt8(truncatingIfNeeded: random.next())) }
      bytes += body.prefix(length)
    }
    return bytes
  }

  @Test("garbage in place of TLS ends the handshake with a reason, and nothing traps")
  func handshakes() throws {
    var random = Random(seed: 9)
    let client = try TLSClient(host: "localhost", trust: TLSTrust(isVerified: false))
    let hello = Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)
    for number in 0..<Self.cases / 40 {
      guard let (near, far) = Self.pair() else {
        Issue.record("no sockets")
        return
      }
      let garbage = number == 0 ? hello : Self.broken(Self.records(&random), &random)
      var wire = Wire()
      wire.open(near)
      guard case .underWay = wire.shakeHands(with: client) else {
        Issue.record("the client begins")
        return
      }
      _ = garbage.withUnsafeBytes { send(far, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      close(far)
      // Whatever the records say, the end of the connection comes behind them.
      var outcome = wire.shakeHands(with: client)
      if case .underWay = outcome { outcome = wire.shakeHands(with: client) }
      guard case .failed(let error) = outcome else {
        Issue.record("\(outcome) after \(garbage)")
        return
      }
      #expect([.tls, .reset].contains(error))
      if number == 0 { #expect(TLSClient.reason == "wrong version number") }
      wire.close(endedWell: false)
    }
  }
}
