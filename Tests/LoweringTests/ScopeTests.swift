// Which binding a name means.

import Testing

@Suite struct ScopeTests {
  @Test func `a var belongs to its function and a let to its block`() {
    expectFacts(
      """
      function f() {
        if (a) {
          var a = 1;
          let b = 2;
          g(a, b);
        }
        return [a, b];
      }
      """,
      """
      fn 1 module
        function f = fn 2
      fn 2 function f in 1
        variable a = 1
        variable b = 2
        then a group 1:
          %1 a = 1 [declares]
          %2 b = 2 [declares]
          %3 call @g(a, b) [discarded]
        %4 return [a, @b]
      """
    )
  }

  @Test func `an inner binding hides an outer one of the same name`() {
    expectFacts(
      """
      const x = 1;
      {
        const x = 2;
        use(x);
      }
      use(x);
      """,
      """
      fn 1 module
        constant x = 1
        constant x = 2
        %1 x = 1 [declares]
        %2 x = 2 [declares]
        %3 call @use(x) [discarded]
        %4 call @use(x) [discarded]
      """
    )
  }

  @Test func `a name is bound before its declaration is reached`() {
    expectFacts(
      """
      start();
      function start() { return late; }
      const late = 1;
      """,
      """
      fn 1 module
        function start = fn 2
        constant late = 1 [captured]
        %1 call start() [discarded]
        %2 late = 1 [declares]
      fn 2 function start in 1
        %1 return late
      """
    )
  }

  @Test func `a variable that an inner function reads or writes is captured`() {
    expectFacts(
      """
      let hits = 0;
      const seen = new Set();
      const local = 1;
      function visit(id) {
        hits++;
        seen.add(id);
        return local2;
      }
      var local2 = local;
      """,
      """
      fn 1 module
        variable hits = 0 [reassigned] [captured]
        constant seen = %2 [captured]
        constant local = 1
        function visit = fn 2
        variable local2 = local [captured]
        %1 hits = 0 [declares]
        %2 construct @Set()
        %3 seen = %2 [declares]
        %4 local = 1 [declares]
        %5 local2 = local [declares]
      fn 2 function visit in 1
        takes id
        parameter id = $0
        %1 hits += 1
        %2 call seen.add(id) [discarded]
        %3 return local2
      """
    )
  }

  @Test func `the name of a function expression is its own`() {
    expectFacts(
      """
      const a = function walk(n) { return walk(n - 1); };
      walk();
      """,
      """
      fn 1 module
        constant a = fn 2
        %1 a = fn 2 [declares]
        %2 call @walk() [discarded]
      fn 2 function walk in 1
        takes n
        function walk = fn 2
        parameter n = $0
        %1 call walk((n - 1)) [returned]
        %2 return %1
      """
    )
  }

  @Test func `the name of a class expression is its own`() {
    expectFacts(
      """
      const A = class Inner { make() { return new Inner(); } };
      Inner;
      """,
      """
      fn 1 module
        constant A = class 1
        class Inner = class 1 [captured]
        %1 A = class 1 [declares]
      fn 2 method make in 1 of class 1
        %1 construct Inner() [returned]
        %2 return %1
      class 1 Inner
        make = fn 2
      """
    )
  }

  @Test func `a caught error is bound in its handler only`() {
    expectFacts(
      """
      try { f(); } catch ({ message, code = 0 }) { log(message, code); }
      log(message);
      """,
      """
      fn 1 module
        caught message = caught.message
        caught code = (caught.code ?? 0)
        try:
          %1 call @f() [discarded]
        catch (message, code):
          %2 call @log(message, code) [discarded]
        %3 call @log(@message) [discarded]
      """
    )
  }

  @Test func `a second assignment makes a symbol vary`() {
    expectFacts(
      """
      let once;
      once = 1;
      let twice = 1;
      twice = 2;
      var again = 1;
      var again = 2;
      function replaced() {}
      replaced = null;
      """,
      """
      fn 1 module
        variable once = 1
        variable twice = 1 [reassigned]
        variable again = 1 [reassigned]
        function replaced = fn 2 [reassigned]
        %1 once = 1
        %2 twice = 1 [declares]
        %3 twice = 2
        %4 again = 1 [declares]
        %5 again = 2 [declares]
        %6 replaced = null
      fn 2 function replaced in 1
      """
    )
  }

  @Test func `two declarations of one name are one symbol`() {
    expectFacts(
      """
      function f(a) { var a; var b = a; var b; return b; }
      """,
      """
      fn 1 module
        function f = fn 2
      fn 2 function f in 1
        takes a
        parameter a = $0
        variable b = a
        %1 b = a [declares]
        %2 return b
      """
    )
  }

  @Test func `keys, labels and members refer to nothing`() {
    expectFacts(
      """
      const key = 1;
      label: for (;;) { break label; }
      use({ key: 2 }, object.key, { key });
      """,
      """
      fn 1 module
        constant key = 1
        %1 key = 1 [declares]
        forCount endless true:
          %2 break forCount
        %3 call @use({key: 2}, @object.key, {key: key}) [discarded]
      """
    )
  }

  @Test func `each turn of a loop binds its own variables`() {
    expectFacts(
      """
      for (const [id, { name }] of pairs) use(id, name);
      for (let i = 0, n = 3; i < n; i++) use(i);
      for (const k in table) use(k);
      id; i; k;
      """,
      """
      fn 1 module
        constant k = keyof(@table)
        variable i = 0 [reassigned]
        variable n = 3
        constant id = each(@pairs)[0]
        constant name = each(@pairs)[1].name
        forEach (id, name) @pairs:
          %1 call @use(id, name) [discarded]
        %2 i = 0 [declares]
        %3 n = 3 [declares]
        forCount (i, n) (i < n):
          %4 call @use(i) [discarded]
          %5 i += 1
        forEach keys (k) @table:
          %6 call @use(k) [discarded]
      """
    )
  }
}
