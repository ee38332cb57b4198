// A baseline is read back as it was written, and hostile bytes are one line.

import Findings
import Gate
import Report
import Testing

@Suite("Baseline")
struct BaselineReadingTests {
  private let baseline = Baseline(
    tool: Tool(version: "0.1.0"),
    findings: [
      .init(id: "2", rule: "r", severity: .high, file: "b\"\n.js", title: "t\u{1B}[0m", place: "p"),
      .init(id: "1", rule: "r", severity: .medium, file: "a.js", title: "`x` ü", place: "q"),
    ]
  )

  @Test("is read back as it was written, in the order of the files")
  func readsBack() throws {
    let text = try baseline.text()
    let back = try Baseline(json: Array(text.utf8), named: "b")
    #expect(back == baseline)
    #expect(back.findings.map(\.id) == ["1", "2"])
    #expect(!text.contains("line") && !text.contains("\u{1B}"))
  }

  @Test("cut off at any byte it is an error of one line that names the file")
  func refusesTruncated() throws {
    let bytes = Array(try baseline.text().utf8)
    for end in 0..<(bytes.count - 2) {
      do {
        _ = try Baseline(json: Array(bytes[..<end]), named: "b.json")
        Issue.record("\(end) bytes were taken for a baseline")
      } catch {
        #expect(error.message.hasPrefix("b.json: ") && !error.message.contains("\n"))
      }
    }
  }

  @Test(
    "another document is none",
    arguments: [
      "[]", "{}", "null", "{\"format\":1}", "{\"format\":\"1\",\"findings\":[]}",
      "{\"format\":1,\"findings\":[{}]}", "{\"format\":1,\"findings\":[7]}",
      "{\"format\":1e300,\"findings\":[]}",
    ]
  )
  func refusesOthers(text: String) {
    #expect(throws: GateError.self) { try Baseline(json: Array(text.utf8), named: "b") }
  }
}
