// A request as the bytes that go over the wire.

/// One request, written once and sent many times.
package struct PreparedRequest: Sendable, Hashable {
  /// What the figures call it.
  package let name: String
  package let method: String
  package let bytes: [UInt8]

  /// Whether to send it twice has the effect of once, so that a connection that the server had
  /// closed meanwhile may be replaced silently.
  var isIdempotent: Bool { ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method) }

  /// A request that was written elsewhere.
  init(name: String, method: String, bytes: [UInt8]) {
    self.name = name
    self.method = method
    self.bytes = bytes
  }

  /// A request of an origin; headers of the caller come before the standard ones and win.
  package init(
    name: String? = nil,
    method: String = "GET",
    to url: TargetURL,
    headers: [(name: String, value: String)] = [],
    body: [UInt8] = []
  ) {
    let given = Set(headers.map { $0.name.lowercased() })
    var text = "\(method) \(url.path) HTTP/1.1\r\n"
    func add(_ name: String, _ value: String) {
      if !given.contains(name.lowercased()) { text += "\(name): \(value)\r\n" }
    }
    add("Host", url.authority)
    add("User-Agent", "plimsoll")
    add("Accept", "*/*")
    if let authorization = url.authorization { add("Authorization", authorization) }
    if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
      add("Content-Length", "\(body.count)")
    }
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    self.name = name ?? "\(method) \(url.path)"
    self.method = method
    bytes = Array((text + "\r\n").utf8) + body
  }
}
