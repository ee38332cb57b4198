// Files that end in the middle of everything.

import SyntaxTree
import Testing

@testable import PythonSyntax

struct TruncationTests {
  static let script = #"""
    # -*- coding: utf-8 -*-
    """Docs."""
    from __future__ import annotations; import a.b as c, d
    from ..e import (f as g, h,)
    @dec.a(1)
    async def i[T: int = str, *Ts, **P](j: int, /, k="l", *m: *Ts, n, **o) -> list[p]:
        async with q() as (r, s), t: await u[v:w, ::x, ...]
        async for y, *z in a1: yield b1, *c1
        else: return {**d1, "e": [f1 async for g1 in h1 if i1 if not j1]}
    class K(L, metaclass=M):
        n: int = 1_000.5e-3j; o **= 0xFf; type P[Q] = R
    	# a tab
        if (s := t) is not None and u not in v < w: del x, (y, z)
        elif a2: raise B from c
        else: assert d2, f"{e2!r:>{f2}} {{}} {g2=} {h2['i']}" rb'\x00' "j\
    k"
    try: global l2
    except* (M2, N2) as o2: nonlocal p2
    except Q2, R2: pass
    finally: x = y = lambda a, *b, c=1, **d: a if b else c if d else -e ** ~f @ g // h
    match s2, t2:
        case [1, -2.5 + 3j, *_] | (A.b) | None: pass
        case {"k": v, **rest} if v: pass
        case C(1, d=_) as e: pass
    with (f3 as g3, h3,): print(*i3, **j3, k=(l3 for m3 in n3), **{o3: p3 for q3 in r3})
    while 1: continue; break
    x = t"""{
      y  # comment
    }"""
    """#

  @Test("a file cut off at any byte is read to its end")
  func cuts() {
    let bytes = Array(Self.script.utf8)
    var names = Interner.forPython()
    for end in 0..<bytes.count {
      let tree = PythonParser.parse(SourceBuffer(bytes[..<end]), names: &names)
      #expect(TreeCheck(tree) == .sound, "cut off at byte \(end)")
    }
  }

  @Test("the file that is cut is without errors itself")
  func whole() {
    #expect(Parsed(Self.script).complaints == [])
  }

  @Test(
    "a file with any byte replaced is read to its end",
    arguments: [0x28, 0x5D, 0x3A, 0x7B, 0x22, 0x0A, 0x20, 0x5C, 0x00] as [UInt8]
  )
  func replacements(byte: UInt8) {
    var names = Interner.forPython()
    var bytes = Array(Self.script.utf8)
    for place in bytes.indices {
      let original = bytes[place]
      bytes[place] = byte
      let tree = PythonParser.parse(SourceBuffer(bytes), names: &names)
      #expect(TreeCheck(tree) == .sound, "replaced at byte \(place)")
      bytes[place] = original
    }
  }
}
