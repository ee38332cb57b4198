// The well-known words, whose numbers the parser takes for granted.

import SyntaxTree
import Testing

@testable import PythonSyntax

struct WordTests {
  @Test("each word has the number of its text")
  func numbers() {
    let names = Interner.forPython()
    let texts = "\(Word.texts)".split(separator: " ")
    #expect(texts.count == Word.allCases.count)
    for (word, text) in zip(Word.allCases, texts) {
      let known = names.text(Name(word))
      #expect(known == text)
    }
  }

  @Test("reserved words are the tokens of the same number")
  func reserved() {
    #expect(Word.reservedCount == UInt32(Token.yield.rawValue))
    for (word, text) in zip(Word.allCases, "\(Word.texts)".split(separator: " ")) {
      guard word.rawValue <= Word.reservedCount else { break }
      let token = Token(rawValue: UInt8(word.rawValue))
      #expect(token.map { "\($0)" } == (text == "None" ? "none" : text.lowercased()))
    }
  }
}
