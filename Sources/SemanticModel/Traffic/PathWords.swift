// What the path of a route says, as words.

import Facts
import SourceText

/// The words of a path, part by part.
struct PathWords {
  /// Without versions, prefixes of programs and parameters.
  let parts: [[String]]
  let words: Set<String>

  init(_ path: String, isProcedure: Bool = false) {
    let segments = path.pieces(between: isProcedure ? "." : "/").filter { part in
      !part.utf8.contains(where: Self.marks.contains) && !part.contains("…")
    }
    parts = segments.map { NameSplit.words(of: String($0)) }
      .filter { !$0.isEmpty && $0 != ["api"] && $0 != ["v"] && $0 != ["rest"] }
    words = Set(parts.joined())
  }

  /// What parameters and patterns are written with.
  private static let marks = Array(":$<{*[(^".utf8)

  /// The first part, where it is one word.
  var first: String? { parts.first.flatMap { $0.count == 1 ? $0[0] : nil } }
  var last: [String] { parts.last ?? [] }
  /// The last part, where it is one word.
  var lastNoun: String? { parts.last.flatMap { $0.count == 1 ? $0[0] : nil } }
}
