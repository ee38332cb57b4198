// Comments that speak to linters.

import Testing

@Suite struct RemarkTests {
  @Test func `suppressions of all tools are kept without their marks`() {
    expectFacts(
      """
      // plimsoll-ignore query-in-loop -- at most three
      /* eslint-disable no-console */
      /** biome-ignore lint: why */
      # not javascript
      f(); // nosemgrep
      // an ordinary comment
      const s = "// plimsoll-ignore no";
      """,
      """
      diagnostic 112: an expression was expected here
      remark plimsoll-ignore query-in-loop -- at most three
      remark eslint-disable no-console
      remark biome-ignore lint: why
      remark nosemgrep
      fn 1 module
        constant s = "// plimsoll-ignore no"
        %1 call @f() [discarded]
        %2 s = "// plimsoll-ignore no" [declares]
      """
    )
  }
}
