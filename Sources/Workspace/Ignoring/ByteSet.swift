// The bytes that a bracket of a path pattern accepts.

/// A set of bytes, as `[a-z_]`, `[!0-9]` or `[[:alpha:]]` write it.
struct ByteSet: Hashable, Sendable {
  private var words: [UInt64] = [0, 0, 0, 0]

  func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0
  }

  private mutating func insert(_ byte: UInt8) {
    words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }

  /// Reads a bracket whose `[` has been taken, and its `]`; nil when it is not closed.
  init?(afterBracketOf text: inout ArraySlice<UInt8>) {
    var isNegated = false
    if let first = text.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "^") {
      isNegated = true
      text.removeFirst()
    }
    var isFirst = true
    while let byte = text.popFirst() {
      if byte == UInt8(ascii: "]"), !isFirst {
        if isNegated { words = words.map(~) }
        return
      }
      isFirst = false
      if byte == UInt8(ascii: "["), text.first == UInt8(ascii: ":") {
        guard insertClass(of: &text) else { return nil }
      } else {
        guard insertRange(from: byte, of: &text) else { return nil }
      }
    }
    return nil
  }

  /// Inserts one byte, or the range that it begins.
  private mutating func insertRange(from first: UInt8, of text: inout ArraySlice<UInt8>) -> Bool {
    guard let start = Self.unescaped(first, of: &text) else { return false }
    guard text.first == UInt8(ascii: "-"), let next = text.dropFirst().first,
      next != UInt8(ascii: "]")
    else {
      insert(start)
      return true
    }
    text.removeFirst(2)
    guard let end = Self.unescaped(next, of: &text) else { return false }
    if start <= end {
      for byte in start...end { insert(byte) }
    }
    return true
  }

  private static func unescaped(_ byte: UInt8, of text: inout ArraySlice<UInt8>) -> UInt8? {
    byte == UInt8(ascii: "\\") ? text.popFirst() : byte
  }

  /// Inserts a class such as `[:digit:]` whose `[` has been taken.
  private mutating func insertClass(of text: inout ArraySlice<UInt8>) -> Bool {
    guard let close = text.dropFirst().firstIndex(of: UInt8(ascii: "]")),
      close > text.startIndex + 1,
      text[close - 1] == UInt8(ascii: ":")
    else { return false }
    let name = String(decoding: text[(text.startIndex + 1)..<(close - 1)], as: UTF8.self)
    text = text[(close + 1)...]
    guard let isMember = Self.classes[name] else { return false }
    for byte in UInt8.min...UInt8.max where isMember(byte) { insert(byte) }
    return true
  }

  private static let classes: [String: @Sendable (UInt8) -> Bool] = [
    "alnum": { isLetter($0) || isDigit($0) },
    "alpha": { isLetter($0) },
    "blank": { $0 == 0x20 || $0 == 0x09 },
    "cntrl": { $0 < 0x20 || $0 == 0x7F },
    "digit": { isDigit($0) },
    "graph": { $0 > 0x20 && $0 < 0x7F },
    "lower": { 0x61...0x7A ~= $0 },
    "print": { $0 >= 0x20 && $0 < 0x7F },
    "punct": { $0 > 0x20 && $0 < 0x7F && !isLetter($0) && !isDigit($0) },
    "space": { $0 == 0x20 || 0x09...0x0D ~= $0 },
    "upper": { 0x41...0x5A ~= $0 },
    "xdigit": { isDigit($0) || 0x41...0x46 ~= $0 || 0x61...0x66 ~= $0 },
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
