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
  /// A bit for each text, by its length and its first and last byte: most texts that a file lacks meet none.
  private var marks = Array(repeating: UInt64(0), count: Self.markWords)

  package init() {
    for word in Self.reserved { _ = append(word.utf8) }
  }

  /// Takes texts that a reader collected itself; the reserved ones of `init()` come first.
  package init(bytes: [UInt8], ends: [UInt32]) {
    self.bytes = bytes
    self.ends = ends
    var start = 0
    for end in ends {
      mark(from: start, to: Int(end))
      start = Int(end)
    }
  }

  static let reserved = ["", "*", "default", "=", "this", "constructor"]

  package var count: Int { ends.count }

  /// Adds a text without looking for an equal one.
  package mutating func append(_ text: some Collection<UInt8>) -> NameID {
    let start = bytes.count
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    mark(from: start, to: bytes.count)
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

  // MARK: Marks

  private static let markWords = 16

  /// Whether a text may be among the names; where the answer is no, it is not.
  package func mayHave(_ word: String) -> Bool {
    guard let first = word.utf8.first, let last = word.utf8.last else { return true }
    return isMarked(Self.bit(word.utf8.count, first, last))
  }

  /// The same of a text that is given by its bytes.
  package func mayHave(_ word: [UInt8]) -> Bool {
    guard let first = word.first, let last = word.last else { return true }
    return isMarked(Self.bit(word.count, first, last))
  }

  private func isMarked(_ bit: Int) -> Bool { marks[bit >> 6] & 1 << UInt64(bit & 63) != 0 }

  private mutating func mark(from start: Int, to end: Int) {
    guard start < end else { return }
    let bit = Self.bit(end - start, bytes[start], bytes[end - 1])
    marks[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  private static func bit(_ length: Int, _ first: UInt8, _ last: UInt8) -> Int {
    (length &* 149 ^ Int(first) &* 37 ^ Int(last) &* 11) & (markWords * 64 - 1)
  }
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
