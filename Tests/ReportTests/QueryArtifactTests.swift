// The lists of queries that stand beside the report.

import Findings
import Testing

@testable import Report

@Suite("Lists of queries")
struct QueryArtifactTests {
  private var audit: Audit {
    var audit = Audit(
      tool: Tool(version: "1"),
      project: Project(root: "shop"),
      findings: [],
      stats: AuditStats(files: 1, bytes: 1, milliseconds: 1)
    )
    audit.queries = [
      QuerySite(
        file: "repo.js",
        line: 3,
        operation: "select",
        table: "items",
        orm: "pg",
        route: "GET /orders",
        loop: Location(file: "routes.js", startLine: 8),
        path: [
          Location(file: "routes.js", startLine: 9), Location(file: "service.js", startLine: 4),
        ]
      ),
      QuerySite(file: "tool\n.js", line: 1, operation: "select"),
    ]
    return audit
  }

  @Test("name operation, table, mapper and route of each call site")
  func calls() {
    #expect(
      QueryArtifacts(of: audit).calls
        == "repo.js:3: select items (pg) [GET /orders]\ntool␊.js:1: select - (-) [-]\n"
    )
  }

  @Test("name the loop of each repeated query, and the calls that lead to it")
  func suspects() {
    #expect(
      QueryArtifacts(of: audit).suspects
        == "repo.js:3: loop routes.js:8 -> routes.js:9 -> service.js:4 -> repo.js:3\n"
    )
  }

  @Test("lie in the folder of the report")
  func folder() throws {
    let folder = try ReportFolder(of: audit, rules: [])
    #expect(
      folder.files.map(\.path) == [
        "06-performance-scalability-audit.md", "audit_artifacts/findings.json",
        "audit_artifacts/findings.sarif", "audit_artifacts/report.html",
        "audit_artifacts/traffic_profile.csv", "audit_artifacts/sql_calls.txt",
        "audit_artifacts/n_plus_one_suspects.txt",
      ]
    )
    #expect(folder.files.allSatisfy { !$0.text.isEmpty })
  }
}
