// Sizes, counts and shares as the report words them.

import Findings
import Report
import Testing

@Suite("The wording of a report")
struct WordingTests {
  private func header(_ stats: AuditStats) -> [Substring] {
    var audit = Sample.audit([])
    audit.stats = stats
    let text = TerminalReport(of: audit, style: TerminalStyle()).text()
    return text.split(separator: "\n").dropLast()
  }

  @Test(
    "gives sizes and times the unit that fits",
    arguments: [
      (1, 0.2, "1 byte, in less than 1 ms"), (999, 1, "999 bytes, in 1 ms"),
      (1_500, 999.9, "1.5 kB, in 999 ms"), (48_900, 1_000, "48 kB, in 1 s"),
      (5_240_000, 1_260, "5.2 MB, in 1.3 s"), (2_000_000_000, 3_600_000, "2 GB, in 3,600 s"),
      (0, .infinity, "0 bytes, in a long time"),
    ]
  )
  func fitsUnits(bytes: Int, milliseconds: Double, text: String) {
    let stats = AuditStats(files: 1, bytes: bytes, milliseconds: milliseconds)
    #expect(header(stats) == ["plimsoll 9.9.9 read shop: 1 file, \(text)"])
  }

  @Test("rounds a share down, so that 100 % means all")
  func roundsShares() {
    var stats = AuditStats(files: 1, bytes: 1, milliseconds: 1)
    stats.resolvedCallSites = ResolvedCallSites(resolved: 1_999, total: 2_000)
    #expect(header(stats).last == "1,999 of 2,000 call sites resolved (99 %)")
    stats.resolvedCallSites = ResolvedCallSites(resolved: 0, total: 0)
    #expect(header(stats).count == 1)
  }

  @Test("keeps a number and its unit on one row")
  func keepsUnits() {
    var finding = Sample.missingTimeout
    for length in 20..<60 {
      finding.tradeOff = String(repeating: "a ", count: length / 2) + "10 s, (300 ms) and 5 %."
      let style = TerminalStyle(width: 60, showsDetails: true)
      let text = TerminalReport(of: Sample.audit([finding]), style: style).text()
      for part in ["10 s,", "(300 ms)", "5 %."] { #expect(text.contains(part)) }
    }
  }

  @Test("takes back the indent of code that was cut out of its line")
  func dedents() {
    var finding = Sample.missingTimeout
    finding.fix.before = "get(url, {\n      a: 1,\n\n    })"
    finding.fix.after = "  kept\n    as it is"
    let style = TerminalStyle(showsDetails: true)
    let text = TerminalReport(of: Sample.audit([finding]), style: style).text()
    #expect(text.contains("  Before:\n    get(url, {\n      a: 1,\n\n    })\n"))
    #expect(text.contains("  After:\n      kept\n        as it is\n"))
  }

  @Test("a block of Python that is cut out of its line stays a block")
  func dedentsBlocks() {
    var finding = Sample.missingTimeout
    finding.fix.before = "for row in rows:\n            if row:\n                load(row)"
    let style = TerminalStyle(showsDetails: true)
    let text = TerminalReport(of: Sample.audit([finding]), style: style).text()
    #expect(text.contains("    for row in rows:\n        if row:\n            load(row)\n"))
  }

  @Test(
    "takes the first sentence of a problem",
    arguments: [
      ("One. Two.", "One."), ("Use e.g. `x`. Two.", "Use e.g."),
      ("See a.js. Then go.", "See a.js."),
      ("It takes 1.5 s. Then", "It takes 1.5 s."), ("No end", "No end"), ("Why? Because.", "Why?"),
      ("e.g. 20 rows. Next.", "e.g. 20 rows."),
    ]
  )
  func takesFirstSentence(problem: String, sentence: String) {
    var finding = Sample.missingTimeout
    finding.problem = problem
    let text = TerminalReport(of: Sample.audit([finding]), style: TerminalStyle()).text()
    #expect(text.contains("  Why     \(sentence)\n"))
  }
}
