// An id must survive every edit that leaves the defect alone.

import Findings
import Testing

@Suite("The fingerprint of a finding")
struct FindingFingerprintTests {
  private func id(
    _ code: String,
    rule: String = "r",
    file: String = "a.js",
    symbol: String = "f"
  ) -> String {
    FindingFingerprint(rule: rule, file: file, symbol: symbol, code: code.utf8).id
  }

  @Test("is the FNV-1a hash of its parts, each ended by a zero byte")
  func isDocumented() {
    // Worked out apart from this code: fnv1a64("a\0b\0c\0d\0").
    #expect(id("d", rule: "a", file: "b", symbol: "c") == "cb77c06e71890621")
  }

  @Test("outlives a formatter")
  func outlivesFormatting() {
    let base = id("await db.query(sql, [id, name])")
    #expect(id("await db.query(\n\t\tsql,\r\n    [id, name],\n)") == base)
    #expect(id("  await   db.query( sql,[ id , name ] )\n") == base)
  }

  @Test(
    "changes with each of its parts",
    arguments: [
      ("rule", "a.js", "f", "y"), ("r", "b.js", "f", "y"), ("r", "a.js", "g", "y"),
      ("r", "a.js", "f", "z"), ("r", "a.jsf", "", "y"),
    ]
  )
  func changes(rule: String, file: String, symbol: String, code: String) {
    #expect(id(code, rule: rule, file: file, symbol: symbol) != id("y"))
  }

  @Test("tells words apart that white space divides")
  func keepsWords() {
    #expect(id("await x") != id("awaitx"))
    #expect(FindingFingerprint.normalised(Array("a  =\n b c".utf8)) == Array("a=b c".utf8))
  }

  @Test("of equal places is numbered by place, whatever order they come in")
  func numbersEqualPlaces() {
    let base = id("db.get(x)")
    let three = [9, 4, 30].map { Finding.sample(id: base, line: $0) }
    let settled = three.settled()
    #expect(settled.map(\.location.startLine) == [4, 9, 30])
    #expect(settled.map(\.id).first == base)
    #expect(Set(settled.map(\.id)).count == 3)
    #expect(Array(three.reversed()).settled() == settled)
  }

  @Test("of equal places outlives blank lines and a change of severity")
  func outlivesShifts() {
    let base = id("db.get(x)")
    let before = [4, 9].map { Finding.sample(id: base, line: $0) }.settled()
    let after = [
      Finding.sample(id: base, line: 19, severity: .critical), Finding.sample(id: base, line: 14),
    ].settled()
    #expect(after.map(\.location.startLine) == [19, 14])
    #expect(after.map(\.id) == before.map(\.id).reversed())
  }
}
