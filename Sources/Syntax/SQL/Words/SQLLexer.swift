// Cuts an SQL text into words.

/// A tolerant lexer: every text gives some words, and what is not closed ends with the text.
struct SQLLexer {
  private let bytes: [UInt8]
  private let dialect: SQLReadingDialect
  private var next = 0
  private var tokens: [SQLToken] = []
  /// Position of the first word of the statement, for the data that follows a COPY.
  private var statementStart = 0

  init(_ bytes: [UInt8], dialect: SQLReadingDialect) {
    self.bytes = bytes
    self.dialect = dialect
  }

  mutating func all() -> [SQLToken] {
    while next < bytes.count { step() }
    return tokens
  }

  private func byte(_ ahead: Int = 0) -> UInt8 {
    next + ahead < bytes.count ? bytes[next + ahead] : 0
  }

  private mutating func add(_ kind: SQLToken.Kind, to end: Int) {
    let end = min(max(end, next + 1), bytes.count)
    tokens.append(SQLToken(kind, start: next, end: end))
    next = end
  }

  private mutating func step() {
    let first = byte()
    switch first {
    case 0x20, 0x09, 0x0A, 0x0D, 0x0C, 0x0B: next += 1
    case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"): skipLine()
    case UInt8(ascii: "#") where dialect == .mysql: skipLine()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "\\") where isAtLineStart: skipLine()
    case UInt8(ascii: "'"): add(.string, to: endOfText(from: next, escapes: dialect == .mysql))
    case UInt8(ascii: "\""), UInt8(ascii: "`"): add(.quoted, to: endOfQuoted(closing: first))
    case UInt8(ascii: "[") where opensName:
      add(.quoted, to: endOfQuoted(closing: UInt8(ascii: "]")))
    case SQLTokens.holeMark: add(.hole, to: next + 1)
    case UInt8(ascii: "$"): dollar()
    case UInt8(ascii: "?"): add(.placeholder, to: next + 1)
    case UInt8(ascii: ":"), UInt8(ascii: "@"): marked()
    case UInt8(ascii: "%"): percent()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): add(.number, to: endOfNumber())
    case UInt8(ascii: ".") where Self.isDigit(byte(1)): add(.number, to: endOfNumber())
    case UInt8(ascii: ";"): semicolon()
    default: if Self.isNameStart(first) { word() } else { add(.symbol, to: next + symbolLength) }
    }
  }

  // MARK: What is left out

  private var isAtLineStart: Bool { next == 0 || bytes[next - 1] == 0x0A }

  private mutating func skipLine() {
    while next < bytes.count, bytes[next] != 0x0A { next += 1 }
  }

  /// Comments nest, as PostgreSQL has it.
  private mutating func skipComment() {
    var depth = 0
    while next < bytes.count {
      if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        depth += 1
        next += 2
      } else if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        next += 2
        if depth == 0 { return }
      } else {
        next += 1
      }
    }
  }

  /// Ends a statement; the rows behind `COPY … FROM stdin;` are no SQL.
  private mutating func semicolon() {
    let words = tokens[min(statementStart, tokens.count)...]
    add(.symbol, to: next + 1)
    defer { statementStart = tokens.count }
    guard let first = words.first, spells(first, "copy"),
      words.contains(where: { spells($0, "stdin") })
    else { return }
    while next < bytes.count {
      skipLine()
      next += 1
      if byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: ".") {
        skipLine()
        return
      }
    }
    next = min(next, bytes.count)
  }

  private func spells(_ token: SQLToken, _ word: String) -> Bool {
    token.kind == .word && bytes[token.range].map(SQLTokens.small).elementsEqual(word.utf8)
  }

  // MARK: Texts and names

  /// The end of the text whose opening quote stands at a position; a doubled quote is part of it.
  private func endOfText(from open: Int, escapes: Bool) -> Int {
    var end = open + 1
    while end < bytes.count {
      if escapes, bytes[end] == UInt8(ascii: "\\") {
        end += 2
      } else if bytes[end] == UInt8(ascii: "'") {
        guard end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "'") else { return end + 1 }
        end += 2
      } else {
        end += 1
      }
    }
    return bytes.count
  }

  private func endOfQuoted(closing close: UInt8) -> Int {
    var end = next + 1
    while end < bytes.count {
      if bytes[end] == close {
        guard end + 1 < bytes.count, bytes[end + 1] == close, close != UInt8(ascii: "]") else {
          return end + 1
        }
        end += 1
      }
      end += 1
    }
    return bytes.count
  }

  /// Whether a bracket opens a name, as in SQL Server, and no position in an array.
  private var opensName: Bool {
    guard Self.isNameStart(byte(1)) else { return false }
    guard let last = tokens.last, Int(last.end) == next else { return true }
    return bytes[Int(last.start)] == UInt8(ascii: ".")
      || bytes[Int(last.start)] == UInt8(ascii: "(")
      || bytes[Int(last.start)] == UInt8(ascii: ",")
  }

  private mutating func word() {
    let quote = byte(1) == UInt8(ascii: "'")
    switch byte() | 0x20 {
    case UInt8(ascii: "e") where quote: add(.string, to: endOfText(from: next + 1, escapes: true))
    case UInt8(ascii: "n") where quote, UInt8(ascii: "b") where quote,
      UInt8(ascii: "x") where quote:
      add(.string, to: endOfText(from: next + 1, escapes: false))
    default:
      var end = next + 1
      while end < bytes.count, Self.isNamePart(bytes[end]) { end += 1 }
      add(.word, to: end)
    }
  }

  // MARK: Marks

  /// `$1`, or a text between `$tag$` marks.
  private mutating func dollar() {
    var end = next + 1
    if Self.isDigit(byte(1)) {
      while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
      return add(.placeholder, to: end)
    }
    while end < bytes.count, Self.isNamePart(bytes[end]), bytes[end] != UInt8(ascii: "$") {
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else {
      return add(end > next + 1 ? .placeholder : .symbol, to: end)
    }
    let mark = Array(bytes[next...end])
    var close = end + 1
    while close + mark.count <= bytes.count {
      if bytes[close] == UInt8(ascii: "$"),
        bytes[close..<(close + mark.count)].elementsEqual(mark)
      {
        return add(.string, to: close + mark.count)
      }
      close += 1
    }
    add(.string, to: bytes.count)
  }

  /// `:name` and `@name`, but not `::` and `:=`.
  private mutating func marked() {
    guard Self.isNameStart(byte(1)) || byte() == UInt8(ascii: ":") && Self.isDigit(byte(1)) else {
      return add(.symbol, to: next + symbolLength)
    }
    var end = next + 1
    while end < bytes.count, Self.isNamePart(bytes[end]) { end += 1 }
    add(.placeholder, to: end)
  }

  /// `%s` and `%(name)s`, but not the remainder.
  private mutating func percent() {
    if byte(1) == UInt8(ascii: "s"), !Self.isNamePart(byte(2)) {
      return add(.placeholder, to: next + 2)
    }
    if byte(1) == UInt8(ascii: "(") {
      var end = next + 2
      while end < bytes.count, Self.isNamePart(bytes[end]) { end += 1 }
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: ")"), bytes[end + 1] == UInt8(ascii: "s")
      {
        return add(.placeholder, to: end + 2)
      }
    }
    add(.symbol, to: next + 1)
  }

  private func endOfNumber() -> Int {
    var end = next
    while end < bytes.count, Self.isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
      end += 1
    }
    if end + 1 < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e"), Self.isDigit(bytes[end + 1]) {
      end += 1
      while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    }
    return end
  }

  /// How many bytes the mark has: the longest that is known.
  private var symbolLength: Int {
    switch byte() {
    // Most symbols are brackets and commas, which begin no other.
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "."): return 1
    default: break
    }
    let pair = (byte(), byte(1))
    if Self.longMarks.contains([pair.0, pair.1, byte(2)]) { return 3 }
    return Self.longMarks.contains([pair.0, pair.1]) ? 2 : 1
  }

  private static let longMarks: Set<[UInt8]> = Set(
    [
      "<=", ">=", "<>", "!=", "::", ":=", "||", "->", "->>", "#>", "#>>", "@>", "<@", "&&", "~*",
      "!~", "!~*", "~~", "!~~", "@@", "<->", "<=>", "==", "=>",
    ].map { Array($0.utf8) }
  )

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  static func isNamePart(_ byte: UInt8) -> Bool {
    isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
  }
}
