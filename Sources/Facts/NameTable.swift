// The names and texts of one file, as one block of bytes.

/// Every name, string literal and comment text that the facts of one file mention.
///
/// Ids are local to the file, so that facts can be cached by content alone; the linker maps them
/// to names of the whole program. The first ids are reserved (`absent`, `any`, `default`, …).
package struct NameTable: Sendable {
  /// All texts, one after another, in UTF-8 (invalid sequences are kept as they stand).
  package private(set) var bytes: [UInt8] = []
  /// `ends[i]` is the offset behind text `i`.
  package private(set) var ends: [UInt32] = []

  package init() {
    for word in Self.reserved { _ = append(word.utf8) }
  }

  /// Takes texts that a reader collected itself; the reserved ones of `init()` come first.
  package init(bytes: [UInt8], ends: [UInt32]) {
    self.bytes = bytes
    self.ends = ends
  }

  static let reserved = ["", "*", "default", "=", "this", "constructor"]

  package var count: Int { ends.count }

  /// Adds a text without looking for an equal one.
  package mutating func append(_ text: some Collection<UInt8>) -> NameID {
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    return NameID(ends.count - 1)
  }

  /// The bytes of a name.
  package func range(of name: NameID) -> Range<Int> {
    let index = name.index
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  package func string(_ name: NameID) -> String {
    let range = range(of: name)
    guard range.count <= Self.shortest else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    // A short text is kept in place: no memory is asked for, and letters of ASCII need no check.
    return unsafe bytes.withUnsafeBufferPointer { all in
      unsafe String(unsafeUninitializedCapacity: range.count) { buffer in
        unsafe buffer.update(fromContentsOf: all[range])
      }
    }
  }

  private static let shortest = 15
}

extension ID where Of == NameTable {
  /// Any name: a spread, a computed key, or the whole of a module (`export *`).
  package static var any: NameID { NameID(UInt32(1)) }
  /// The default export.
  package static var `default`: NameID { NameID(UInt32(2)) }
  /// The whole export of a CommonJS module (`module.exports = …`).
  package static var whole: NameID { NameID(UInt32(3)) }
  package static var this: NameID { NameID(UInt32(4)) }
  package static var constructor: NameID { NameID(UInt32(5)) }
}
