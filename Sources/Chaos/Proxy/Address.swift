// `HOST:PORT`, as proxies are told where they stand and whom they serve.

package import LoadEngine

/// A host and a port.
package struct Address: Sendable, Hashable {
  package let host: String
  package let port: UInt16

  /// Reads `HOST:PORT`, or a port of this machine.
  ///
  /// Throws an error of the plan.
  package init(_ text: String) throws(LoadError) {
    let colon = text.lastIndex(of: ":")
    let digits = colon.map { text[text.index(after: $0)...] } ?? text[...]
    var name = colon.map { String(text[..<$0]) } ?? ""
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    guard let port = UInt16(digits), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .plan("'\(text)': write HOST:PORT, as 127.0.0.1:5432")
    }
    self.init(host: name.isEmpty ? "127.0.0.1" : name, port: port)
  }

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The first of its addresses that may be used: of this machine, or of the host that was named.
  func endpoint(allowing host: String?) throws(LoadError) -> Endpoint {
    let url = TargetURL(host: self.host, port: port, path: "/")
    let endpoints = try Permission(remoteHost: host).allowed(try Endpoint.resolve(url), of: url)
    guard let first = endpoints.first else {
      throw .environment("\(text): no address is known; check the host's name")
    }
    return first
  }
}
