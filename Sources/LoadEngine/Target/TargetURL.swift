// The address of what is tested, as the user writes it.

/// An `http://` URL in its parts.
package struct TargetURL: Sendable, Hashable {
  /// A name or an address, without the brackets of IPv6.
  package let host: String
  package let port: UInt16
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
    if text.lowercased().hasPrefix("https://") {
      throw .plan("\(text): TLS is not spoken yet: test the server behind it, as http://")
    }
    guard text.lowercased().hasPrefix("http://") else {
      throw .plan("\(text): not a URL: write http://HOST:PORT/PATH")
    }
    let rest = text.dropFirst("http://".count)
    let authority = rest.prefix { !"/?#".contains($0) }
    let tail = rest.dropFirst(authority.count).prefix { $0 != "#" }
    guard !authority.contains("@") else {
      throw .plan(
        "\(text): a user and password do not belong here: give --header 'Authorization: …'"
      )
    }
    (host, port) = try Self.split(authority, of: text)
    path = tail.hasPrefix("/") ? String(tail) : "/" + tail
  }

  package init(host: String, port: UInt16, path: String) {
    self.host = host
    self.port = port
    self.path = path
  }

  /// The same server with another path.
  package func at(path: String) -> TargetURL { TargetURL(host: host, port: port, path: path) }

  /// Host and port as the Host header says them.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == 80 ? name : "\(name):\(port)"
  }

  package var text: String { "http://\(authority)\(path)" }

  private static func split(
    _ authority: Substring,
    of text: String
  ) throws(LoadError) -> (String, UInt16) {
    var host = authority
    var port = Substring("80")
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
