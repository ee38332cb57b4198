// A request to the control interface, read from bytes that come in pieces.

/// One HTTP request, as far as the interface needs it.
struct InterfaceRequest: Hashable {
  enum Reading: Hashable {
    case needsMore
    /// A request; so many bytes belong to it.
    case request(InterfaceRequest, consumed: Int)
    /// It cannot be read: the status to refuse it with.
    case refused(Int)
  }

  let method: String
  /// The path's parts, decoded.
  let path: [String]
  let body: [UInt8]
  let userAgent: String
  let keepsAlive: Bool

  private static let mostHead = 16 << 10
  private static let mostBody = 1 << 20

  static func read(_ bytes: [UInt8]) -> Reading {
    guard let end = endOfHead(bytes) else {
      return bytes.count > mostHead ? .refused(431) : .needsMore
    }
    guard end <= mostHead else { return .refused(431) }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(whereSeparator: \.isNewline)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else {
      return .refused(400)
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return .refused(400) }
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    if headers["transfer-encoding"] != nil { return .refused(411) }
    guard let length = Int(headers["content-length"] ?? "0"), length >= 0 else {
      return .refused(400)
    }
    guard length <= mostBody else { return .refused(413) }
    guard bytes.count >= end + length else { return .needsMore }
    let path = words[1].prefix { $0 != "?" }.split(separator: "/").map { decoded($0) }
    let connection = headers["connection"]?.lowercased()
    let request = InterfaceRequest(
      method: String(words[0]),
      path: path,
      body: Array(bytes[end..<end + length]),
      userAgent: headers["user-agent"] ?? "",
      keepsAlive: connection != "close" && (words[2] != "HTTP/1.0" || connection == "keep-alive")
    )
    return .request(request, consumed: end + length)
  }

  /// Behind the empty line; nil if it has not come.
  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 0...(min(bytes.count, mostHead + 4) - 4)
    where bytes[index] == 0x0D && bytes[index + 1] == 0x0A && bytes[index + 2] == 0x0D
      && bytes[index + 3] == 0x0A
    {
      return index + 4
    }
    return nil
  }

  /// `%20` and its like as the characters that they stand for.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
