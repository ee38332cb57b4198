// What became of the findings of a program when some of its files were edited.

package import Findings

/// What an audit says of one version of a program.
package struct Verdict: Sendable {
  package var findings: [Finding]
  /// Files that were not read, or not whole, with the reason.
  package var gaps: [String: String]

  package init(findings: [Finding], gaps: [String: String]) {
    self.findings = findings
    self.gaps = gaps
  }
}

/// Pairs the findings before an edit with those after it.
///
/// A finding is the same where rule, file, place and title agree, its place moved as the edits moved it; else where all
/// but the title do; else where its id does. So a finding whose code was edited for another one's sake is not taken for a new one.
struct Comparison {
  /// Findings that are there only after the edit.
  let new: [Finding]
  /// Positions, among the findings before, of those that are there no more.
  let gone: Set<Int>

  init(_ before: [Finding], _ after: [Finding], _ texts: [String: EditedText]) {
    var places: [Place: [Int]] = [:]
    for (position, finding) in after.enumerated() {
      places[Place(finding), default: []].append(position)
    }
    var free = Set(after.indices)
    var gone = Set(before.indices)
    let maps = texts.mapValues(LineMap.init)
    // Several of one rule may stand at one place: two relations of one query.
    for isByTitle in [true, false] {
      for position in gone.sorted() {
        let place = Place(before[position], maps[before[position].location.file])
        let same = places[place]?.first { other in
          free.contains(other) && (!isByTitle || after[other].title == before[position].title)
        }
        guard let same else { continue }
        free.remove(same)
        gone.remove(position)
      }
    }
    let ids = Dictionary(grouping: free.sorted()) { after[$0].id }
    for position in gone.sorted() {
      guard let same = ids[before[position].id]?.first(where: free.contains) else { continue }
      free.remove(same)
      gone.remove(position)
    }
    new = free.sorted().map { after[$0] }
    self.gone = gone
  }

  private struct Place: Hashable {
    let rule: String
    let file: String
    let line: Int

    init(_ finding: Finding, _ map: LineMap? = nil) {
      rule = finding.rule
      file = finding.location.file
      let location = finding.location
      line =
        map?.line(of: location.startLine, column: location.startColumn ?? 1) ?? location.startLine
    }
  }
}

/// Lines of a file, before and after its edits.
private struct LineMap {
  private let text: EditedText
  private let old: [Int]
  private let new: [Int]

  init(_ text: EditedText) {
    self.text = text
    old = Self.starts(text.old)
    new = Self.starts(text.new)
  }

  /// The line in which a place lies afterwards; columns of long marks are taken for bytes.
  func line(of line: Int, column: Int) -> Int {
    guard line >= 1, line <= old.count else { return line }
    let end = line < old.count ? old[line] - 1 : text.old.count
    let offset = text.moved(min(old[line - 1] + column - 1, end))
    var low = 0
    var high = new.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if new[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  private static func starts(_ bytes: [UInt8]) -> [Int] {
    [0] + bytes.indices.lazy.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
  }
}
