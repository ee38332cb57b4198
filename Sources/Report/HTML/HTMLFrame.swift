// A code frame as HTML, with the tints of the terminal as classes.

import Findings

extension HTML {
  /// The lines of code that show a finding; nothing where it has none.
  static func frame(of finding: Finding) -> HTML {
    var page = Page(width: 110, isColoured: true)
    // What is less urgent shows its own lines only, so that a page of hundreds stays light.
    let context = finding.severity >= .high && finding.tier == .finding ? 1 : 0
    page.draw(CodeFrame(of: finding, context: context), tint: .strong)
    let rows = page.text.split(separator: "\n").map(row)
    guard !rows.isEmpty else { return HTML() }
    var content = HTML()
    for row in rows { content += row + HTML("\n") }
    return element("pre", ["class": "frame", "tabindex": "0"], content)
  }

  /// The page made escapes harmless, so each one left is the frame's own tint.
  private static func row(_ line: Substring) -> HTML {
    var result = HTML()
    for (index, part) in line.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard index > 0, let end = part.firstIndex(of: "m") else {
        result += HTML(text: String(part))
        continue
      }
      let text = HTML(text: String(part[part.index(after: end)...]))
      switch Tint(rawValue: String(part[..<end])) {
      case .strong: result += element("b", [:], text)
      case .faint: result += element("i", [:], text)
      default: result += text
      }
    }
    return result
  }
}
