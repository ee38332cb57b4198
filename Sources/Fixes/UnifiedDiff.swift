// A unified diff of two versions of a file, as `git apply` takes it.

/// The difference of one file in hunks with three lines around each change.
package struct UnifiedDiff: Sendable {
  private let path: String
  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  private let isNew: Bool
  private static let context = 3

  /// Compares line by line; `path` is relative to the folder in which the patch is applied.
  ///
  /// Without an old version the file is made.
  package init(path: String, old: [UInt8]?, new: [UInt8]) {
    self.path = path
    self.old = Self.lines(of: old ?? [])
    isNew = old == nil
    self.new = Self.lines(of: new)
  }

  /// The diff, empty where nothing differs; nil where the lines that it shows are no UTF-8.
  package var text: String? {
    let hunks = hunks
    guard !hunks.isEmpty else { return "" }
    let before = isNew ? "/dev/null" : Self.name("a/" + path)
    var bytes = Array("--- \(before)\n+++ \(Self.name("b/" + path))\n".utf8)
    for hunk in hunks { write(hunk, to: &bytes) }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Lines that differ: `old` lines are taken out, `new` lines are put in.
  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  private var hunks: [[Change]] {
    var hunks: [[Change]] = []
    for change in changes {
      if let last = hunks.last?.last,
        change.old.lowerBound - last.old.upperBound <= 2 * Self.context
      {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  /// The changes in order, from the standard library's comparison of what differs at all.
  private var changes: [Change] {
    var head = 0
    while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head,
      old[old.count - 1 - tail] == new[new.count - 1 - tail]
    {
      tail += 1
    }
    let before = Array(old[head..<(old.count - tail)])
    let after = Array(new[head..<(new.count - tail)])
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var changes: [Change] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      let start = (left, right)
      while removed.contains(left) { left += 1 }
      while inserted.contains(right) { right += 1 }
      if left > start.0 || right > start.1 {
        changes.append(
          Change(
            old: (head + start.0)..<(head + left),
            new: (head + start.1)..<(head + right)
          )
        )
      } else {
        left += 1
        right += 1
      }
    }
    return changes
  }

  private func write(_ hunk: [Change], to bytes: inout [UInt8]) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let start = max(0, first.old.lowerBound - Self.context)
    let end = min(old.count, last.old.upperBound + Self.context)
    let newStart = first.new.lowerBound - (first.old.lowerBound - start)
    let newEnd = last.new.upperBound + (end - last.old.upperBound)
    let range = "-\(Self.range(start, end)) +\(Self.range(newStart, newEnd))"
    bytes += "@@ \(range) @@\n".utf8
    var next = start
    for change in hunk {
      for line in old[next..<change.old.lowerBound] { write(line, " ", to: &bytes) }
      for line in old[change.old] { write(line, "-", to: &bytes) }
      for line in new[change.new] { write(line, "+", to: &bytes) }
      next = change.old.upperBound
    }
    for line in old[next..<end] { write(line, " ", to: &bytes) }
  }

  private func write(_ line: ArraySlice<UInt8>, _ mark: Unicode.Scalar, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: mark))
    bytes += line
    if line.last != 0x0A { bytes += "\n\\ No newline at end of file\n".utf8 }
  }

  /// First line, counted from 1, and number of lines; an empty range names the line before it.
  private static func range(_ start: Int, _ end: Int) -> String {
    end == start ? "\(start),0" : "\(start + 1),\(end - start)"
  }

  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// A path as git writes it: in quotes where it holds marks of its own, ended by a tab where it holds a blank.
  private static func name(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { $0 >= 32 && $0 != 127 && $0 != 34 && $0 != 92 }
    guard !isPlain else { return path.utf8.contains(32) ? path + "\t" : path }
    var quoted = "\""
    for byte in path.utf8 {
      switch byte {
      case 34, 92: quoted += "\\" + String(UnicodeScalar(byte))
      case 33...126, 32: quoted += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}
