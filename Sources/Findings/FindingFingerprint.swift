// The id of a finding, which outlives edits elsewhere in its file.

/// What a finding's id is made of: rule, file, enclosing symbol and the code of the place.
///
/// The id is the 64-bit FNV-1a hash of these four, each ended by a zero byte, as 16 hex digits.
/// White space in the code counts only between two words, and a comma before a closing bracket
/// does not, so a formatter's line breaks leave the id alone. No line number and no order of
/// files goes in. Equal places of one symbol are told apart by `settled()`.
///
/// Renaming the file or the symbol, or editing the code of the place, is a new finding.
package struct FindingFingerprint: Sendable, Hashable {
  package let id: String

  /// Hashes the four parts.
  ///
  /// `symbol` is the qualified name of the enclosing function or class, empty at the top level;
  /// `code` is the bytes of the place, as they stand in the file.
  package init(rule: String, file: String, symbol: String, code: some Sequence<UInt8>) {
    var hash = FNV1a()
    hash.add(field: rule.utf8)
    hash.add(field: file.utf8)
    hash.add(field: symbol.utf8)
    // An array first: in another room's type every byte would be a call.
    hash.add(field: Self.normalised(Array(code)))
    id = hash.hexadecimal
  }

  /// The id of the `number`-th (from 1) further place that has the same id.
  package static func repeated(_ id: String, number: Int) -> String {
    var hash = FNV1a()
    hash.add(field: id.utf8)
    hash.add(field: String(number).utf8)
    return hash.hexadecimal
  }

  /// The code without the marks that a formatter moves.
  package static func normalised(_ code: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var sawSpace = false
    for byte in code {
      if isSpace(byte) {
        sawSpace = true
        continue
      }
      if sawSpace, let last = result.last, isWord(last), isWord(byte) { result.append(0x20) }
      if isClosing(byte), result.last == 0x2C { result.removeLast() }
      result.append(byte)
      sawSpace = false
    }
    return result
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == 0x29 || byte == 0x5D || byte == 0x7D
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x24, 0x80...0xFF: true
    default: false
    }
  }
}

/// Fowler-Noll-Vo 1a with 64 bits: no seed and no state beyond the process, unlike `Hasher`.
private struct FNV1a {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(field: some Sequence<UInt8>) {
    for byte in field { add(byte) }
    add(0)
  }

  var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}
