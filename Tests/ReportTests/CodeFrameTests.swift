// Underlines stand under what they mean, whatever the line is made of.

import Findings
import Report
import Testing

@Suite("A code frame")
struct CodeFrameTests {
  /// The rows of the frame that shows `code` in `source`.
  private func frame(of code: String, in source: String, width: Int = 60) -> [String] {
    var finding = Sample.missingTimeout
    finding.location = Sample.place(of: code, in: source, file: "a.js")
    let style = TerminalStyle(width: width, isQuiet: true)
    let text = TerminalReport(of: Sample.audit([finding]), style: style).text()
    return text.split(separator: "\n").map(String.init)
      .filter { $0.contains("│") || $0.contains("⋮") }
  }

  @Test("expands tabs to the next stop of four")
  func expandsTabs() {
    #expect(
      frame(of: "get()", in: "\tx =\tget();") == [
        "  >  1 │     x = get();",
        "       │         ━━━━━",
      ]
    )
  }

  @Test("counts wide characters as two columns and marks as none")
  func countsWideCharacters() {
    #expect(
      frame(of: "get()", in: "名前 = '😀e\u{301}👩‍👧'; get()") == [
        "  >  1 │ 名前 = '😀e\u{301}👩‍👧'; get()",
        "       │                 ━━━━━",
      ]
    )
  }

  @Test("marks a place of many lines by its first, and shows its head")
  func showsHead() {
    let source = "f(\n1,\n2,\n3,\n4,\n5,\n6,\n7)\n"
    #expect(
      frame(of: "f(\n1,\n2,\n3,\n4,\n5,\n6,\n7)", in: source) == [
        "  >  1 │ f(", "       │ ━━", "  >  2 │ 1,", "  >  3 │ 2,", "  >  4 │ 3,", "  >  5 │ 4,",
        "  >  6 │ 5,", "     7 │ 6,",
      ]
    )
  }

  @Test("moves along a line that is too long")
  func movesAlong() {
    let source =
      String(repeating: "a + ", count: 60) + "get() + " + String(repeating: "b", count: 99)
    let rows = frame(of: "get()", in: source)
    #expect(rows.allSatisfy { $0.count <= 60 })
    #expect(rows.count == 2)
    let code = Array(rows[0])
    let line = Array(rows[1])
    #expect(rows[0].contains("│ …"))
    #expect(rows[0].hasSuffix("…"))
    #expect(line.indices.filter { line[$0] == "━" }.map { String(code[$0]) }.joined() == "get()")
  }

  @Test("keeps the indent in sight while the place starts inside")
  func keepsIndent() {
    let source = "      const product = get(" + String(repeating: "a, ", count: 60) + "b);"
    let rows = frame(of: "get(" + String(repeating: "a, ", count: 60) + "b)", in: source)
    #expect(rows[0].hasPrefix("  >  1 │       const product = get(a, a,"))
    #expect(rows[0].hasSuffix("…"))
    #expect(rows[1].hasPrefix("       │                       ━━━━━━━"))
  }

  /// The frame of `b()` on line 2, with related places in the same file.
  private func frame(relating places: [(code: String, note: String)]) -> [String] {
    let source = "loop(a, () => {\n  use(b());\n});"
    var finding = Sample.missingTimeout
    finding.location = Sample.place(of: "b()", in: source, file: "a.js")
    finding.related = places.map {
      Sample.place(of: $0.code, in: source, file: "a.js").noted($0.note)
    }
    let style = TerminalStyle(width: 40, isQuiet: true)
    let text = TerminalReport(of: Sample.audit([finding]), style: style).text()
    return text.split(separator: "\n").map(String.init).filter { $0.contains("│") }
  }

  @Test("draws two steps at one place as one underline")
  func joinsNotes() {
    let rows = frame(relating: [("loop", "calls it"), ("loop", "repeats")])
    #expect(rows.filter { $0.contains("─") } == ["       │ ──── calls it, repeats"])
  }

  @Test("draws no second underline below the finding's own")
  func avoidsOverlap() {
    #expect(frame(relating: [("use(b())", "calls it")]).allSatisfy { !$0.contains("─") })
    #expect(frame(relating: [("use", "calls it")]).contains("       │   ─── calls it"))
  }

  @Test("writes a note below its underline when there is no room behind")
  func movesNote() {
    let note = "once for each of the orders"
    #expect(
      frame(relating: [("loop(a, () =>", note)]).filter { !$0.contains(">") } == [
        "       │ ─────────────", "       │ \(note)", "       │       ━━━", "     3 │ });",
      ]
    )
  }

  @Test("marks the code of a line whose columns are unknown")
  func marksWholeLine() {
    var finding = Sample.missingTimeout
    finding.location = Location(
      file: "a",
      startLine: 7,
      excerpt: Excerpt(startLine: 7, lines: ["  send()"])
    )
    let style = TerminalStyle(isQuiet: true)
    let text = TerminalReport(of: Sample.audit([finding]), style: style).text()
    #expect(text.contains("  >  7 │   send()\n       │   ━━━━━━\n"))
  }

  @Test("widens its gutter for large line numbers")
  func widensGutter() {
    let source = String(repeating: "\n", count: 12_344) + "get()"
    #expect(frame(of: "get()", in: source).last == "          │ ━━━━━")
  }

  @Test("bears columns that the line does not have", arguments: [-5, 0, 3, 99, Int.max])
  func bearsWrongColumns(column: Int) {
    var finding = Sample.missingTimeout
    finding.location = Location(
      file: "a",
      startLine: 1,
      startColumn: column,
      endColumn: -1,
      excerpt: Excerpt(startLine: 1, lines: ["x"])
    )
    let text = TerminalReport(of: Sample.audit([finding]), style: TerminalStyle()).text()
    #expect(text.contains("━"))
  }
}
