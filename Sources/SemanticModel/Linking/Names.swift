// Names of the whole program, so that equal texts of different files compare as one number.

import Facts

/// A name of the program; equal texts have equal names.
@frozen
package struct Name: Hashable, Sendable {
  package let raw: UInt32

  @inlinable
  package init(_ raw: UInt32) { self.raw = raw }

  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.raw == right.raw }

  @inlinable
  package func hash(into hasher: inout Hasher) { hasher.combine(raw) }

  @inlinable
  package func _rawHashValue(seed: Int) -> Int { NumberHash.value(of: UInt64(raw), seed) }

  package static var absent: Name { Name(NameID.none.raw) }
  package static var any: Name { Name(NameID.any.raw) }
  package static var `default`: Name { Name(NameID.default.raw) }
  package static var whole: Name { Name(NameID.whole.raw) }
  package static var constructor: Name { Name(NameID.constructor.raw) }
}

/// All names that occur in the facts of any file or in the tables of any library.
package struct Names: Sendable {
  /// All texts, one after another, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  /// Open addressing; 0 is free, else the name plus one.
  private var slots = Array(repeating: UInt32(0), count: 1 << 12)

  /// The names that every file has, under the numbers that every file gives them.
  package init() { _ = map(NameTable()) }

  var count: Int { ends.count }

  package mutating func intern(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { unsafe intern(UnsafeRawBufferPointer($0)) }
  }

  /// The names of one file's own table, by local id.
  mutating func map(_ table: NameTable) -> [Name] {
    var result: [Name] = []
    result.reserveCapacity(table.count)
    unsafe table.bytes.withUnsafeBytes { bytes in
      var start = 0
      for end in table.ends {
        result.append(unsafe intern(UnsafeRawBufferPointer(rebasing: bytes[start..<Int(end)])))
        start = Int(end)
      }
    }
    return result
  }

  /// The names of another table from one number on, by their numbers in it.
  mutating func map(_ other: Names, from first: Int) -> [Name] {
    (first..<other.count).map { position in
      unsafe other.bytes.withUnsafeBytes { bytes in
        let range = other.range(of: position)
        return unsafe intern(UnsafeRawBufferPointer(rebasing: bytes[range]), other.hashes[position])
      }
    }
  }

  package func string(_ name: Name) -> String {
    String(decoding: bytes[range(of: Int(name.raw))], as: UTF8.self)
  }

  /// The name of a text that occurs somewhere; nil for all others.
  func known(_ text: String) -> Name? {
    var text = text
    return text.withUTF8 { text in
      let bytes = UnsafeRawBufferPointer(text)
      let hash = unsafe Self.hash(bytes)
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 {
        let name = slots[slot] - 1
        if unsafe hashes[Int(name)] == hash && isEqual(Int(name), bytes) { return Name(name) }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  private func range(of name: Int) -> Range<Int> { (name == 0 ? 0 : ends[name - 1])..<ends[name] }

  private mutating func intern(_ text: UnsafeRawBufferPointer) -> Name {
    unsafe intern(text, Self.hash(text))
  }

  private mutating func intern(_ text: UnsafeRawBufferPointer, _ hash: UInt32) -> Name {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let name = slots[slot] - 1
      if unsafe hashes[Int(name)] == hash && isEqual(Int(name), text) { return Name(name) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let name = UInt32(truncatingIfNeeded: ends.count)
    unsafe bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = name + 1
    if ends.count * 2 > slots.count { grow() }
    return Name(name)
  }

  private func isEqual(_ name: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let own = range(of: name)
    guard own.count == text.count else { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset + 8 <= text.count {
        let left = unsafe bytes.loadUnaligned(
          fromByteOffset: own.lowerBound + offset,
          as: UInt64.self
        )
        let right = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if left != right { return false }
        offset += 8
      }
      while offset < text.count {
        if unsafe bytes[own.lowerBound + offset] != text[offset] { return false }
        offset += 1
      }
      return true
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for (name, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(truncatingIfNeeded: name) + 1
    }
  }

  /// Multiplies and folds, eight bytes at a time.
  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    var hash = UInt64(text.count)
    var offset = 0
    while offset + 8 <= text.count {
      let word = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = mixed(hash, word)
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < text.count {
      tail = unsafe tail << 8 | UInt64(text[offset])
      offset += 1
    }
    hash = mixed(hash, tail)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
    return product ^ product >> 29
  }
}
