// A code frame, drawn.

import Findings

extension Page {
  /// Draws the frame: line numbers, code, and underlines with their notes.
  mutating func draw(_ frame: CodeFrame, tint: Tint) {
    guard !frame.isEmpty else { return }
    let numbers = frame.lines.keys.sorted()
    let gutter = FrameGutter(widest: numbers.last ?? 0)
    let window = FrameWindow(of: frame, width: width - gutter.width)
    blank()
    var previous: Int?
    for number in numbers {
      if let previous, number > previous + 1 { line(gutter.gap) }
      let code = CodeLine(frame.lines[number] ?? "")
      let isCovered = frame.covered.contains(number)
      let shown = code.text(from: window.start, through: window.end)
      line(gutter.line(number, isCovered: isCovered, tint: tint) + [Span(shown)])
      for mark in frame.marks[number] ?? [] {
        for row in window.underline(mark, below: code, tint: tint) { line(gutter.blank + row) }
      }
      previous = number
    }
    blank()
  }
}

/// What stands left of the code.
private struct FrameGutter {
  private let digits: Int

  init(widest: Int) { digits = max(2, String(widest).count) }

  /// Columns before the code.
  var width: Int { digits + 7 }

  var blank: [Span] { [Span(String(repeating: " ", count: digits + 5) + "│ ", .faint)] }

  var gap: [Span] { [Span(String(repeating: " ", count: digits + 5) + "⋮", .faint)] }

  func line(_ number: Int, isCovered: Bool, tint: Tint) -> [Span] {
    let text = String(number)
    let padding = String(repeating: " ", count: max(0, digits - text.count))
    return [
      Span(isCovered ? "  > " : "    ", tint), Span("\(padding)\(text) │ ", .faint),
    ]
  }
}

/// The columns of code that fit, chosen so that the finding is among them.
private struct FrameWindow {
  let start: Int
  let end: Int

  init(of frame: CodeFrame, width: Int) {
    let room = max(20, width)
    let line = CodeLine(frame.lines[frame.covered.lowerBound] ?? "")
    let primary = frame.marks[frame.covered.lowerBound]?.first { $0.isPrimary }?.columns
    let first = primary.map { line.column(of: $0.lowerBound) } ?? 0
    let last = primary.map { line.column(of: $0.upperBound) } ?? 0
    // A place that starts well inside may be cut at its end, so that the indent stays in sight.
    let isInSight = last <= room || first <= room * 2 / 3
    start = isInSight ? 0 : max(0, min(first - room / 4, line.width - room))
    end = start + room
  }

  /// The underline of a mark, with its note behind it, or below it when there is no room.
  func underline(_ mark: CodeFrame.Mark, below line: CodeLine, tint: Tint) -> [[Span]] {
    let low = mark.columns.map { line.column(of: $0.lowerBound) } ?? line.indent
    let high = mark.columns.map { line.column(of: $0.upperBound) } ?? line.width
    let from = min(max(low, start), end - 1)
    let to = min(max(high, from + 1), end)
    let stroke = String(repeating: mark.isPrimary ? "━" : "─", count: to - from)
    let underline = [Self.space(from - start), Span(stroke, mark.isPrimary ? tint : .faint)]
    let note = Span(mark.note, mark.isPrimary ? tint : .plain)
    guard note.width > 0 else { return [underline] }
    if note.width < end - to { return [underline + [Span(" "), note]] }
    let words = CodeLine(mark.note).text(from: 0, through: end - start)
    let indent = max(0, min(from - start, end - start - note.width))
    return [underline, [Self.space(indent), Span(words, note.tint)]]
  }

  private static func space(_ count: Int) -> Span { Span(String(repeating: " ", count: count)) }
}
