// The folder that `--report` writes.

import Foundation
import Testing

@Suite("The report's folder")
struct ReportFolderTests {
  @Test(
    "holds the queries of the bundled examples, and those that a loop repeats",
    arguments: [
      (
        "storefront",
        "server/repositories/inventory.js:8: select stock_levels (pg) [POST /api/orders]",
        "server/repositories/inventory.js:8: loop server/services/checkout.js:43 -> "
          + "server/routes/orders.js:28 -> server/services/checkout.js:56 -> "
          + "server/services/checkout.js:57 -> server/services/checkout.js:45 -> "
          + "server/repositories/inventory.js:8"
      ),
      (
        "clinic",
        "clinic/api/patients.py:18: select patients (SQLAlchemy) [GET /api/patients]",
        "clinic/services/billing.py:63: loop clinic/services/billing.py:60 -> "
          + "clinic/api/invoices.py:65 -> clinic/services/billing.py:63"
      ),
    ]
  )
  func examples(name: String, call: String, suspect: String) throws {
    let command = try CommandProcess()
    let example = CommandProcess.checkout.appendingPathComponent("Examples/\(name)").path
    let outcome = try command.shell(
      "$plimsoll audit '\(example)' --quiet --report out/of/it && ls out/of/it"
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasSuffix("06-performance-scalability-audit.md\naudit_artifacts\n"))
    #expect(try lines("sql_calls.txt", of: command).contains(call))
    #expect(try lines("n_plus_one_suspects.txt", of: command).contains(suspect))
  }

  private func lines(_ name: String, of command: borrowing CommandProcess) throws -> [String] {
    let file = command.folder.appendingPathComponent("out/of/it/audit_artifacts/\(name)")
    return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
  }

  @Test("that cannot be written is one line and exit code 3")
  func refuses() throws {
    let command = try CommandProcess()
    try command.write("app/a.js", "export const a = 1;\n")
    let outcome = try command.shell("touch taken; $plimsoll audit app --report taken/out")
    #expect(outcome.status == 3)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.hasPrefix("plimsoll: taken/out"))
  }
}
