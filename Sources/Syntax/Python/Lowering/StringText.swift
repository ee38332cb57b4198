// The value of a string literal or of a piece of a formatted one.

import SyntaxTree

/// Decodes what stands between the quotes of Python's strings.
enum StringText {
  /// How the text is written.
  struct Form {
    /// Backslashes stand for themselves.
    var isRaw = false
    /// Bytes know no escapes of Unicode.
    var isBytes = false
    /// `{{` and `}}` stand for one brace each.
    var isFormatted = false
  }

  /// The text of a byte range; escapes that the language does not know stand for themselves.
  static func decoded(
    _ source: UnsafePointer<UInt8>,
    from start: UInt32,
    to end: UInt32,
    _ form: Form
  ) -> String {
    let raw = UnsafeBufferPointer(start: source + Int(start), count: Int(max(end, start) - start))
    let isPlain = !raw.contains { byte in
      byte == 0x5C && !form.isRaw || form.isFormatted && (byte == 0x7B || byte == 0x7D)
    }
    if isPlain { return String(decoding: raw, as: UTF8.self) }
    var decoder = Decoder(raw: raw, form: form)
    return decoder.text()
  }

  private struct Decoder {
    let raw: UnsafeBufferPointer<UInt8>
    let form: Form
    var position = 0
    var bytes: [UInt8] = []

    mutating func text() -> String {
      bytes.reserveCapacity(raw.count)
      while let byte = take() {
        switch byte {
        case 0x5C where !form.isRaw: escape()
        case 0x7B, 0x7D:
          bytes.append(byte)
          if form.isFormatted && peek() == byte { position += 1 }
        default: bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    private func peek() -> UInt8? { position < raw.count ? raw[position] : nil }

    private mutating func take() -> UInt8? {
      guard let byte = peek() else { return nil }
      position += 1
      return byte
    }

    private mutating func escape() {
      guard let byte = take() else { return bytes.append(0x5C) }
      switch byte {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "a"): bytes.append(0x07)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "v"): bytes.append(0x0B)
      case 0x5C, 0x22, 0x27: bytes.append(byte)
      case 0x0A: break
      case 0x0D: if peek() == 0x0A { position += 1 }
      case UInt8(ascii: "0")...UInt8(ascii: "7"): octal(byte)
      case UInt8(ascii: "x"): hexadecimal(digits: 2, behind: byte)
      case UInt8(ascii: "u") where !form.isBytes: hexadecimal(digits: 4, behind: byte)
      case UInt8(ascii: "U") where !form.isBytes: hexadecimal(digits: 8, behind: byte)
      default:
        bytes.append(0x5C)
        // A brace behind a backslash may be half of a pair.
        if form.isFormatted && (byte == 0x7B || byte == 0x7D) {
          position -= 1
        } else {
          bytes.append(byte)
        }
      }
    }

    private mutating func octal(_ first: UInt8) {
      var value = UInt32(first - 0x30)
      for _ in 0..<2 {
        guard let byte = peek(), byte >= 0x30, byte <= 0x37 else { break }
        value = value << 3 | UInt32(byte - 0x30)
        position += 1
      }
      append(value)
    }

    private mutating func hexadecimal(digits: Int, behind letter: UInt8) {
      var value: UInt32 = 0
      for offset in 0..<digits {
        guard position + offset < raw.count, let digit = Self.digit(raw[position + offset]) else {
          bytes += [0x5C, letter]
          return
        }
        value = value &<< 4 | digit
      }
      position += digits
      append(value)
    }

    private mutating func append(_ value: UInt32) {
      guard let scalar = Unicode.Scalar(value) else { return }
      bytes.append(contentsOf: String(Character(scalar)).utf8)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - 0x57)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - 0x37)
      default: nil
      }
    }
  }
}
