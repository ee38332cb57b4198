// The words, numbers and strings of JSON.

extension JSONReader {
  /// A number or one of the words that stand for a value.
  mutating func readWord() -> ConfigValue {
    let word = readWordBytes()
    guard word.count <= ConfigLimits.numberBytes else {
      complain("a word of \(word.count) bytes is no value")
      return .null
    }
    let text = String(decoding: word, as: UTF8.self)
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "undefined" where !isStrict: return .null
    default: break
    }
    if isStrict, !ConfigNumber.isJSON(word) {
      complain("“\(text.prefix(40))” is no value of JSON")
      return .null
    }
    if let number = ConfigNumber.parse(text) { return .number(number) }
    complain("“\(text.prefix(40))” is no value")
    return .string(text)
  }

  /// The text of the string that starts here, with its escapes resolved.
  ///
  /// A lone surrogate becomes U+FFFD. A string ends at its line's end when it is not closed.
  mutating func readString() -> String {
    let quote = bytes[offset]
    if isStrict, quote != UInt8(ascii: "\"") { complain("a text stands between other quotes") }
    offset += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case quote:
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\n"):
        complain("a string is not closed")
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        offset += 1
        readEscape(into: &text)
      case ..<0x20 where isStrict:
        complain("a text holds a control character")
        offset += 1
      default:
        text.append(byte)
        offset += 1
      }
    }
    complain("a string is not closed")
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func readEscape(into text: inout [UInt8]) {
    guard let byte = peek, byte != UInt8(ascii: "\n") else { return }
    offset += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): readUnicodeEscape(into: &text)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case _ where isStrict: complain("an escape has no meaning")
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0"): text.append(0)
    default: text.append(byte)
    }
  }

  private mutating func readUnicodeEscape(into text: inout [UInt8]) {
    guard let first = readHexadecimal() else {
      if isStrict, bytes.count - offset < 4 { offset = bytes.count }
      return complain("“\\u” needs four hex digits")
    }
    var scalar = first
    if 0xD800..<0xDC00 ~= first, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      let before = offset
      offset += 2
      if let second = readHexadecimal(), 0xDC00..<0xE000 ~= second {
        scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      } else {
        offset = before
      }
    }
    let character = UnicodeScalar(scalar) ?? "\u{FFFD}"
    text.append(contentsOf: Array(String(character).utf8))
  }

  /// The value of the next four hex digits; nil, and nothing consumed, when there are fewer.
  private mutating func readHexadecimal() -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[offset..<offset + 4] {
      guard let digit = ConfigNumber.hexadecimalDigit(byte) else { return nil }
      value = value << 4 + UInt32(digit)
    }
    offset += 4
    return value
  }
}

/// How configuration files write numbers.
enum ConfigNumber {
  /// Decimal, hexadecimal (`0x1F`), octal (`0o17`), infinite or not a number; nil for other texts.
  static func parse(_ text: String) -> Double? {
    var digits = Array(text.utf8)
    guard !digits.isEmpty, digits.count <= ConfigLimits.numberBytes else { return nil }
    var sign = 1.0
    if digits[0] == UInt8(ascii: "-") || digits[0] == UInt8(ascii: "+") {
      if digits[0] == UInt8(ascii: "-") { sign = -1 }
      digits.removeFirst()
    }
    switch String(decoding: digits, as: UTF8.self) {
    case "Infinity", ".inf", ".Inf", ".INF": return sign * .infinity
    case "NaN", ".nan", ".NaN", ".NAN": return .nan
    default: break
    }
    if digits.count > 2, digits[0] == UInt8(ascii: "0"), let radix = radix(of: digits[1]) {
      return whole(digits.dropFirst(2), radix: radix).map { sign * $0 }
    }
    guard isDecimal(digits) else { return nil }
    return Double(String(decoding: digits, as: UTF8.self)).map { sign * $0 }
  }

  static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func radix(of marker: UInt8) -> Double? {
    switch marker {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
    case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
    default: nil
    }
  }

  private static func whole(_ digits: ArraySlice<UInt8>, radix: Double) -> Double? {
    var value = 0.0
    for byte in digits {
      guard let digit = hexadecimalDigit(byte), Double(digit) < radix else { return nil }
      value = value * radix + Double(digit)
    }
    return value
  }

  /// Whether JSON takes the word for a number, and the number is finite.
  static func isJSON(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
    let whole = rest.prefix { 0x30...0x39 ~= $0 }
    guard let first = whole.first, first != 0x30 || whole.count == 1 else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(digits.count + 1)
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard !rest.isEmpty, rest.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
      rest = []
    }
    return rest.isEmpty && Double(String(decoding: word, as: UTF8.self))?.isFinite == true
  }

  /// Whether the bytes are digits with at most one point and one exponent.
  ///
  /// `Double.init` would also take words (“nan”) and hexadecimal floating point.
  private static func isDecimal(_ digits: [UInt8]) -> Bool {
    guard digits.contains(where: { 0x30...0x39 ~= $0 }) else { return false }
    return digits.allSatisfy { byte in
      0x30...0x39 ~= byte || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }
  }
}
