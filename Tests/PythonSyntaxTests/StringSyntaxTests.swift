// Strings: their parts, and the fields of formatted ones.

import Testing

@testable import PythonSyntax

struct StringSyntaxTests {
  @Test("neighbours are parts of one string")
  func neighboursArePartsOfOneString() {
    expectTree(
      of: #"print(f"{a!r:>{width}} b {c=}" "d" rb"\x00")"#,
      is: #"""
        (expressionStatement value: (call callee: (name print) arguments: [(concatenation \#
        parts: [(formattedString "" " b " "" values: [(replacement !r value: (name a) format: \#
        (formatSpecification ">" "" values: [(replacement value: (name width))])) \#
        (replacement = value: (name c))]) (string "d") (string bytes raw "\x00")])]))
        """#
    )
  }

  @Test("a field may hold the quotes of its string")
  func aFieldMayHoldTheQuotes() {
    expectTree(
      of: #"f'{x['a']}{{}}'"#,
      is: #"""
        (expressionStatement value: (formattedString "" "{{}}" values: [(replacement value: \#
        (subscript object: (name x) index: (string "a")))]))
        """#
    )
  }

  @Test("template strings are told from formatted ones")
  func templateStringsAreToldFromFormatted() {
    expectTree(
      of: #"t"{a}""#,
      is: #"""
        (expressionStatement value: (formattedString template "" "" values: [(replacement \#
        value: (name a))]))
        """#
    )
  }

  @Test("a doubled brace is text, also beside a field")
  func aDoubledBraceIsTextAlso() {
    expectTree(
      of: #"f"{{{a}}}""#,
      is: #"""
        (expressionStatement value: (formattedString "{{" "}}" values: [(replacement value: \#
        (name a))]))
        """#
    )
  }

  @Test("strings nest within fields")
  func stringsNestWithinFields() {
    expectTree(
      of: #"f"{f'{f"{1}"}'}""#,
      is: #"""
        (expressionStatement value: (formattedString "" "" values: [(replacement value: \#
        (formattedString "" "" values: [(replacement value: (formattedString "" "" values: \#
        [(replacement value: (number 1))]))]))]))
        """#
    )
  }

  @Test("a colon within brackets starts no format")
  func aColonWithinBracketsStartsNo() {
    expectTree(
      of: #"f"{a[1:2]:{b}} {(lambda: 1)} {x!=y} {x:=5}""#,
      is: #"""
        (expressionStatement value: (formattedString "" " " " " " " "" values: [(replacement \#
        value: (subscript object: (name a) index: (slice lower: (number 1) upper: (number \#
        2))) format: (formatSpecification "" "" values: [(replacement value: (name b))])) \#
        (replacement value: (lambda parenthesized body: (number 1))) (replacement value: \#
        (comparison != left: (name x) right: (name y))) (replacement value: (name x) format: \#
        (formatSpecification "=5"))]))
        """#
    )
  }

  @Test("a named character is text")
  func aNamedCharacterIsText() {
    expectTree(
      of: #"f"\N{DIGIT ONE}{a}""#,
      is: #"""
        (expressionStatement value: (formattedString "\N{DIGIT ONE}" "" values: [(replacement \#
        value: (name a))]))
        """#
    )
  }

  @Test("a raw string keeps its backslashes")
  func aRawStringKeepsItsBackslashes() {
    expectTree(
      of: #"rf"\{a}" r"\d""#,
      is: #"""
        (expressionStatement value: (concatenation parts: [(formattedString raw "\" "" \#
        values: [(replacement value: (name a))]) (string raw "\d")]))
        """#
    )
  }

  @Test("a field may span lines")
  func aFieldMaySpanLines() {
    expectTree(
      of: #"""
        f"""{
          a  # b
        }"""
        """#,
      is: #"""
        (expressionStatement value: (formattedString "" "" values: [(replacement value: (name \#
        a))]))
        """#
    )
  }
}
