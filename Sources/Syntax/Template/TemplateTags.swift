// Where a template's tags stand: `{{ … }}` and `{% … %}`.

/// One tag, without its braces.
struct TemplateTag {
  enum Kind { case output, statement }
  let kind: Kind
  let tokens: [TemplateToken]
  let start: Int
  let end: Int

  /// The first word of a statement.
  var word: String {
    guard kind == .statement, let first = tokens.first, first.kind == .name else { return "" }
    return first.text
  }
}

/// Finds the tags of a template; comments and what is kept as it stands are left out.
struct TemplateTags {
  private(set) var tags: [TemplateTag] = []
  private let bytes: [UInt8]

  private static let brace = UInt8(ascii: "{")
  private static let closing = UInt8(ascii: "}")
  private static let percent = UInt8(ascii: "%")
  private static let hash = UInt8(ascii: "#")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var position = 0
    /// The word that ends what is kept as it stands.
    var skipping = ""
    while position + 1 < bytes.count {
      guard bytes[position] == Self.brace else {
        position += 1
        continue
      }
      let mark = bytes[position + 1]
      let close: UInt8
      switch mark {
      case Self.brace: close = Self.closing
      case Self.percent, Self.hash: close = mark
      default:
        position += 1
        continue
      }
      let start = position + 2
      let end = end(of: close, from: start)
      position = min(end + 2, bytes.count)
      if mark == Self.hash { continue }
      let kind: TemplateTag.Kind = mark == Self.brace ? .output : .statement
      let tokens = TemplateTokens(bytes, start, end).tokens
      let tag = TemplateTag(kind: kind, tokens: tokens, start: start, end: end)
      if skipping.isEmpty {
        if ["raw", "verbatim", "comment"].contains(tag.word) {
          skipping = "end" + tag.word
        } else {
          tags.append(tag)
        }
      } else if tag.word == skipping {
        skipping = ""
      }
    }
  }

  /// Where a tag is closed; braces in texts do not close it.
  private func end(of close: UInt8, from start: Int) -> Int {
    var position = start
    var quote: UInt8 = 0
    while position + 1 < bytes.count {
      let byte = bytes[position]
      if byte == close, bytes[position + 1] == Self.closing, quote == 0 || close == Self.hash {
        return position
      }
      // A line's end closes a text that somebody forgot to close.
      if quote != 0, byte == quote || byte == 10 {
        quote = 0
      } else if quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      position += 1
    }
    return bytes.count
  }
}

/// Splits the inside of a tag.
struct TemplateTokens {
  private(set) var tokens: [TemplateToken] = []

  init(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    var position = start
    let end = min(end, bytes.count)
    while position < end {
      let first = bytes[position]
      var next = position + 1
      var kind = TemplateToken.Kind.sign
      var content = position..<next
      if Self.isWord(first) {
        let isNumber = first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")
        while next < end, Self.isWord(bytes[next]) { next += 1 }
        kind = isNumber ? .number : .name
        content = position..<next
      } else if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
        while next < end, bytes[next] != first { next += bytes[next] == UInt8(ascii: "\\") ? 2 : 1 }
        next = min(next, end)
        kind = .text
        content = min(position + 1, next)..<next
        next = min(next + 1, end)
      } else if first <= 32 {
        position = next
        continue
      }
      let text = String(decoding: bytes[content], as: UTF8.self)
      tokens.append(TemplateToken(kind: kind, text: text, start: position, end: next))
      position = next
    }
    // `{%-` and `-%}` trim what stands around the tag.
    if let last = tokens.last, last.isSign("-") || last.isSign("+") { tokens.removeLast() }
    if let first = tokens.first, first.isSign("-") || first.isSign("+") { tokens.removeFirst() }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
      true
    default: false
    }
  }
}
