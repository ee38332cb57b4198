// Lines, indentation, comments and encodings.

import SourceText
import SyntaxTree
import Testing

@testable import PythonSyntax

struct LexicalTests {
  static let expected = """
    (if branches: [(branch test: (name a) body: [(expressionStatement value: (name b)) \
    (expressionStatement value: (name c))])]) (expressionStatement value: (name d))
    """

  @Test(
    "blocks are the same however their lines end and are indented",
    arguments: [
      "if a:\n  b\n  c\nd\n", "if a:\r\n  b\r\n  c\r\nd\r\n", "if a:\r  b\r  c\rd",
      "if a:\n\tb\n\tc\nd",
      "if a:\n\tb\n        c\nd", "if a:\n  b\n\n \n# e\n      # f\n  c\nd", "if a: b; c\nd",
      "\u{FEFF}if a:\n  b\n  c\nd", "if a:\n  b\n\u{C}  c\nd", "if a: # e\n  b # f\n  c;\nd;",
      "if \\\n a:\n  b\n  \\\nc\nd", "if a:\n \t\u{C}  b\n  c\nd",
    ]
  )
  func blocks(source: String) {
    expectTree(of: source, is: Self.expected)
  }

  @Test(
    "numbers of all forms are one token",
    arguments: [
      "0xFF_ff", "0b1_0", "0o17", "1_000.5e-10j", ".5", "1.", "1e5", "0", "00", "1J", "1E+3",
    ]
  )
  func numbers(source: String) {
    expectTree(of: source, is: "(expressionStatement value: (number \(source)))")
  }

  @Test("a number may touch the word behind it")
  func numberBesideWord() {
    expectTree(
      of: "1if a else 2",
      is: """
        (expressionStatement value: (conditional body: (number 1) test: (name a) \
        alternate: (number 2)))
        """
    )
  }

  @Test("comments are kept with their places")
  func comments() {
    let tree = Parsed("#!/usr/bin/env python\na = '# no' # yes\n(\n  # also\n)\n#").tree
    let texts = tree.comments.map { tree.source.text($0.start, $0.end) }
    #expect(texts == ["#!/usr/bin/env python", "# yes", "# also", "#"])
  }

  @Test("names may be of any script")
  func scripts() {
    expectTree(of: "größe = 名前", is: "(assignment targets: [(name größe)] value: (name 名前))")
  }

  @Test(
    "an encoding in which ASCII is ASCII is read",
    arguments: ["utf-8", "UTF_8", "latin-1", "iso-8859-15", "cp1252", "ascii"]
  )
  func knownEncodings(name: String) {
    #expect(Parsed("#!python\n# -*- coding: \(name) -*-\na").complaints == [])
    #expect(Parsed("# vim: set fileencoding=\(name) :\na").complaints == [])
  }

  @Test("another encoding is a diagnostic, and the file is read all the same")
  func unknownEncoding() {
    let parsed = Parsed("# coding: utf-16\na")
    #expect(parsed.complaints == ["unknownEncoding: # coding: utf-16"])
    #expect(parsed.nested == "(expressionStatement value: (name a))")
    #expect(Parsed("a = 1\n# coding: utf-16").complaints == [])
    #expect(Parsed("\n\n# coding: utf-16").complaints == [])
  }

  @Test("Latin-1 text is passed through")
  func latin1() {
    let parsed = Parsed(bytes: Array("# coding: latin-1\na = '".utf8) + [0xE9] + Array("'\nb".utf8))
    #expect(parsed.tree.diagnostics == [])
    #expect(parsed.tree.statementCount == 2)
  }

  @Test("prefixes of strings are told from names")
  func prefixes() {
    expectTree(
      of: #"Rb"\x" bR'' u"" F"" fr'' RF''"#,
      is: #"""
        (expressionStatement value: (concatenation parts: [(string bytes raw "\x") (string \#
        bytes raw "") (string "") (formattedString "") (formattedString raw "") \#
        (formattedString raw "")]))
        """#
    )
  }
}
