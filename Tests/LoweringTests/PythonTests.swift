// Python's facts: the same words for the same things, and sound whatever the bytes are.

import Facts
import Foundation
import PythonSyntax
import SyntaxTree
import Testing

@Suite struct PythonTests {
  private func expectFacts(_ source: String, _ lines: String...) {
    var reader = PythonReader()
    let facts = reader.facts(of: SourceBuffer(source.utf8))
    let text = FactsDump.text(of: facts)
    for line in lines {
      #expect(text.contains(line), "\(line)\nis not in\n\(text)")
    }
    #expect(FactsInvariants.violations(of: facts, byteCount: source.utf8.count) == [])
  }

  @Test func `arguments with names are one object at the end`() {
    expectFacts(
      "send(order, timeout=5, **extra)",
      "%1 call @send(@order, {timeout: 5, ...@extra})"
    )
  }

  @Test func `a loop asks its collection for an iterator`() {
    expectFacts(
      "def load(rows):\n  for row in rows:\n    save(row)\n",
      "%1 call rows.__iter__()",
      "forEach (row) rows:",
      "%2 call @save(row)"
    )
  }

  @Test func `a serializer of many asks what it is given for an iterator`() {
    expectFacts(
      "def load(rows):\n  return Cells(rows, many=True)\n",
      "%1 call rows.__iter__()"
    )
  }

  @Test func `a formatted text holds its values, and what formats them is evaluated`() {
    expectFacts(
      "key = f'{{a}}\\x41{user.id:>{width()}}'",
      #"%1 call @width()"#,
      #"key = `"{a}A", @user.id`"#
    )
  }

  @Test func `a comprehension is loops in place, and what it gathers`() {
    expectFacts(
      "names = [look_up(o.id) for o in orders if o.paid]",
      "variable names = gathered(%1 of @orders)"
    )
  }

  @Test func `the first parameter of a method is the instance`() {
    expectFacts(
      "class Repo:\n  def __init__(self, db):\n    self.db = db\n  def all(self):\n    return self.db.rows()\n",
      "method constructor",
      "self.db = db",
      "call self.db.rows()"
    )
  }

  @Test func `a decorator is a call with the function as its argument`() {
    expectFacts(
      "@app.route('/orders')\ndef orders():\n  return 1\n",
      "%1 call @app.route(\"/orders\")",
      "%2 call %1(fn 2) [decorator]"
    )
  }

  @Test func `a slice is a call with both bounds`() {
    expectFacts("page = rows[:20]", "%1 call @rows.__getitem__(null, 20)")
  }

  @Test func `what a package holds may be a module of its own`() {
    expectFacts(
      "from shop import orders\nimport a.b\n",
      "import 2 submodule \"shop.orders\"",
      "import 3 static \"a.b\"",
      "import orders = (<\"shop\">.orders || <\"shop.orders\">)"
    )
  }

  @Test func `an annotation with extras is the type in front of them`() {
    expectFacts(
      "def show(user: Annotated[User, Depends(current)], ids: list[Order] | None = None):\n  pass\n",
      "takes user : @User",
      "takes ids : @Array<@Order>"
    )
  }

  private static let sample = """
    from __future__ import annotations
    import a.b.c, d as e
    from .models import *
    @dataclass(frozen=True)
    class A(B, metaclass=M):
      x: int = 1; y = property(lambda self: self.x)
      async def f(self, p, /, q: "A" = g(), *r, s=2, **t) -> Optional[A]:
        async with open(p) as h, k() as (l, m): yield h
        return await self.f(*r, **t) if p else None
    def g(x=[y for y in z if (n := y)]):
      global u; u = {**v, 'k': 1, w: 2}
      try: u['k'] += 1; del u[0], v.w
      except (E, F) as err: raise err from None
      else: pass
      finally: print(f"{x!r:>{y}} {x=}" "b" % (1, 2), *x, sep='')
      while True:
        if a < b < c: break
        elif not d: continue
        else: yield from e
      match x:
        case {'a': [1, *rest], **o} | A(b=2) as q if q: lambda *a, **k: (a, k)
    """

  @Test func `every truncation and suffix has sound facts`() {
    var reader = PythonReader()
    let bytes = Array(Self.sample.utf8)
    for count in 0...bytes.count {
      for part in [Array(bytes.prefix(count)), Array(bytes.suffix(count))] {
        let facts = reader.facts(of: SourceBuffer(part))
        #expect(FactsInvariants.violations(of: facts, byteCount: part.count) == [])
      }
    }
  }

  @Test(arguments: [
    "x = " + String(repeating: "a + ", count: 100_000) + "a",
    "x = a" + String(repeating: ".b(c)", count: 50_000),
    "x = " + String(repeating: "(", count: 20_000),
    String(repeating: "if a:\n pass\nel", count: 20_000) + "se:\n pass\n",
    "x = " + String(repeating: "a if b else ", count: 20_000) + "c",
  ])
  func `long and deep code is read or given up, never fatal`(_ source: String) {
    var reader = PythonReader()
    let facts = reader.facts(of: SourceBuffer(source.utf8))
    #expect(FactsInvariants.violations(of: facts, byteCount: source.utf8.count) == [])
  }

  private static let folder = "/usr/lib/python3"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "Debian's Python packages"))
  func `facts of real code are sound`() {
    guard let files = FileManager.default.enumerator(atPath: Self.folder) else { return }
    var reader = PythonReader()
    var violations: [String] = []
    var read = 0
    for case let path as String in files where path.hasSuffix(".py") && read < 300 {
      guard let data = FileManager.default.contents(atPath: "\(Self.folder)/\(path)") else {
        continue
      }
      let facts = reader.facts(of: SourceBuffer(data))
      let found = FactsInvariants.violations(of: facts, byteCount: data.count)
      violations += found.map { "\(path): \($0)" }
      read += 1
    }
    #expect(violations.prefix(10) == [])
  }
}
