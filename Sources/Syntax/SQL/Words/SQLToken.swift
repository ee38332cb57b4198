// The words of an SQL text.

/// One word of an SQL text: a kind and a range of its bytes.
package struct SQLToken: BitwiseCopyable, Sendable, Equatable {
  package var kind: Kind
  package var start: UInt32
  package var end: UInt32

  package init(_ kind: Kind, start: Int, end: Int) {
    self.kind = kind
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  package var range: Range<Int> { Int(start)..<Int(end) }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// A keyword, or a name without quotes.
    case word
    /// A name in double quotes, backticks or brackets.
    case quoted
    /// A text in single quotes or between dollar marks.
    case string
    case number
    /// `$1`, `?`, `:name`, `@name`, `%s`, `%(name)s`.
    case placeholder
    /// Something that the program puts into the text: what it is, the text does not tell.
    case hole
    /// An operator or a mark of punctuation.
    case symbol
  }
}

/// A statement's words, with the text that they stand in.
package struct SQLTokens: Sendable {
  package let bytes: [UInt8]
  package let tokens: [SQLToken]

  /// The byte that stands for what the program puts into a text.
  package static var holeMark: UInt8 { 0x01 }

  /// The words of a text; comments and white space are left out.
  package init(_ bytes: [UInt8], dialect: SQLReadingDialect = .any) {
    var lexer = SQLLexer(bytes, dialect: dialect)
    tokens = lexer.all()
    self.bytes = bytes
  }

  package init(_ text: String, dialect: SQLReadingDialect = .any) {
    self.init(Array(text.utf8), dialect: dialect)
  }

  package var count: Int { tokens.count }

  /// The bytes of a word as they stand.
  package func source(_ position: Int) -> String { source(position..<(position + 1)) }

  /// The text from one word to another, as it stands.
  package func source(_ range: Range<Int>) -> String {
    guard let first = range.first, range.upperBound <= tokens.count, first < tokens.count else {
      return ""
    }
    let start = Int(tokens[first].start)
    let end = Int(tokens[range.upperBound - 1].end)
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// What a name or text says, without its quotes; a doubled quote is one.
  package func text(_ position: Int) -> String {
    guard position < tokens.count else { return "" }
    let token = tokens[position]
    switch token.kind {
    case .quoted: return Self.unquoted(bytes[token.range])
    case .string: return Self.unquotedString(bytes[token.range])
    default: return String(decoding: bytes[token.range], as: UTF8.self)
    }
  }

  /// Whether a word is this keyword, given in small letters.
  package func isWord(_ position: Int, _ keyword: String) -> Bool {
    guard position >= 0, position < tokens.count, tokens[position].kind == .word else {
      return false
    }
    let range = tokens[position].range
    return range.count == keyword.utf8.count
      && bytes[range].lazy.map(Self.small).elementsEqual(keyword.utf8)
  }

  /// Whether a word is this mark.
  package func isSymbol(_ position: Int, _ mark: String) -> Bool {
    guard position >= 0, position < tokens.count, tokens[position].kind == .symbol else {
      return false
    }
    return bytes[tokens[position].range].elementsEqual(mark.utf8)
  }

  /// The keyword at a position in small letters; empty for what is no plain word.
  package func keyword(_ position: Int) -> String {
    guard position >= 0, position < tokens.count, tokens[position].kind == .word else { return "" }
    return String(decoding: bytes[tokens[position].range].map(Self.small), as: UTF8.self)
  }

  /// The position behind the parenthesis that closes the one at a position.
  package func end(ofGroupAt position: Int) -> Int {
    var depth = 0
    var next = position
    while next < tokens.count {
      if isSymbol(next, "(") { depth += 1 }
      if isSymbol(next, ")") {
        depth -= 1
        if depth <= 0 { return next + 1 }
      }
      next += 1
    }
    return next
  }

  /// The statements of the text: ranges of positions between semicolons.
  package var statements: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for position in tokens.indices where isSymbol(position, ";") {
      if start < position { result.append(start..<position) }
      start = position + 1
    }
    if start < tokens.count { result.append(start..<tokens.count) }
    return result
  }

  static func small(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    guard let open = bytes.first, bytes.count >= 2 else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let close = open == UInt8(ascii: "[") ? UInt8(ascii: "]") : open
    let inside = bytes.last == close ? bytes.dropFirst().dropLast() : bytes.dropFirst()
    var result: [UInt8] = []
    var skip = false
    for byte in inside {
      if byte == close, !skip {
        skip = true
        continue
      }
      skip = false
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A text in which a backslash makes the next byte stand for itself.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      isEscaped = false
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func unquotedString(_ bytes: ArraySlice<UInt8>) -> String {
    guard
      let quote = bytes.firstIndex(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "$") })
    else { return String(decoding: bytes, as: UTF8.self) }
    if bytes[quote] == UInt8(ascii: "'") {
      let escapes = quote > bytes.startIndex && bytes[bytes.startIndex] | 0x20 == UInt8(ascii: "e")
      return escapes ? unescaped(bytes[(quote + 1)...].dropLast()) : unquoted(bytes[quote...])
    }
    let rest = bytes[(quote + 1)...]
    guard let end = rest.firstIndex(of: UInt8(ascii: "$")) else { return "" }
    let mark = end + 1 - quote
    let body = bytes[(end + 1)...]
    return String(decoding: body.dropLast(min(mark, body.count)), as: UTF8.self)
  }
}

/// Whose spelling an SQL text follows, where they differ.
package enum SQLReadingDialect: Sendable, Equatable {
  /// PostgreSQL, SQLite and SQL Server, as far as they agree.
  case any
  /// A backslash escapes in texts, `#` begins a comment, double quotes hold texts.
  case mysql
}
