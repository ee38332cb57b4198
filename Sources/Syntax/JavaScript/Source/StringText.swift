// The value of a string literal or template piece.

import SyntaxTree

/// Decodes the escapes of JavaScript strings.
enum StringText {
  /// The text of a byte range with its escapes decoded; malformed escapes stand for themselves.
  static func decoded(_ source: SourceBuffer, from start: UInt32, to end: UInt32) -> String {
    let end = min(Int(end), source.count)
    let start = min(Int(start), end)
    let raw = UnsafeBufferPointer(start: source.base + start, count: end - start)
    guard raw.contains(0x5C) else { return String(decoding: raw, as: UTF8.self) }
    var decoder = Decoder(raw: raw)
    return decoder.text()
  }

  private struct Decoder {
    let raw: UnsafeBufferPointer<UInt8>
    var position = 0
    var units: [UInt16] = []
    var bytes: [UInt8] = []

    mutating func text() -> String {
      while let byte = take() {
        if byte == 0x5C { escape() } else { add(byte) }
      }
      flushUnits()
      return String(decoding: bytes, as: UTF8.self)
    }

    private func peek() -> UInt8? { position < raw.count ? raw[position] : nil }

    private mutating func take() -> UInt8? {
      guard let byte = peek() else { return nil }
      position += 1
      return byte
    }

    private mutating func add(_ byte: UInt8) {
      flushUnits()
      bytes.append(byte)
    }

    /// Code units from `\u` escapes are kept until the pair is complete.
    private mutating func flushUnits() {
      guard !units.isEmpty else { return }
      bytes.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
      units.removeAll(keepingCapacity: true)
    }

    private mutating func escape() {
      guard let byte = take() else { return }
      switch byte {
      case UInt8(ascii: "n"): add(0x0A)
      case UInt8(ascii: "t"): add(0x09)
      case UInt8(ascii: "r"): add(0x0D)
      case UInt8(ascii: "b"): add(0x08)
      case UInt8(ascii: "f"): add(0x0C)
      case UInt8(ascii: "v"): add(0x0B)
      case UInt8(ascii: "0")...UInt8(ascii: "7"): octal(byte)
      case UInt8(ascii: "x"): hexadecimal(digits: 2, or: byte)
      case UInt8(ascii: "u"): unicode()
      case 0x0D: if peek() == 0x0A { position += 1 }
      case 0x0A: break
      default: add(byte)
      }
    }

    private mutating func octal(_ first: UInt8) {
      var value = UInt16(first - 0x30)
      var digits = 1
      while digits < 3, let byte = peek(), byte >= 0x30, byte <= 0x37 {
        let next = value * 8 + UInt16(byte - 0x30)
        if next > 255 { break }
        value = next
        digits += 1
        position += 1
      }
      units.append(value)
    }

    private mutating func hexadecimal(digits: Int, or letter: UInt8) {
      guard let value = hexadecimalValue(digits: digits) else { return add(letter) }
      units.append(UInt16(truncatingIfNeeded: value))
    }

    private mutating func unicode() {
      guard peek() == UInt8(ascii: "{") else {
        return hexadecimal(digits: 4, or: UInt8(ascii: "u"))
      }
      position += 1
      var value: UInt32 = 0
      while let byte = peek(), let digit = HexDigit.value(of: byte) {
        value = min(value << 4 | digit, 0x1F_FFFF)
        position += 1
      }
      if peek() == UInt8(ascii: "}") { position += 1 }
      guard let scalar = Unicode.Scalar(value) else { return }
      units.append(contentsOf: String(Character(scalar)).utf16)
    }

    private mutating func hexadecimalValue(digits: Int) -> UInt32? {
      guard position + digits <= raw.count else { return nil }
      var value: UInt32 = 0
      for offset in 0..<digits {
        guard let digit = HexDigit.value(of: raw[position + offset]) else { return nil }
        value = value << 4 | digit
      }
      position += digits
      return value
    }
  }
}

/// Hexadecimal digits of source text.
enum HexDigit {
  /// The value of a digit, or nil for other bytes.
  @inline(__always)
  static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- 0x57)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- 0x37)
    default: nil
    }
  }
}
