// The `match` statement.

import Testing

@testable import PythonSyntax

struct PatternSyntaxTests {
  @Test("sequences, values and alternatives")
  func sequencesValuesAndAlternatives() {
    expectTree(
      of: #"""
        match x, y:
          case [1, -2, *_] | (A.b): pass
        """#,
      is: #"""
        (match subject: (tuple elements: [(name x) (name y)]) cases: [(matchCase pattern: \#
        (orPattern patterns: [(sequencePattern patterns: [(valuePattern value: (number 1)) \#
        (valuePattern value: (unary - operand: (number 2))) (starPattern)]) (valuePattern \#
        value: (attribute object: (name A) b))]) body: [(pass)])])
        """#
    )
  }

  @Test("mappings may have a rest")
  func mappingsMayHaveARest() {
    expectTree(
      of: #"""
        match x:
          case {"k": v, **rest} if v: pass
        """#,
      is: #"""
        (match subject: (name x) cases: [(matchCase pattern: (mappingPattern entries: \#
        [(mappingPatternEntry key: (string "k") pattern: (capturePattern v)) (starPattern \#
        rest)]) guard: (name v) body: [(pass)])])
        """#
    )
  }

  @Test("classes have positional and named patterns")
  func classesHavePositionalAndNamedPatterns() {
    expectTree(
      of: #"""
        match x:
          case C(1, a=_) as c: pass
        """#,
      is: #"""
        (match subject: (name x) cases: [(matchCase pattern: (capturePattern pattern: \#
        (classPattern class: (name C) patterns: [(valuePattern value: (number 1)) \#
        (keywordPattern a pattern: (capturePattern))]) c) body: [(pass)])])
        """#
    )
  }

  @Test("singletons and texts")
  func singletonsAndTexts() {
    expectTree(
      of: #"""
        match x:
          case None | True | "s": pass
        """#,
      is: #"""
        (match subject: (name x) cases: [(matchCase pattern: (orPattern patterns: \#
        [(singletonPattern None) (singletonPattern True) (valuePattern value: (string "s"))]) \#
        body: [(pass)])])
        """#
    )
  }

  @Test("parentheses around one pattern are no sequence")
  func parenthesesAroundOnePatternAreNo() {
    expectTree(
      of: #"""
        match x:
          case (x): pass
          case (x,): pass
        """#,
      is: #"""
        (match subject: (name x) cases: [(matchCase pattern: (capturePattern x) body: \#
        [(pass)]) (matchCase pattern: (sequencePattern patterns: [(capturePattern x)]) body: \#
        [(pass)])])
        """#
    )
  }

  @Test("commas make a sequence")
  func commasMakeASequence() {
    expectTree(
      of: #"""
        match x:
          case *a, b: pass
        """#,
      is: #"""
        (match subject: (name x) cases: [(matchCase pattern: (sequencePattern patterns: \#
        [(starPattern a) (capturePattern b)]) body: [(pass)])])
        """#
    )
  }

  @Test("a call of `match` is no statement")
  func aCallOfMatchIsNo() {
    expectTree(
      of: #"match(x)"#,
      is: #"(expressionStatement value: (call callee: (name match) arguments: [(name x)]))"#
    )
  }

  @Test("a subscript of `match` is no statement")
  func aSubscriptOfMatchIsNo() {
    expectTree(
      of: #"match[x] = 1"#,
      is: #"""
        (assignment targets: [(subscript object: (name match) index: (name x))] value: \#
        (number 1))
        """#
    )
  }

  @Test("a subject may start with a bracket")
  func aSubjectMayStartWithA() {
    expectTree(
      of: #"""
        match (a, b):
          case _: pass
        """#,
      is: #"""
        (match subject: (tuple parenthesized elements: [(name a) (name b)]) cases: \#
        [(matchCase pattern: (capturePattern) body: [(pass)])])
        """#
    )
  }
}
