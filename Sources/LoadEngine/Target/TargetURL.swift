// The address of what is tested, as the user writes it.

import Digests

/// An `http://` or `https://` URL in its parts.
package struct TargetURL: Sendable, Hashable {
  /// A name or an address, without the brackets of IPv6.
  package let host: String
  package let port: UInt16
  /// Whether TLS is spoken.
  package let isEncrypted: Bool
  /// What `user:password@` before the host asks to be sent with every request; it is in no other text.
  package let authorization: String?
  /// The path and the query; never empty.
  package let path: String

  /// Reads a URL.
  ///
  /// Throws what is wrong with it and what to write instead.
  package init(_ text: String) throws(LoadError) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .plan(
        "\(text): a URL has no spaces or letters beyond ASCII: write them as %20 and so on"
      )
    }
    isEncrypted = text.lowercased().hasPrefix("https://")
    guard isEncrypted || text.lowercased().hasPrefix("http://") else {
      throw .plan("\(text): not a URL: write http://HOST:PORT/PATH")
    }
    let rest = text.dropFirst(isEncrypted ? "https://".count : "http://".count)
    let whole = rest.prefix { !"/?#".contains($0) }
    let tail = rest.dropFirst(whole.count).prefix { $0 != "#" }
    let user = whole.lastIndex(of: "@").map { whole[..<$0] }
    let authority = user.map { whole[$0.endIndex...].dropFirst() } ?? whole
    authorization = user.map { "Basic \(Digest.base64(Self.decoded($0)))" }
    (host, port) = try Self.split(authority, of: text, usual: isEncrypted ? 443 : 80)
    path = tail.hasPrefix("/") ? String(tail) : "/" + tail
  }

  package init(host: String, port: UInt16, path: String) {
    self.host = host
    self.port = port
    self.path = path
    isEncrypted = false
    authorization = nil
  }

  private init(of other: TargetURL, path: String) {
    host = other.host
    port = other.port
    isEncrypted = other.isEncrypted
    authorization = other.authorization
    self.path = path
  }

  /// The same server with another path.
  package func at(path: String) -> TargetURL { TargetURL(of: self, path: path) }

  /// Host and port as the Host header says them.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
  }

  package var text: String { "\(isEncrypted ? "https" : "http")://\(authority)\(path)" }

  /// Whether both lead to the same port of the same host, and speak alike.
  func isSameServer(as other: TargetURL) -> Bool {
    host.lowercased() == other.host.lowercased() && port == other.port
      && isEncrypted == other.isEncrypted
  }

  /// The bytes of a text in which `%40` stands for one.
  private static func decoded(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap(ResponseParser.hexadecimal)
      if byte == 0x25, digits.count == 2 {
        bytes.append(UInt8(digits[0] << 4 | digits[1]))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static func split(
    _ authority: Substring,
    of text: String,
    usual: UInt16
  ) throws(LoadError) -> (String, UInt16) {
    var host = authority
    var port = Substring("\(usual)")
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else {
        throw .plan("\(text): the bracket of the address is not closed")
      }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let tail = authority[authority.index(after: end)...]
      guard tail.isEmpty || tail.hasPrefix(":") else {
        throw .plan("\(text): a port stands behind a colon")
      }
      if !tail.isEmpty { port = tail.dropFirst() }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    }
    guard !host.isEmpty else { throw .plan("\(text): the host is missing") }
    guard let number = UInt16(port), number > 0 else {
      throw .plan("\(text): '\(port)' is no port: give one from 1 to 65535")
    }
    return (String(host), number)
  }
}
