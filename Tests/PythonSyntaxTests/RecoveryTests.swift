// Code with errors: what is lost, and what is not.

import Testing

@testable import PythonSyntax

struct RecoveryTests {
  /// The kinds of the statements of a file, and what was complained about.
  private func expect(
    _ source: String,
    _ kinds: [Kind],
    _ complaints: [String],
    at location: SourceLocation = #_sourceLocation
  ) {
    let parsed = Parsed(source)
    let body = parsed.tree.root.list(parsed.tree.root.record.a)
    #expect(body.map(\.kind) == kinds, sourceLocation: location)
    #expect(parsed.complaints == complaints, sourceLocation: location)
    #expect(TreeCheck(parsed.tree) == .sound, sourceLocation: location)
  }

  @Test("an unclosed bracket ends where a line starts no further right than its statement")
  func unclosedBracket() {
    expect(
      "x = foo(1, 2\ny = bar()\ndef z(): pass",
      [.assignment, .assignment, .function],
      ["expectedToken: y = bar()"]
    )
    expect(
      "x = {'a': 1,\n     'b': 2\ny = 3",
      [.assignment, .assignment],
      ["expectedToken: y = 3"]
    )
  }

  @Test("an unclosed bracket ends at a word that starts statements, however far to the right")
  func unclosedBracketBeforeWord() {
    expect(
      "class A:\n  def f(self):\n    return [1\n  def g(self):\n    return 2\nz = 1",
      [.class, .assignment],
      ["expectedToken: def g(self):"]
    )
  }

  @Test("a function keeps its body when its parameters are broken")
  func brokenHeader() {
    expect(
      "def f(a, b:\n  return 1\ng()",
      [.function, .expressionStatement],
      [
        "expectedExpression: return 1"
      ]
    )
    expect(
      "with open(x as f:\n  g()\nh()",
      [.with, .expressionStatement],
      [
        "expectedToken: as f:"
      ]
    )
    expect(
      "if x ==:\n  a()\nelse:\n  b()\nc()",
      [.if, .expressionStatement],
      [
        "expectedExpression: :"
      ]
    )
  }

  @Test("the old print statement costs its own line only")
  func oldPrint() {
    expect(
      "print \"a\"\nx = 1",
      [.expressionStatement, .assignment],
      [
        "expectedStatementEnd: \"a\""
      ]
    )
  }

  @Test("an unclosed string ends with its line")
  func unclosedString() {
    expect("x = 'a\ny = 2", [.assignment, .assignment], ["unclosedString: 'a"])
    expect(
      "x = f\"{a\ny = 1\nz = 2",
      [.assignment, .assignment, .assignment],
      [
        "badReplacement: "
      ]
    )
    expect("x = f\"{a b}\" + c\ny = 1", [.assignment, .assignment], ["badReplacement: b}\" + c"])
  }

  @Test("wrong indentation costs nothing")
  func indentation() {
    expect(
      "def f():\n  a()\n    b()\n  c()\nd()",
      [.function, .expressionStatement],
      [
        "unexpectedIndentation: b()"
      ]
    )
    expect(
      "if a:\n    b()\n  c()\nd()",
      [.if, .expressionStatement],
      [
        "unmatchedIndentation: c()"
      ]
    )
    expect("  x = 1\ny = 2", [.assignment, .assignment], ["unexpectedIndentation: x = 1"])
    expect("def f():\nx = 1", [.function, .assignment], ["expectedBlock: x = 1"])
  }

  @Test("a broken decorator leaves its function")
  func decorator() {
    expect("@dec(\ndef f():\n  pass", [.function], ["expectedExpression: def f():"])
  }

  @Test("a broken case leaves the others")
  func brokenCase() throws {
    let parsed = Parsed("match x:\n  case :\n    a\n  foo\n  case 1:\n    b\nc")
    let match = parsed.tree.root.list(parsed.tree.root.record.a)[0]
    #expect(match.list(match.record.b).count == 2)
    #expect(parsed.complaints == ["expectedPattern: :", "unexpectedToken: foo"])
  }

  @Test("broken statements are counted")
  func counts() {
    let tree = Parsed("a b\nc\nif d:\n  e f\n  g").tree
    #expect(tree.statementCount == 5)
    #expect(tree.brokenStatementCount == 2)
  }

  @Test("no more diagnostics are kept than anyone reads")
  func limit() {
    let tree = Parsed(String(repeating: "a b\n", count: 5000)).tree
    #expect(tree.diagnostics.count == Diagnostic.limit)
    #expect(tree.brokenStatementCount == 5000)
  }
}
