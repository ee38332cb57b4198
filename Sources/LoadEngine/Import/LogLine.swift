// One request as a line of an access log.

import ConfigSyntax

/// What a line tells, whichever format it is in.
struct LogLine {
  let method: String
  /// The path with its query.
  let path: String
  let status: Int
  /// Seconds since 1970.
  let time: Double?
  let bytes: Double
  /// Seconds that the request took, where the log says so.
  let duration: Double?

  /// Longer lines are attacks or binary.
  static let longest = 16 << 10

  var isWrite: Bool { ["POST", "PUT", "PATCH", "DELETE"].contains(method) }

  /// Whether a client that means well asks so: what was refused tells of scanners, not of users.
  var isUseful: Bool {
    (isWrite || ["GET", "HEAD"].contains(method)) && ![400, 404, 405, 414].contains(status)
  }

  init?(_ line: ArraySlice<UInt8>) {
    let trimmed = line.drop { $0 == 0x20 }
    if trimmed.first == 0x7B { self.init(json: Array(trimmed)) } else { self.init(plain: trimmed) }
  }

  /// `HOST - USER [TIME] "GET /path HTTP/1.1" STATUS BYTES …`, with whatever stands before and behind.
  private init?(plain line: ArraySlice<UInt8>) {
    guard let open = line.firstIndex(of: 0x5B), let close = line[open...].firstIndex(of: 0x5D),
      let quote = line[close...].firstIndex(of: 0x22),
      let end = line[(quote + 1)...].firstIndex(of: 0x22)
    else { return nil }
    let request = String(decoding: line[(quote + 1)..<end], as: UTF8.self)
    guard let (method, path) = Self.request(request) else { return nil }
    let words = line[(end + 1)...].split(separator: 0x20, maxSplits: 8)
    guard let status = words.first.flatMap({ Int(String(decoding: $0, as: UTF8.self)) }) else {
      return nil
    }
    self.method = method
    self.path = path
    self.status = status
    time = Timestamp.seconds(log: String(decoding: line[(open + 1)..<close], as: UTF8.self))
    bytes =
      words.count > 1
      ? Self.size(String(decoding: words[1].filter { $0 != 0x0D }, as: UTF8.self)) : 0
    duration = Self.duration(behind: line)
  }

  /// A number with a point at the end of a line: nginx's `$request_time`.
  private static func duration(behind line: ArraySlice<UInt8>) -> Double? {
    let last = line.split(separator: 0x20).last.map { $0.filter { $0 != 0x0D && $0 != 0x22 } } ?? []
    guard last.contains(0x2E), last.count <= 12 else { return nil }
    return plausible(Double(String(decoding: last, as: UTF8.self)))
  }

  /// A number of bytes; 0 for what is none.
  private static func size(_ text: String) -> Double {
    Double(text).flatMap { $0 >= 0 && $0 < 1e15 ? $0 : nil } ?? 0
  }

  private static func plausible(_ seconds: Double?) -> Double? {
    seconds.flatMap { $0 >= 0 && $0 < 86_400 ? $0 : nil }
  }

  private init?(json bytes: [UInt8]) {
    let value = ConfigDocument(json: bytes).value
    let inner = value["request"] ?? .null
    func text(_ keys: String...) -> String? {
      keys.lazy.compactMap { value[$0]?.scalarText ?? inner[$0]?.scalarText }.first
    }
    var method = text("method", "request_method", "http_method", "verb")
    var path = text("path", "uri", "request_uri", "url", "originalUrl", "target")
    if path == nil, let request = inner.string, let parts = Self.request(request) {
      (method, path) = (parts.method, parts.path)
    }
    guard let method = method?.uppercased(), let path,
      let whole = Self.request("\(method) \(path) -")
    else { return nil }
    self.method = whole.method
    self.path = whole.path
    status = text("status", "statusCode", "status_code", "response_code").flatMap(Int.init) ?? 200
    time = text("time", "timestamp", "@timestamp", "time_local", "time_iso8601", "ts", "msec")
      .flatMap(Self.moment)
    self.bytes =
      text("bytes", "body_bytes_sent", "bytes_sent", "size", "responseSize")
      .map(Self.size) ?? 0
    duration = Self.plausible(text("request_time", "duration").flatMap(Double.init))
  }

  /// A moment in any of the usual ways; large numbers are milliseconds.
  private static func moment(_ text: String) -> Double? {
    if let number = Double(text), number.isFinite, number > 0 {
      let seconds = number > 1e11 ? number / 1_000 : number
      return seconds < 1e11 ? seconds : nil
    }
    return Timestamp.seconds(iso: text) ?? Timestamp.seconds(log: text)
  }

  /// `GET /path HTTP/1.1` in its parts; nil for what no server would route.
  private static func request(_ text: String) -> (method: String, path: String)? {
    let words = text.split(separator: " ")
    guard words.count == 3, words[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
      words[0].utf8.count <= 10
    else { return nil }
    var path = words[1]
    if let scheme = path.firstRange(of: "://") {
      path = path[scheme.upperBound...].drop { $0 != "/" }
    }
    guard path.hasPrefix("/"), path.utf8.count <= 2_000,
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return (String(words[0]), String(path))
  }
}
