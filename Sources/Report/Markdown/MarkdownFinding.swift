// One finding in the contract's form, as Markdown.

import Findings

extension MarkdownPage {
  /// Writes a finding whole, under the name by which the rest of the report refers to it.
  mutating func finding(_ finding: Finding, name: String) {
    heading(3, name)
    paragraph(
      Inline.strong(finding.title),
      Inline.code(finding.rule)
        + Inline(", \(finding.category.id) \(finding.category.shortName), id ")
        + Inline.code(finding.id)
    )
    code(of: finding)
    path(finding.related?.joinedSteps ?? [])
    paragraph(Inline.severity(finding.severity))
    paragraph(
      Inline("Location: \(finding.location.file) : \(finding.location.lineNumbers)"),
      Inline("Risk Category: \(finding.riskCategory.rawValue)")
    )
    list("The Problem:", finding.problemItems.map { Inline($0) })
    list("Performance Impact:", finding.impactItems(mostRoutes: 12).map { Inline($0) })
    list("How to Verify:", [Inline(finding.verify.steps)])
    if let command = finding.verify.command { code(command, language: "sh") }
    list("The Fix:", [Inline(finding.fix.description)])
    block(
      finding.fix.after == nil ? "Now:" : "Before:",
      finding.fix.before,
      language: finding.location.language
    )
    block("After:", finding.fix.after, language: finding.location.language)
    block(nil, finding.fix.diff, language: "diff")
    list("Trade-off Consideration:", finding.tradeOffItems.map { Inline($0) })
  }

  /// The frame of the terminal: lines, numbers and underlines.
  private mutating func code(of finding: Finding) {
    var frame = Page(width: 110, isColoured: false)
    frame.draw(CodeFrame(of: finding), tint: .plain)
    let rows = frame.text.split(separator: "\n")
    if !rows.isEmpty { code(rows.joined(separator: "\n"), language: "text") }
  }

  private mutating func path(_ places: [Location]) {
    let steps = places.map { place in
      let code = place.note == nil ? nil : place.code
      return Inline.code(place.link) + Inline(" \(place.caption)")
        + (code.map { Inline(", in ") + Inline.code($0) } ?? Inline(""))
    }
    list("Path:", steps, isNumbered: true)
  }

  private mutating func block(_ caption: String?, _ text: String?, language: String) {
    guard let text, !text.isEmpty else { return }
    if let caption { paragraph(caption) }
    code(text, language: language)
  }
}

extension Inline {
  /// `[SEVERITY: HIGH]`, in brackets that no link definition can claim, because there are none.
  fileprivate static func severity(_ severity: Severity) -> Inline {
    .verbatim("[SEVERITY: \(severity.rawValue)]")
  }
}

extension Location {
  /// The word behind a fence: from a fixed table, never from the audited text.
  var language: String {
    let languages = [
      "js": "js", "cjs": "js", "mjs": "js", "jsx": "jsx", "ts": "ts", "mts": "ts", "cts": "ts",
      "tsx": "tsx", "py": "python", "sql": "sql", "json": "json", "yml": "yaml", "yaml": "yaml",
      "vue": "vue", "html": "html",
    ]
    return languages[file.split(separator: ".").last?.lowercased() ?? ""] ?? "text"
  }
}
