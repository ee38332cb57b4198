// SQL texts are cut into the words that every dialect would see.

import SQLSyntax
import Testing

@Suite("SQL words")
struct LexerTests {
  private func words(_ text: String, _ dialect: SQLReadingDialect = .any) -> [String] {
    let tokens = SQLTokens(text, dialect: dialect)
    return tokens.tokens.indices.map { "\(tokens.tokens[$0].kind) \(tokens.source($0))" }
  }

  @Test("placeholders of every driver are told from operators")
  func placeholders() {
    #expect(
      words("$1 ? :name %s %(id)s @p a::int b % s x:=1") == [
        "placeholder $1", "placeholder ?", "placeholder :name", "placeholder %s",
        "placeholder %(id)s", "placeholder @p", "word a", "symbol ::", "word int", "word b",
        "symbol %", "word s", "word x", "symbol :=", "number 1",
      ]
    )
  }

  @Test("names keep what stands in their quotes")
  func quotes() {
    let tokens = SQLTokens("\"a\"\"b\" `c` [dbo].[Order Lines] x[1] 'it''s' E'a\\'b' $q$ x $q$")
    #expect(
      tokens.tokens.indices.map(tokens.text) == [
        "a\"b", "c", "dbo", ".", "Order Lines", "x", "[", "1", "]", "it's", "a'b", " x ",
      ]
    )
  }

  @Test("comments are left out, nested ones too")
  func comments() {
    #expect(words("a -- b\n/* c /* d */ e */ f") == ["word a", "word f"])
    #expect(words("a # b\n c", .mysql) == ["word a", "word c"])
  }

  @Test("the rows behind COPY are no SQL")
  func copiedRows() {
    let tokens = SQLTokens("COPY t (a) FROM stdin;\nselect 'x;\n\\.\nDROP TABLE u;")
    #expect(
      tokens.statements.map { tokens.source($0) } == ["COPY t (a) FROM stdin", "DROP TABLE u"]
    )
  }

  @Test("whatever the text is cut off at, the words are those of a text")
  func truncation() {
    let text = Array("INSERT INTO \"a\" VALUES ('x', $q$y$q$, :z, %(n)s); /* c */ E'\\''".utf8)
    for length in 0...text.count {
      let tokens = SQLTokens(Array(text.prefix(length)))
      #expect(tokens.tokens.allSatisfy { $0.start < $0.end && $0.end <= length })
    }
  }
}
