// Which lines of a folder differ from a revision.

/// The lines of each file that are new or changed, by the file's path below the folder.
package struct ChangedLines: Hashable, Sendable {
  /// In ascending order; where lines were taken out, their two neighbours are changed.
  package private(set) var files: [String: [ClosedRange<Int>]] = [:]

  /// Whether any of the lines is changed.
  package func touches(_ file: String, _ lines: ClosedRange<Int>) -> Bool {
    files[file]?.contains { $0.overlaps(lines) } ?? false
  }

  /// Reads what `git diff --unified=0` writes, with `//new/` before the new names.
  ///
  /// A hunk is passed over by its counts, so no line of a file can be taken for a header. What git
  /// takes for binary is changed as a whole.
  init(diff bytes: [UInt8]) {
    var lines = DiffLines(bytes)
    var file: String?
    while let line = lines.next() {
      if line.starts(with: Self.newName) {
        file = PathQuoting.name(in: line.dropFirst(4)).flatMap(Self.withoutPrefix)
      } else if line.starts(with: Self.oldName) {
        file = nil
      } else if line.starts(with: Self.hunkMark) {
        guard let hunk = Hunk(line) else { continue }
        lines.skip(old: hunk.old.count, new: hunk.new.count)
        if let file { files[file, default: []].append(hunk.changed) }
      } else if line.starts(with: Self.binaryMark), let name = Self.binaryName(in: line) {
        files[name, default: []].append(1...Int.max)
      }
    }
  }

  private static let newName = Array("+++ ".utf8)
  private static let oldName = Array("--- ".utf8)
  private static let hunkMark = Array("@@ ".utf8)
  private static let binaryMark = Array("Binary files ".utf8)
  private static let prefix = "//new/"

  /// The path; nil for `/dev/null`, which stands for a file that is gone.
  private static func withoutPrefix(_ name: String) -> String? {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  /// `Binary files //old/a and //new/b differ`: no path holds two slashes in a row.
  private static func binaryName(in line: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: line, as: UTF8.self)
    guard let start = text.firstRange(of: " and "), text.hasSuffix(" differ") else { return nil }
    var rest = text[start.upperBound...].dropLast(" differ".count)
    // A name may hold the word itself.
    while !rest.hasPrefix(prefix), !rest.hasPrefix("\"\(prefix)") {
      guard let next = rest.firstRange(of: " and ") else { return nil }
      rest = rest[next.upperBound...]
    }
    return PathQuoting.name(in: Array(rest.utf8)[...]).flatMap(withoutPrefix)
  }
}

/// `@@ -12,3 +12,4 @@`.
private struct Hunk {
  let old: (start: Int, count: Int)
  let new: (start: Int, count: Int)

  init?(_ line: ArraySlice<UInt8>) {
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
    guard words.count >= 3, let old = Self.range(words[1]), let new = Self.range(words[2]) else {
      return nil
    }
    self.old = old
    self.new = new
  }

  var changed: ClosedRange<Int> {
    guard new.count > 0 else { return max(1, new.start)...(new.start + 1) }
    return max(1, new.start)...max(1, new.start + new.count - 1)
  }

  private static func range(_ word: ArraySlice<UInt8>) -> (Int, Int)? {
    let numbers = word.dropFirst().split(separator: UInt8(ascii: ",")).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard let start = numbers.first.flatMap(\.self), 0...Int(Int32.max) ~= start else { return nil }
    guard numbers.count > 1 else { return (start, 1) }
    return numbers[1].flatMap { 0...Int(Int32.max) ~= $0 ? (start, $0) : nil }
  }
}

/// The lines of a diff, one after another.
private struct DiffLines {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> ArraySlice<UInt8>? {
    guard position < bytes.count else { return nil }
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    defer { position = end + 1 }
    return bytes[position..<end]
  }

  /// Passes over the lines of a hunk.
  mutating func skip(old: Int, new: Int) {
    var (old, new) = (old, new)
    while old > 0 || new > 0 {
      let before = position
      guard let line = next() else { return }
      switch line.first {
      case UInt8(ascii: "-") where old > 0: old -= 1
      case UInt8(ascii: "+") where new > 0: new -= 1
      case UInt8(ascii: "\\"): continue
      default:
        position = before
        return
      }
    }
  }
}
