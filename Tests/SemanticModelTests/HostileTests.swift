// Code that goes round in circles or too deep: linking it returns.

import SemanticModel
import Testing

@Suite("Hostile code", .hangGuard)
struct HostileTests {
  @Test("a project of which no file is read is a program without functions")
  func nothing() async {
    let minified = (0..<2_000).map { "const n\($0)=n\($0 + 1);" }.joined()
    for files in [["a.js": minified], ["a.d.ts": "export declare const a: number;"], [:]] {
      let project = await Project(files)
      #expect(project.program.calls.isEmpty)
      #expect(project.program.resolution.total == 0)
    }
  }

  @Test("modules that import and export each other in a circle are linked")
  func circles() async {
    let project = await Project([
      "db.mjs": DataLayer.module,
      "a.js": "export * from './b.js'; import { z } from './c.js'; export const x = () => z();",
      "b.js": "export * from './a.js'; export * from './c.js'; export { nowhere } from './a.js';",
      "c.js":
        "export * from './b.js'; import { ask } from './db.mjs'; export const z = () => ask(1);",
      "main.js": "import { x, nowhere } from './b.js'; function start() { nowhere(); return x(); }",
      "self.js": "export * from './self.js'; export { a as a } from './self.js';",
      "common.js": "module.exports = require('./common'); const { f } = require('./common'); f();",
    ])
    #expect(project.cost("start") == "1")
  }

  @Test("classes that extend themselves or each other have their methods")
  func classes() async {
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "main.js": """
      const { ask } = require("./db");
      class A extends B { find() { return ask(1); } missing() { return this.nothing(); } }
      class B extends A {}
      class C extends C { own() { return super.own(); } }
      const D = class extends D {};
      function start() { new C().own(); new D().own(); return new B().find(); }
      """,
    ])
    #expect(project.cost("start") == "1")
  }

  @Test("a hundred loops inside each other cost more than any power")
  func nestedLoops() async {
    let loops = String(repeating: "for (const x of xs) ", count: 100)
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "main.js": """
      const { ask } = require("./db");
      function each(xs, visit) { xs.map((x) => xs.map((y) => visit(y))); }
      function start(xs) { \(loops) each(xs, (x) => ask(x)); }
      """,
    ])
    #expect(project.cost("start") == "N^∞")
  }

  @Test("names and values that stand for each other lead to nothing")
  func values() async {
    let project = await Project([
      "main.js": """
      let a = b, b = c, c = a;
      const o = {}; o.o = o; o.f = o.o.o.o.f;
      const f = () => f; const g = (x) => g(g)(x);
      const [p = q, q = p] = [];
      const { ...rest } = { ...rest };
      function start() { a.x(); o.o.o.f(); f()()()(); g(g); p(); rest.y(); return a(b(c())); }
      """
    ])
    #expect(project.cost("start") == "0")
  }

  @Test("a chain of five thousand members or calls is followed or given up")
  func chains() async {
    let members = String(repeating: "\n  .a", count: 5_000)
    let calls = String(repeating: "\n  .then((x) => x)", count: 5_000)
    let project = await Project([
      "members.js": "const x = require('x'); exports.start = () => x\(members)();",
      "calls.js": "const { ask } = require('./db'); exports.go = () => ask(1)\(calls);",
      "names.js": (0..<5_000).map { "const n\($0 + 1) = n\($0);\n" }.joined() + "n5000();",
      "db.js": DataLayer.commonJS,
    ])
    #expect(project.program.unread.map(\.path) == [])
    #expect(project.cost("start") == "0")
    #expect(project.cost("go") == "1")
  }

  @Test("deeply nested closures, calls and loops are counted or given up")
  func nesting() async {
    let depth = 500
    let closures =
      String(repeating: "run(() =>\n", count: depth) + "ask(1)"
      + String(repeating: ")", count: depth)
    let loops =
      String(repeating: "for (const x of y) {\n", count: depth) + "ask(1);"
      + String(repeating: "}", count: depth)
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "closures.js":
        "const { ask } = require('./db'); const run = (f) => f();\nfunction nested() { return \(closures); }",
      "loops.js": "const { ask } = require('./db');\nfunction start(y) { \(loops) }",
    ])
    #expect(project.cost("start") == "N^∞")
    #expect(project.function("nested") != nil)
  }

  @Test("functions that call each other in a circle of a thousand have one cost")
  func recursion() async {
    let count = 1_000
    let functions = (0..<count).map { "function f\($0)() { f\(($0 + 1) % count)(); }" }
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "main.js": "const { ask } = require('./db');\n" + functions.joined(separator: "\n")
        + "\nfunction start() { start2(); ask(1); }\nfunction start2() { start(); f0(); }",
    ])
    #expect(project.cost("start") == "1")
    #expect(project.cost("f0") == "0")
  }

  @Test("a table of thousands of functions is called once, and its cost saturates")
  func tables() async {
    let entries = (0..<3_000).map { "f\($0): () => ask(\($0))" }.joined(separator: ",\n")
    let array = (0..<3_000).map { "() => ask(\($0))" }.joined(separator: ",\n")
    let calls = String(repeating: "go();\n", count: 300)
    let project = await Project([
      "db.js": DataLayer.commonJS,
      "main.js": """
      const { ask } = require("./db");
      const table = { \(entries) };
      const list = [\(array)];
      function start(k) { list[k](); return table[k](); }
      """,
      "sums.js": """
      const { ask } = require("./db");
      const go = () => ask(1);
      function a() { \(calls) }
      function b() { \(calls.replacing("go", with: "a")) }
      function c() { \(calls.replacing("go", with: "b")) }
      """,
    ])
    #expect(project.function("start") != nil)
    #expect(project.cost("b") == "65535")
    #expect(project.cost("c") == "65535")
  }
}
