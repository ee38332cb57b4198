// Input that makes parsers crash or hang.

import SyntaxTree
import Testing

@testable import PythonSyntax

struct HostileInputTests {
  @Test(
    "what is opened and never closed is read to the end",
    arguments: [
      "(", "[", "{", "{a:", "f(", "a[", "(a,", "f\"{", "f'{a:{", "f(a=", "lambda x=",
      "[a for b in (",
      "{**", "with (", "match (", "match x:\n case [", "match x:\n case A(", "match x:\n case {1:",
      "@a(", "class A(", "def f(a=", "def f(a: (", "type A[T: (", "del (", "for (", "import (",
      "from a import (", "print(f\"", "f\"\"\"{", "t'{", "not (", "await (", "*(", "yield (",
      "if (", "while (", "x = (yield", "case (", "async with (", "except (",
    ]
  )
  func open(unit: String) throws {
    let tree = try readOnLargeStack(String(repeating: unit, count: 3000))
    #expect(!tree.diagnostics.isEmpty)
    let lines = try readOnLargeStack(String(repeating: unit + "\n", count: 3000))
    #expect(!lines.diagnostics.isEmpty)
  }

  @Test(
    "prefixes may stand in long rows",
    arguments: [
      "not ", "-", "await ", "lambda: ", "a**", "a if b else ", "*", "**", "yield ", "@", "@a\n",
      "async ",
      "if a: ", "else: ", "elif a: ", "try: ", "match ", "case ", "type ", "\\\n", "'", "\"\"\"",
      "f'", "}",
      ")", "\t", " \n", "\u{C}", ":", "\u{0}", "$", "from . ", "import a.", "a.", "a[", "a := ",
      "a = ",
      "a, ", "a; ", "a < ", "...", "0", "1.", "é", "lambda ", "f'{a!r:", "global a,", "def ",
      "class ",
    ]
  )
  func rows(unit: String) throws {
    let tree = try readOnLargeStack(String(repeating: unit, count: 20_000))
    #expect(tree.count >= 2)
  }

  @Test("what is nested too deeply is skipped with a diagnostic, and what follows is read")
  func deep() throws {
    let nest = String(repeating: "(", count: 100_000) + "a" + String(repeating: ")", count: 100_000)
    let tree = try readOnLargeStack("x = \(nest)\ndef f(): pass")
    #expect(tree.diagnostics.first?.code == .nestedTooDeeply)
    #expect(tree.root.list(tree.root.record.a).last?.kind == .function)
  }

  @Test("blocks that are nested too deeply are skipped as blocks")
  func deepBlocks() throws {
    var text = ""
    for level in 0..<3000 { text += String(repeating: " ", count: level) + "if a:\n" }
    text += String(repeating: " ", count: 3000) + "b()\ndef f(): pass"
    var names = Interner.forPython()
    let tree = PythonParser.parse(SourceBuffer(text.utf8), names: &names, stackBudget: 60_000)
    #expect(tree.diagnostics.first?.code == .nestedTooDeeply)
    #expect(TreeCheck(tree) == .sound)
    #expect(tree.root.list(tree.root.record.a).last?.kind == .function)
  }

  @Test("a small stack reads less deeply, and still to the end")
  func smallStack() {
    var names = Interner.forPython()
    let nest = String(repeating: "[", count: 3000) + String(repeating: "]", count: 3000)
    let source = SourceBuffer("\(nest)\nf()".utf8)
    let tree = PythonParser.parse(source, names: &names, stackBudget: 60_000)
    #expect(tree.diagnostics.first?.code == .nestedTooDeeply)
    #expect(TreeCheck(tree) == .sound)
  }

  @Test(
    "long chains need no stack",
    arguments: [
      "x=" + String(repeating: "a+", count: 200_000) + "a",
      "x=" + String(repeating: "a or ", count: 200_000) + "a",
      "x=" + String(repeating: "a<", count: 200_000) + "a",
      "if a: b\n" + String(repeating: "elif a: b\n", count: 50_000) + "else: c",
      "x=" + String(repeating: "a if b else ", count: 50_000) + "c",
      "a" + String(repeating: ".b", count: 200_000), "a" + String(repeating: "()", count: 200_000),
      "a" + String(repeating: "[0]", count: 100_000),
      String(repeating: "a,", count: 200_000) + "a", String(repeating: "a=", count: 100_000) + "a",
      "x=" + String(repeating: "'a' ", count: 100_000),
      "f\"" + String(repeating: "{a}", count: 100_000) + "\"",
      "try: a\n" + String(repeating: "except B: c\n", count: 50_000),
      "import a" + String(repeating: ".b", count: 100_000),
      "match x:\n case " + String(repeating: "1|", count: 100_000) + "2: pass",
    ]
  )
  func chains(source: String) {
    var names = Interner.forPython()
    let tree = PythonParser.parse(
      SourceBuffer(source.utf8),
      names: &names,
      stackBudget: 60_000
    )
    #expect(tree.diagnostics == [])
    #expect(tree.count > 50_000 || tree.kinds.pointee == .none)
  }

  @Test("dedents to the left of a million blocks")
  func manyBlocks() {
    let tree = Parsed(String(repeating: "if a:\n  b\n", count: 100_000)).tree
    #expect(tree.diagnostics == [])
    #expect(tree.root.list(tree.root.record.a).count == 100_000)
  }
}
