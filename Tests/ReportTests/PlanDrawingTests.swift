// Plans drawn as trees, with the curve of their cost and its table.

import Findings
import Foundation
import Testing

@testable import Report

@Suite("Plans in the page")
struct PlanDrawingTests {
  private func audit(statement: String = "SELECT * FROM orders WHERE a = $1", depth: Int = 1)
    -> Audit
  {
    func tree(_ depth: Int, _ cost: Double) -> PlanStep {
      PlanStep(
        step: depth == 0 ? "Seq Scan on orders" : "Limit",
        index: depth == 0 ? "ix_<b>" : nil,
        cost: cost,
        rows: 20,
        inputs: depth == 0 ? [] : [tree(depth - 1, cost)]
      )
    }
    var audit = Sample.whole
    audit.plans = [
      QueryPlan(
        name: "orders-1",
        statement: statement,
        sites: ["src/a.js:3"],
        index: "CREATE INDEX CONCURRENTLY ix ON orders (a);",
        scales: [1, 10, 100].map {
          QueryPlan.Scale(factor: $0, before: tree(depth, 1_234 * $0), after: tree(depth, 8.27))
        },
        source: "planned by PostgreSQL 15 on empty tables of that size"
      )
    ]
    return audit
  }

  @Test("a statement has its trees, its curve, and the table of the curve")
  func drawn() {
    let page = HTMLReport(of: audit()).text()
    for part in [
      "orders-1: 123,400 → 8.27 at 100 times the rows of today", "Sent by src/a.js:3.",
      "<li>Limit<span class=\"meta\">, cost 123,400, 20 rows</span><ul><li>Seq Scan on orders using <code>ix_&lt;b&gt;</code>",
      "class=\"chart\"", "<td>10</td><td>12,340</td><td>8.27</td>",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!HTMLReport(of: Sample.whole).text().contains("id=\"plans\""))
  }

  @Test("the words of a statement stay text, and a plan without end is cut")
  func hostile() throws {
    let page = HTMLReport(
      of: audit(statement: "SELECT '</pre><script>alert(1)</script>'", depth: 40)
    ).text()
    #expect(!page.contains("<script>alert"))
    #expect(page.components(separatedBy: "<li>Limit").count < 70)
    let whole = audit()
    let text = try JSONReport(of: whole).text()
    #expect(try AuditReading.audit(of: Array(text.utf8)) == whole)
  }
}
