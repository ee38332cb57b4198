// Interned names: equal text, equal number.

/// A name of the audited code, as a number of the worker's `Interner`.
///
/// Names of one interner are equal exactly when their texts are.
package struct Name: Hashable, BitwiseCopyable, Sendable {
  package let id: UInt32

  init(id: UInt32) { self.id = id }

  init(_ word: Word) { id = word.rawValue }

  /// The absence of a name; its text is empty.
  static let none = Name(id: 0)

  /// The well-known word that the name is, if any.
  var word: Word? { Word(rawValue: id) }

  static func == (name: Name, word: Word) -> Bool { name.id == word.rawValue }
  static func != (name: Name, word: Word) -> Bool { name.id != word.rawValue }
}
