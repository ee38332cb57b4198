// A Markdown document, block by block.

/// Blocks with one empty line between them.
struct MarkdownPage {
  private var blocks: [String] = []

  var text: String { blocks.joined(separator: "\n\n") + "\n" }

  mutating func heading(_ level: Int, _ title: String) {
    blocks.append(
      String(repeating: "#", count: level) + " " + Inline(title).markdown(startsLine: false)
    )
  }

  mutating func paragraph(_ lines: Inline...) {
    // Two blanks at the end of a line keep the break.
    blocks.append(lines.map { $0.markdown() }.joined(separator: "  \n"))
  }

  mutating func paragraph(_ prose: String) { paragraph(Inline(prose)) }

  /// A caption with its list right below, as the contract's form has it.
  mutating func list(_ caption: String? = nil, _ items: [Inline], isNumbered: Bool = false) {
    let items = items.filter { !$0.isEmpty }
    guard !items.isEmpty else { return }
    let rows = items.enumerated().map { index, item in
      (isNumbered ? "\(index + 1). " : "- ") + item.markdown()
    }
    let head = caption.map { [Inline.strong($0).markdown()] } ?? []
    blocks.append((head + rows).joined(separator: "\n"))
  }

  mutating func table(_ headings: [String], _ rows: [[Inline]]) {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let head = row(headings.map { Inline($0).markdown(isCell: true) })
    let rule = row(headings.map { _ in "---" })
    let body = rows.map { row($0.map { $0.markdown(isCell: true) }) }
    blocks.append(([head, rule] + body).joined(separator: "\n"))
  }

  /// Code to read or to copy: no line of it can end the block.
  mutating func code(_ text: String, language: String) {
    let rows = CodeLine.dedented(text).map { CodeLine($0).text(from: 0, through: .max) }
    let fence = Escaping.fence(around: text)
    blocks.append(([fence + language] + rows + [fence]).joined(separator: "\n"))
  }
}
