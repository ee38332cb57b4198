// Names beside the words that every interner of this language knows.

package import SyntaxTree

extension Name {
  init(_ word: Word) { self.init(id: word.rawValue) }

  /// The well-known word that the name is, if any.
  var word: Word? { Word(rawValue: id) }

  static func == (name: Name, word: Word) -> Bool { name.id == word.rawValue }
  static func != (name: Name, word: Word) -> Bool { name.id != word.rawValue }
}

extension Interner {
  /// An interner that knows the words of Python.
  package static func forPython() -> Interner { Interner(knowing: Word.texts) }
}
