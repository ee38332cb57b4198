// Loops, branches and exceptions as regions.

import Testing

@Suite struct RegionTests {
  @Test func `a collection is evaluated before its loop`() {
    expectFacts(
      """
      async function f() {
        for (const x of items()) g(x);
        for await (const y of stream) g(y);
        for (const k in o) g(k);
        for (o.p of list) g();
      }
      """,
      """
      fn 1 module
        function f = fn 2
      fn 2 function f async in 1
        constant k = keyof(@o)
        constant y = each(@stream)
        constant x = each(%1)
        %1 call @items()
        forEach (x) %1:
          %2 call @g(x) [discarded]
        forEach async (y) @stream:
          %3 call @g(y) [discarded]
        forEach keys (k) @o:
          %4 call @g(k) [discarded]
        forEach @list:
          %5 @o.p = each(@list)
          %6 call @g() [discarded]
      """
    )
  }

  @Test func `the test and the update of a counted loop belong to each turn`() {
    expectFacts(
      """
      for (let i = init(); more(i); next()) body();
      for (;;) { spin(); }
      """,
      """
      fn 1 module
        variable i = %1
        %1 call @init()
        %2 i = %1 [declares]
        forCount (i) %3:
          %3 call @more(i)
          %4 call @body() [discarded]
          %5 call @next() [discarded]
        forCount endless true:
          %6 call @spin() [discarded]
      """
    )
  }

  @Test func `while tests in every turn`() {
    expectFacts(
      """
      while (next()) body();
      do { once(); } while (again());
      while (true) forever();
      while (1) forever();
      """,
      """
      fn 1 module
        while %1:
          %1 call @next()
          %2 call @body() [discarded]
        while atLeastOnce %4:
          %3 call @once() [discarded]
          %4 call @again()
        while endless true:
          %5 call @forever() [discarded]
        while endless 1:
          %6 call @forever() [discarded]
      """
    )
  }

  @Test func `if and else are alternatives`() {
    expectFacts(
      """
      if (a()) b(); else c();
      if (x) { y(); }
      """,
      """
      fn 1 module
        %1 call @a()
        then %1 group 1:
          %2 call @b() [discarded]
        otherwise %1 group 1:
          %3 call @c() [discarded]
        then @x group 2:
          %4 call @y() [discarded]
      """
    )
  }

  @Test func `else if stands beside if unless its test does something`() {
    expectFacts(
      """
      if (a) f(); else if (b) g(); else if (c()) h(); else i();
      j();
      """,
      """
      fn 1 module
        then @a group 1:
          %1 call @f() [discarded]
        then @b group 1:
          %2 call @g() [discarded]
        otherwise @b group 1:
          %3 call @c()
          then %3 group 2:
            %4 call @h() [discarded]
          otherwise %3 group 2:
            %5 call @i() [discarded]
        %6 call @j() [discarded]
      """
    )
  }

  @Test func `arms of switch are alternatives unless they fall through`() {
    expectFacts(
      """
      switch (kind()) {
        case 1:
        case 2: a(); break;
        case f(): { b(); return; }
        case 3: c();
        default: d();
      }
      """,
      """
      fn 1 module
        %1 call @kind()
        case %1 group 1:
          %2 call @a() [discarded]
          %3 break case
        %4 call @f()
        case %1 group 1:
          %5 call @b() [discarded]
          %6 return
        case %1 group 1:
          %7 call @c() [discarded]
        case %1 group 2:
          %8 call @d() [discarded]
      """
    )
  }

  @Test func `breaks and continues name the region they leave`() {
    expectFacts(
      """
      outer: for (const a of as) {
        for (const b of bs) {
          if (b) continue outer;
          switch (b) { case 1: break; case 2: continue; case 3: break outer; }
        }
      }
      block: { if (x) break block; y(); }
      """,
      """
      fn 1 module
        constant a = each(@as)
        constant b = each(@bs)
        forEach (a) @as:
          forEach (b) @bs:
            then b group 1:
              %1 continue forEach
            case b group 2:
              %2 break case
            case b group 2:
              %3 continue forEach
            case b group 2:
              %4 break forEach
        then @x group 3:
          %5 break block
        %6 call @y() [discarded]
      """
    )
  }

  @Test func `try, catch and finally are regions`() {
    expectFacts(
      """
      try { a(); } catch { b(); } finally { c(); }
      try { d(); } finally { e(); }
      throw new Error("x");
      """,
      """
      fn 1 module
        try:
          %1 call @a() [discarded]
        catch:
          %2 call @b() [discarded]
        finally:
          %3 call @c() [discarded]
        try:
          %4 call @d() [discarded]
        finally:
          %5 call @e() [discarded]
        %6 construct @Error("x")
        %7 throw %6
      """
    )
  }
}
