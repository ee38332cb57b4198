// What CommonMark, GitHub's tables and HTML would take for a mark, written so that they do not.

/// Works on scalars, as Markdown does: a backtick with an accent is still a backtick.
enum Escaping {
  /// Words that render as themselves.
  static func text(_ text: String, startsLine: Bool, isCell: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let previous = index > 0 ? scalars[index - 1] : nil
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "\\", "*", "[", "]", "~", "$", "`":
        result.append(contentsOf: ["\\", scalar])
      case "_":
        if !(isWord(previous) && isWord(next)) { result.append("\\") }
        result.append("_")
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case "&":
        result.append("&")
        if isWord(next) || next == "#" { result.append(contentsOf: "amp;".unicodeScalars) }
      case "|": result.append(contentsOf: (isCell ? "&#124;" : "\\|").unicodeScalars)
      default: result.append(scalar)
      }
    }
    return startsLine ? startingLine(String(result)) : String(result)
  }

  /// A code span; in a table, where a bar would end the cell, text where it must be.
  static func code(_ text: String, isCell: Bool) -> String {
    let scalars = text.unicodeScalars
    if isCell, scalars.contains(where: { $0 == "|" || $0 == "\\" }) {
      return self.text(text, startsLine: false, isCell: true)
    }
    let fence = String(repeating: "`", count: longestRunOfBackticks(in: text) + 1)
    let touches = scalars.first == "`" || scalars.last == "`"
    let space = touches || scalars.allSatisfy { $0 == " " } ? " " : ""
    return fence + space + text + space + fence
  }

  /// The fence around a block, longer than any in it.
  static func fence(around code: String) -> String {
    String(repeating: "`", count: max(3, longestRunOfBackticks(in: code) + 1))
  }

  /// A line that begins no heading, list, quote or rule.
  private static func startingLine(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let first = scalars.first else { return line }
    if "#-+=>:".unicodeScalars.contains(first) { return "\\" + line }
    let digits = scalars.prefix { ("0"..."9").contains($0) }
    let rest = scalars.dropFirst(digits.count)
    guard !digits.isEmpty, rest.first == "." || rest.first == ")",
      rest.count == 1 || rest.dropFirst().first == " "
    else { return line }
    return "\(String(digits))\\\(String(rest))"
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let properties = scalar?.properties else { return false }
    return properties.isAlphabetic || properties.numericType != nil
  }

  private static func longestRunOfBackticks(in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
