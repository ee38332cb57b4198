// The Markdown report: its sections, its words, and that audited text stays text.

import Findings
import Report
import Testing

@Suite("The Markdown report")
struct MarkdownReportTests {
  private func text(_ audit: Audit) -> String { MarkdownReport(of: audit).text() }

  private func expect(_ text: String, holdsInOrder parts: [String]) {
    var rest = text[...]
    for part in parts {
      let place = rest.firstRange(of: part)
      #expect(place != nil, "\(part) in \(text)")
      if let place { rest = rest[place.upperBound...] }
    }
  }

  @Test("has the sections of the whole audit, in their order")
  func hasSections() {
    let audit = Sample.whole
    expect(
      text(audit),
      holdsInOrder: [
        "# Performance & Scalability Audit: shop\n", "| Date | 2026-11-22 |",
        "| Vibe score | 8.3 of 10:",
        "## 0. Objectives & success criteria\n",
        "| p95 of all requests | under 300 ms | Needs Confirmation: `plimsoll load",
        "| p99 of all requests | under 800 ms |", "| Failed requests | under 1 % |",
        "| Availability | at least 99.9 % |", "| at least 2x |", "| under 500 ms |",
        "## Environment & assumptions\n",
        "| Database | PostgreSQL (pg 8) | inferred: `src/db.js:3` |",
        "| CDN | none | assumed |", "Needs Confirmation: nginx.conf, or the ingress",
        "## 1. Baseline & inventory\n", "### Traffic\n", "### Routes\n",
        "| `GET /report` | N² |", "| `GET /orders` | 2 + 3N | 1 | 4 |", "### Flags & timeouts\n",
        "## 2. Backend checks\n", "### Query health & N+1\n", "- [PERF-001](#perf-001) CRITICAL: ",
        "### Index coverage\n", "### Pooling & concurrency\n", "### Caching\n", "### Async jobs\n",
        "### Memory & CPU profiling\n", "### Timeouts, limits & retries\n",
        "## 3. Front-end checks\n", "### Budgets\n", "### Code splitting & render health\n",
        "### Web Vitals\n", "## 4. Load, stress, soak & chaos\n", "## 5. Capacity plan\n",
        "100 requests/s × 500 ms = 50 requests at once", "## 6. Observability & alerts\n",
        "## 7. Helper scripts & hooks\n",
        "## 8. Findings\n", "### PERF-001\n", "## Suspicious Patterns\n", "### PERF-002\n",
        "## Vibe score: 8.3 of 10, one or two critical fixes first\n",
        "**Top fixes:**\n1. [PERF-001]", "## 9. Remediation plan by day\n",
        "| 1 | [PERF-001](#perf-001) | Database query inside a loop | `@shop/data` | 1-2.5 h | - |",
        "## 10. CI enforcement\n", "## 11. Reviewer checklist\n",
        "- [ ] No query is sent once per element of a collection: [PERF-001](#perf-001)\n",
        "- [x] Every read of a list has a limit: nothing was found by reading the code\n",
        "- [ ] What is read often and changes seldom is cached, with a lifetime: Needs Confirmation: ",
        "- [ ] Every call to another service has a deadline: [PERF-002](#perf-002) (to be checked)\n",
        "## 12. Findings summary\n", "| CRITICAL | 1 | 0 |",
        "| [PERF-001](#perf-001) | Database query inside a loop | `@shop/data` | day 1 |",
        "## Summary & action plan\n", "### Fix now\n", "Time for all of Fix Now: 1-2.5 h.",
        "### Fix soon\n", "### Monitor\n", "| 10 mails a second |",
        "### Infrastructure to add first\n",
        "### Load test\n", "## 13. Sign-off\n",
      ]
    )
  }

  @Test("prints each finding in the contract's form")
  func printsForm() {
    expect(
      text(Sample.whole),
      holdsInOrder: [
        """
        ### PERF-001

        **Database query inside a loop**\u{20}\u{20}
        `query-in-loop`, 1A N+1 queries, id `5351d272a1df51a2`

        ```text
        """,
        """
        [SEVERITY: CRITICAL]

        Location: src/repo.js : 2\u{20}\u{20}
        Risk Category: Database

        **The Problem:**
        - Each order waits for one round trip, e.g. 20 for a page. The pool runs dry.

        **Performance Impact:**
        - 100 req/s × (1 + 20) queries = 2,100 queries/s
        - Reached by: GET /orders
        - Confidence: Medium

        **How to Verify:**
        - Request a page of 10 rows, then one of 50: `calls` must not rise.

        ```sh
        psql -c 'SELECT calls FROM pg_stat_statements'
        ```

        **The Fix:**
        - Fetch the items of all orders with one query, then group them.

        Before:

        ```js
        order.items = await loadItems(order.id);
        ```

        After:

        ```js
        const items = await loadItems(orders.map((order) => order.id));
        ```

        **Trade-off Consideration:**
        - One large result replaces many small ones: give it a LIMIT.
        """,
      ]
    )
  }

  @Test("says what each top fix brings alone")
  func saysGain() {
    #expect(text(Sample.whole).contains("(1-2.5 h; repaired alone, the score is 10.0)"))
  }

  @Test("puts the load on the dearest route that can be asked, in two tools' words")
  func namesLoadCommand() {
    let text = text(Sample.whole)
    #expect(
      text.contains(
        "\nnpx autocannon -c 1000 -R 100 -d 300 \"http://localhost:${PORT:-3000}/report\"\n"
      )
    )
    #expect(
      text.contains(
        "\nplimsoll load \"http://localhost:${PORT:-3000}/report\" --vus 1000 --rate 100 --duration 5m\n"
      )
    )
    var audit = Sample.whole
    audit.routes = [
      Sample.route("GET", "/\"; rm -rf ~", queries: "N"),
      Sample.route("POST", "/pay", queries: "N"),
    ]
    #expect(self.text(audit).contains("\"http://localhost:${PORT:-3000}/\"\n"))
  }

  @Test("names what was accepted and what was not read")
  func namesRemains() {
    let audit = Sample.audit(
      [Sample.suppressed],
      skipped: [SkippedFile(file: "dist/a|b.js", reason: "minified")]
    )
    let text = text(audit)
    #expect(
      text.contains(
        "| `src/feed.js:12:5` | `missing-timeout` | the feed is fetched by a job, at night |"
      )
    )
    #expect(text.contains("| dist/a&#124;b.js | minified |"))
    #expect(text.contains("No findings.\n"))
  }

  @Test("holds each measured figure against its objective, and shows one in another unit unjudged")
  func judgesMeasurements() {
    var audit = Sample.whole
    audit.measurements = [
      Measurement(name: "p95", value: .number(312.5), unit: "ms", source: "load/a.json"),
      Measurement(name: "errorRate", value: .number(0.2), unit: "%", source: "load/a.json"),
      Measurement(name: "p99", value: .number(0.4), unit: "s", source: "load/a.json"),
      Measurement(name: "colour", value: .text("red"), unit: "", source: "a person", at: "now"),
    ]
    expect(
      text(audit),
      holdsInOrder: [
        "| p95 of all requests | under 300 ms | 312.5 ms (load/a.json) | Fail |",
        "| p99 of all requests | under 800 ms | 0.4 s (load/a.json) | open |",
        "| Failed requests | under 1 % | 0.2 % (load/a.json) | Pass |",
        "| The load test itself: p95 | under 500 ms | 312.5 ms (load/a.json) | Pass |",
        "| colour | red | a person | now |",
        "- [ ] p95 of all requests under 300 ms: measured 312.5 ms",
        "- [x] Failed requests under 1 %\n",
      ]
    )
  }

  @Test("decides no box by silence where the audit is not whole")
  func decidesNothing() {
    var audit = Sample.audit([])
    audit.judge(by: Inquiry(rules: 2, categories: 2, isPartial: true, entries: 1))
    #expect(text(audit).contains("- [ ] Every read of a list has a limit: Needs Confirmation: "))
  }

  @Test("says what changed since an earlier audit")
  func saysChanges() {
    var before = Sample.whole
    before.date = "2026-11-01"
    before.project.commit = "0123456789abcdef0123456789abcdef01234567"
    before.findings[0].id = "gone"
    before.findings[1].severity = .high
    var after = Sample.whole
    after.findings.append(Sample.suppressed)
    var accepted = Sample.suppressed
    accepted.suppressed = nil
    before.findings.append(accepted)
    expect(
      MarkdownReport(of: after, since: before).text(),
      holdsInOrder: [
        "## What changed since the last audit\n",
        "1 new, 1 found no more, 1 accepted, 1 of another severity, 1 in both, since 2026-11-01 (commit 0123456789).",
        "Vibe score: 8.3 before, 8.3 now.", "**New:**\n- [PERF-001]",
        "**Severity changed:**\n- [PERF-002](#perf-002) Call without a deadline: HIGH before, MONITOR now",
        "**Accepted:**\n- MONITOR: Call", "**Found no more:**\n- CRITICAL: Database query",
        "## 0. Objectives",
      ]
    )
    #expect(!text(after).contains("What changed"))
  }

  @Test("says why there is no score")
  func saysWhyNoScore() {
    var audit = Sample.audit([])
    audit.judge(by: Inquiry(rules: 2, categories: 2, isPartial: true, entries: 1))
    #expect(
      text(audit).contains(
        "None. vibe score: a part of the rules was asked; needed: an audit without"
      )
    )
  }

  @Test(
    "shows hostile words as they are",
    arguments: [
      ("a < b & c", "a &lt; b & c"), ("&lt;script>", "&amp;lt;script>"),
      ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
      ("[x](javascript:alert)", "\\[x\\](javascript:alert)"), ("# title", "\\# title"),
      ("- item", "\\- item"), ("1. item", "1\\. item"), ("1.5 s", "1.5 s"),
      ("> quote", "\\> quote"),
      ("*bold* _and_ __init__ a_b", "\\*bold\\* \\_and\\_ \\_\\_init\\_\\_ a_b"),
      ("a `code` b", "a `code` b"), ("an odd ` tick", "an odd \\` tick"),
      ("`a` and ` tick", "`a` and \\` tick"), ("`\u{301}x", "\\`\u{301}x"),
      ("see https://evil.example/x.", "see `https://evil.example/x`."),
      ("ask @octocat now", "ask `@octocat` now"), ("www.evil.example", "`www.evil.example`"),
      ("$x$ ~y~", "\\$x\\$ \\~y\\~"), ("two\r\nlines", "two lines"),
      ("\u{1B}[31mred\u{202E}", "␛\\[31mred&lt;U+202E>"), ("back\\slash", "back\\\\slash"),
    ]
  )
  func isInert(words: String, markdown: String) {
    var finding = Sample.missingTimeout
    finding.problem = words
    #expect(text(Sample.audit([finding])).contains("**The Problem:**\n- \(markdown)\n"))
  }

  @Test("lets no code end its block, and no cell its row")
  func closesNothing() {
    var finding = Sample.missingTimeout
    finding.title = "a | b `c | d` \\| e"
    finding.fix.before = "x\n````\n# not a title\n```"
    finding.location.excerpt = Excerpt(startLine: 3, lines: ["```\u{0}", "~~~"])
    let text = text(Sample.audit([finding]))
    #expect(text.contains("\n`````js\nx\n````\n# not a title\n```\n`````\n"))
    #expect(text.contains("\n````text\n"))
    var other = finding
    other.id = "2"
    let table = self.text(Sample.audit([finding, other])).split(separator: "\n")
      .filter { $0.hasPrefix("| [PERF-") && $0.contains("src/mail.js") }
    #expect(table.count == 2)
    #expect(table.allSatisfy { $0.contains("| a &#124; b c &#124; d \\\\&#124; e |") }, "\(table)")
  }
}
