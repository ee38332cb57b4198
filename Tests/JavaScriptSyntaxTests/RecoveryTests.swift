// What is still read when something cannot be read.

import Testing

@testable import JavaScriptSyntax

struct RecoveryTests {
  /// The names of the functions that are declared, and how many statements are broken.
  private func functions(in source: String, as dialect: Dialect = .javaScript) -> ([String], Int) {
    let parsed = Parsed(source, as: dialect)
    #expect(!parsed.tree.diagnostics.isEmpty)
    #expect(TreeCheck(parsed.tree) == .sound)
    var found: [String] = []
    for id in 1..<parsed.tree.count {
      let node = parsed.tree.node(NodeID(id))
      if node.kind == .function { found.append(node.child("id").text) }
    }
    return (found, parsed.tree.brokenStatementCount)
  }

  @Test(
    "a broken statement costs only itself",
    arguments: [
      "const a = ;", "foo(a b c);", "foo({ a: 1 2, b: { c }, d }, e);", "if (a { b() }",
      "x = [1, 2",
      "const { a: = b } = c", "class { x y }", "return return", "for (;;;) {}", "a ? b", "`${a b}`",
      "import { from from 'x'", "switch (a) { b }", "@@", "\u{1}\u{2}", "a..b", "let x = #;",
    ]
  )
  func others(broken: String) {
    let (functions, count) = functions(
      in: "function before() {}\n\(broken)\nfunction after() {}\n"
    )
    #expect(functions.contains("before"))
    #expect(functions.contains("after"))
    #expect(count >= 1)
  }

  @Test("a broken statement inside of a function leaves the function whole")
  func inside() {
    let (functions, count) = functions(
      in: "function f() { const a = { b: 1 2, c: { d } }; g(); } function h() {}"
    )
    #expect(functions == ["f", "h"])
    #expect(count == 1)
  }

  @Test("a broken member leaves the other members")
  func members() throws {
    let parsed = Parsed("class A {\n  a() {}\n  b( { c d }\n  e() {}\n}\nfunction f() {}")
    let members = try parsed.first(.class).children("body")
    let names = members.map { $0.child("key").text }
    #expect(names.contains("a"))
    #expect(names.contains("e"))
  }

  @Test("several functions on one line survive an error between them")
  func oneLine() {
    let (functions, _) = functions(
      in: "function a(){x y}function b(){}function c(){z(}function d(){}"
    )
    #expect(functions.prefix(2) == ["a", "b"])
  }

  @Test("an unclosed bracket ends where a line starts with a declaration")
  func unclosed() {
    let (functions, _) = functions(in: "foo(a, {\nconst x = 1\nfunction f() {}")
    #expect(functions == ["f"])
  }

  @Test("types of Flow in a JavaScript file cost only their statements")
  func flow() {
    let (functions, _) = functions(
      in:
        "// @flow\nimport type { A } from 'b'\nfunction f(a: A): B { return a }\nfunction g() {}\n"
    )
    #expect(functions.contains("g"))
  }

  @Test("a diagnostic says where and what")
  func place() {
    let diagnostics = Parsed("a = 1;\nb = ;").tree.diagnostics
    #expect(diagnostics.map(\.code) == [.expectedExpression])
    #expect(diagnostics.map(\.offset) == [11])
    #expect(diagnostics.first?.message == "an expression was expected here")
  }

  @Test("the number of diagnostics is limited")
  func limit() {
    let tree = Parsed(String(repeating: "a b;\n", count: 500)).tree
    #expect(tree.diagnostics.count == Diagnostic.limit)
    #expect(tree.brokenStatementCount == 500)
    #expect(tree.statementCount == 500)
  }
}
