// `plimsoll report`: the same files again, from the JSON alone; and what the reports of the examples hold.

import Foundation
import Testing

@Suite("The report from the JSON alone")
struct ReportCommandTests {
  private static func example(_ name: String) -> String {
    CommandProcess.checkout.appendingPathComponent("Examples/\(name)").path
  }

  @Test("is the audit's own, to the byte", arguments: ["storefront", "clinic"])
  func isEqual(name: String) throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      $plimsoll audit '\(Self.example(name))' --no-lab --quiet --report first >/dev/null || exit 9
      $plimsoll report first/audit_artifacts/findings.json --report second || exit 8
      diff -r first second && find second -type f | sort
      """
    )
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    let files = outcome.output.split(separator: "\n").map { String($0.dropFirst("second/".count)) }
    for file in [
      "06-performance-scalability-audit.md", "audit_artifacts/findings.json",
      "audit_artifacts/findings.sarif", "audit_artifacts/report.html",
      "audit_artifacts/traffic_profile.csv", "audit_artifacts/sql_calls.txt",
      "audit_artifacts/n_plus_one_suspects.txt",
    ] {
      #expect(files.contains(file), "\(file)")
    }
  }

  @Test(
    "of what is no audit is one line and exit code 2",
    arguments: [
      ("head -c 5000 good.json", "ends too early"), ("echo '{}'", "JSON of something else"),
      ("echo '<html>'", "a value is missing"), ("true", "ends too early"),
      ("sed 's/\"schemaVersion\": 1/\"schemaVersion\": 9/' good.json", "schemaVersion is not 1"),
    ]
  )
  func refuses(writer: String, reason: String) throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      $plimsoll audit '\(Self.example("storefront"))' --no-lab --format json >good.json
      \(writer) >bad.json
      $plimsoll report bad.json --report out; echo $?; ls; $plimsoll audit . --previous bad.json; echo $?
      """
    )
    #expect(outcome.output == "2\nbad.json\ngood.json\n2\n")
    #expect(outcome.errorLines.count == 2)
    for line in outcome.errorLines {
      #expect(
        line.hasPrefix("plimsoll: bad.json: no audit of plimsoll (") && line.contains(reason),
        "\(line)"
      )
    }
  }

  @Test("of a file that is not there is one line and exit code 2")
  func isMissing() throws {
    let outcome = try CommandProcess().shell("$plimsoll report none.json --report out; echo $?; ls")
    #expect(outcome.output == "2\n")
    #expect(outcome.errors.hasPrefix("plimsoll: none.json: cannot be read (No such file"))
  }

  @Test("leaves nothing half-written where one file cannot be")
  func isWhole() throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      $plimsoll audit '\(Self.example("clinic"))' --no-lab --format json >good.json
      mkdir -p old/audit_artifacts/sql_calls.txt; echo mine >old/06-performance-scalability-audit.md
      $plimsoll report good.json --report old; echo $?; find old | sort; cat old/06*
      touch taken; $plimsoll report good.json --report new/deep/../../taken/x; echo $?; ls
      """
    )
    #expect(
      outcome.output == """
        3
        old
        old/06-performance-scalability-audit.md
        old/audit_artifacts
        old/audit_artifacts/sql_calls.txt
        mine
        3
        good.json
        old
        taken

        """
    )
    #expect(outcome.errorLines.count == 2)
  }

  @Test("says what changed since an earlier one, in each form")
  func changes() throws {
    let command = try CommandProcess()
    let source = """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool({ max: 10 });
      const app = express();
      app.get("/orders", async (req, res) => {
        const { rows } = await pool.query("SELECT id FROM orders LIMIT 10");
        for (const order of rows) {
          order.items = await pool.query("SELECT * FROM items WHERE id = $1", [order.id]);
        }
        res.json(rows);
      });
      app.listen(3000);

      """
    try command.write("app/server.js", source)
    let outcome = try command.shell(
      """
      $plimsoll audit app --no-lab --format json >old.json
      sed -i '/for (const/,/^  }/d' app/server.js
      $plimsoll audit app --no-lab --previous old.json | grep '^Changed'
      $plimsoll audit app --no-lab --previous old.json --report out --quiet >/dev/null
      $plimsoll report out/audit_artifacts/findings.json --previous old.json --report again
      diff -r out again && grep -A 2 '^## What changed' out/06*.md | tail -n 1
      grep -o '<h2>What changed[^<]*' out/audit_artifacts/report.html
      """
    )
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3, "\(outcome.output)\(outcome.errors)")
    #expect(lines.first?.contains(" found no more") == true)
    #expect(lines.dropFirst().first?.contains(" found no more") == true)
    #expect(lines.last == "<h2>What changed since the last audit")
  }
}
