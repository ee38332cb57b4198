// Requests that were written before, changed for one round.

/// Changes the bytes of an HTTP/1.1 request.
struct RequestEdit {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The method and the path of the first line.
  private var words: [ArraySlice<UInt8>] {
    bytes.prefix { $0 != 0x0D }.split(separator: 0x20, maxSplits: 2)
  }

  var path: [UInt8] { words.count > 1 ? Array(words[1]) : [0x2F] }

  /// The request with another header line behind its first.
  func adding(line: [UInt8]) -> [UInt8] {
    guard let end = bytes.firstIndex(of: 0x0A) else { return bytes }
    return Array(bytes[...end]) + line + bytes[(end + 1)...]
  }

  /// Whether a header of this name is there, which is given in small letters.
  func has(_ name: StaticString) -> Bool { lines.contains { Self.isLine($0, of: name) } }

  /// The request that a redirect asks for: without its body, and what told of that, where the status says so.
  ///
  /// Cookies are left out: others may belong to the new path.
  func following(path: [UInt8], status: Int) -> [UInt8] {
    let method = words.first.map(Array.init) ?? []
    let isKept = status == 307 || status == 308 || method == Array("HEAD".utf8)
    var request = (isKept ? method : Array("GET".utf8)) + [0x20] + path
    request += Array(" HTTP/1.1\r\n".utf8)
    for line in lines.dropFirst() {
      if Self.isLine(line, of: "cookie") { continue }
      if !isKept, Self.isLine(line, of: "content-length") || Self.isLine(line, of: "content-type") {
        continue
      }
      request += line + [0x0D, 0x0A]
    }
    return request + [0x0D, 0x0A] + (isKept ? bytes[headEnd...] : [])
  }

  /// The lines of the head without their ends.
  private var lines: [ArraySlice<UInt8>] {
    bytes[..<headEnd].split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }
      .filter { !$0.isEmpty }
  }

  /// Where the body begins.
  private var headEnd: Int {
    bytes.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A])?.upperBound ?? bytes.count
  }

  private static func isLine(_ line: ArraySlice<UInt8>, of name: StaticString) -> Bool {
    guard let colon = line.firstIndex(of: 0x3A) else { return false }
    return ResponseParser.equal(line[..<colon], name)
  }
}

/// Where an answer sends its reader.
enum Redirect {
  /// The path on the same server; nil if the answer is no redirect, or leads elsewhere.
  static func path(status: Int, head: [UInt8], from path: [UInt8], on url: TargetURL) -> [UInt8]? {
    guard [301, 302, 303, 307, 308].contains(status),
      let value = HeaderLines(head).value(of: "location"),
      value.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let text = String(decoding: value.prefix { $0 != 0x23 }, as: UTF8.self)
    if text.contains("://") || text.hasPrefix("//") {
      let whole = text.hasPrefix("//") ? "\(url.isEncrypted ? "https" : "http"):\(text)" : text
      guard let target = try? TargetURL(whole), target.isSameServer(as: url) else { return nil }
      return Array(target.path.utf8)
    }
    if text.hasPrefix("/") { return Array(text.utf8) }
    let plain = path.prefix { $0 != 0x3F }
    if text.hasPrefix("?") || text.isEmpty { return Array(plain) + Array(text.utf8) }
    let folder = plain.lastIndex(of: 0x2F).map { Array(plain[...$0]) } ?? [0x2F]
    return folder + Array(text.utf8)
  }
}
