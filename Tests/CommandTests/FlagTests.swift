// Every flag and setting changes something, and just that.

import Foundation
import Testing

@Suite("Flags and settings")
struct FlagTests {
  private static let shop = """
    const express = require("express");
    const axios = require("axios");
    const { Pool } = require("pg");
    const pool = new Pool({ max: 10 });
    const app = express();
    app.get("/orders", async (req, res) => {
      const { rows } = await pool.query("SELECT id FROM orders");
      for (const order of rows) {
        order.items = await pool.query("SELECT * FROM items WHERE id = $1", [order.id]);
      }
      res.json(rows);
    });
    app.get("/rates", async (req, res) => {
      res.json((await axios.get("https://shipping.example/rates")).data);
    });
    app.listen(3000);

    """

  private func run(_ line: String, settings: String? = nil, shop: String = shop) throws
    -> ProcessOutcome
  {
    let command = try CommandProcess()
    try command.write("app/server.js", shop)
    try command.write("app/package.json", #"{"name":"shop","dependencies":{"pg":"8","axios":"1"}}"#)
    if let settings { try command.write("app/plimsoll.yml", settings) }
    return try command.shell(line)
  }

  private func rules(_ flags: String, settings: String? = nil) throws -> Set<String> {
    let outcome = try run("$plimsoll audit app --format json \(flags)", settings: settings)
    let audit = try JSONDecoder().decode(AuditDocument.self, from: Data(outcome.output.utf8))
    return Set(audit.findings.map(\.rule))
  }

  @Test("the audit finds what both rules look for")
  func findsBoth() throws {
    #expect(try rules("").isSuperset(of: ["query-in-loop", "missing-timeout"]))
  }

  @Test(
    "--only takes rules, category ids and slugs",
    arguments: [
      ("--only query-in-loop", ["query-in-loop"]), ("--only 1A", ["query-in-loop"]),
      ("--only n-plus-one", ["query-in-loop"]), ("--only 3a", ["missing-timeout"]),
      ("--only 1A,3A", ["query-in-loop", "missing-timeout"]),
      ("--only 1A --only missing-timeout", ["query-in-loop", "missing-timeout"]),
    ] as [(String, Set<String>)]
  )
  func selects(flags: String, expected: Set<String>) throws {
    #expect(try rules(flags) == expected)
  }

  @Test("plimsoll.yml switches a rule off")
  func switchesOff() throws {
    let settings = "severity:\n  query-in-loop: off\n"
    let found = try rules("", settings: settings)
    #expect(found.contains("missing-timeout") && !found.contains("query-in-loop"))
  }

  @Test(
    "--fail-on fails from its level on",
    arguments: [
      ("never", "critical", 0), ("critical", "critical", 1), ("critical", "high", 0),
      ("high", "high", 1), ("high", "medium", 0), ("medium", "medium", 1), ("medium", "monitor", 0),
      ("monitor", "monitor", 1),
    ] as [(String, String, Int32)]
  )
  func fails(level: String, severity: String, status: Int32) throws {
    let outcome = try run(
      "$plimsoll audit app --only 1A --fail-on \(level)",
      settings: "severity:\n  query-in-loop: \(severity)\n"
    )
    #expect(outcome.status == status)
    #expect(outcome.output.hasPrefix("plimsoll "))
    #expect(outcome.output.contains("\n\(severity.uppercased())"))
    #expect(outcome.errors == "")
  }

  @Test("a suppressed finding fails nothing, and is listed with its reason")
  func suppresses() throws {
    let shop = Self.shop.replacing(
      "    order.items",
      with: "    // plimsoll-ignore query-in-loop -- one order\n    order.items"
    )
    let outcome = try run("$plimsoll audit app --only 1A --fail-on monitor", shop: shop)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Suppressed\n  server.js:10:"))
    #expect(outcome.output.contains("  query-in-loop  one order\n"))
    #expect(
      outcome.output.contains("\nNo findings; 1 suppressed.\nNo vibe score: a part of the rules")
    )
  }

  @Test(
    "the load target is what the impact is computed from; the command line says more than the file",
    arguments: [
      ("", nil, "100 req/s × "), ("", "loadTarget:\n  rps: 200\n", "200 req/s × "),
      ("--load-target rps=300", "loadTarget:\n  rps: 200\n", "300 req/s × "),
      ("--load-target users=9", "loadTarget:\n  rps: 200\n", "200 req/s × "),
    ] as [(String, String?, String)]
  )
  func followsLoadTarget(flag: String, settings: String?, figure: String) throws {
    let outcome = try run("$plimsoll audit app --only 1A \(flag)", settings: settings)
    #expect(outcome.output.contains(figure), "\(outcome.output)\(outcome.errors)")
  }

  @Test("--config is read in place of the folder's own")
  func takesConfiguration() throws {
    let line = """
      printf 'severity:\\n  query-in-loop: off\\n' >other.yml
      $plimsoll audit app --only 1A --config other.yml
      """
    #expect(try run(line, settings: "exlude: []").output.contains("\nNo findings.\n"))
  }

  @Test("--details prints the whole form")
  func printsDetails() throws {
    let output = try run("$plimsoll audit app --only 1A --details").output
    var rest = output[...]
    for heading in [
      "[SEVERITY: ", "Location: server.js : 9", "Risk Category: Database", "The Problem:",
      "Performance Impact:", "- Confidence: ", "How to Verify:", "The Fix:",
      "Trade-off Consideration:",
    ] {
      let place = rest.range(of: heading)
      #expect(place != nil, "\(heading) in \(output)")
      if let place { rest = rest[place.upperBound...] }
    }
  }

  @Test("--format markdown prints the whole audit as a document")
  func printsMarkdown() throws {
    let output = try run("$plimsoll audit app --format markdown").output
    #expect(output.hasPrefix("# Performance & Scalability Audit: shop\n"))
    for part in [
      "\n## 0. Objectives & success criteria\n", "\n### PERF-001\n", "\n[SEVERITY: HIGH]\n",
      "\n## Vibe score: ",
      "\n## Summary & action plan\n", "\nnpx autocannon -c 1000 -R 100 -d 300 ",
    ] {
      #expect(output.contains(part), "\(part) in \(output)")
    }
    let other = try run("$plimsoll audit app --format markdown --load-target users=250,rps=40")
      .output
    #expect(other.contains("\nnpx autocannon -c 250 -R 40 -d 300 "))
  }

  @Test("--format html prints the audit as one page, and plimsoll.yml names owners in it")
  func printsHTML() throws {
    let output = try run(
      "$plimsoll audit app --format html",
      settings: "owners:\n  \"*.js\": \"@shop/server\"\n"
    ).output
    #expect(output.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
    #expect(output.hasSuffix("</html>\n"))
    #expect(output.contains("; owner: @shop/server<"))
  }

  @Test("--format sarif prints a log for code scanning, with the help of every rule")
  func printsSARIF() throws {
    struct Log: Decodable {
      struct Run: Decodable {
        let results: [Result]
        let tool: Tool
      }
      struct Result: Decodable { let ruleId: String }
      struct Tool: Decodable { let driver: Driver }
      struct Driver: Decodable { let rules: [Rule] }
      struct Rule: Decodable { let id: String }
      let version: String
      let runs: [Run]
    }
    let outcome = try run("$plimsoll audit app --only 1A --format sarif")
    let log = try JSONDecoder().decode(Log.self, from: Data(outcome.output.utf8))
    #expect(log.version == "2.1.0")
    #expect(log.runs.flatMap(\.results).map(\.ruleId) == ["query-in-loop"])
    let list = try run("$plimsoll rules list").output
    #expect(log.runs.flatMap(\.tool.driver.rules).allSatisfy { list.contains("  \($0.id) ") })
    #expect(outcome.errors == "")
  }

  @Test("the score falls with what is found, and --only gives none")
  func scores() throws {
    let output = try run("$plimsoll audit app").output
    let line = output.split(separator: "\n").first { $0.hasPrefix("Vibe score ") }
    let value = line?.split(separator: " ").dropFirst(2).first.flatMap { Double($0) }
    // Two sure findings of severity HIGH keep it out of the band that is ready.
    #expect(value.map { (1..<9).contains($0) } == true, "\(output)")
    #expect(output.contains("\nFix first\n  1  "))
    #expect(!(try run("$plimsoll audit app --only 1A").output.contains("\nVibe score")))
    let part = try run("$plimsoll audit app --only 1A --format json").output
    #expect(part.contains("\"summary\"") && !part.contains("\"score\""))
    #expect(part.contains("\"fact\": \"vibe score: a part of the rules was asked\""))
  }

  @Test("--quiet leaves the findings, and takes all else away")
  func isQuiet() throws {
    let output = try run("$plimsoll audit app --only 1A --quiet").output
    #expect(!output.hasPrefix("plimsoll"))
    #expect(output.contains("  server.js:9:"))
    #expect(!output.contains("1 finding"))
  }

  @Test("rules are listed, and shown with bad and good code")
  func showsRules() throws {
    let list = try run("$plimsoll rules list").output
    #expect(list == (try run("$plimsoll rules").output))
    let rows = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
    let names = rows.compactMap { $0.split(separator: " ").first }
    #expect(Set(names).isSuperset(of: ["query-in-loop", "missing-timeout"]))
    for name in names {
      let page = try run("$plimsoll rules show \(name)").output
      for part in ["How to verify", "The fix", "Trade-off", "Reported: ", "Repaired"] {
        #expect(page.contains("\n\(part)"), "\(name): \(part)")
      }
      let document = try run("$plimsoll rules show \(name) --format markdown").output
      #expect(document.hasPrefix("# \(name)\n"))
    }
  }
}
