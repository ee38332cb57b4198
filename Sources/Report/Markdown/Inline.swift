// Text inside a line of Markdown that can be nothing but text, whatever it says.

/// Pieces of one line: the only way by which words reach a Markdown report.
///
/// Audited names and lines may hold Markdown, HTML, links, mentions and control characters. Words
/// are escaped; what is between backticks, and a word that a renderer would turn into a link or a
/// mention, becomes code.
struct Inline {
  fileprivate enum Piece {
    case text(String)
    case code(String)
    case reference(String)
    case verbatim(String)
  }

  private var pieces: [Piece]

  private init(pieces: [Piece]) { self.pieces = pieces }

  /// Prose, in which backticks mark code.
  init(_ prose: String) {
    let parts = Self.oneLine(prose).unicodeScalars
      .split(separator: "`", omittingEmptySubsequences: false).map { String($0) }
    let spans = parts.count.isMultiple(of: 2) ? parts.count - 1 : parts.count
    pieces = []
    for (index, part) in parts.enumerated() {
      let isCode = index < spans && !index.isMultiple(of: 2)
      if index == spans { pieces.append(.text("`")) }
      if isCode { pieces.append(part.isEmpty ? .text("``") : .code(part)) }
      if !isCode { pieces += Self.words(of: part) }
    }
  }

  /// A name or a line of code, as code.
  static func code(_ text: String) -> Inline {
    let line = oneLine(text)
    return Inline(pieces: line.allSatisfy { $0 == " " } ? [] : [.code(line)])
  }

  /// Bold prose; its code stays code.
  static func strong(_ prose: String) -> Inline {
    Inline(pieces: [.verbatim("**")] + Inline(prose).pieces + [.verbatim("**")])
  }

  /// A link to the finding with a number of this report.
  static func reference(_ name: String) -> Inline { Inline(pieces: [.reference(name)]) }

  /// Words of ours, with marks that are meant.
  static func verbatim(_ markdown: String) -> Inline { Inline(pieces: [.verbatim(markdown)]) }

  static func + (left: Inline, right: Inline) -> Inline {
    Inline(pieces: left.pieces + right.pieces)
  }

  var isEmpty: Bool { pieces.isEmpty }

  /// The Markdown of a line, or of what stands behind a mark that opens one.
  func markdown(isCell: Bool = false, startsLine: Bool = true) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text):
        result += Escaping.text(
          text,
          startsLine: startsLine && result.isEmpty && !isCell,
          isCell: isCell
        )
      case .code(let text):
        result += Escaping.code(text, isCell: isCell)
      case .verbatim(let markdown):
        result += markdown
      case .reference(let name):
        result += "[\(name)](#\(name.lowercased()))"
      }
    }
    return result
  }

  /// White space of any kind as one blank, also at the ends, where a neighbour may stand.
  private static func oneLine(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let head = text.first?.isWhitespace == true && !words.isEmpty ? " " : ""
    let tail = text.last?.isWhitespace == true ? " " : ""
    return Visible.text(head + words + tail)
  }

  /// Words, of which those that could become a link or a mention are code.
  private static func words(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if isLink(word) {
        let tail = word.unicodeScalars.reversed().prefix { ".,;:)".unicodeScalars.contains($0) }
          .count
        pieces += [.text(plain), .code(String(word.unicodeScalars.dropLast(tail)))]
        plain = String(word.unicodeScalars.suffix(tail))
      } else {
        plain += word
      }
      plain += " "
    }
    plain.removeLast()
    return (pieces + [.text(plain)]).filter { !$0.isEmpty }
  }

  private static func isLink(_ word: Substring) -> Bool {
    let scalars = word.unicodeScalars
    return scalars.contains("@") || scalars.contains("/") && word.contains("://")
      || word.lowercased().contains("www.")
  }
}

extension Inline.Piece {
  fileprivate var isEmpty: Bool {
    switch self {
    case .text(let text), .code(let text): text.isEmpty
    case .reference, .verbatim: false
    }
  }
}
