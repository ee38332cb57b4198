// Markup in which audited text can be nothing but text.

/// A piece of HTML: tags are literals of this program, everything else is escaped.
struct HTML {
  private(set) var text = ""

  /// Nothing.
  init() {}

  /// Markup of ours; the compiler takes literals only.
  init(_ markup: StaticString) { text = markup.description }

  /// Text, made visible and escaped.
  init(text: String) { self.text = Self.escaped(text) }

  /// Prose, in which backticks mark code.
  init(prose: String) {
    let words = prose.split(whereSeparator: \.isNewline).joined(separator: " ")
    let parts = words.unicodeScalars.split(separator: "`", omittingEmptySubsequences: false)
      .map { String($0) }
    // A lone backtick is one.
    let spans = parts.count.isMultiple(of: 2) ? parts.count - 1 : parts.count
    for (index, part) in parts.enumerated() {
      if index == spans { text += "`" }
      let isCode = index < spans && !index.isMultiple(of: 2)
      text += isCode ? "<code>\(Self.escaped(part))</code>" : Self.escaped(part)
    }
  }

  static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum.text += right.text
    return sum
  }

  static func += (left: inout HTML, right: HTML) { left.text += right.text }

  /// An element around some content.
  static func element(
    _ tag: StaticString,
    _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: HTML
  ) -> HTML {
    var result = single(tag, attributes)
    result.text += "\(content.text)</\(tag)>"
    return result
  }

  /// An element that has no content.
  static func single(_ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String>) -> HTML
  {
    var result = HTML()
    result.text = "<\(tag)"
    for (name, value) in attributes { result.text += " \(name)=\"\(escaped(value))\"" }
    result.text += ">"
    return result
  }

  static func element(
    _ tag: StaticString,
    _ attributes: KeyValuePairs<StaticString, String> = [:],
    text: String
  ) -> HTML { element(tag, attributes, HTML(text: text)) }

  /// Lines of code, with their line ends and indents as they are.
  static func code(_ code: String) -> HTML {
    let rows = CodeLine.dedented(code).map { CodeLine($0).text(from: 0, through: .max) }
    return element("pre", ["tabindex": "0"], HTML(text: "", lines: rows))
  }

  /// Rows with line ends between them.
  init(text: String, lines: [String]) {
    self.text = Self.escaped(text) + lines.map(Self.escaped).joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in Visible.text(text).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Sequence<HTML> {
  /// All of them, one behind the other.
  func joined() -> HTML { reduce(into: HTML()) { $0 += $1 } }
}
