// Ways to write the same code that must change nothing but the places.

import Testing

/// A change of a marked text.
enum Disguise: String, CaseIterable, CustomTestStringConvertible, Sendable {
  case multibyteText = "multibyte text before the code"
  case multibyteComment = "a multibyte comment just before the place"
  case carriageReturns = "CRLF line ends"
  case tabs = "tabs for indentation"

  var testDescription: String { rawValue }

  /// The text in disguise, its marks moved along.
  func applied(to text: String, isPython: Bool = false) -> String {
    switch self {
    case .multibyteText:
      // A string alone is a directive: it may stand before `"use strict"` and before imports.
      "\"日本語 it’s ünïcödé 🙂\";\n\(isPython ? "#" : "//") «{ ( [» 🙂 日本語\n" + text
    case .multibyteComment:
      isPython
        ? Self.withLines("# ünïcödé “{ (” 🙂 日本語", beforeMarksOf: text)
        : text.replacing("↓", with: "/* ünïcödé “{ (” 🙂 日本語 */ ↓")
    case .carriageReturns:
      text.replacing("\n", with: "\r\n")
    case .tabs:
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(Self.indentedByTabs).joined(separator: "\n")
    }
  }

  /// The text with a line before each line that has a mark.
  static func withLines(_ line: String, beforeMarksOf text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.contains("↓") ? "\(line)\n\($0)" : String($0) }.joined(separator: "\n")
  }

  private static func indentedByTabs(_ line: Substring) -> String {
    let spaces = line.prefix { $0 == " " }.count
    return String(repeating: "\t", count: spaces / 2) + line.dropFirst(spaces / 2 * 2)
  }
}

extension Disguise {
  /// Disguises the code of a project; its settings are data and stay as they are.
  func applied(to files: [String: String]) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: files.map { path, text in
        let isData = path.hasSuffix(".json")
        return (path, isData ? text : applied(to: text, isPython: path.hasSuffix(".py")))
      }
    )
  }
}
