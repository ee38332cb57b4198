// The SARIF log, read back with Foundation.

import Findings
import Foundation
import Report
import Testing

@Suite("The SARIF log")
struct SARIFReportTests {
  private let page = RulePage(
    name: "query-in-loop",
    category: .nPlusOne,
    worst: .critical,
    title: "Database query inside a loop",
    problem: "Each turn waits.",
    verify: "Count the calls.",
    fix: "Fetch all at once.",
    tradeOff: "One large result.",
    samples: []
  )

  private struct Log: Decodable {
    struct Run: Decodable {
      let tool: Tool
      let results: [Result]
      let invocations: [Invocation]
      let columnKind: String
    }
    struct Tool: Decodable { let driver: Driver }
    struct Driver: Decodable {
      let name: String
      let rules: [Rule]
    }
    struct Rule: Decodable {
      let id: String
      let help: Message
    }
    struct Message: Decodable {
      let text: String
      let markdown: String?
    }
    struct Invocation: Decodable { let toolExecutionNotifications: [Notification] }
    struct Notification: Decodable {
      let message: Message
      let locations: [Place]
    }
    struct Result: Decodable {
      let ruleId: String
      let ruleIndex: Int?
      let level: String
      let message: Message
      let locations: [Place]
      let codeFlows: [Flow]?
      let partialFingerprints: [String: String]
      let suppressions: [Suppression]
    }
    struct Suppression: Decodable {
      let kind: String
      let justification: String
    }
    struct Flow: Decodable { let threadFlows: [Thread] }
    struct Thread: Decodable { let locations: [Step] }
    struct Step: Decodable { let location: Place }
    struct Place: Decodable {
      let physicalLocation: Physical
      let message: Message?
    }
    struct Physical: Decodable {
      let artifactLocation: Artifact
      let region: Region?
    }
    struct Artifact: Decodable {
      let uri: String
      let uriBaseId: String
    }
    struct Region: Decodable {
      let startLine: Int
      let startColumn: Int?
    }
    let version: String
    let runs: [Run]
  }

  private func log(_ audit: Audit) throws -> Log {
    let text = try SARIFReport(of: audit, rules: [page]).text()
    return try JSONDecoder().decode(Log.self, from: Data(text.utf8))
  }

  @Test("has each finding with its place, path, fingerprint and rule")
  func hasFindings() throws {
    let audit = Sample.audit([Sample.queryInLoop, Sample.missingTimeout, Sample.suppressed])
    let log = try log(audit)
    #expect(log.version == "2.1.0")
    let run = try #require(log.runs.first)
    #expect(run.columnKind == "utf16CodeUnits")
    #expect(run.tool.driver.rules.map(\.id) == ["query-in-loop"])
    #expect(run.tool.driver.rules[0].help.markdown?.hasPrefix("# query-in-loop\n") == true)
    #expect(run.results.map(\.level) == ["error", "note", "note"])
    let first = run.results[0]
    #expect(first.ruleIndex == 0 && run.results[1].ruleIndex == nil)
    #expect(first.partialFingerprints == ["plimsollFinding/v1": Sample.queryInLoop.id])
    #expect(first.locations.map(\.physicalLocation.artifactLocation.uri) == ["src/repo.js"])
    #expect(first.locations.map(\.physicalLocation.region?.startLine) == [2])
    let steps = first.codeFlows?[0].threadFlows[0].locations ?? []
    #expect(steps.map { $0.location.physicalLocation.artifactLocation.uri }.last == "src/repo.js")
    #expect(steps.first?.location.message?.text == "GET /orders")
    #expect(first.suppressions.isEmpty)
    let accepted = run.results.first { !$0.suppressions.isEmpty }
    #expect(accepted?.suppressions[0].kind == "inSource")
    #expect(accepted?.suppressions[0].justification == "the feed is fetched by a job, at night")
  }

  @Test("shows words as they are: no placeholder, no link, no control character")
  func isLiteral() throws {
    var finding = Sample.missingTimeout
    finding.title = "{0} [x](https://evil.example) \u{1B}[31m\r\nend"
    let run = try #require(try log(Sample.audit([finding])).runs.first)
    #expect(
      run.results[0].message.text.hasPrefix("{{0}} [x] (https://evil.example) ␛[31m end. The call")
    )
  }

  @Test("writes paths as URI references, and names what was not read")
  func writesPaths() throws {
    var finding = Sample.missingTimeout
    finding.location.file = "a b/c:d%ü.js"
    let skipped = [SkippedFile(file: "dist/x?.js", reason: "minified")]
    let run = try #require(try log(Sample.audit([finding], skipped: skipped)).runs.first)
    #expect(
      run.results[0].locations[0].physicalLocation.artifactLocation.uri == "a%20b/c%3Ad%25%C3%BC.js"
    )
    let note = run.invocations[0].toolExecutionNotifications[0]
    #expect(note.message.text == "Not read, whole or in part: minified")
    #expect(note.locations[0].physicalLocation.artifactLocation.uri == "dist/x%3F.js")
  }
}
