// Cookies of one user, for as long as a round lasts.

/// What a server wants to be told again; there is one server, so only paths count.
struct CookieJar {
  private struct Cookie {
    let name: [UInt8]
    let value: [UInt8]
    let path: [UInt8]
  }

  /// A server under test may be broken: a jar does not grow without end.
  private static let mostCookies = 64
  private var cookies: [Cookie] = []

  var isEmpty: Bool { cookies.isEmpty }

  mutating func empty() { cookies.removeAll(keepingCapacity: true) }

  /// Keeps what an answer to a path sets, and drops what it takes back.
  mutating func take(_ head: [UInt8], path: [UInt8]) {
    for line in HeaderLines(head).values(of: "set-cookie") { take(line: line, path: path) }
  }

  private mutating func take(line: [UInt8], path: [UInt8]) {
    let parts = line.split(separator: 0x3B, omittingEmptySubsequences: false)
      .map(Self.trimmed)
    // What a server says must not become another line of our request.
    guard let pair = parts.first, pair.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      let equals = pair.firstIndex(of: 0x3D), equals > pair.startIndex
    else { return }
    let name = Array(pair[..<equals])
    var cookiePath = Self.folder(of: path)
    var isOver = false
    for part in parts.dropFirst() {
      let words = String(decoding: part, as: UTF8.self).split(separator: "=", maxSplits: 1)
      guard words.count == 2 else { continue }
      switch words[0].lowercased() {
      case "path": if words[1].hasPrefix("/") { cookiePath = Array(words[1].utf8) }
      case "max-age": isOver = isOver || (Int(words[1]).map { $0 <= 0 } ?? false)
      // How servers write a time long ago, with which they take a cookie back.
      case "expires": isOver = isOver || words[1].contains("1970")
      default: break
      }
    }
    cookies.removeAll { $0.name == name && $0.path == cookiePath }
    guard !isOver, cookies.count < Self.mostCookies else { return }
    let value = Array(pair[pair.index(after: equals)...])
    cookies.append(Cookie(name: name, value: value, path: cookiePath))
  }

  /// The header line for a path, with its end; nil if there is nothing to tell.
  func line(for path: [UInt8]) -> [UInt8]? {
    let meant = cookies.filter { Self.covers($0.path, path) }
    guard !meant.isEmpty else { return nil }
    let pairs = meant.map { $0.name + [0x3D] + $0.value }
    return Array("Cookie: ".utf8) + Array(pairs.joined(separator: [0x3B, 0x20])) + [0x0D, 0x0A]
  }

  /// Whether a cookie's path is the path, or a folder above it.
  private static func covers(_ folder: [UInt8], _ path: [UInt8]) -> Bool {
    guard path.starts(with: folder) else { return false }
    return folder.last == 0x2F || path.count == folder.count
      || [0x2F, 0x3F].contains(path[folder.count])
  }

  /// The path up to its last slash.
  private static func folder(of path: [UInt8]) -> [UInt8] {
    let plain = path.prefix { $0 != 0x3F }
    guard let slash = plain.lastIndex(of: 0x2F), slash > plain.startIndex else { return [0x2F] }
    return Array(plain[..<slash])
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = rest.last, last == 0x20 || last == 0x09 || last == 0x0D { rest.removeLast() }
    return rest
  }
}
