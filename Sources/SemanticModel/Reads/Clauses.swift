// The parts of a condition of SQL that stand between AND and OR.

/// A condition taken apart outside of its parentheses and quotes.
struct Clauses {
  /// The parts between OR; one where there is none.
  private(set) var alternatives: [Substring] = []
  /// The parts between AND of the whole condition.
  private(set) var factors: [Substring] = []

  init(_ text: Substring) {
    alternatives = Self.parts(of: text, between: "or")
    factors = Self.parts(of: text, between: "and")
  }

  /// A text without parentheses that enclose all of it.
  static func unwrapped(_ text: Substring) -> Substring {
    let trimmed = trimmed(text)
    guard trimmed.utf8.first == UInt8(ascii: "("), trimmed.utf8.last == UInt8(ascii: ")") else {
      return text
    }
    var depth = 0
    var isQuoted = false
    for (position, byte) in zip(trimmed.utf8.indices, trimmed.utf8) {
      if byte == UInt8(ascii: "'") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      // The first parenthesis closes before the end: `(a) AND (b)`.
      if depth == 0, trimmed.utf8.index(after: position) < trimmed.utf8.endIndex { return text }
    }
    return trimmed.dropFirst().dropLast()
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var result = text
    while let first = result.first, first.isWhitespace { result.removeFirst() }
    while let last = result.last, last.isWhitespace { result.removeLast() }
    return result
  }

  private static func parts(of text: Substring, between word: String) -> [Substring] {
    var result: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var isQuoted = false
    let bytes = text.utf8
    var position = bytes.startIndex
    var before = UInt8(ascii: " ")
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == UInt8(ascii: "'") { isQuoted.toggle() }
      if !isQuoted {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if depth == 0, !isPart(before), let end = end(of: word, in: text, at: position) {
          result.append(text[start..<position])
          start = end
          position = end
          before = UInt8(ascii: " ")
          continue
        }
      }
      before = byte
      position = bytes.index(after: position)
    }
    result.append(text[start...])
    return result
  }

  /// Where a word ends that stands at a place, in any case.
  private static func end(of word: String, in text: Substring, at start: String.Index)
    -> String.Index?
  {
    var position = start
    for letter in word.utf8 {
      guard position < text.endIndex, text.utf8[position] | 0x20 == letter else { return nil }
      position = text.utf8.index(after: position)
    }
    return position < text.endIndex && isPart(text.utf8[position]) ? nil : position
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
      || byte == UInt8(ascii: "_") || byte >= 128
  }
}
