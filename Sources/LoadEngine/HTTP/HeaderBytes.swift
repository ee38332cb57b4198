// Small questions to the bytes of a header.

extension ResponseParser {
  static let version = Array("HTTP/1.".utf8)

  /// The length of a header's name: visible characters up to a colon.
  static func nameLength(of line: UnsafeRawBufferPointer) -> Int? {
    for index in line.indices {
      let byte = line[index]
      if byte == 0x3A { return index > 0 ? index : nil }
      guard byte > 0x20, byte != 0x7F else { return nil }
    }
    return nil
  }

  /// Whether bytes spell a word; the word is in small letters, the bytes are not.
  static func equal(_ bytes: some Collection<UInt8>, _ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    var letter = word.utf8Start
    for byte in bytes {
      guard lowered(byte) == letter.pointee else { return false }
      letter += 1
    }
    return true
  }

  /// A number in digits that fits; nil for anything else.
  static func decimal(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  static func hexadecimal(_ byte: UInt8) -> Int? {
    switch lowered(byte) {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x66: Int(lowered(byte)) - 0x61 + 10
    default: nil
    }
  }

  /// The bytes without blanks at their ends.
  static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var rest = bytes
    while let byte = rest.first, isBlank(byte) { rest.removeFirst() }
    while let byte = rest.last, isBlank(byte) { rest.removeLast() }
    return rest
  }

  /// Whether a list between commas holds a word.
  static func words(of bytes: Slice<UnsafeRawBufferPointer>, contain word: StaticString) -> Bool {
    bytes.split(separator: 0x2C).contains { equal(trimmed($0), word) }
  }

  /// Whether a list between commas ends in a word.
  static func lastWord(of bytes: Slice<UnsafeRawBufferPointer>, is word: StaticString) -> Bool {
    bytes.split(separator: 0x2C).last.map { equal(trimmed($0), word) } ?? false
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
