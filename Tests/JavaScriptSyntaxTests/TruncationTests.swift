// Files that end in the middle of everything.

import SyntaxTree
import Testing

@testable import JavaScriptSyntax

struct TruncationTests {
  static let script = #"""
    #!/usr/bin/env node
    "use strict"; // directive
    import a, { b as c } from "d" with { type: "json" }
    export default class E extends F.g(h) { static #i = 1; static { j() } async *[k]() { yield* l } get m() { return super.n } }
    label: for await (const { o, p: [q = 1, ...r] } of s?.t?.[u]?.(v)) { if (w) continue label; else if (x) break; else debugger }
    try { y = `a${`b${z}`}c` + /[/\]]+/giu.source ** 2 } catch ({ message }) { throw new Error(message) } finally { delete a.b }
    switch (a) { case 1: default: do { b-- } while (c); with (d) e }
    const f = async ({ g, ...h }, i = () => ({}), ...j) => await import("k"), l = function* () {}, m = <n o="p" q={r} {...s}>t &amp; {u}<v.w/><></></n>
    using x1 = y1; z1 ??= 0x1Fn; /* comment */ ({ get a() {}, set b(c) {}, "d": e, [f]: g, h, i = 1 } = j)
    """#

  static let typed = #"""
    import type { A, B as C } from "d"; import e = require("f"); export = g;
    @h() abstract class I<in out T extends J = K> extends L<M> implements N, O { constructor(private readonly p?: Q, @r s: T[] = []) { super() } declare t: u; abstract v(): void; [w: string]: X }
    function y(this: Z, a1?: B1): asserts a1 is C1; function y(a1) { return a1 as unknown as D1<E1>[] satisfies F1 }
    type G1<H1> = H1 extends infer I1 extends J1 ? { readonly [K1 in keyof L1 as `m${K1}`]-?: N1 } : O1 | (new (...p: Q1[]) => typeof import("r").S1<T1>) | [u: V1, w?: X1, ...y: Z1]
    interface A2 extends B2<C2> { d(): e; new (f): G2; (h): i is J2; get k(): L2 } declare global { namespace M2.N2 { enum O2 { P2 = 1 << 2 } } }
    const q2 = <R2,>(s: R2): s is T2 => u!.v<W2>()?.x, y2 = async <Z2>(a) => a < b > c, d3 = e ? (f) : (g): h => i
    """#

  @Test("a script cut off at any byte is read to its end")
  func scriptCuts() { check(Self.script, as: .javaScript) }

  @Test("a typed file cut off at any byte is read to its end")
  func typedCuts() { check(Self.typed, as: .typeScript) }

  @Test("the files that are cut are without errors themselves")
  func whole() {
    #expect(Parsed(Self.script).tree.diagnostics == [])
    #expect(Parsed(Self.typed, as: .typeScript).tree.diagnostics == [])
  }

  private func check(_ text: String, as dialect: Dialect) {
    let bytes = Array(text.utf8)
    var names = Interner.forJavaScript()
    for end in 0..<bytes.count {
      let source = SourceBuffer(bytes[..<end])
      let tree = JavaScriptParser.parse(source, as: dialect, names: &names)
      let check = TreeCheck(tree)
      #expect(check == .sound, "cut off at byte \(end)")
    }
  }

  @Test(
    "a file with any byte replaced is read to its end",
    arguments: [0x28, 0x7D, 0x3C, 0x60, 0x22, 0x00] as [UInt8]
  )
  func replacements(byte: UInt8) {
    var names = Interner.forJavaScript()
    var bytes = Array(Self.typed.utf8)
    for place in stride(from: 0, to: bytes.count, by: 3) {
      let original = bytes[place]
      bytes[place] = byte
      let tree = JavaScriptParser.parse(SourceBuffer(bytes), as: .typeScript, names: &names)
      let check = TreeCheck(tree)
      #expect(check == .sound, "replaced at byte \(place)")
      bytes[place] = original
    }
  }
}
