// The lines of code that show a finding, with its places underlined.

import Findings

/// What of a finding can be shown in one frame: its own lines, and related places close to them.
struct CodeFrame {
  struct Mark {
    /// 1-based, in UTF-16; nil: the code of the whole line.
    let columns: Range<Int>?
    var note: String
    let isPrimary: Bool
  }

  /// Line text by number.
  private(set) var lines: [Int: String] = [:]
  /// Marks by line, in the order in which they are drawn.
  private(set) var marks: [Int: [Mark]] = [:]
  /// The lines that the finding covers.
  let covered: ClosedRange<Int>
  /// The related places that the frame does not show.
  private(set) var elsewhere: [Location] = []

  /// A related place further away than this stands in the path, not in the frame.
  private static var reach: Int { 12 }
  /// More related places than these would make a listing of the frame.
  private static var mostPlaces: Int { 5 }
  private var shownPlaces = 0
  /// A longer place shows its head.
  private static var mostCoveredLines: Int { 6 }

  /// The frame of a finding, with so many lines of code above and below it.
  init(of finding: Finding, context: Int = 1) {
    let place = finding.location
    let last = min(place.endLine ?? place.startLine, place.startLine + Self.mostCoveredLines - 1)
    covered = place.startLine...max(place.startLine, last)
    addLines(of: place, within: (covered.lowerBound - context)...(covered.upperBound + context))
    add(place, note: place.note ?? "", isPrimary: true)
    for other in finding.related ?? [] { add(related: other, of: place) }
  }

  var isEmpty: Bool { lines.isEmpty }

  private mutating func add(related other: Location, of place: Location) {
    let line = other.startLine
    let isNear = other.file == place.file && abs(line - place.startLine) <= Self.reach
    let isSame = line == place.startLine && other.startColumn == place.startColumn
    guard isNear, !isSame, shownPlaces < Self.mostPlaces else { return elsewhere.append(other) }
    addLines(of: other, within: line...line)
    guard lines[line] != nil, mark(other) else { return elsewhere.append(other) }
  }

  /// Underlines a related place; false when its line would run below the finding's own.
  private mutating func mark(_ other: Location) -> Bool {
    let columns = Self.columns(of: other)
    let line = other.startLine
    for (index, mark) in (marks[line] ?? []).enumerated() {
      if mark.isPrimary, Self.overlap(mark.columns, columns) { return false }
      guard !mark.isPrimary, mark.columns?.lowerBound == columns?.lowerBound else { continue }
      // Two steps at one place are one underline.
      let notes = [mark.note, other.note ?? ""].filter { !$0.isEmpty }
      marks[line]?[index].note = notes.joined(separator: ", ")
      return true
    }
    add(other, note: other.note ?? "", isPrimary: false)
    shownPlaces += 1
    return true
  }

  private static func overlap(_ left: Range<Int>?, _ right: Range<Int>?) -> Bool {
    guard let left, let right else { return true }
    return left.overlaps(right)
  }

  private mutating func addLines(of place: Location, within wanted: ClosedRange<Int>) {
    guard let excerpt = place.excerpt else { return }
    for (index, text) in excerpt.lines.enumerated() {
      let (number, overflow) = excerpt.startLine.addingReportingOverflow(index)
      if !overflow, wanted.contains(number) { lines[number] = text }
    }
  }

  private mutating func add(_ place: Location, note: String, isPrimary: Bool) {
    let mark = Mark(columns: Self.columns(of: place), note: note, isPrimary: isPrimary)
    marks[place.startLine, default: []].append(mark)
  }

  /// The columns on the first line; a place of many lines reaches to its end.
  private static func columns(of place: Location) -> Range<Int>? {
    guard let start = place.startColumn, start > 0 else { return nil }
    let isOneLine = (place.endLine ?? place.startLine) <= place.startLine
    let end = isOneLine ? place.endColumn ?? start : Int.max
    return start..<max(start, end)
  }
}
