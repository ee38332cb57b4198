// The terminal report, line by line.

import Findings
import Report
import Testing

@Suite("The terminal report")
struct TerminalReportTests {
  private let everything = Sample.audit(
    [Sample.queryInLoop, Sample.missingTimeout, Sample.suppressed],
    skipped: (1...12).map { SkippedFile(file: "dist/\($0).js", reason: "minified") }
  )

  private func text(
    _ audit: Audit,
    width: Int = 90,
    isColoured: Bool = false,
    showsDetails: Bool = false,
    isQuiet: Bool = false
  ) -> String {
    let style = TerminalStyle(
      width: width,
      isColoured: isColoured,
      showsDetails: showsDetails,
      isQuiet: isQuiet
    )
    return TerminalReport(of: audit, style: style).text()
  }

  @Test("sums up what was found, accepted and skipped")
  func sumsUp() {
    #expect(text(everything) == Golden.summary)
  }

  @Test("prints the form of the contract with --details, and every skipped file")
  func printsInFull() {
    #expect(text(everything, showsDetails: true) == Golden.details)
  }

  @Test("shows related places of the same file inside the frame")
  func marksRelatedPlaces() {
    var near = Sample.queryInLoop
    near.location = Sample.place(
      of: "await loadItems(order.id)",
      in: Sample.source,
      file: "src/orders.js"
    )
    near.related?.removeLast()
    #expect(text(Sample.audit([near]), isQuiet: true) == Golden.oneFrame)
  }

  @Test("has the same words with colours and without", arguments: [true, false])
  func coloursNothingElse(details: Bool) {
    let plain = text(everything, showsDetails: details)
    let coloured = text(everything, isColoured: true, showsDetails: details)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[1;31m"))
    #expect(withoutColours(coloured) == plain)
  }

  @Test("keeps to the width", arguments: [60, 72, 80, 100, 160])
  func keepsToWidth(width: Int) {
    for details in [true, false] {
      let rows = text(everything, width: width, showsDetails: details).split(separator: "\n")
      // Code that is there to be copied is never cut.
      let tooLong = rows.filter { $0.count > width && !$0.hasPrefix("    const items") }
      #expect(tooLong.isEmpty)
    }
  }

  @Test("quietly prints the findings and nothing about the run")
  func isQuiet() {
    let quiet = text(everything, isQuiet: true)
    #expect(Golden.summary.contains(quiet))
    #expect(quiet.hasPrefix("CRITICAL"))
    #expect(quiet.hasSuffix("Set a timeout.\n\n"))
    #expect(text(Sample.audit([]), isQuiet: true) == "")
  }

  @Test("joins steps of the path that share a place")
  func joinsSteps() {
    var finding = Sample.queryInLoop
    let place = Location(file: "b.js", startLine: 1, startColumn: 2)
    finding.related = [place.noted("calls rows.map"), place.noted("repeats")]
    #expect(text(Sample.audit([finding])).contains("b.js:1:2  calls rows.map, repeats\n"))
  }

  @Test("names some of many related places, and says how many more there are")
  func boundsPath() {
    var finding = Sample.queryInLoop
    finding.related = (1...40).map { Location(file: "b.js", startLine: $0, note: "caller \($0)") }
    let summary = text(Sample.audit([finding]))
    #expect(summary.contains("caller 6\n          … and 34 more: --details\n"))
    #expect(!summary.contains("caller 7"))
    #expect(text(Sample.audit([finding]), showsDetails: true).contains("caller 40"))
    finding.related = (1...12).map { Sample.queryInLoop.location.noted("near \($0)").moved(to: $0) }
    #expect(text(Sample.audit([finding])).split(separator: "\n").count < 40)
  }

  @Test("says so when there is nothing to say")
  func saysNothing() {
    #expect(
      text(Sample.audit([])) == """
        plimsoll 9.9.9 read shop: 3 files, 48 kB, in 12 ms
        1,204 of 1,251 call sites resolved (96 %)

        No findings.

        """
    )
  }

  @Test("lets no control character of the audited code through", arguments: [true, false])
  func isSafe(details: Bool) {
    let audit = Sample.audit([hostile], skipped: [SkippedFile(file: evil, reason: evil)])
    let printed = text(audit, isColoured: true, showsDetails: details)
    #expect(withoutColours(printed).unicodeScalars.allSatisfy { !steers($0) || $0 == "\n" })
    #expect(printed.contains("␛]0;owned␇"))
    #expect(printed.contains("<U+202E>"))
  }

  private var evil: String { "\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\u{2028}\r\u{8}\u{7F}x" }

  private var hostile: Finding {
    var finding = Sample.queryInLoop
    finding.title = evil
    finding.rule = evil
    finding.problem = evil
    finding.impact.estimate = evil
    finding.routes = [evil]
    finding.confirm = evil
    finding.monitorThreshold = evil
    finding.verify = Verify(steps: evil, command: evil)
    finding.fix = Remedy(evil, before: evil, after: evil, diff: evil)
    finding.tradeOff = evil
    finding.location = Location(
      file: evil,
      startLine: 1,
      startColumn: 2,
      endColumn: 3,
      note: evil,
      excerpt: Excerpt(startLine: 1, lines: [evil])
    )
    finding.related = [finding.location.noted(evil), Location(file: "b", startLine: 1, note: evil)]
    finding.evidence = [
      Evidence(kind: .log, verdict: .confirmed, figures: [evil], source: evil)
    ]
    return finding
  }

  private func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Takes out `ESC [ digits and semicolons m`, and only that.
  private func withoutColours(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let tail = rest.dropFirst().drop { ("0"..."9").contains($0) || $0 == ";" }
      if scalar == "\u{1B}", rest.first == "[", tail.first == "m" {
        rest = tail.dropFirst()
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Location {
  fileprivate func moved(to line: Int) -> Location {
    var copy = self
    copy.startLine = line
    copy.endLine = line
    copy.excerpt = Excerpt(startLine: line, lines: ["code"])
    return copy
  }
}
