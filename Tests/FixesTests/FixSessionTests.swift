// Which fixes hold: the gate, asked about audits that are made up.

import Findings
import Testing

@testable import Fixes

@Suite("A session of fixes")
struct FixSessionTests {
  /// A finding for each line that says `bad`; its fix says `good` instead.
  private func finding(
    _ line: Int,
    id: String,
    rule: String = "bad-word",
    edit: Repair.Edit? = nil,
    _ safety: Repair.Safety = .safe
  ) -> Finding {
    Finding(
      id: id,
      rule: rule,
      category: .nPlusOne,
      severity: .high,
      tier: .finding,
      confidence: .high,
      location: Location(file: "a.js", startLine: line, startColumn: 1),
      title: "",
      problem: "",
      impact: Impact(estimate: "", confidence: .low),
      verify: Verify(steps: ""),
      fix: Remedy("", repair: edit.map { Repair([$0], safety) }),
      tradeOff: "",
      effortHours: Effort(low: 0, high: 0)
    )
  }

  /// An audit that finds each `bad`, and `worse` of another rule; `{` alone is a syntax error.
  private func verdict(
    _ text: String,
    into new: String,
    safety: Repair.Safety = .safe
  ) -> Verdict {
    var findings: [Finding] = []
    var offset = 0
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("bad") {
        let edit = Repair.Edit(file: "a.js", start: offset, end: offset + 3, text: new)
        findings.append(finding(number + 1, id: "\(line)", edit: edit, safety))
      }
      if line.contains("worse") {
        findings.append(finding(number + 1, id: "w\(number)", rule: "worse-word"))
      }
      offset += line.utf8.count + 1
    }
    return Verdict(findings: findings, gaps: text.contains("{") ? ["a.js": "syntax"] : [:])
  }

  private func run(
    _ text: String,
    into new: String,
    safety: Repair.Safety = .safe,
    allowsUnsafe: Bool = false
  ) async -> (text: String?, result: FixResult) {
    let session = FixSession(
      allowsUnsafe: allowsUnsafe,
      isWanted: { _ in true },
      read: { _ in Array(text.utf8) },
      audit: { files in
        let text = files["a.js"].map { String(decoding: $0, as: UTF8.self) } ?? text
        return verdict(text, into: new, safety: safety)
      }
    )
    let result = await session.run(from: verdict(text, into: new, safety: safety))
    return (result.files["a.js"].map { String(decoding: $0, as: UTF8.self) }, result)
  }

  @Test("keeps what removes its finding")
  func keeps() async {
    let (text, result) = await run("bad1\nx\nbad2\n", into: "good")
    #expect(text == "good1\nx\ngood2\n")
    #expect(result.accepted.count == 2)
    #expect(result.note == nil)
    #expect(result.isWhole)
  }

  @Test("withholds what leaves its finding")
  func remains() async {
    let (text, result) = await run("bad1\n", into: "bad")
    #expect(text == nil)
    #expect(result.withheld.map(\.reason) == [.findingRemains])
    #expect(result.note == "1 fix withheld: 1 would not remove the finding")
  }

  @Test("withholds what does not parse")
  func parses() async {
    let (text, result) = await run("bad1\n", into: "{")
    #expect(text == nil)
    #expect(result.withheld.map(\.reason) == [.doesNotParse])
  }

  @Test("withholds what brings a new finding, each for itself")
  func new() async {
    let (text, result) = await run("bad1\nbad2\nbad3\n", into: "worse")
    #expect(text == nil)
    #expect(result.withheld.count == 3)
    #expect(result.withheld.first?.reason == .newFinding("worse-word at a.js:1"))
  }

  @Test("does not take a finding for a new one because its line has moved")
  func moves() async {
    let (text, result) = await run("bad1\nworse\n", into: "good\n")
    #expect(text == "good\n1\nworse\n")
    #expect(result.withheld.isEmpty)
  }

  @Test("leaves out what changes behaviour, and says how many")
  func unsafe() async {
    let (text, result) = await run("bad1\n", into: "good", safety: .unsafe)
    #expect(text == nil)
    #expect(result.needsUnsafe == 1)
    let (allowed, _) = await run("bad1\n", into: "good", safety: .unsafe, allowsUnsafe: true)
    #expect(allowed == "good1\n")
  }
}
