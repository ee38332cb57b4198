// The names of one file, numbered as its facts number them.

import Facts
import SyntaxTree

/// Turns names of the worker's interner and texts of the file into the file's own name numbers.
struct FileNames: ~Copyable {
  private let interner: UnsafeMutablePointer<Interner>
  private(set) var table = NameTable()
  private var known: [UInt32: NameID] = [0: .none, Word.construct.rawValue: .constructor]

  /// - Parameter interner: the worker's interner, which outlives this.
  init(_ interner: UnsafeMutablePointer<Interner>) { self.interner = interner }

  /// The file's number of an interned name.
  mutating func number(of name: Name) -> NameID {
    if let number = known[name.id] { return number }
    let number = table.append(interner.pointee.bytes(name))
    known[name.id] = number
    return number
  }

  /// The file's number of a text.
  mutating func number(of text: String) -> NameID {
    text.isEmpty ? .none : number(of: interned(text))
  }

  /// The text of an interned name.
  func text(of name: Name) -> String { interner.pointee.text(name) }

  /// The interned name of a text.
  mutating func interned(_ text: String) -> Name {
    var bytes = Array(text.utf8)
    let count = bytes.count
    // The interner compares eight bytes at a time.
    bytes.append(contentsOf: repeatElement(0, count: 16))
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Name(id: 0) }
      return interner.pointee.intern(base, count)
    }
  }

  /// The parts of a dotted name.
  func parts(of name: Name) -> [String] {
    text(of: name).utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
  }

  /// What stands before the first dot of a name.
  mutating func firstPart(of name: Name) -> Name {
    guard let first = parts(of: name).first else { return name }
    return interned(first)
  }
}
