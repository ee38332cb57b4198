// Pieces of text with a tint: the only way by which anything reaches the terminal.

/// The few tints of a report; the sixteen colours that every terminal's theme has chosen.
enum Tint: String {
  case plain = ""
  case strong = "1"
  case faint = "2"
  case red = "31"
  case yellow = "33"
  case blue = "34"
  case cyan = "36"
  case green = "32"
  case strongRed = "1;31"
  case strongYellow = "1;33"
  case strongBlue = "1;34"
  case strongCyan = "1;36"
  case strongGreen = "1;32"
}

/// A piece of one line.
struct Span {
  let text: String
  let tint: Tint

  /// Makes the text visible, so that no audited name or line can steer the terminal.
  init(_ text: String, _ tint: Tint = .plain) {
    self.text = Visible.text(text)
    self.tint = tint
  }

  var width: Int { Visible.width(of: text) }
}

/// Lines of spans, written to a text with or without colours.
struct Page {
  private(set) var text = ""
  let width: Int
  let isColoured: Bool

  init(width: Int, isColoured: Bool) {
    self.width = max(40, width)
    self.isColoured = isColoured
  }

  mutating func line(_ spans: Span...) { line(spans) }

  mutating func line(_ spans: [Span]) {
    for span in spans where !span.text.isEmpty {
      if isColoured, span.tint != .plain, span.text.utf8.contains(where: { $0 != 0x20 }) {
        text += "\u{1B}[\(span.tint.rawValue)m\(span.text)\u{1B}[0m"
      } else {
        text += span.text
      }
    }
    while text.last == " " { text.removeLast() }
    text += "\n"
  }

  /// One empty line, never two.
  mutating func blank() {
    if !text.utf8.suffix(2).allSatisfy({ $0 == 0x0A }) { text += "\n" }
  }

  /// A paragraph, wrapped, with its first line behind a lead and the others below its text.
  mutating func paragraph(_ content: String, lead: [Span] = [], tint: Tint = .plain) {
    let indent = lead.reduce(0) { $0 + $1.width }
    for (index, row) in Wrapping.rows(of: content, width: width - indent).enumerated() {
      let margin = index == 0 ? lead : [Span(String(repeating: " ", count: indent))]
      line(margin + [Span(row, tint)])
    }
  }
}
