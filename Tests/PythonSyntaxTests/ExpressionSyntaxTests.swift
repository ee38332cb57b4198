// Expressions: what binds to what.

import Testing

@testable import PythonSyntax

struct ExpressionSyntaxTests {
  @Test("calls take positional, starred and named arguments")
  func callsTakePositionalStarredAndNamed() {
    expectTree(
      of: #"x = y = f(a, *b, c=1, **d)"#,
      is: #"""
        (assignment targets: [(name x) (name y)] value: (call callee: (name f) arguments: \#
        [(name a) (starred value: (name b)) (argument c value: (number 1)) (argument value: \#
        (name d))]))
        """#
    )
  }

  @Test("members, subscripts and calls chain")
  func membersSubscriptsAndCallsChain() {
    expectTree(
      of: #"a.b[c](d)"#,
      is: #"""
        (expressionStatement value: (call callee: (subscript object: (attribute object: (name \#
        a) b) index: (name c)) arguments: [(name d)]))
        """#
    )
  }

  @Test("powers bind tighter than a sign on their left, not on their right")
  func powersBindTighterThanASign() {
    expectTree(
      of: #"-x ** -y + not_"#,
      is: #"""
        (expressionStatement value: (binary + left: (unary - operand: (binary ** left: (name \#
        x) right: (unary - operand: (name y)))) right: (name not_)))
        """#
    )
  }

  @Test("comparisons chain")
  func comparisonsChain() {
    expectTree(
      of: #"a < b < c is not d not in e"#,
      is: #"""
        (expressionStatement value: (comparisonChain left: (name a) comparators: [(name b) \#
        (name c) (name d) (name e)] < < is not not in))
        """#
    )
  }

  @Test("`and` binds tighter than `or`")
  func andBindsTighterThanOr() {
    expectTree(
      of: #"a or b and not c or d"#,
      is: #"""
        (expressionStatement value: (boolean or operands: [(name a) (boolean and operands: \#
        [(name b) (unary not operand: (name c))]) (name d)]))
        """#
    )
  }

  @Test("conditionals nest on their right")
  func conditionalsNestOnTheirRight() {
    expectTree(
      of: #"a if b else c if d else e"#,
      is: #"""
        (expressionStatement value: (conditional body: (name a) test: (name b) alternate: \#
        (conditional body: (name c) test: (name d) alternate: (name e))))
        """#
    )
  }

  @Test("lambdas take every kind of parameter")
  func lambdasTakeEveryKindOfParameter() {
    expectTree(
      of: #"lambda x, /, y=1, *args, z, **kwargs: x"#,
      is: #"""
        (expressionStatement value: (lambda parameters: [(parameter x) (parameterSeparator /) \#
        (parameter y default: (number 1)) (parameter * args) (parameter z) (parameter ** \#
        kwargs)] body: (name x)))
        """#
    )
  }

  @Test("a walrus binds its name")
  func aWalrusBindsItsName() {
    expectTree(
      of: #"(a := 1)"#,
      is: #"""
        (expressionStatement value: (named parenthesized target: (name a) value: (number 1)))
        """#
    )
  }

  @Test("comprehensions keep their clauses in order")
  func comprehensionsKeepTheirClausesInOrder() {
    expectTree(
      of: #"[x async for x in y if a if b for z in x]"#,
      is: #"""
        (expressionStatement value: (listComprehension element: (name x) clauses: \#
        [(comprehensionClause async target: (name x) iterable: (name y) conditions: [(name a) \#
        (name b)]) (comprehensionClause target: (name z) iterable: (name x))]))
        """#
    )
  }

  @Test("dictionaries spread others")
  func dictionariesSpreadOthers() {
    expectTree(
      of: #"{**a, "b": c}"#,
      is: #"""
        (expressionStatement value: (dictionary entries: [(dictionaryEntry value: (name a)) \#
        (dictionaryEntry key: (string "b") value: (name c))]))
        """#
    )
  }

  @Test("sets spread others")
  func setsSpreadOthers() {
    expectTree(
      of: #"{a, *b}"#,
      is: #"""
        (expressionStatement value: (set elements: [(name a) (starred value: (name b))]))
        """#
    )
  }

  @Test("a dictionary comprehension has a key and a value")
  func aDictionaryComprehensionHasAKey() {
    expectTree(
      of: #"{k: v for k, v in d}"#,
      is: #"""
        (expressionStatement value: (dictionaryComprehension key: (name k) value: (name v) \#
        clauses: [(comprehensionClause target: (tuple elements: [(name k) (name v)]) \#
        iterable: (name d))]))
        """#
    )
  }

  @Test("a lone generator shares the parentheses of its call")
  func aLoneGeneratorSharesTheParentheses() {
    expectTree(
      of: #"f(x for x in y)"#,
      is: #"""
        (expressionStatement value: (call callee: (name f) arguments: [(generator element: \#
        (name x) clauses: [(comprehensionClause target: (name x) iterable: (name y))])]))
        """#
    )
  }

  @Test("subscripts take slices")
  func subscriptsTakeSlices() {
    expectTree(
      of: #"a[1:2, ::3, ...]"#,
      is: #"""
        (expressionStatement value: (subscript object: (name a) index: (tuple elements: \#
        [(slice lower: (number 1) upper: (number 2)) (slice step: (number 3)) (ellipsis)])))
        """#
    )
  }

  @Test("a starred subscript is a tuple")
  func aStarredSubscriptIsATuple() {
    expectTree(
      of: #"a[*b]"#,
      is: #"""
        (expressionStatement value: (subscript object: (name a) index: (tuple elements: \#
        [(starred value: (name b))])))
        """#
    )
  }

  @Test("`await` and `yield` are expressions")
  func awaitAndYieldAreExpressions() {
    expectTree(
      of: #"x = await a, (yield b), (yield)"#,
      is: #"""
        (assignment targets: [(name x)] value: (tuple elements: [(await value: (name a)) \#
        (yield parenthesized value: (name b)) (yield parenthesized)]))
        """#
    )
  }
}
