// The value of a number literal.

/// Reads JavaScript's number literals without Foundation.
enum NumberText {
  /// The value of a literal in any base, with separators, fraction, exponent or the `n` of a big integer.
  static func value(_ text: UnsafePointer<UInt8>, _ count: Int) -> Double {
    if count > 1 && text[0] == 0x30 {
      switch text[1] | 0x20 {
      case UInt8(ascii: "x"): return digits(text + 2, count - 2, base: 16)
      case UInt8(ascii: "o"): return digits(text + 2, count - 2, base: 8)
      case UInt8(ascii: "b"): return digits(text + 2, count - 2, base: 2)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        if isOctal(text, count) { return digits(text + 1, count - 1, base: 8) }
      default: break
      }
    }
    return decimal(text, count)
  }

  private static func isOctal(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for index in 0..<count where text[index] < 0x30 || text[index] > 0x37 { return false }
    return true
  }

  private static func digits(_ text: UnsafePointer<UInt8>, _ count: Int, base: UInt32) -> Double {
    var value = 0.0
    for index in 0..<max(count, 0) {
      guard let digit = HexDigit.value(of: text[index]), digit < base else { continue }
      value = value * Double(base) + Double(digit)
    }
    return value
  }

  private static func decimal(_ text: UnsafePointer<UInt8>, _ count: Int) -> Double {
    var whole: UInt64 = 0
    var index = 0
    while index < count, index < 18, text[index] &- 0x30 < 10 {
      whole = whole &* 10 &+ UInt64(text[index] &- 0x30)
      index += 1
    }
    if index == count || (index == count - 1 && text[index] == UInt8(ascii: "n")) {
      return Double(whole)
    }
    let bytes = UnsafeBufferPointer(start: text, count: count)
    let plain = bytes.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "n") }
    return Double(withZero(String(decoding: plain, as: UTF8.self))) ?? 0
  }

  /// `.5` and `5.` as Swift reads them.
  private static func withZero(_ text: String) -> String {
    var text = text.utf8.first == UInt8(ascii: ".") ? "0" + text : text
    if text.utf8.last == UInt8(ascii: ".") { text += "0" }
    return text
  }
}
