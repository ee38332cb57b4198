// Text with places that are filled in anew for each round.

import Digests

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
    /// A name or value of a form: nothing but letters and digits goes as it is.
    case form
    /// A body that is sent as it is.
    case plain
  }

  enum Part: Sendable, Hashable {
    case bytes([UInt8])
    case variable(Int)
    /// `${unique}`: another text each time, as idempotency keys are.
    case unique
    /// What other parts say, in the letters of Base64.
    case base64([Part])
  }

  let parts: [Part]
  let place: Place

  /// Takes a text apart; the variables are those that may be named in it, and `$${` is the text `${`.
  ///
  /// Throws an error of the plan for a name that no variable has.
  init(_ text: String, in place: Place, variables: [String]) throws(LoadError) {
    var parts: [Part] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      let isLiteral = rest[..<start.lowerBound].hasSuffix("$")
      guard let end = isLiteral ? start.upperBound : rest[start.upperBound...].firstIndex(of: "}")
      else { throw .plan("'\(text)': '${' is not closed") }
      let name = String(rest[start.upperBound..<end])
      let before = rest[..<start.lowerBound]
      if isLiteral {
        parts.append(.bytes(Array((before.dropLast() + rest[start]).utf8)))
        rest = rest[start.upperBound...]
        continue
      }
      parts.append(.bytes(Array(before.utf8)))
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
    parts.append(.bytes(Array(rest.utf8)))
    self.parts = place == .form ? parts.map(Self.encoded) : parts
    self.place = place
  }

  /// Parts that are known already.
  init(_ parts: [Part], in place: Place) {
    self.parts = parts
    self.place = place
  }

  /// Texts one behind another.
  init(joining templates: [Template], in place: Place) {
    self.init(templates.flatMap(\.parts), in: place)
  }

  var isConstant: Bool { parts.allSatisfy(Self.isConstant) }

  private static func isConstant(_ part: Part) -> Bool {
    switch part {
    case .bytes: true
    case .variable, .unique: false
    case .base64(let parts): parts.allSatisfy(isConstant)
    }
  }

  /// What a form's text looks like on the wire.
  private static func encoded(_ part: Part) -> Part {
    guard case .bytes(let text) = part else { return part }
    var bytes: [UInt8] = []
    for byte in text { append(byte, in: .form, to: &bytes) }
    return .bytes(bytes)
  }

  /// Adds the text with its places filled in.
  func render(_ values: [[UInt8]], _ random: inout Random, into bytes: inout [UInt8]) {
    render(parts, values, &random, into: &bytes)
  }

  private func render(
    _ parts: [Part],
    _ values: [[UInt8]],
    _ random: inout Random,
    into bytes: inout [UInt8]
  ) {
    for part in parts {
      switch part {
      case .bytes(let text): bytes.append(contentsOf: text)
      case .variable(let index):
        for byte in values[index] { Self.append(byte, in: place, to: &bytes) }
      case .unique:
        for _ in 0..<2 { bytes.append(contentsOf: String(random.next(), radix: 36).utf8) }
      case .base64(let inner):
        var content: [UInt8] = []
        render(inner, values, &random, into: &content)
        bytes.append(contentsOf: Digest.base64(content).utf8)
      }
    }
  }

  /// A value can come from the server under test: it must not become another request.
  private static func append(_ byte: UInt8, in place: Place, to bytes: inout [UInt8]) {
    let isControl = byte < 0x20 || byte == 0x7F
    switch place {
    case .plain: bytes.append(byte)
    case .header: bytes.append(isControl ? 0x20 : byte)
    case .path:
      if isControl || byte == 0x20 || byte > 0x7F || byte == 0x23 {
        appendEscape(of: byte, to: &bytes)
      } else {
        bytes.append(byte)
      }
    case .form:
      if ByteSet.unreserved.contains(byte) {
        bytes.append(byte)
      } else {
        appendEscape(of: byte, to: &bytes)
      }
    case .json:
      if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
      if byte < 0x20 {
        bytes.append(contentsOf: [
          0x5C, 0x75, 0x30, 0x30, digit(byte >> 4), digit(byte & 15),
        ])
      } else {
        bytes.append(byte)
      }
    }
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x25)
    bytes.append(digit(byte >> 4))
    bytes.append(digit(byte & 15))
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
