// From bytes to tokens.

import CByteScan
import SyntaxTree

extension Parser {
  /// Reads the next token.
  ///
  /// A slash is read as an operator and a `}` as itself: the parser asks for `regExp` and `template` where
  /// they can stand.
  mutating func next() {
    previousEnd = position
    var place = position
    var newline = false
    while true {
      let byte = source[place]
      switch byte {
      case 0x20, 0x09, 0x0B, 0x0C: place &+= 1
      case 0x0A, 0x0D:
        newline = true
        place = endOfSpaces(place &+ 1)
      case 0x61...0x7A, 0x41...0x5A, 0x24, 0x5F:
        begin(place, newline)
        return word()
      case 0x28: return single(.leftParenthesis, place, newline)
      case 0x29: return single(.rightParenthesis, place, newline)
      case 0x2C: return single(.comma, place, newline)
      case 0x3B: return single(.semicolon, place, newline)
      case 0x3A: return single(.colon, place, newline)
      case 0x7B: return single(.leftBrace, place, newline)
      case 0x7D: return single(.rightBrace, place, newline)
      case 0x5B: return single(.leftBracket, place, newline)
      case 0x5D: return single(.rightBracket, place, newline)
      case 0x2E:
        begin(place, newline)
        return dot()
      case 0x22, 0x27:
        begin(place, newline)
        return string(byte)
      case 0x30...0x39:
        begin(place, newline)
        return number()
      case 0x60:
        begin(place, newline)
        return template(from: place &+ 1)
      case 0x2F:
        if source[place &+ 1] == 0x2F {
          place = lineComment(place)
        } else if source[place &+ 1] == 0x2A {
          place = blockComment(place, &newline)
        } else {
          begin(place, newline)
          return either(0x3D, .divideAssign, or: .divide)
        }
      case 0x21, 0x25, 0x26, 0x2A, 0x2B, 0x2D, 0x3C...0x40, 0x5E, 0x7C, 0x7E:
        begin(place, newline)
        if operatorToken(byte) { return }
        place = endOfLine(place)
      default:
        let behind = unusual(byte, place, &newline)
        if behind == place { return }
        place = behind
      }
    }
  }

  /// Notes where a token starts.
  @inline(__always)
  private mutating func begin(_ place: Int, _ newline: Bool) {
    start = place
    isAfterNewline = newline
  }

  @inline(__always)
  private mutating func single(_ token: Token, _ place: Int, _ newline: Bool) {
    begin(place, newline)
    set(token, place &+ 1)
  }

  @inline(__always)
  mutating func set(_ token: Token, _ end: Int) {
    self.token = token
    position = end
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
    isEscaped = false
    var end = start
    while true {
      let run = Int(byte_scan_identifier(source + end))
      end &+= run
      if run != 16 { break }
    }
    if _slowPath(source[end] >= 0x80 || source[end] == 0x5C) { return unusualName(from: start) }
    name = names.intern(source + start, end &- start)
    set(Self.token(of: name), end)
  }

  /// The keyword that a name is, or `identifier`.
  @inline(__always)
  static func token(of name: Name) -> Token {
    // The raw values of reserved words are those of their tokens.
    name.id <= Word.reservedCount
      ? unsafeBitCast(UInt8(truncatingIfNeeded: name.id), to: Token.self)
      : .identifier
  }

  /// What starts with a byte that is not found in most lines.
  ///
  /// - Returns: `place` if it was a token, else the byte behind what was skipped.
  @inline(never)
  private mutating func unusual(_ byte: UInt8, _ place: Int, _ newline: inout Bool) -> Int {
    if byte == 0x23 && source[place &+ 1] == 0x21 && isFirst(place) {
      newline = true
      return endOfLine(place)
    }
    if byte >= 0x80 {
      let behind = endOfSpace(place)
      if behind != place {
        newline = newline || isLineSeparator(place)
        return behind
      }
    }
    begin(place, newline)
    switch byte {
    case 0x23: privateName()
    case 0 where place >= count:
      start = count
      set(.end, count)
    case 0x5C, 0x80...0xFF: unusualName(from: place)
    default: set(.unknown, place &+ 1)
    }
    return place
  }

  /// Whether nothing but a byte order mark stands before this byte.
  private mutating func isFirst(_ place: Int) -> Bool {
    place == 0 || place == 3 && source[0] == 0xEF && source[1] == 0xBB && source[2] == 0xBF
  }

  private mutating func privateName() {
    let from = start &+ 1
    var end = from
    while classes[Int(source[end])] == 1 { end &+= 1 }
    if source[end] >= 0x80 || source[end] == 0x5C {
      unusualName(from: from)
      if token != .unknown { token = .privateName }
    } else if end == from {
      set(.unknown, end)
    } else {
      isEscaped = false
      name = names.intern(source + from, end &- from)
      set(.privateName, end)
    }
  }
}
