// From bytes to tokens.

import CByteScan
import SyntaxTree

extension Parser {
  /// Reads the next token.
  mutating func next() {
    if token != .newline && token != .indent && token != .dedent { previousEnd = position }
    if pendingDedents > 0 { return dedent() }
    if isAtLineStart && nesting == 0 && beginLine() { return }
    var place = position
    while true {
      let byte = source[place]
      switch byte {
      case 0x20, 0x09, 0x0C: place &+= 1
      case 0x61...0x7A, 0x41...0x5A, 0x5F:
        start = place
        return word()
      case 0x28: return open(.leftParenthesis, place)
      case 0x29: return close(.rightParenthesis, place)
      case 0x2C: return single(.comma, place)
      case 0x2E: return dot(place)
      case 0x22, 0x27:
        start = place
        return string(place, flags: [], isFormatted: false)
      case 0x0A, 0x0D:
        if nesting == 0 { return lineEnd(place) }
        place = endOfSpaces(place &+ 1)
      case 0x3D: return either(0x3D, .equal, or: .assign, place)
      case 0x30...0x39:
        start = place
        return number()
      case 0x5B: return open(.leftBracket, place)
      case 0x5D: return close(.rightBracket, place)
      case 0x3A: return colon(place)
      case 0x7B: return open(.leftBrace, place)
      case 0x7D: return close(.rightBrace, place)
      case 0x23: place = comment(place)
      case 0x5C where isLineEnd(place &+ 1): place = endOfLineBreak(place &+ 1)
      case 0x21, 0x25, 0x26, 0x2A, 0x2B, 0x2D, 0x2F, 0x3B, 0x3C, 0x3E, 0x40, 0x5E, 0x7C, 0x7E:
        start = place
        return operatorToken(byte)
      default: return unusual(byte, place)
      }
    }
  }

  @inline(__always)
  mutating func set(_ token: Token, _ end: Int) {
    self.token = token
    position = end
  }

  @inline(__always)
  private mutating func single(_ token: Token, _ place: Int) {
    start = place
    set(token, place &+ 1)
  }

  @inline(__always)
  private mutating func open(_ token: Token, _ place: Int) {
    nesting &+= 1
    single(token, place)
  }

  @inline(__always)
  private mutating func close(_ token: Token, _ place: Int) {
    if nesting > 0 { nesting &-= 1 }
    single(token, place)
  }

  /// An operator that may be followed by one more byte.
  @inline(__always)
  mutating func either(_ byte: UInt8, _ longer: Token, or shorter: Token, _ place: Int) {
    start = place
    if source[place &+ 1] == byte { set(longer, place &+ 2) } else { set(shorter, place &+ 1) }
  }

  /// In a replacement field, the colon of `{x:=5}` starts the format.
  @inline(__always)
  private mutating func colon(_ place: Int) {
    start = place
    if source[place &+ 1] == 0x3D && (fieldNesting == 0 || nesting != fieldNesting) {
      set(.walrus, place &+ 2)
    } else {
      set(.colon, place &+ 1)
    }
  }

  @inline(__always)
  private mutating func dot(_ place: Int) {
    let byte = source[place &+ 1]
    start = place
    if _slowPath(byte >= 0x30 && byte <= 0x39) { return number() }
    if byte == 0x2E && source[place &+ 2] == 0x2E {
      set(.ellipsis, place &+ 3)
    } else {
      set(.dot, place &+ 1)
    }
  }

  /// The byte behind the spaces that indent a line.
  @inline(__always)
  private func endOfSpaces(_ from: Int) -> Int {
    var place = from
    while true {
      let run = Int(byte_scan_run(source + place, 0x20))
      place &+= run
      if run != 16 { return place }
    }
  }

  @inline(__always)
  private mutating func word() {
    var end = start
    while true {
      let run = Int(byte_scan_identifier(source + end))
      end &+= run
      if run != 16 { break }
    }
    let byte = source[end]
    if _slowPath(byte >= 0x80) { return unusualName() }
    if byte == 0x22 || byte == 0x27, end &- start <= 2, stringPrefix(end) { return }
    name = names.intern(source + start, end &- start)
    // The raw values of reserved words are those of their tokens.
    let token: Token =
      name.id <= Word.reservedCount
      ? unsafeBitCast(UInt8(truncatingIfNeeded: name.id), to: Token.self)
      : .identifier
    set(token, end)
  }

  /// A name with characters that are not ASCII.
  @inline(never)
  private mutating func unusualName() {
    var end = start
    while source[end] >= 0x80 || byte_scan_identifier(source + end) > 0 { end &+= 1 }
    name = names.intern(source + start, end &- start)
    set(.identifier, end)
  }

  /// What starts with a byte that is not found in most lines.
  @inline(never)
  private mutating func unusual(_ byte: UInt8, _ place: Int) {
    start = place
    if byte >= 0x80 { return unusualName() }
    if byte != 0 || place < count { return set(.unknown, place &+ 1) }
    start = count
    if nesting == 0 && token != .newline && token != .dedent && token != .indent && token != .end {
      isAtLineStart = true
      return set(.newline, count)
    }
    if indentations.count > 1 {
      pendingDedents = indentations.count &- 1
      indentations.count = 1
      position = count
      return dedent()
    }
    set(.end, count)
  }
}
