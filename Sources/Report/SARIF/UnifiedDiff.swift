// A fix's unified diff as replacements of whole lines.

/// The files that a diff changes, with the lines that it takes out and puts in.
struct UnifiedDiff {
  struct File: Equatable {
    let path: String
    var replacements: [Replacement] = []
  }

  /// Lines from `start` on, `count` of them, give way to others.
  struct Replacement: Equatable {
    let start: Int
    var count: Int
    var inserted: [String]
  }

  private(set) var files: [File] = []

  /// Reads what `git diff` writes; nil when the text is none, or no whole one.
  init?(_ text: String) {
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let row = rows.popFirst() {
      if row.hasPrefix("+++ ") {
        files.append(File(path: Self.path(in: row.dropFirst(4))))
      } else if row.hasPrefix("@@ ") {
        guard !files.isEmpty, let hunk = Self.hunk(row, &rows) else { return nil }
        files[files.count - 1].replacements += hunk
      }
    }
    guard !files.isEmpty, files.allSatisfy({ !$0.replacements.isEmpty }) else { return nil }
  }

  private static func path(in header: Substring) -> String {
    let name = header.prefix { $0 != "\t" }
    return String(name.hasPrefix("b/") ? name.dropFirst(2) : name)
  }

  /// The changes of one hunk, whose header counts its lines: `@@ -12,3 +12,4 @@`.
  private static func hunk(
    _ header: Substring,
    _ rows: inout ArraySlice<Substring>
  ) -> [Replacement]? {
    let words = header.split(separator: " ")
    guard words.count >= 3, let old = range(words[1]), let new = range(words[2]) else { return nil }
    var line = old.count == 0 ? old.start + 1 : old.start
    var (left, right) = (old.count, new.count)
    var result: [Replacement] = []
    var isOpen = false
    while left > 0 || right > 0 {
      guard let row = rows.popFirst() else { return nil }
      switch row.first {
      case "-", "+":
        if !isOpen { result.append(Replacement(start: line, count: 0, inserted: [])) }
        isOpen = true
        if row.first == "-" {
          result[result.count - 1].count += 1
          (left, line) = (left - 1, line + 1)
        } else {
          result[result.count - 1].inserted.append(String(row.dropFirst()))
          right -= 1
        }
      case "\\": continue
      default:
        isOpen = false
        (left, right, line) = (left - 1, right - 1, line + 1)
      }
      guard left >= 0, right >= 0 else { return nil }
    }
    return result
  }

  /// `-12,3` or `+12`.
  private static func range(_ word: Substring) -> (start: Int, count: Int)? {
    let parts = word.dropFirst().split(separator: ",")
    guard let start = parts.first.flatMap({ Int($0) }), start >= 0 else { return nil }
    guard parts.count > 1 else { return (start, 1) }
    return Int(parts[1]).flatMap { $0 >= 0 ? (start, $0) : nil }
  }
}
