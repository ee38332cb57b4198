// The names of one file, numbered as its facts number them.

import Facts
import SyntaxTree

/// Turns names of the worker's interner and texts of the file into the file's own name numbers.
///
/// An entry of `known` counts only if it carries the number of the current file, so that starting a file
/// costs nothing and the numbers do not depend on what the worker read before.
struct FileNames: ~Copyable {
  // Not private: the compiler (6.3.1) loses the metadata of private types in a noncopyable field.
  struct Known: BitwiseCopyable {
    var file: UInt32
    var name: UInt32
  }

  private let reserved = NameTable()
  private let interner: UnsafeMutablePointer<Interner>
  private var bytes = GrowingBuffer<UInt8>(capacity: 1 << 14)
  private var ends = GrowingBuffer<UInt32>(capacity: 1 << 12)
  private var known = GrowingBuffer<Known>(capacity: 1 << 13)
  private var file: UInt32 = 0
  /// Longer texts are rarely met twice; interning them would only keep them for the worker's whole life.
  private static let longestInterned = 64

  /// - Parameter interner: the worker's interner, which outlives this.
  init(_ interner: UnsafeMutablePointer<Interner>) { self.interner = interner }

  /// How many names the interner knows.
  var internedCount: Int { interner.pointee.count }

  /// Forgets the names of the file before.
  mutating func begin() {
    file &+= 1
    bytes.count = 0
    ends.count = 0
    for index in 0..<reserved.bytes.count { bytes.append(reserved.bytes[index]) }
    for index in 0..<reserved.ends.count { ends.append(reserved.ends[index]) }
    know(Name.none, as: .none)
    know(Name(.default), as: .default)
    know(Name(.this), as: .this)
    know(Name(.constructor), as: .constructor)
  }

  /// The names that were given out since `begin`.
  func table() -> NameTable {
    NameTable(
      bytes: [UInt8](UnsafeBufferPointer(start: bytes.base, count: bytes.count)),
      ends: [UInt32](UnsafeBufferPointer(start: ends.base, count: ends.count))
    )
  }

  /// The file's number of an interned name.
  @inline(__always)
  mutating func number(of name: Name) -> NameID {
    let index = Int(name.id)
    if _fastPath(index < known.count && known[index].file == file) {
      return NameID(known[index].name)
    }
    return know(name, as: append(interner.pointee.bytes(name)))
  }

  /// The number of a text, at which 16 more bytes are readable.
  mutating func number(ofText text: UnsafePointer<UInt8>, count: Int) -> NameID {
    if count > Self.longestInterned { return add(text, count: count) }
    return number(of: interner.pointee.intern(text, count))
  }

  /// The number of a text that was put together.
  mutating func number(ofBytes text: [UInt8]) -> NameID {
    let padded = text + Array(repeating: 0, count: 16)
    return padded.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { number(ofText: $0, count: text.count) } ?? .none
    }
  }

  /// The text of a number.
  func bytes(_ name: NameID) -> [UInt8] {
    let start = name.index == 0 ? 0 : Int(ends[name.index - 1])
    return (start..<Int(ends[name.index])).map { bytes[$0] }
  }

  /// Whether a number stands for a text.
  func isText(_ name: NameID, _ text: String) -> Bool { bytes(name).elementsEqual(text.utf8) }

  /// A new number for a text, whether or not it has one.
  mutating func add(_ text: UnsafePointer<UInt8>, count: Int) -> NameID {
    append(UnsafeBufferPointer(start: text, count: count))
  }

  @inline(never)
  @discardableResult
  private mutating func know(_ name: Name, as number: NameID) -> NameID {
    let index = Int(name.id)
    while known.count <= index { known.append(Known(file: 0, name: 0)) }
    known[index] = Known(file: file, name: number.raw)
    return number
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> NameID {
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    return NameID(ends.count - 1)
  }
}
