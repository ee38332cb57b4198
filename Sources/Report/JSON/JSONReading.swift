// Reads JSON as strictly as RFC 8259 has it, for what another machine wrote may be cut off or foreign.

/// What is wrong with a text that should be JSON.
struct JSONProblem: Error {
  let line: Int
  let message: String
}

/// Reads one value into a `JSONValue`.
struct JSONReading {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  /// An audit nests by eight; deeper texts are foreign, and would exhaust the stack.
  private static let deepest = 64

  /// The value of a text that holds nothing else.
  static func value(of bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    var reading = JSONReading(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reading.index = 3 }
    let value = try reading.value()
    reading.skipBlanks()
    guard reading.index == bytes.count else {
      throw reading.problem("something stands behind the value")
    }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func problem(_ message: String) -> JSONProblem {
    let line = bytes[..<min(index, bytes.count)].count { $0 == 0x0A } + 1
    return JSONProblem(
      line: line,
      message: index < bytes.count ? message : "the text ends too early"
    )
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func value() throws(JSONProblem) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"):
      return try nested { reading throws(JSONProblem) in try reading.object() }
    case UInt8(ascii: "["): return try nested { reading throws(JSONProblem) in try reading.array() }
    case UInt8(ascii: "\""): return JSONValue(.string(try string()))
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReading) throws(JSONProblem) -> JSONValue
  ) throws(JSONProblem) -> JSONValue {
    guard depth < Self.deepest else { throw problem("it is nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    index += 1
    return try read(&self)
  }

  private mutating func object() throws(JSONProblem) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return JSONValue(.object([])) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw problem("a key is missing") }
      let key = try string()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing") }
      members.append((key, try value()))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw problem("a closing brace is missing") }
    return JSONValue(.object(members))
  }

  private mutating func array() throws(JSONProblem) -> JSONValue {
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return JSONValue(.array([])) }
    repeat {
      elements.append(try value())
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw problem("a closing bracket is missing") }
    return JSONValue(.array(elements))
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func word(_ text: String, _ content: JSONValue.Content) throws(JSONProblem)
    -> JSONValue
  {
    guard bytes[index...].starts(with: text.utf8) else {
      if bytes.count - index < text.utf8.count { index = bytes.count }
      throw problem("this is no JSON")
    }
    index += text.utf8.count
    return JSONValue(content)
  }

  private mutating func number() throws(JSONProblem) -> JSONValue {
    let start = index
    while let byte = next, Self.isInNumber(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let digits = bytes[start..<index].drop { $0 == UInt8(ascii: "-") }
    guard let first = digits.first, 0x30...0x39 ~= first, let value = Double(text), value.isFinite
    else {
      index = index == bytes.count ? index : start
      throw problem("this is no JSON")
    }
    return JSONValue(.number(text))
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }
}

// MARK: Strings

extension JSONReading {
  private mutating func string() throws(JSONProblem) -> String {
    index += 1
    let start = index
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      index += 1
    }
    var text = Array(bytes[start..<index])
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem("a text holds a control character") }
      index += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
    guard take(UInt8(ascii: "\"")) else { throw problem("a text does not end") }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
    guard let byte = next else { throw problem("a text does not end") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"): text += Array(String(try scalar()).utf8)
    default: throw problem("an escape has no meaning")
    }
  }

  /// The scalar of one escape or of a pair; half a pair is U+FFFD.
  private mutating func scalar() throws(JSONProblem) -> Character {
    let first = try unit()
    if 0xD800...0xDBFF ~= first, next == UInt8(ascii: "\\"), index + 1 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "u")
    {
      index += 2
      let second = try unit()
      guard 0xDC00...0xDFFF ~= second else { return "\u{FFFD}" }
      let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      return Unicode.Scalar(value).map(Character.init) ?? "\u{FFFD}"
    }
    return Unicode.Scalar(UInt32(first)).map(Character.init) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(JSONProblem) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw problem("an escape is not finished")
      }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return value
  }
}
