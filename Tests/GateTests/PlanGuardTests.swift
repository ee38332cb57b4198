// Which plans fail, which pass, and what the lock becomes.

import Findings
import Gate
import Report
import Testing

@Suite("Locked plans")
struct PlanGuardTests {
  private func statement(
    _ fingerprint: String = "a",
    cost: Double,
    scans: [String] = [],
    indexes: [String] = [],
    rows: Double = 1_000_000,
    accepted: String? = nil
  ) -> PlanSnapshot.Statement {
    PlanSnapshot.Statement(
      entry: PlanLock.Statement(
        fingerprint: fingerprint,
        statement: "SELECT \(fingerprint)",
        files: ["a.js"],
        cost: cost,
        shape: scans.isEmpty ? "Index Scan on orders" : "Seq Scan on orders",
        scans: scans,
        indexes: indexes
      ),
      scans: scans.map { PlanSnapshot.Scan(table: $0, rows: rows) },
      sites: [.init(location: Location(file: "a.js", startLine: 7), accepted: accepted)],
      advice: "CREATE INDEX i ON orders (a);"
    )
  }

  private func snapshot(
    _ statements: [PlanSnapshot.Statement],
    indexes: Set<String> = [],
    drops: [PlanSnapshot.Drop] = [],
    blocks: [PlanSnapshot.Block] = [],
    migrations: [String] = []
  ) -> PlanSnapshot {
    PlanSnapshot(
      tool: Tool(version: "1"),
      server: "15",
      rows: [PlanLock.TableRows(table: "orders", rows: 100_000)],
      migrations: migrations,
      statements: statements,
      indexes: indexes,
      drops: drops,
      blocks: blocks
    )
  }

  private func lock(_ snapshot: PlanSnapshot) -> PlanLock {
    PlanGuard(of: snapshot, against: nil, by: GatePolicy()).following(acceptsNew: false)
  }

  private func rules(_ now: PlanSnapshot, _ before: PlanSnapshot) -> [String] {
    PlanGuard(of: now, against: lock(before), by: GatePolicy()).findings.map(\.rule)
  }

  @Test("the same plans pass")
  func passes() {
    let plans = snapshot([statement(cost: 90_000, scans: ["orders"])])
    #expect(rules(plans, plans) == [])
  }

  @Test("a new scan of a large table fails, of a small one it does not")
  func failsNewScan() {
    let before = snapshot([statement(cost: 8, indexes: ["i"])])
    let scan = statement(cost: 90_000, scans: ["orders"])
    #expect(rules(snapshot([scan], indexes: ["i"]), before) == ["plan-regression"])
    #expect(rules(snapshot([scan]), snapshot([])) == ["plan-regression"])
    let small = statement("b", cost: 1_500, scans: ["orders"], rows: 50_000)
    #expect(rules(snapshot([small]), snapshot([])) == [])
  }

  @Test("more than twice the cost fails, unless it is small change")
  func failsCost() {
    let before = snapshot([statement(cost: 2_000)])
    #expect(rules(snapshot([statement(cost: 4_100)]), before) == ["plan-regression"])
    #expect(rules(snapshot([statement(cost: 3_900)]), before) == [])
    let tiny = snapshot([statement(cost: 8)])
    #expect(rules(snapshot([statement(cost: 80)]), tiny) == [])
  }

  @Test("a comment with a reason accepts a plan where it stands")
  func accepts() {
    let now = snapshot([statement(cost: 90_000, scans: ["orders"], accepted: "a yearly report")])
    let guarded = PlanGuard(of: now, against: lock(snapshot([])), by: GatePolicy())
    #expect(guarded.findings == [] && guarded.accepted == 1)
  }

  @Test("a dropped index is one finding at the migration, with the places that need it")
  func namesTheMigration() throws {
    let before = snapshot([statement(cost: 8, indexes: ["orders_a"])], indexes: ["orders_a"])
    let drop = PlanSnapshot.Drop(
      index: "orders_a",
      statement: "DROP INDEX orders_a",
      site: .init(location: Location(file: "2.sql", startLine: 1))
    )
    let now = snapshot([statement(cost: 90_000, scans: ["orders"])], drops: [drop])
    let guarded = PlanGuard(of: now, against: lock(before), by: GatePolicy())
    let finding = try #require(guarded.findings.first)
    #expect(guarded.findings.count == 1)
    #expect(finding.rule == "dropped-index" && finding.location.file == "2.sql")
    #expect(finding.related?.map(\.file) == ["a.js"])
    #expect(finding.problem.contains("cost 8 before, 90,000 now"))
  }

  @Test("only migrations that are new since the lock can fail")
  func judgesNewMigrations() {
    let block = PlanSnapshot.Block(
      table: "orders",
      deed: "rewrites `orders` and its indexes",
      consequence: "every read and write of it waits",
      rows: 5_000_000,
      seconds: (12, 120),
      safeForm: "add a second column",
      statement: "ALTER TABLE orders ALTER a TYPE bigint",
      site: .init(location: Location(file: "2.sql", startLine: 1))
    )
    let now = snapshot([], blocks: [block], migrations: ["1.sql", "2.sql"])
    #expect(rules(now, snapshot([], migrations: ["1.sql"])) == ["blocking-migration"])
    #expect(rules(now, now) == [])
    #expect(PlanGuard(of: now, against: nil, by: GatePolicy()).findings == [])
  }

  @Test("the lock lets nothing worse in by itself, and takes in what is better")
  func ratchets() throws {
    let before = lock(snapshot([statement("a", cost: 8), statement("b", cost: 5_000)]))
    let now = snapshot([
      statement("a", cost: 90_000, scans: ["orders"]), statement("b", cost: 9),
      statement("c", cost: 70_000, scans: ["orders"]), statement("d", cost: 7),
    ])
    let guarded = PlanGuard(of: now, against: before, by: GatePolicy())
    let next = guarded.following(acceptsNew: false)
    #expect(next.statements.map(\.fingerprint) == ["a", "b", "d"])
    #expect(next.statements.map(\.cost) == [8, 9, 7])
    #expect(guarded.following(acceptsNew: true).statements.count == 4)
    let read = try PlanLock(json: Array(try next.text().utf8), named: "plans")
    #expect(read == next)
  }

  @Test(
    "what is no lock is one clear line",
    arguments: [
      "", "[]", "{\"format\": 2, \"server\": \"15\", \"statements\": []}", "{\"format\":",
    ]
  )
  func refuses(text: String) {
    #expect(throws: GateError.self) { try PlanLock(json: Array(text.utf8), named: "plans") }
  }
}
