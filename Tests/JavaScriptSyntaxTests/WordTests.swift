// The names that are known from birth.

import SyntaxTree
import Testing

@testable import JavaScriptSyntax

struct WordTests {
  @Test("every well-known word has the number of its case")
  func numbers() {
    let names = Interner.forJavaScript()
    for word in Word.allCases {
      #expect(names.text(Name(word)) == "\(word)")
    }
    #expect(names.count == Word.allCases.count + 1)
  }
}
