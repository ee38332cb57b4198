// The bytes of a file with edits applied, and where its old places lie afterwards.

package import Findings

/// One file before and after some edits that do not overlap.
package struct EditedText: Sendable {
  package let old: [UInt8]
  package let new: [UInt8]
  private let edits: [Repair.Edit]

  /// Applies the edits in the order of their places; nil where two overlap or one leaves the file.
  ///
  /// Equal edits count once, and insertions at one place follow one another in their order.
  package init?(_ old: [UInt8], _ edits: [Repair.Edit]) {
    let sorted = Self.sorted(edits)
    let isCRLF = Self.endsLinesWithCRLF(old)
    var new: [UInt8] = []
    var next = 0
    for edit in sorted {
      guard edit.start >= next, edit.end >= edit.start, edit.end <= old.count else { return nil }
      new += old[next..<edit.start]
      new += isCRLF ? Self.withCRLF(edit.text) : Array(edit.text.utf8)
      next = edit.end
    }
    new += old[next...]
    self.old = old
    self.new = new
    self.edits = sorted
  }

  /// Whether edits can be applied together.
  package static func areCompatible(_ edits: [Repair.Edit]) -> Bool {
    var next = 0
    for edit in sorted(edits) {
      guard edit.start >= next, edit.end >= edit.start else { return false }
      next = edit.end
    }
    return true
  }

  /// Where a byte of the old text lies in the new one; what was replaced lies at its replacement.
  package func moved(_ offset: Int) -> Int {
    let isCRLF = Self.endsLinesWithCRLF(old)
    var shift = 0
    for edit in edits {
      let count = isCRLF ? Self.withCRLF(edit.text).count : edit.text.utf8.count
      if edit.end <= offset, edit.start < offset || edit.text.utf8.contains(0x0A) {
        shift += count - (edit.end - edit.start)
      } else if edit.start < offset {
        return edit.start + shift
      }
    }
    return offset + shift
  }

  private static func sorted(_ edits: [Repair.Edit]) -> [Repair.Edit] {
    var seen: Set<Repair.Edit> = []
    return edits.filter { seen.insert($0).inserted }.enumerated()
      .sorted { left, right in
        (left.element.start, left.element.end, left.offset)
          < (right.element.start, right.element.end, right.offset)
      }
      .map(\.element)
  }

  private static func endsLinesWithCRLF(_ bytes: [UInt8]) -> Bool {
    guard let end = bytes.firstIndex(of: 0x0A) else { return false }
    return end > 0 && bytes[end - 1] == 0x0D
  }

  /// Text of a rule in a file that ends its lines with CRLF.
  private static func withCRLF(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
      result.append(byte)
    }
    return result
  }
}
