// What the control interface answers.

/// What the interface answers.
struct InterfaceAnswer: Hashable {
  let status: Int
  /// JSON; empty for 204.
  let body: String

  private static let reasons = [
    200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 409: "Conflict", 411: "Length Required",
    413: "Content Too Large", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
  ]

  func bytes(keepsAlive: Bool) -> [UInt8] {
    let reason = Self.reasons[status] ?? "Error"
    var head = "HTTP/1.1 \(status) \(reason)\r\nContent-Length: \(body.utf8.count)\r\n"
    if !body.isEmpty { head += "Content-Type: application/json\r\n" }
    if !keepsAlive { head += "Connection: close\r\n" }
    return Array((head + "\r\n" + body).utf8)
  }
}
