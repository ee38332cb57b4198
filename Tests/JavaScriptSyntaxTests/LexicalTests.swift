// Bytes that are not plain ASCII text.

import SourceText
import SyntaxTree
import Testing

@testable import JavaScriptSyntax

struct LexicalTests {
  @Test("places are bytes of the file, the byte order mark and multibyte text included")
  func bytes() throws {
    let parsed = Parsed("\u{FEFF}const ä = 'ö'; b()")
    let call = try parsed.first(.call)
    #expect(call.start == 20)
    #expect(call.end == 23)
    #expect(parsed.tree.diagnostics == [])
  }

  @Test(
    "every line break ends a statement",
    arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}"]
  )
  func lineBreaks(mark: String) {
    #expect(Parsed("a\(mark)b").tree.diagnostics == [])
    #expect(Parsed("a // c\(mark)b").tree.diagnostics == [])
    #expect(Parsed("a /*\(mark)*/ b").tree.diagnostics == [])
    #expect(Parsed("a b").tree.diagnostics.count == 1)
  }

  @Test(
    "spaces of other scripts are spaces",
    arguments: ["\u{A0}", "\u{3000}", "\u{2003}", "\u{C}"]
  )
  func spaces(space: String) {
    #expect(
      Parsed("typeof\(space)a").nested
        == "(expressionStatement expression: (unary typeof argument: (identifier a)))"
    )
  }

  @Test("a hashbang is skipped, behind a byte order mark too")
  func hashbang() {
    #expect(Parsed("#!/usr/bin/env node\na").tree.diagnostics == [])
    #expect(Parsed("\u{FEFF}#!/usr/bin/env node\na").tree.diagnostics == [])
  }

  @Test("malformed UTF-8 passes through names, strings and comments")
  func malformed() {
    let bytes: [UInt8] =
      Array("a = '".utf8) + [0xFF, 0xC3] + Array("'; /* ".utf8) + [0xE2, 0x80] + Array(" */ b".utf8)
      + [0xFE]
    let parsed = Parsed(bytes: bytes)
    #expect(parsed.tree.diagnostics == [])
    #expect(TreeCheck(parsed.tree) == .sound)
  }

  @Test("a zero byte is no end of the file")
  func zeros() {
    let parsed = Parsed("a = 'b\0c'; /* \0 */ d(`\0`); e")
    #expect(parsed.tree.diagnostics == [])
    #expect(parsed.tree.root.children("body").count == 3)
    #expect(Parsed("a; \0 b; c").tree.diagnostics.count == 1)
  }

  @Test("escapes in names are decoded, and make no keyword")
  func escapes() throws {
    let parsed = Parsed(#"\u0061b\u{63}; v\u0061r"#)
    #expect(
      parsed.nested
        == "(expressionStatement expression: (identifier abc)) (expressionStatement expression: (identifier var))"
    )
  }

  @Test("comments are kept with their delimiters, in order and once")
  func comments() {
    let source = "// a\nx /* b */ = async /* c */ (y) /* d */ => <p>{/* e */}// no</p> // f"
    let tree = Parsed(source).tree
    let texts = tree.comments.map { tree.source.text($0.start, $0.end) }
    #expect(texts == ["// a", "/* b */", "/* c */", "/* d */", "/* e */", "// f"])
  }

  @Test("comments of an attempt that failed are not kept twice")
  func attempts() {
    let tree = Parsed("f < /* a */ (b) /* c */ > d; (e /* g */): h", as: .typeScript).tree
    #expect(tree.comments.count == 3)
  }

  @Test("comments of HTML are comments in scripts only")
  func html() {
    #expect(Parsed("<!-- a b\nx\n--> c d").tree.diagnostics == [])
    #expect(Parsed("x<!--y").nested.contains("binary <"))
  }

  @Test("the lines of the scanner are the lines of the line index")
  func lines() {
    let texts = [
      "", "\n", "a", "a\r\nb\rc\nd\n\n\r\r\n", String(repeating: "x", count: 15) + "\r\ny",
      String(repeating: "ab\n", count: 50),
    ]
    for text in texts {
      #expect(SourceBuffer(text.utf8).lineStarts() == LineIndex(of: text.utf8).starts)
    }
  }

  @Test("an empty file is a program without statements")
  func empty() {
    let parsed = Parsed("")
    #expect(parsed.tree.root.children("body").isEmpty)
    #expect(TreeCheck(parsed.tree) == .sound)
  }

  @Test(
    "what is not closed is a diagnostic",
    arguments: [
      ("a = 'b", Diagnostic.Code.unclosedString), ("a = 'b\nc", .unclosedString),
      ("a = `b", .unclosedTemplate), ("/* b", .unclosedComment), ("a = /b", .unclosedRegExp),
      ("3in x", .badNumber),
    ]
  )
  func unclosed(source: String, code: Diagnostic.Code) {
    #expect(Parsed(source).tree.diagnostics.first?.code == code)
  }
}
