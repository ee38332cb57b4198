// Input that makes parsers crash or hang.

import SyntaxTree
import Testing

@testable import JavaScriptSyntax

struct HostileInputTests {
  /// A piece of code that is repeated, and the language in which it is worst.
  struct Nest: Sendable, CustomTestStringConvertible {
    let unit: String
    let dialect: Dialect
    var prefix = ""
    var testDescription: String { prefix + unit }

    init(_ unit: String, _ dialect: Dialect = .javaScript, behind prefix: String = "") {
      self.unit = unit
      self.dialect = dialect
      self.prefix = prefix
    }
  }

  static let openNests: [Nest] = [
    Nest("async("), Nest("("), Nest("["), Nest("{a:", behind: "x="), Nest("[", behind: "let "),
    Nest("{a:", behind: "let "), Nest("([{"), Nest("`${"), Nest("import("), Nest("class extends "),
    Nest("class{a=", behind: "x="), Nest("@(a "), Nest("function f(){"), Nest("if(a){"),
    Nest("<a>", behind: "x="), Nest("<a b=", behind: "x="), Nest("<a b={", behind: "x="),
    Nest("a?(b):c=>", .typeScript, behind: "x="), Nest("a?(b):(", .typeScript, behind: "x="),
    Nest("<T>(x=", .typeScript, behind: "x="), Nest("<T,>(x=", .tsx, behind: "x="),
    Nest("a<", .typeScript), Nest("a<(b,", .typeScript), Nest("a<{b:", .typeScript),
    Nest("({a:", .typeScript, behind: "let x:"), Nest("({a=({a=", .typeScript, behind: "let x:"),
    Nest("(a:", .typeScript, behind: "let x:"), Nest("(a:", .typeScript), Nest("a?:", .typeScript),
    Nest("(infer C extends ", .typeScript, behind: "type A="),
    Nest("B<", .typeScript, behind: "type A="),
    Nest("`${", .typeScript, behind: "type A="), Nest("namespace a{", .typeScript),
  ]

  @Test("what is opened and never closed is read to the end", arguments: openNests)
  func open(nest: Nest) throws {
    let source = nest.prefix + String(repeating: nest.unit, count: 2000)
    let tree = try readOnLargeStack(source, as: nest.dialect)
    #expect(!tree.diagnostics.isEmpty)
  }

  static let prefixes: [Nest] = [
    Nest("await "), Nest("!"), Nest("- "), Nest("typeof "), Nest("new "), Nest("...", behind: "f("),
    Nest("a=>"), Nest("async a=>"), Nest("a="), Nest("do "), Nest("if(a)"), Nest("b:"),
    Nest("export "), Nest("async "), Nest("let\n"), Nest("using "), Nest("get ", behind: "x={"),
    Nest("static ", behind: "class A{"), Nest("declare ", .typeScript), Nest("<T>", .typeScript),
    Nest("keyof ", .typeScript, behind: "type A="), Nest("()=>", .typeScript, behind: "type A="),
    Nest("a**"), Nest("yield ", behind: "function*g(){"), Nest("'"), Nest("/*"), Nest("\\u{"),
    Nest("#"), Nest("}"), Nest(")"), Nest("<", .tsx), Nest(">", .typeScript), Nest("\u{1}"),
  ]

  @Test("prefixes may stand in long rows", arguments: prefixes)
  func rows(nest: Nest) throws {
    let source = nest.prefix + String(repeating: nest.unit, count: 20_000)
    let tree = try readOnLargeStack(source, as: nest.dialect)
    #expect(tree.count > 1)
  }

  @Test("what is nested too deeply is skipped with a diagnostic, and what follows is read")
  func deep() throws {
    let nest = String(repeating: "(", count: 100_000) + "a" + String(repeating: ")", count: 100_000)
    let tree = try readOnLargeStack("x = \(nest);\nfunction f() {}", as: .javaScript)
    #expect(tree.diagnostics.first?.code == .nestedTooDeeply)
    #expect(tree.root.children("body").last?.kind == .function)
  }

  @Test("a small stack reads less deeply, and still to the end")
  func smallStack() {
    var names = Interner.forJavaScript()
    let source = String(repeating: "[", count: 3000) + String(repeating: "]", count: 3000) + ";f()"
    let tree = JavaScriptParser.parse(
      SourceBuffer(source.utf8),
      as: .javaScript,
      names: &names,
      stackBudget: 60_000
    )
    #expect(tree.diagnostics.first?.code == .nestedTooDeeply)
    #expect(TreeCheck(tree) == .sound)
  }

  @Test(
    "long chains need no stack",
    arguments: [
      ("x=" + String(repeating: "a+", count: 200_000) + "a", 200_000),
      (String(repeating: "if(a)b();else ", count: 50_000) + "c()", 50_000),
      ("x=" + String(repeating: "a?b:", count: 50_000) + "c", 50_000),
      ("a" + String(repeating: ".b", count: 200_000), 200_000),
      ("a" + String(repeating: "()", count: 200_000), 200_000),
      ("a" + String(repeating: "[0]", count: 100_000), 100_000),
      (String(repeating: "a,", count: 200_000) + "a", 200_000),
      ("x=<a" + String(repeating: ".b", count: 100_000) + "/>", 100_000),
    ]
  )
  func chains(source: String, links: Int) {
    let tree = Parsed(source).tree
    #expect(tree.diagnostics == [])
    #expect(tree.count > links)
  }

  @Test(
    "long chains of TypeScript need no stack",
    arguments: [
      "x" + String(repeating: " as T", count: 50_000), "x" + String(repeating: "!", count: 50_000),
      "type A=B" + String(repeating: "[]", count: 50_000),
      "type A=" + String(repeating: "B|", count: 50_000) + "B",
    ]
  )
  func typeChains(source: String) {
    #expect(Parsed(source, as: .typeScript).tree.diagnostics == [])
  }

  @Test("one line of a million bytes")
  func oneLine() {
    let tree = Parsed(String(repeating: "f({a:[1,2]});", count: 80_000)).tree
    #expect(tree.root.children("body").count == 80_000)
  }
}
