// Broken, huge and deeply nested files: there are always facts, and they are sound.

import Facts
import JavaScriptSyntax
import SyntaxTree
import Testing

@Suite struct RobustnessTests {
  /// A bit of everything that has its own path through the lowering.
  private static let sample = """
    import d, { a as b, type T } from "m"; export * from "x"; export { b as c };
    // eslint-disable-next-line
    @Dec() export class A<T> extends B(x) implements I {
      #p = 1; static q: Map<string, U[]> = new Map(); static { f(); }
      constructor(@Inject(Y) private readonly z: Z = d(), ...r: R[]) { super(); }
      get v() { return this?.#p; } async *gen() { yield* b; }
    }
    enum E { A, B = 2 } namespace N { export const k = 1; }
    label: for (const { x, y: [w = g()] } of await l()) { if (x) continue label; else if (h()) break; }
    for (let i = 0; i < 3; i++) switch (i) { case 1: u(); default: try { t } catch ({ e }) { } finally { } }
    const fn = async ({ a, ...b }, [c] = []) => `x${a + "y" + b}z` as string;
    module.exports = { m() {}, get n() { return 1 }, ["c" + 1]: 2, ...s }; exports.o ??= require("./" + p);
    const j = <div a="1" {...k}><C.D>{(() => 1)()}</C.D></div>; while (!(do_ && it?.(now))) i++;
    var v = a ? b : c, t = tag`1${2}`, x = (1, f()), u = new (class { y = 1 })(); delete v.w;
    """

  private func check(_ source: [UInt8], _ dialect: Dialect, _ reader: inout JavaScriptReader) {
    let facts = reader.facts(of: SourceBuffer(source), as: dialect)
    let violations = FactsInvariants.violations(of: facts, byteCount: source.count)
    #expect(violations == [], "\(String(decoding: source, as: UTF8.self))")
  }

  @Test(arguments: [Dialect.javaScript, .typeScript, .tsx])
  func `every truncation of a file has sound facts`(_ dialect: Dialect) {
    var reader = JavaScriptReader()
    let bytes = Array(Self.sample.utf8)
    for count in 0...bytes.count { check(Array(bytes.prefix(count)), dialect, &reader) }
  }

  @Test(arguments: [Dialect.javaScript, .typeScript, .tsx])
  func `every suffix of a file has sound facts`(_ dialect: Dialect) {
    var reader = JavaScriptReader()
    let bytes = Array(Self.sample.utf8)
    for count in 0...bytes.count { check(Array(bytes.suffix(count)), dialect, &reader) }
  }

  @Test func `mutated files have sound facts`() {
    var reader = JavaScriptReader()
    var state: UInt64 = 42
    func random(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let punctuation = Array("(){}[]<>;,.:=?!`'\"/*+-&|@#$\n ".utf8)
    let original = Array(Self.sample.utf8)
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0...random(below: 4) {
        let place = random(below: bytes.count)
        switch random(below: 3) {
        case 0: bytes[place] = punctuation[random(below: punctuation.count)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: random(below: place + 1))
        }
      }
      check(bytes, random(below: 2) == 0 ? .tsx : .typeScript, &reader)
    }
  }

  @Test(arguments: [
    "x = " + String(repeating: "a + ", count: 200_000) + "a",
    "x = " + String(repeating: "a + ", count: 100_000) + "'a'"
      + String(repeating: " + a", count: 100_000),
    "x = " + String(repeating: "a && ", count: 100_000) + "a()",
    "x = a" + String(repeating: ".b(c)", count: 100_000),
    "x = a" + String(repeating: ".b", count: 200_000),
    "x = a" + String(repeating: "[0]", count: 100_000),
    "x = a" + String(repeating: "!", count: 100_000),
    "if (a) b(); " + String(repeating: "else if (a) b(); ", count: 50_000),
    "if (a) b(); " + String(repeating: "else if (a()) b(); ", count: 50_000),
    "let x: " + String(repeating: "A | ", count: 50_000) + "B",
    String(repeating: "l: ", count: 1_000) + "for (;;) break l",
    "switch (a) {" + String(repeating: "case 1: b(); ", count: 50_000) + "}",
  ])
  func `long chains are lowered with a loop`(_ source: String) {
    var reader = JavaScriptReader()
    check(Array(source.utf8), .typeScript, &reader)
  }

  @Test(arguments: [
    ("(", "a", ")"), ("[", "a", "]"), ("f(", "a", ")"), ("{", "a", "}"), ("x = ", "a", ""),
    ("!", "a", ""),
    ("() => ", "a", ""), ("async () => { await ", "a", "}"), ("a ? b : ", "a", ""),
    ("({ a: ", "a", "})"),
    ("if (a) ", "a", ""), ("for (;;) ", "a", ""), ("a + (", "'a'", ")"), ("`${", "a", "}`"),
    ("<a>{", "b", "}</a>"),
    ("class A { x = ", "a", "}"), ("const [", "a", "] = a"), ("try {", "a", "} finally {}"),
    ("new ", "a", ""),
    ("a ** ", "a", ""), ("let a: B<", "c", ">"),
  ])
  func `deep nesting ends in something unknown`(_ open: String, _ middle: String, _ close: String) {
    let source =
      String(repeating: open, count: 20_000) + middle + String(repeating: close, count: 20_000)
    var violations: [String] = []
    let isRun = LargeStack.run {
      var large = JavaScriptReader(onLargeStack: true)
      let facts = large.facts(of: SourceBuffer(source.utf8), as: .tsx)
      violations = FactsInvariants.violations(of: facts, byteCount: source.utf8.count)
    }
    #expect(isRun)
    #expect(violations == [])
    var small = JavaScriptReader()
    check(Array(source.utf8), .tsx, &small)
  }

  @Test func `facts do not depend on the files that were read before`() {
    var reader = JavaScriptReader()
    let first = FactsDump.text(of: reader.facts(of: SourceBuffer("f(1)".utf8), as: .javaScript))
    let fresh = reader.facts(of: SourceBuffer(Self.sample.utf8), as: .tsx)
    _ = reader.facts(of: SourceBuffer("other(names, here, 'and texts')".utf8), as: .javaScript)
    let again = reader.facts(of: SourceBuffer(Self.sample.utf8), as: .tsx)
    let firstAgain = reader.facts(of: SourceBuffer("f(1)".utf8), as: .javaScript)
    #expect(FactsDump.text(of: fresh) == FactsDump.text(of: again))
    #expect(fresh.names.bytes == again.names.bytes && fresh.names.ends == again.names.ends)
    #expect(fresh.lists == again.lists)
    #expect(FactsDump.text(of: firstAgain) == first)
  }
}
