// Places, patterns and the functions that are stored in them.

import Testing

@Suite struct AssignmentTests {
  @Test func `places are symbols, members and indexes`() {
    expectFacts(
      """
      let a = 1;
      a = 2;
      b = 3;
      a.b.c = 4;
      a[key()] = 5;
      a["b"] = 6;
      f().x = g();
      """,
      """
      fn 1 module
        variable a = 1 [reassigned]
        %1 a = 1 [declares]
        %2 a = 2
        %3 @b = 3
        %4 a.b.c = 4
        %5 call @key()
        %6 a[%5] = 5
        %7 a.b = 6
        %8 call @f()
        %9 call @g()
        %10 %8.x = %9
      """
    )
  }

  @Test func `compound assignments read before they write`() {
    expectFacts(
      """
      let n = 0;
      n += f();
      n++;
      --o.count;
      const m = n--;
      total -= 1;
      """,
      """
      fn 1 module
        variable n = 0 [reassigned]
        constant m = n
        %1 n = 0 [declares]
        %2 call @f()
        %3 n += %2
        %4 n += 1
        %5 @o.count -= 1
        %6 n -= 1
        %7 m = n [declares]
        %8 @total -= 1
      """
    )
  }

  @Test func `logical assignments happen on a condition`() {
    expectFacts(
      """
      cache ??= load();
      a.b ||= 1;
      ok &&= check();
      """,
      """
      fn 1 module
        otherwise @cache:
          %1 call @load()
          %2 @cache ??= %1
        otherwise @a.b:
          %3 @a.b ||= 1
        then @ok:
          %4 call @check()
          %5 @ok &&= %4
      """
    )
  }

  @Test func `destructuring takes members, elements and the rest`() {
    expectFacts(
      """
      const { a, b: { c }, "d-e": d, [key()]: k, ...rest } = source();
      const [x, , y, ...z] = list;
      [o.p, q] = [q, o.p];
      ({ a: o.r } = a);
      """,
      """
      fn 1 module
        constant a = %1.a
        constant c = %1.b.c
        constant d = %1.d-e
        constant k = %1[%5]
        constant rest = %1
        constant x = @list[0]
        constant y = @list[2]
        constant z = each(@list)
        %1 call @source()
        %2 a = %1.a [declares]
        %3 c = %1.b.c [declares]
        %4 d = %1.d-e [declares]
        %5 call @key()
        %6 k = %1[%5] [declares]
        %7 rest = %1 [declares]
        %8 x = @list[0] [declares]
        %9 y = @list[2] [declares]
        %10 z = each(@list) [declares]
        %11 @o.p = [@q, @o.p][0]
        %12 @q = [@q, @o.p][1]
        %13 @o.r = a.a
      """
    )
  }

  @Test func `a default is evaluated only where a value is missing`() {
    expectFacts(
      """
      const { a = f(), b: { c } = {} } = options;
      function g({ limit = 10 } = {}, page = first(), cb = () => 1) {}
      """,
      """
      fn 1 module
        constant a = (@options.a ?? %1)
        constant c = (@options.b ?? {}).c
        function g = fn 2
        otherwise @options.a:
          %1 call @f()
        %2 a = (@options.a ?? %1) [declares]
        %3 c = (@options.b ?? {}).c [declares]
      fn 2 function g in 1
        takes _ = {}
        takes page = %1
        takes cb = fn 3
        parameter limit = (($0 ?? {}).limit ?? 10)
        parameter page = ($1 ?? %1)
        parameter cb = ($2 ?? fn 3)
        otherwise $1:
          %1 call @first()
      fn 3 arrow cb in 2
        %1 return 1
      """
    )
  }

  @Test func `functions are named after the first place they are stored in`() {
    expectFacts(
      """
      const a = () => 1;
      let b;
      b = function () {};
      o.list = async () => 2;
      const o = { c: () => 3, d() {}, get e() { return 4; }, f: function () {}, "g-h": () => 5, [i]: () => 6 };
      const wrapped = wrap(async () => 7);
      const named = function own() {};
      const K = class {};
      """,
      """
      fn 1 module
        constant a = fn 2
        variable b = fn 3
        constant o = {c: fn 5, d: fn 6, e: fn 7, f: fn 8, g-h: fn 9, *: fn 10}
        constant wrapped = %5
        constant named = fn 12
        constant K = class 1
        %1 a = fn 2 [declares]
        %2 b = fn 3
        %3 o.list = fn 4
        %4 o = {c: fn 5, d: fn 6, e: fn 7, f: fn 8, g-h: fn 9, *: fn 10} [declares]
        %5 call @wrap(fn 11)
        %6 wrapped = %5 [declares]
        %7 named = fn 12 [declares]
        %8 K = class 1 [declares]
      fn 2 arrow a in 1
        %1 return 1
      fn 3 function b in 1
      fn 4 arrow list async in 1
        %1 return 2
      fn 5 arrow c in 1
        %1 return 3
      fn 6 method d in 1 of object
      fn 7 getter e in 1 of object
        %1 return 4
      fn 8 function f in 1 of object
      fn 9 arrow g-h in 1
        %1 return 5
      fn 10 arrow in 1
        %1 return 6
      fn 11 arrow async in 1
        %1 return 7
      fn 12 function own in 1
        function own = fn 12
      class 1 K
      """
    )
  }

  @Test func `a chain of assignments stores one value`() {
    expectFacts(
      """
      let a, b;
      a = b = f();
      """,
      """
      fn 1 module
        variable a = %1
        variable b = %1
        %1 call @f()
        %2 b = %1
        %3 a = %1
      """
    )
  }
}
