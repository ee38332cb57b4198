// Literals, templates and operators.

import Testing

@Suite struct LiteralTests {
  @Test func `literals are values`() {
    expectFacts(
      #"""
      f(null, undefined, true, false, 1, 0x1F, 1_000, .5, 1e3, -2, 10n, 0b11, 0o17, "a\n\u0041\x42\'", 'b', /a\/b/gi);
      """#,
      #"""
      fn 1 module
        %1 call @f(null, undefined, true, false, 1, 31, 1000, 0.5, 1000, -2, 10, 3, 15, "a\nAB\'", "b", /a\/b/) [discarded]
      """#
    )
  }

  @Test func `a template without insertions is a string`() {
    expectFacts(
      #"""
      f(`a`, `a${x}b${y}`, `\n`, `${x}`);
      """#,
      #"""
      fn 1 module
        %1 call @f("a", `"a", @x, "b", @y`, "\n", `@x`) [discarded]
      """#
    )
  }

  @Test func `a sum with a text in it is a template`() {
    expectFacts(
      """
      f("a" + b + "c", a + b + c, ("a" + b) + (c + "d"), a + 1);
      """,
      """
      fn 1 module
        %1 call @f(`"a", @b, "c"`, ((@a + @b) + @c), `"a", @b, @c, "d"`, (@a + 1)) [discarded]
      """
    )
  }

  @Test func `operators keep their operands`() {
    expectFacts(
      """
      f(a === b, a in b, a instanceof B, !a, -a, typeof a, a >> 1, a ** 2, +a, ~a, void 0);
      """,
      """
      fn 1 module
        %1 call @f((@a == @b), (@a in @b), (@a instanceof @B), !(@a), -(@a), typeof(@a), (@a bits 1), (@a ** 2), (@a), bits(@a), undefined) [discarded]
      """
    )
  }

  @Test func `words that name tables of the names are ordinary texts`() {
    expectFacts(
      """
      f("*", "=", "", "default", { "*": 1, default: 2, constructor: 3 });
      """,
      """
      fn 1 module
        %1 call @f("*", "=", "", "default", {*: 1, default: 2, constructor: 3}) [discarded]
      """
    )
  }
}
