// Environment, routes and verdict of the terminal report.

import Findings
import Report
import Testing

@Suite("The tables of the terminal report")
struct TerminalTablesTests {
  private func text(_ audit: Audit, showsDetails: Bool = false) -> String {
    TerminalReport(of: audit, style: TerminalStyle(width: 90, showsDetails: showsDetails)).text()
  }

  @Test("tell the environment before anything is judged, and how each fact is known")
  func tellEnvironment() {
    let text = text(Sample.whole)
    #expect(
      text.contains(
        """
        Environment
          Database  PostgreSQL (pg 8)
          CDN       assumed: none
          Proxy     needs confirmation: nginx.conf, or the ingress of the cluster

        Routes  3 by what one request costs
          Queries  Calls  Awaits  Route
          N²       0      -       GET /report
          2 + 3N   1      4       GET /orders
          1        0      1       GET /orders/:id

        CRITICAL  Database query inside a loop
        """
      )
    )
  }

  @Test("name with --details where each fact of the environment stands")
  func nameEvidence() {
    let text = text(Sample.whole, showsDetails: true)
    #expect(text.contains("  Database  PostgreSQL (pg 8)\n            src/db.js:3  new Pool\n"))
  }

  @Test("show the dearest routes, and all with --details")
  func boundRoutes() {
    var audit = Sample.whole
    audit.routes = (1...30).map { Sample.route("GET", "/r\($0)", queries: "\($0)") }
    let short = text(audit)
    #expect(
      short.contains("Routes  30 by what one request costs, the dearest 8; --details shows all\n")
    )
    #expect(short.contains("GET /r30\n") && short.contains("GET /r23\n"))
    #expect(!short.contains("GET /r22\n"))
    #expect(text(audit, showsDetails: true).contains("GET /r1\n"))
  }

  @Test("end with score, band, reasons and the three fixes that pay most")
  func endWithVerdict() {
    #expect(
      text(Sample.whole).contains(
        """
        2 findings: 1 CRITICAL, 1 MONITOR (1 to be checked).

        Vibe score 8.3 of 10: one or two critical fixes first
          Judged for 1,000 users and 100 req/s: 1 CRITICAL, 1 MONITOR, 1 of them to be checked
          first.
          The greatest share is query-in-loop: 1 finding, 100 % of the weight.
          With everything under Fix Now repaired the score would be 10.
          It rests on reading 3 files (12 rules, 9 of 24 categories, 1,204 of 1,251 call sites
          resolved); nothing was measured on a running system.

        Fix first
          1  Database query inside a loop
             src/repo.js:2:9  query-in-loop (1A)  1-2.5 h

        """
      )
    )
  }

  @Test("say why there is no score")
  func sayWhyNot() {
    var audit = Sample.audit([])
    audit.judge(by: Inquiry(rules: 2, categories: 2, isPartial: true, entries: 1))
    #expect(
      text(audit).hasSuffix(
        """
        No findings.
        No vibe score: a part of the rules was asked; needed: an audit without --only.

        """
      )
    )
  }

  @Test("plans that the time did not suffice for are named")
  func partialPlans() {
    var audit = Sample.audit([])
    #expect(!text(audit).contains("Plans of"))
    audit.unknowns = [
      Unknown(fact: "\(Unknown.partialPlans): 30 s were up", neededFrom: "plimsoll database")
    ]
    #expect(
      text(audit).contains(
        "Plans of a part of the queries: 30 s were up; needed: plimsoll database."
      )
    )
  }

  @Test(
    "order costs by growth before size",
    arguments: [
      ("N²", "9N"), ("3N", "2N"), ("2N", "N"), ("N", "40"), ("2 + N", "1 + N"), ("12", "9"),
      ("N × M", "5N"), ("1", "0"), ("N³", "N²"),
    ]
  )
  func orderCosts(dear: String, cheap: String) {
    var audit = Sample.audit([])
    audit.routes = [
      Sample.route("GET", "/cheap", queries: cheap), Sample.route("GET", "/dear", queries: dear),
    ]
    let text = text(audit)
    let order = text.split(separator: "\n").filter { $0.contains("GET /") }
    #expect(order.first?.hasSuffix("GET /dear") == true, "\(order)")
  }
}
