// A place in the audited code, with the lines that a reader needs to see it.

/// A place in one file; with its excerpt, a report needs no source.
package struct Location: Codable, Sendable, Hashable {
  /// Path relative to the project root, with forward slashes.
  package var file: String
  /// First line, counted from 1.
  package var startLine: Int
  /// Last line, inclusive.
  package var endLine: Int?
  /// First column, counted from 1 in UTF-16 code units, as editors, SARIF and LSP count.
  package var startColumn: Int?
  /// The column behind the last one, on `endLine`, in the same units.
  package var endColumn: Int?
  /// What this place has to do with the finding: `called for each order`.
  package var note: String?
  package var excerpt: Excerpt?

  package init(
    file: String,
    startLine: Int,
    endLine: Int? = nil,
    startColumn: Int? = nil,
    endColumn: Int? = nil,
    note: String? = nil,
    excerpt: Excerpt? = nil
  ) {
    self.file = file
    self.startLine = startLine
    self.endLine = endLine
    self.startColumn = startColumn
    self.endColumn = endColumn
    self.note = note
    self.excerpt = excerpt
  }

  /// The same place with another note.
  package func noted(_ note: String) -> Location {
    var copy = self
    copy.note = note
    return copy
  }
}

/// Whole lines of code, as they stand in the file, without their line ends.
package struct Excerpt: Codable, Sendable, Hashable {
  /// Line number of the first line, counted from 1.
  package var startLine: Int
  package var lines: [String]

  package init(startLine: Int, lines: [String]) {
    self.startLine = startLine
    self.lines = lines
  }
}
