// Names of the whole program, so that equal texts of different files compare as one number.

import Facts

/// A name of the program; equal texts have equal names.
@frozen
package struct Name: Hashable, Sendable {
  package let raw: UInt32

  @inlinable
  package init(_ raw: UInt32) { self.raw = raw }

  package static var absent: Name { Name(NameID.none.raw) }
  package static var any: Name { Name(NameID.any.raw) }
  package static var `default`: Name { Name(NameID.default.raw) }
  package static var whole: Name { Name(NameID.whole.raw) }
  package static var constructor: Name { Name(NameID.constructor.raw) }
}

/// All names that occur in the facts of any file or in the tables of any library.
package struct Names: Sendable {
  private var texts = NameTable()
  private var hashes: [UInt32] = []
  /// Open addressing; 0 is free, else the name plus one.
  private var slots: [UInt32]
  private var mask: Int

  package init() {
    slots = Array(repeating: 0, count: 1 << 12)
    mask = slots.count - 1
    for index in 0..<texts.count {
      let hash = Self.hash(texts.bytes, texts.range(of: NameID(index)))
      hashes.append(hash)
      place(hash, UInt32(index))
    }
  }

  package mutating func intern(_ text: String) -> Name {
    let bytes = Array(text.utf8)
    return intern(bytes, 0..<bytes.count)
  }

  /// The name of a range of bytes.
  package mutating func intern(_ bytes: [UInt8], _ range: Range<Int>) -> Name {
    let hash = Self.hash(bytes, range)
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let name = slots[slot] - 1
      if hashes[Int(name)] == hash, isEqual(name, bytes, range) { return Name(name) }
      slot = (slot + 1) & mask
    }
    let id = texts.append(bytes[range])
    hashes.append(hash)
    slots[slot] = id.raw + 1
    if texts.count * 2 > slots.count { grow() }
    return Name(id.raw)
  }

  /// The names of one file's own table, by local id.
  mutating func map(_ table: NameTable) -> [Name] {
    var result: [Name] = []
    result.reserveCapacity(table.count)
    for index in 0..<table.count {
      result.append(intern(table.bytes, table.range(of: NameID(index))))
    }
    return result
  }

  package func string(_ name: Name) -> String { texts.string(NameID(name.raw)) }

  private func isEqual(_ name: UInt32, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let own = texts.range(of: NameID(name))
    guard own.count == range.count else { return false }
    var left = own.lowerBound
    for right in range {
      guard texts.bytes[left] == bytes[right] else { return false }
      left += 1
    }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    mask = slots.count - 1
    for (index, hash) in hashes.enumerated() { place(hash, UInt32(index)) }
  }

  private mutating func place(_ hash: UInt32, _ name: UInt32) {
    var slot = Int(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = name + 1
  }

  /// FNV-1a over the bytes, folded to 32 bits.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range {
      hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3
    }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
