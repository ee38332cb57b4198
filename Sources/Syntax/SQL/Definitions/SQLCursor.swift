// Walks over the words of one statement.

/// A position among the words of a statement; never leaves it.
struct SQLCursor {
  let tokens: SQLTokens
  private(set) var position: Int
  let end: Int

  init(_ tokens: SQLTokens, _ range: Range<Int>) {
    self.tokens = tokens
    position = range.lowerBound
    end = min(range.upperBound, tokens.count)
  }

  var isAtEnd: Bool { position >= end }

  /// The keyword here, in small letters; empty for what is none.
  var keyword: String { isAtEnd ? "" : tokens.keyword(position) }

  func isSymbol(_ mark: String) -> Bool { !isAtEnd && tokens.isSymbol(position, mark) }

  mutating func advance(_ count: Int = 1) { position = min(end, position + count) }

  mutating func move(to target: Int) { position = min(end, max(position, target)) }

  /// Steps over words if they stand here one after another.
  mutating func take(_ words: String...) -> Bool {
    for (offset, word) in words.enumerated() {
      guard position + offset < end, tokens.isWord(position + offset, word) else { return false }
    }
    advance(words.count)
    return true
  }

  /// Steps over any of some words, as often as they come.
  mutating func skip(_ words: Set<String>) {
    while !isAtEnd, words.contains(keyword) { advance() }
  }

  /// A name: the last part of `schema.name`; `nil` if none stands here.
  mutating func name() -> String? {
    guard var last = part() else { return nil }
    while isSymbol("."), position + 1 < end {
      advance()
      guard let next = part() else { break }
      last = next
    }
    return last
  }

  private mutating func part() -> String? {
    guard !isAtEnd else { return nil }
    switch tokens.tokens[position].kind {
    case .word, .quoted, .string:
      let text = tokens.text(position)
      // A name that the program puts in is none that can be known.
      guard !text.utf8.contains(where: { $0 == SQLTokens.holeMark || $0 == UInt8(ascii: "{") })
      else {
        return nil
      }
      advance()
      return text
    default: return nil
    }
  }

  /// The positions inside of the parentheses that open here; steps behind them.
  mutating func group() -> Range<Int>? {
    guard isSymbol("(") else { return nil }
    let behind = min(tokens.end(ofGroupAt: position), end)
    let isClosed = behind > position && tokens.isSymbol(behind - 1, ")")
    let inside = (position + 1)..<max(position + 1, isClosed ? behind - 1 : behind)
    position = behind
    return inside
  }

  /// Cuts a range at the commas outside of parentheses.
  static func parts(of range: Range<Int>, in tokens: SQLTokens) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    var depth = 0
    for position in range {
      if tokens.isSymbol(position, "(") { depth += 1 }
      if tokens.isSymbol(position, ")") { depth -= 1 }
      if depth == 0, tokens.isSymbol(position, ",") {
        if start < position { result.append(start..<position) }
        start = position + 1
      }
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }
}
