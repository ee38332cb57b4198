// Paragraphs broken into rows between words.

enum Wrapping {
  /// The rows of a text, each at most `width` columns unless one word alone is wider.
  ///
  /// White space of any kind counts as one space; a text without words has no rows.
  static func rows(of text: String, width: Int) -> [String] {
    var rows: [String] = []
    var used = 0
    for word in words(of: text) {
      let visible = Visible.text(word)
      let size = Visible.width(of: visible)
      if let last = rows.indices.last, used + 1 + size <= max(20, width) {
        rows[last] += " " + visible
        used += 1 + size
      } else {
        rows.append(visible)
        used = size
      }
    }
    return rows
  }

  /// The words of a text, with a number and its unit as one.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let unit = word.prefix { !",;.)".contains($0) }
      if let last = words.last, last.last?.isNumber == true, units.contains(String(unit)) {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  private static let units: Set = ["ms", "s", "min", "%", "kB", "MB", "GB", "req/s", "queries/s"]

  /// The first sentence of a text.
  static func firstSentence(of text: String) -> String {
    var rest = Substring(text)
    while let stop = rest.firstIndex(where: { ".!?".contains($0) }) {
      let next = rest.index(after: stop)
      let tail = rest[next...].drop(while: \.isWhitespace)
      let isSpaced = next < rest.endIndex && rest[next].isWhitespace
      if tail.isEmpty || (isSpaced && tail.first.map(opensSentence) == true) {
        return String(text[...stop])
      }
      rest = rest[next...]
    }
    return text
  }

  private static func opensSentence(_ character: Character) -> Bool {
    character.isUppercase || "`'\"(".contains(character)
  }
}
