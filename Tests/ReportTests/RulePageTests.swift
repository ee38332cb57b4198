// The pages of rules, in their two forms.

import Findings
import Report
import Testing

@Suite("The page of a rule")
struct RulePageTests {
  private let page = RulePage(
    name: "query-in-loop",
    category: .nPlusOne,
    worst: .critical,
    title: "Database query inside a loop",
    problem: "Each turn waits.",
    verify: "Count the calls.",
    fix: "Fetch all at once.",
    tradeOff: "One large result.",
    samples: [
      .init(
        caption: "Reported",
        code: "for (;;) {\n\tawait db.query(`\n```js`);\n}\n",
        language: "js"
      ),
      .init(caption: "Repaired", code: "await db.query(all);", language: "ts"),
    ]
  )

  @Test("is plain text on a terminal")
  func isText() {
    #expect(
      page.text(style: TerminalStyle(width: 60)) == """
        query-in-loop  Database query inside a loop
        1A N+1 queries, Database, at worst CRITICAL

        Each turn waits.

        How to verify
        Count the calls.

        The fix
        Fetch all at once.

        Trade-off
        One large result.

        Reported
            for (;;) {
                await db.query(`
            ```js`);
            }

        Repaired
            await db.query(all);

        """
    )
  }

  @Test("is Markdown in the documentation, with fences that its code does not close")
  func isMarkdown() {
    #expect(
      page.markdown == """
        # query-in-loop

        **Database query inside a loop**

        1A N+1 queries, Database, at worst CRITICAL

        Each turn waits.

        ## How to verify

        Count the calls.

        ## The fix

        Fetch all at once.

        ## Trade-off

        One large result.

        ## Reported

        ````js
        for (;;) {
        \tawait db.query(`
        ```js`);
        }
        ````

        ## Repaired

        ```ts
        await db.query(all);
        ```

        """
    )
  }

  @Test("has one line in the list of all, below its risk and in the order of its category")
  func isListed() {
    var other = page
    other.name = "a"
    other.category = .missingTimeout
    other.worst = .high
    other.title = "Call without a deadline"
    var earlier = other
    earlier.name = "unbounded-read"
    earlier.category = .unboundedFetch
    #expect(
      RulePage.list([other, earlier, page], style: TerminalStyle()) == """
        Database
          query-in-loop   1A  CRITICAL  Database query inside a loop
          unbounded-read  1B  HIGH      Call without a deadline

        Async
          a               3A  HIGH      Call without a deadline

        3 rules; plimsoll rules show NAME explains one.

        """
    )
  }
}
