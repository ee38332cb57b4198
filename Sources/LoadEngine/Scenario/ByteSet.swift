// Which of the 256 bytes belong to a set.

/// A set of bytes as 256 bits.
struct ByteSet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var high: UInt64 = 0

  init(_ bytes: some Sequence<UInt8>) { for byte in bytes { insert(byte) } }

  static let digits = ByteSet(0x30...0x39)
  static let words = ByteSet([0x5F]).union(digits).union(ByteSet(0x41...0x5A))
    .union(ByteSet(0x61...0x7A))
  /// What stands as it is in every part of a URL (RFC 3986).
  static let unreserved = words.union(ByteSet("-.~".utf8))
  static let blanks = ByteSet([0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D])
  static let any = ByteSet(0...255).subtracting(0x0A)

  func contains(_ byte: UInt8) -> Bool {
    let bit = UInt64(1) << UInt64(byte & 63)
    return switch byte >> 6 {
    case 0: low & bit != 0
    case 1: second & bit != 0
    case 2: third & bit != 0
    default: high & bit != 0
    }
  }

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low |= bit
    case 1: second |= bit
    case 2: third |= bit
    default: high |= bit
    }
  }

  func union(_ other: ByteSet) -> ByteSet {
    var set = self
    set.low |= other.low
    set.second |= other.second
    set.third |= other.third
    set.high |= other.high
    return set
  }

  var inverted: ByteSet {
    var set = self
    set.low = ~low
    set.second = ~second
    set.third = ~third
    set.high = ~high
    return set
  }

  private func subtracting(_ byte: UInt8) -> ByteSet {
    ByteSet((UInt8(0)...255).lazy.filter { $0 != byte && contains($0) })
  }
}
