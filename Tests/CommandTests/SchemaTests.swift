// The JSON of the real command, held against the schema of the contract.

import Findings
import Foundation
import Report
import Testing

@Suite("The schema of the contract")
struct SchemaTests {
  @Test(
    "takes the audit of every bundled application",
    .enabled(if: canValidate, needs),
    arguments: Fixture.applications
  )
  func takesAudit(application: String) throws {
    let command = try CommandProcess()
    let folder = CommandProcess.checkout.appendingPathComponent(application).path
    let audit = try command.shell("$plimsoll audit '\(folder)' --format json >audit.json")
    #expect(audit.status == 0)
    #expect(try complaints(about: "audit.json", of: command) == "")
  }

  @Test(
    "takes an audit that has every part",
    .enabled(if: canValidate, needs)
  )
  func takesWhole() throws {
    let command = try CommandProcess()
    try command.write("whole.json", try JSONReport(of: .withEveryPart).text())
    #expect(try complaints(about: "whole.json", of: command) == "")
  }

  @Test(
    "refuses what it does not know",
    .enabled(if: canValidate, needs)
  )
  func refuses() throws {
    let command = try CommandProcess()
    let text = try JSONReport(of: .withEveryPart).text()
    try command.write("wrong.json", text.replacing("\"HIGH\"", with: "\"BAD\""))
    #expect(try complaints(about: "wrong.json", of: command).contains("'BAD' is not one of"))
  }

  private func complaints(about file: String, of command: borrowing CommandProcess) throws -> String
  {
    let tool = CommandProcess.checkout.appendingPathComponent("Tests/Tools/validate-json").path
    let outcome = try command.shell("'\(tool)' '\(Self.schema ?? "")' \(file)")
    return outcome.output + outcome.errors
  }

  private static let needs: Comment =
    "needs shared/contract/finding.schema.json beside the checkout, and python3 with jsonschema"

  private static let canValidate = schema != nil && CommandProcess.succeeds("import jsonschema")

  /// The schema, which lies beside the checkout or above it.
  static let schema: String? = {
    var folder = CommandProcess.checkout
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let file = folder.appendingPathComponent("shared/contract/finding.schema.json").path
      if FileManager.default.fileExists(atPath: file) { return file }
    }
    return nil
  }()
}

/// The applications that the repository brings along.
enum Fixture {
  static let applications: [String] = {
    let fixtures = CommandProcess.checkout.appendingPathComponent("Tests/Fixtures").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? []
    let folders = names.map { "Tests/Fixtures/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      let full = CommandProcess.checkout.appendingPathComponent(path).path
      return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
        && isFolder.boolValue
    }
    return ["Examples/clinic", "Examples/storefront"] + folders.sorted()
  }()
}

extension Audit {
  /// An audit in which nothing is absent.
  fileprivate static var withEveryPart: Audit {
    let place = Location(
      file: "a.js",
      startLine: 1,
      endLine: 1,
      startColumn: 1,
      endColumn: 2,
      note: "n",
      excerpt: Excerpt(startLine: 1, lines: ["a"])
    )
    var audit = Audit(
      tool: Tool(version: "1"),
      project: Project(root: ".", commit: "c", name: "n"),
      findings: Category.allCases.map { Finding.sample($0, at: place) }.settled(),
      stats: AuditStats(
        files: 1,
        bytes: 1,
        milliseconds: 0.5,
        skipped: [SkippedFile(file: "b", reason: "c")],
        resolvedCallSites: ResolvedCallSites(resolved: 1, total: 2)
      )
    )
    audit.environment = [
      EnvironmentFact(aspect: "a", value: "v", status: .inferred, evidence: [place], ask: "x")
    ]
    audit.loadTarget = LoadTargetFigures(
      users: 1,
      requestsPerSecond: 1,
      durationSeconds: 1,
      p95Milliseconds: 1,
      p99Milliseconds: 1,
      errorRate: 0
    )
    audit.routes = [
      RouteCost(
        method: "GET",
        path: "/",
        handler: place,
        cost: .init(
          queries: "1",
          externalCalls: "0",
          sequentialAwaits: 0,
          unboundedReads: 0,
          blockingCalls: 0
        )
      )
    ]
    audit.score = Score(value: 5, band: "b", justification: ["a", "b"])
    audit.summary = AuditSummary(
      counts: .init(of: audit.findings),
      topFixes: ["a"],
      fixNow: ["a"],
      fixSoon: [],
      monitor: [],
      fixNowEffortHours: Effort(low: 1, high: 2)
    )
    audit.queries = [
      QuerySite(
        file: "a",
        line: 1,
        operation: "o",
        table: "t",
        orm: "o",
        route: "r",
        loop: place,
        path: [place]
      )
    ]
    audit.unknowns = [Unknown(fact: "f", neededFrom: "n")]
    return audit
  }
}

extension Finding {
  fileprivate static func sample(_ category: Findings.Category, at place: Location) -> Finding {
    Finding(
      id: category.id,
      rule: category.slug,
      category: category,
      severity: .high,
      tier: .finding,
      confidence: .high,
      location: place,
      related: [place],
      routes: ["GET /"],
      title: "t",
      problem: "p",
      impact: Impact(estimate: "e", confidence: .low),
      verify: Verify(steps: "s", command: "c"),
      fix: Remedy("d", before: "b", after: "a", diff: "d"),
      tradeOff: "o",
      confirm: "c",
      monitorThreshold: "m",
      effortHours: Effort(low: 1, high: 2),
      evidence: Evidence.Kind.allCases.map {
        Evidence(kind: $0, verdict: .notReproduced, figures: ["f"], source: "s")
      },
      suppressed: Suppressed(reason: "r")
    )
  }
}
