// Code that a rule reports, or must leave alone: its tests and its documentation at once.

/// A small project and what the rule says of it.
///
/// `↓` marks the exact place of each finding and is taken out before the code is read.
package struct Example: Sendable {
  /// What the example shows, in a few words.
  package let caption: String
  /// Texts by path; more than one for findings that cross files.
  package let files: [String: String]
  /// The same project repaired, by path.
  ///
  /// Paths that are left out stay as they were; empty for silent examples.
  package let fixed: [String: String]
  /// The file of the example (`Rules/QueryInLoop.swift`) and the line where it begins, for failures.
  package let source: Source

  package struct Source: Sendable {
    package let file: String
    package let line: Int
  }

  /// One module that is reported, and the same module repaired.
  package static func reported(
    _ caption: String,
    _ code: String,
    fixed: String,
    path: String = "server.js",
    file: String = #fileID,
    line: Int = #line
  ) -> Example {
    Example(
      caption: caption,
      files: [path: code],
      fixed: [path: fixed],
      source: Source(file: file, line: line)
    )
  }

  /// Several files, of which some are repaired.
  package static func project(
    _ caption: String,
    _ files: [String: String],
    fixed: [String: String],
    file: String = #fileID,
    line: Int = #line
  ) -> Example {
    Example(caption: caption, files: files, fixed: fixed, source: Source(file: file, line: line))
  }

  /// A near miss: the caption says why it is fine.
  package static func silent(
    _ caption: String,
    _ code: String,
    path: String = "server.js",
    file: String = #fileID,
    line: Int = #line
  ) -> Example {
    Example(
      caption: caption,
      files: [path: code],
      fixed: [:],
      source: Source(file: file, line: line)
    )
  }

  /// A near miss in several files.
  package static func silent(
    _ caption: String,
    files: [String: String],
    file: String = #fileID,
    line: Int = #line
  ) -> Example {
    Example(caption: caption, files: files, fixed: [:], source: Source(file: file, line: line))
  }
}
