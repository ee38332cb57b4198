// The plan guard on a scratch repository: what fails, what passes, and what it says.

import Database
import Foundation
import Testing

@Suite(
  "Gate with plans",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct PlanGateTests {
  private static let dropping = "DROP INDEX reviews_product_id;\nDROP INDEX order_items_order_id;\n"

  /// The shop with its baseline and its plans.
  private func scratch() throws -> GateScratch {
    let scratch = try GateScratch()
    let outcome = try scratch.gate("--plans --update-baseline")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("\nplimsoll.plans.json: "))
    return scratch
  }

  @Test("passes what was locked, and writes the same lock twice")
  func passesUnchanged() throws {
    let scratch = try scratch()
    let first = try scratch.text("plimsoll.plans.json")
    let outcome = try scratch.gate("--plans")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("\n  pass    plans "))
    _ = try scratch.gate("--plans --update-baseline")
    #expect(try scratch.text("plimsoll.plans.json") == first)
  }

  @Test("fails a migration that drops the index of a query, at the migration")
  func failsDroppedIndex() throws {
    let scratch = try scratch()
    try scratch.write("migrations/004_drop.sql", Self.dropping)
    let outcome = try scratch.gate("--plans --fail-on never")
    #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("\n  FAIL    plans "))
    let named = GateScratch.named(in: outcome.output)
    #expect(named.contains { $0.contains("migrations/004_drop.sql:1  dropped-index") }, "\(named)")
    let accepted = Self.dropping.replacing(
      ";\n",
      with: "; -- plimsoll-ignore dropped-index -- the page goes with it\n"
    )
    try scratch.write("migrations/004_drop.sql", accepted)
    let passed = try scratch.gate("--plans --fail-on never")
    #expect(passed.status == 0, "\(passed.output)")
  }

  @Test("fails a migration that builds an index under a lock of a large table")
  func failsBlockingMigration() throws {
    let scratch = try scratch()
    try scratch.write("plimsoll.yml", "volumes:\n  orders: 20000000\n")
    _ = try scratch.gate("--plans --update-baseline --accept-new")
    try scratch.write("migrations/004_index.sql", "CREATE INDEX late ON orders (total_cents);\n")
    let outcome = try scratch.gate("--plans")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n  FAIL    migrations "), "\(outcome.output)")
    #expect(outcome.output.contains("migrations/004_index.sql:1  blocking-migration"))
    try scratch.write(
      "migrations/004_index.sql",
      "CREATE INDEX CONCURRENTLY late ON orders (total_cents);\n"
    )
    #expect(try scratch.gate("--plans").status == 0)
  }

  @Test("a lock of another server or of nothing is one clear line")
  func refusesLocks() throws {
    let scratch = try scratch()
    try scratch.replace("\"server\": \"", with: "\"server\": \"9", in: "plimsoll.plans.json")
    let other = try scratch.gate("--plans")
    #expect(other.status == 2 && other.errorLines.count == 1, "\(other.errors)")
    #expect(other.errors.hasPrefix("plimsoll: plimsoll.plans.json: planned by PostgreSQL 9"))
    try scratch.write("plimsoll.plans.json", "{}")
    #expect(try scratch.gate("--plans").status == 2)
  }
}
