// Calls, constructions, awaits and what becomes of their results.

import Testing

@Suite struct CallTests {
  @Test func `the use of a result shows in the call that makes it`() {
    expectFacts(
      """
      f();
      await f();
      void f();
      a && f(), g();
      const x = await f();
      const run = async () => f();
      async function last() { return await f(); }
      ok ? f() : g();
      """,
      """
      fn 1 module
        constant x = await %7
        constant run = fn 2
        function last = fn 3
        %1 call @f() [discarded]
        %2 call @f() [awaited discarded]
        %3 await %2 [discarded]
        %4 call @f() [discarded]
        then @a:
          %5 call @f() [discarded]
        %6 call @g() [discarded]
        %7 call @f() [awaited]
        %8 await %7
        %9 x = await %7 [declares]
        %10 run = fn 2 [declares]
        then @ok group 1:
          %11 call @f() [discarded]
        otherwise @ok group 1:
          %12 call @g() [discarded]
      fn 2 arrow run async in 1
        %1 call @f() [returned]
        %2 return %1
      fn 3 function last async in 1
        %1 call @f() [awaited returned]
        %2 await %1 [returned]
        %3 return await %1
      """
    )
  }

  @Test func `operands are evaluated before what needs them`() {
    expectFacts(
      """
      f(a(), b(c()))(d());
      new (make())(new Thing);
      """,
      """
      fn 1 module
        %1 call @a()
        %2 call @c()
        %3 call @b(%2)
        %4 call @f(%1, %3)
        %5 call @d()
        %6 call %4(%5) [discarded]
        %7 call @make()
        %8 construct @Thing()
        %9 construct %7(%8) [discarded]
      """
    )
  }

  @Test func `optional chains open no region`() {
    expectFacts(
      """
      a?.b.c?.(d())?.[e];
      """,
      """
      fn 1 module
        %1 call @d()
        %2 call @a?.b.c(%1) [optional]
      """
    )
  }

  @Test func `a call of a function on the spot invokes it`() {
    expectFacts(
      """
      (async () => { await main(); })();
      (function () {}).call(this);
      """,
      """
      fn 1 module
        %1 call fn 2() [discarded]
        %2 call fn 3.call(this) [discarded]
      fn 2 arrow async invoked in 1
        %1 call @main() [awaited discarded]
        %2 await %1 [discarded]
      fn 3 function invoked in 1
      """
    )
  }

  @Test func `a tagged template is a call with the template`() {
    expectFacts(
      """
      const rows = await sql`select * from t where id = ${id} and ${more()}`;
      gql`query`;
      """,
      """
      fn 1 module
        constant rows = await %2
        %1 call @more()
        %2 call @sql(`"select * from t where id = ", @id, " and ", %1`) [awaited template]
        %3 await %2
        %4 rows = await %2 [declares]
        %5 call @gql(`"query"`) [discarded template]
      """
    )
  }

  @Test func `spreads and holes keep their places`() {
    expectFacts(
      """
      f(...rest, [, a, ...b], { ...c, d });
      """,
      """
      fn 1 module
        %1 call @f(...@rest, [_, @a, ...@b], {...@c, d: @d}) [discarded]
      """
    )
  }

  @Test func `the arms of logical operators are regions only if something happens in them`() {
    expectFacts(
      """
      const a = b && c || d;
      const e = b && f() && g();
      const h = b || (c ?? i());
      const j = k ? l() : m;
      """,
      """
      fn 1 module
        constant a = ((@b && @c) || @d)
        constant e = (@b && %2 && %3)
        constant h = (@b || (@c ?? %5))
        constant j = (%7 : @m)
        %1 a = ((@b && @c) || @d) [declares]
        then @b:
          %2 call @f()
        then %2:
          %3 call @g()
        %4 e = (@b && %2 && %3) [declares]
        otherwise @b:
          otherwise @c:
            %5 call @i()
        %6 h = (@b || (@c ?? %5)) [declares]
        then @k group 1:
          %7 call @l()
        %8 j = (%7 : @m) [declares]
      """
    )
  }

  @Test func `yield hands out values`() {
    expectFacts(
      """
      function* g() { const x = yield f(); yield* more(); yield; }
      """,
      """
      fn 1 module
        function g = fn 2
      fn 2 function g generator in 1
        constant x = unknown
        %1 call @f()
        %2 yield %1
        %3 x = unknown [declares]
        %4 call @more()
        %5 yield %4 [delegates]
        %6 yield
      """
    )
  }

  @Test func `delete removes a place`() {
    expectFacts(
      """
      delete cache[key];
      delete user.name;
      """,
      """
      fn 1 module
        %1 remove @cache[@key]
        %2 remove @user.name
      """
    )
  }

  @Test func `super and this are values of their own`() {
    expectFacts(
      """
      class A extends B { m() { super.m(this.x); } }
      """,
      """
      fn 1 module
        class A = class 1
      fn 2 method m in 1 of class 1
        %1 call super.m(this.x) [discarded]
      class 1 A extends @B
        m = fn 2
      """
    )
  }
}
