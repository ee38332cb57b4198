// What the places of nodes say.

import SyntaxTree
import Testing

@testable import PythonSyntax

struct TreeTests {
  /// The first node of a kind, in post-order.
  private func text(of kind: Kind, in source: String) -> String? {
    let tree = Parsed(source).tree
    for id in 1..<tree.count where tree.kinds[id] == kind { return tree.node(NodeID(id)).text }
    return nil
  }

  @Test(
    "a node reaches from its first token to its last",
    arguments: [
      (Kind.function, "@a\ndef f():\n  pass\n\n# b\nc", "@a\ndef f():\n  pass"),
      (.call, "x = (f)(a)  # b", "(f)(a)"), (.generator, "f(x for x in y)", "(x for x in y)"),
      (.generator, "f((x for x in y), z)", "(x for x in y)"), (.tuple, "x = a, b,\n", "a, b,"),
      (.tuple, "x = (a, b)", "(a, b)"), (.name, "(a)", "a"),
      (.parameter, "def f(*a: (b)): c", "a: (b)"),
      (.branch, "if a:\n  b\nelse: c", "if a:\n  b"),
      (.concatenation, "x = ('a'\n  f'b')", "'a'\n  f'b'"),
      (.replacement, "f'a{b!r:c}d'", "{b!r:c}"), (.argument, "f(a = 1)", "a = 1"),
      (.expressionStatement, "a;", "a"), (.withItem, "with a as b: c", "a as b"),
      (.handler, "try: a\nexcept B: c\nfinally: d", "except B: c"),
    ] as [(Kind, String, String)]
  )
  func ranges(kind: Kind, source: String, expected: String) {
    #expect(text(of: kind, in: source) == expected)
  }

  @Test("a definition knows where it and its name start")
  func definitions() {
    let source = "@a\nasync def f(): b"
    let tree = Parsed(source).tree
    let function = tree.root.list(tree.root.record.a)[0]
    let record = function.record.d
    #expect(tree.source.text(function.recordWord(record, 3), function.end) == "async def f(): b")
    #expect(tree.source.text(function.recordWord(record, 4), function.end) == "f(): b")
  }

  @Test("every kind has its layout at its own place")
  func layouts() {
    for kind in Kind.allCases { #expect(Layout[kind].kind == kind) }
    #expect(Layout.table.count == Kind.allCases.count)
  }

  @Test("a range that breaks a promise is seen")
  func unsoundTree() {
    let tree = Parsed("f(a)").tree
    for id in 1..<tree.count where tree.kinds[id] == .call { tree.nodes[id].end -= 2 }
    #expect(TreeCheck(tree).badNesting == 1)
  }
}
