// Text with places that are filled in anew for each round.

/// `/orders/${order}` taken apart once.
package struct Template: Sendable, Hashable {
  /// What a value must not do where it stands.
  enum Place: Sendable, Hashable {
    /// A path: no byte may end it.
    case path
    /// A header: no byte may end the line.
    case header
    /// A text within JSON: no byte may end it.
    case json
    /// A body that is sent as it is.
    case plain
  }

  enum Part: Sendable, Hashable {
    case bytes([UInt8])
    case variable(Int)
    /// `${unique}`: another text each time, as idempotency keys are.
    case unique
  }

  let parts: [Part]
  private let place: Place

  /// Takes a text apart; the variables are those that may be named in it.
  ///
  /// Throws an error of the plan for a name that no variable has.
  init(_ text: String, in place: Place, variables: [String]) throws(LoadError) {
    var parts: [Part] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw .plan("'\(text)': '${' is not closed")
      }
      let name = String(rest[start.upperBound..<end])
      parts.append(.bytes(Array(rest[..<start.lowerBound].utf8)))
      if name == "unique" {
        parts.append(.unique)
      } else if let index = variables.firstIndex(of: name) {
        parts.append(.variable(index))
      } else {
        let known = (variables + ["unique"]).joined(separator: ", ")
        throw .plan("'\(text)': no variable is called '\(name)'; there are \(known)")
      }
      rest = rest[rest.index(after: end)...]
    }
    self.parts = parts + [.bytes(Array(rest.utf8))]
    self.place = place
  }

  var isConstant: Bool { parts.count == 1 }

  /// Adds the text with its places filled in.
  func render(_ values: [[UInt8]], _ random: inout Random, into bytes: inout [UInt8]) {
    for part in parts {
      switch part {
      case .bytes(let text): bytes.append(contentsOf: text)
      case .variable(let index): for byte in values[index] { append(byte, to: &bytes) }
      case .unique:
        for _ in 0..<2 { bytes.append(contentsOf: String(random.next(), radix: 36).utf8) }
      }
    }
  }

  /// A value can come from the server under test: it must not become another request.
  private func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    let isControl = byte < 0x20 || byte == 0x7F
    switch place {
    case .plain: bytes.append(byte)
    case .header: bytes.append(isControl ? 0x20 : byte)
    case .path:
      if isControl || byte == 0x20 || byte > 0x7F || byte == 0x23 {
        bytes.append(0x25)
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      } else {
        bytes.append(byte)
      }
    case .json:
      if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
      if byte < 0x20 {
        bytes.append(contentsOf: [
          0x5C, 0x75, 0x30, 0x30, Self.digit(byte >> 4), Self.digit(byte & 15),
        ])
      } else {
        bytes.append(byte)
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}

/// A request of which parts are filled in anew for each round.
package struct RequestTemplate: Sendable, Hashable {
  let method: String
  let path: Template
  /// All headers but the body's length, each with its line end.
  let headers: Template
  let body: Template
  let hasBody: Bool

  /// The bytes that go over the wire.
  func render(_ values: [[UInt8]], _ random: inout Random) -> [UInt8] {
    var bytes = Array("\(method) ".utf8)
    path.render(values, &random, into: &bytes)
    bytes.append(contentsOf: " HTTP/1.1\r\n".utf8)
    headers.render(values, &random, into: &bytes)
    var content: [UInt8] = []
    body.render(values, &random, into: &content)
    if hasBody { bytes.append(contentsOf: "Content-Length: \(content.count)\r\n".utf8) }
    bytes.append(contentsOf: "\r\n".utf8)
    return bytes + content
  }
}
