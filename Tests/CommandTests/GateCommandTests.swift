// The gate on a scratch repository: what fails, what passes, and what it says.

import Foundation
import Testing

@Suite("Gate")
struct GateCommandTests {
  @Test("passes the code that the baseline was written from")
  func passesUnchanged() throws {
    let scratch = try GateScratch()
    let outcome = try scratch.gate()
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.hasPrefix("plimsoll gate: passed\n"))
    #expect(outcome.output.contains(" known, 0 fixed"))
    #expect(outcome.errors == "")
  }

  @Test("fails a change that adds one N+1, with one line that names it")
  func failsNewQueryInLoop() throws {
    let scratch = try GateScratch()
    try scratch.addQueryInLoop()
    let outcome = try scratch.gate()
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("plimsoll gate: FAILED\n"))
    let named = GateScratch.named(in: outcome.output)
    #expect(named.count == 1, "\(outcome.output)")
    #expect(named.first?.contains("server/services/reports.js:26  query-in-loop (1A)  ") == true)
    #expect(outcome.output.contains("\n  FAIL    new findings, HIGH or worse "))
    #expect(outcome.output.contains("// plimsoll-ignore RULE -- reason"))
  }

  @Test("passes the same N+1 with a justified suppression, and not with one that gives no reason")
  func passesSuppressed() throws {
    let scratch = try GateScratch()
    let mark = "\n      // plimsoll-ignore query-in-loop"
    try scratch.addQueryInLoop(remark: "\(mark) -- the report runs at night")
    #expect(try scratch.gate().status == 0)
    try scratch.replace(" -- the report runs at night", with: "", in: GateScratch.stockReport)
    #expect(try scratch.gate().status == 1)
  }

  @Test("moving code is nothing new: lines, functions of a file, and whole functions elsewhere")
  func passesMovedCode() throws {
    let scratch = try GateScratch()
    try scratch.replace(
      "'use strict';\n",
      with: "'use strict';\n\n// Two more lines\n// above all.\n",
      in: GateScratch.stockReport
    )
    let repository = try scratch.text(GateScratch.wishlists)
    try scratch.write(
      "server/repositories/saved.js",
      repository.replacing("productsOf", with: "savedProducts")
    )
    try scratch.write(
      GateScratch.wishlists,
      """
      'use strict';

      const { savedProducts, add } = require('./saved');

      module.exports = { productsOf: savedProducts, add };

      """
    )
    let outcome = try scratch.gate()
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains(" known, 0 fixed"))
  }

  @Test("an edit of a known place keeps it known")
  func knowsEditedPlaces() throws {
    let scratch = try GateScratch()
    try scratch.replace(
      "SELECT id, name, price_cents FROM products",
      with: "SELECT id, name, sku, price_cents FROM products",
      in: GateScratch.wishlists
    )
    let outcome = try scratch.gate()
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains(" known, 0 fixed"))
  }

  @Test("tells what was fixed, and the ratchet keeps it from coming back")
  func ratchets() throws {
    let scratch = try GateScratch()
    let before = try scratch.text(GateScratch.wishlists)
    try scratch.replace(
      "      const product = await db.query('SELECT id, name, price_cents FROM products WHERE id = $1', [row.product_id]);\n"
        + "      return { ...product.rows[0], addedAt: row.added_at };",
      with: "      return { id: row.product_id, addedAt: row.added_at };",
      in: GateScratch.wishlists
    )
    let fixed = try scratch.gate()
    #expect(fixed.status == 0)
    #expect(fixed.output.contains(" known, 1 fixed"))
    #expect(fixed.output.contains("\nFixed\n  server/repositories/wishlists.js  query-in-loop  "))
    #expect(fixed.output.contains("plimsoll gate --update-baseline keeps it from"))
    try scratch.addQueryInLoop()
    let update = try scratch.gate("--update-baseline")
    #expect(update.output.contains("1 fixed and taken out; 1 new left out"), "\(update.output)")
    try scratch.write(GateScratch.wishlists, before)
    let back = try scratch.gate()
    #expect(GateScratch.named(in: back.output).count == 2, "\(back.output)")
    _ = try scratch.gate("--update-baseline --accept-new")
    #expect(try scratch.gate().status == 0)
  }

  @Test("without a baseline every finding is new; the level and the score floor are settings")
  func followsSettings() throws {
    let scratch = try GateScratch(baseline: false)
    #expect(try scratch.gate().status == 1)
    #expect(try scratch.gate("--fail-on never").status == 0)
    try scratch.write("plimsoll.yml", "thresholds:\n  failOn: never\n  score: 9.9\n")
    let floor = try scratch.gate()
    #expect(floor.status == 1)
    #expect(floor.output.contains("\n  FAIL    score "), "\(floor.output)")
    #expect(floor.output.contains("\n  score: fix first: "))
    try scratch.write("plimsoll.yml", "thresholds:\n  score: eleven\n")
    let wrong = try scratch.gate()
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("plimsoll: plimsoll.yml:2: “thresholds.score” must be a number"))
  }

  @Test(
    "a baseline that is none is one clear line",
    arguments: [
      ("printf '{\"format\":1,\"findings\":[{\"id\":' >b", "b: line 1: "),
      (
        #"printf '{"format":7,"tool":{"version":"9.1"},"findings":[]}' >b"#,
        "b: format 7 of plimsoll 9.1, but this plimsoll reads format 1"
      ),
      ("echo '[]' >b", "b: no baseline of plimsoll gate"),
      ("printf '' >b", "b: "), ("mkfifo b", "b: cannot be read"),
      ("rm -f b", "--baseline b: no such"),
    ]
  )
  func refusesBaselines(line: String, message: String) throws {
    let scratch = try GateScratch(baseline: false)
    for command in ["gate", "audit"] {
      let outcome = try scratch.run("rm -f b; \(line); $plimsoll \(command) --baseline b")
      #expect(outcome.status == 2, "\(outcome.output)")
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.hasPrefix("plimsoll: \(message)"), "\(outcome.errors)")
    }
  }

  @Test("writes no baseline through a link")
  func followsNoLink() throws {
    let scratch = try GateScratch(baseline: false)
    let line =
      "echo keep >../kept; ln -s ../kept plimsoll-baseline.json; $plimsoll gate --update-baseline"
    let outcome = try scratch.run("\(line); status=$?; cat ../kept; exit $status")
    #expect(outcome.status == 2 && outcome.output == "keep\n", "\(outcome.output)\(outcome.errors)")
  }

  @Test("an audit with a baseline lists what is new, and fails by that alone")
  func auditsAgainstBaseline() throws {
    let scratch = try GateScratch()
    let flags = "--baseline plimsoll-baseline.json --no-lab --fail-on high"
    #expect(try scratch.run("$plimsoll audit \(flags)").status == 0)
    try scratch.addQueryInLoop()
    let outcome = try scratch.run("$plimsoll audit \(flags)")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n1 finding: 1 HIGH"), "\(outcome.output)")
    #expect(outcome.output.contains("\nAgainst plimsoll-baseline.json: 1 new, 0 worse, "))
    let sarif = try scratch.run("$plimsoll audit \(flags) --format sarif").output
    #expect(sarif.components(separatedBy: "\"baselineState\": \"new\"").count == 2)
    #expect(sarif.contains("\"baselineState\": \"unchanged\""))
  }

  @Test("writes the documents of CI, with the table beside them")
  func writesDocuments() throws {
    let scratch = try GateScratch()
    try scratch.addQueryInLoop()
    let github = try scratch.gate("--format github").output
    // Only administrators ask for the report: its finding is to be checked.
    #expect(github.hasPrefix("::warning file=server/services/reports.js,line=26,endLine=26,col="))
    #expect(github.contains("\nplimsoll gate: FAILED\n"))
    let markdown = try scratch.gate("--format markdown").output
    #expect(markdown.hasPrefix("## plimsoll gate: FAILED\n"))
    #expect(markdown.contains("| FAIL | new findings, HIGH or worse | 1 | 0 |"))
    let gitlab = try scratch.gate("--format gitlab")
    #expect(gitlab.output.hasPrefix("[\n"))
    #expect(gitlab.errors.hasPrefix("plimsoll gate: FAILED\n"))
  }
}
