// What happens where the text is not what the grammar expects.

import SyntaxTree

extension Parser {
  /// Notes an error at the current token; an attempt is given up instead.
  @inline(never)
  mutating func report(_ code: Diagnostic.Code) {
    if attemptDepth > 0 { return abandonAttempt() }
    // Whatever contains this place reaches up to it, so that the ranges of nodes stay nested.
    previousEnd = max(previousEnd, start)
    note(code)
  }

  /// Notes an error inside of the token that is being read.
  @inline(never)
  mutating func reportToken(_ code: Diagnostic.Code) {
    if attemptDepth > 0 { attemptFailed = true } else { note(code) }
  }

  private mutating func note(_ code: Diagnostic.Code) {
    isBroken = true
    let offset = UInt32(truncatingIfNeeded: start)
    // What else is missing at the same place follows from the first thing.
    if diagnostics.count >= Diagnostic.limit || diagnostics.last?.offset == offset { return }
    diagnostics.append(Diagnostic(code: code, offset: offset))
  }

  /// Pretends that the file ends here, so that every loop of the attempt stops at once.
  private mutating func abandonAttempt() {
    attemptFailed = true
    token = .end
    start = count
    position = count
  }

  /// Notes an error and stands in for what is missing, without taking a token.
  @inline(never)
  mutating func missing(_ code: Diagnostic.Code) -> NodeID {
    report(code)
    return make(.error, start, mark)
  }

  @inline(__always)
  mutating func expect(_ expected: Token) {
    if token == expected { next() } else { report(.expectedToken) }
  }

  /// Reads a closing bracket, or remembers that it was not there.
  @inline(__always)
  mutating func close(_ expected: Token) {
    if token == expected { next() } else { reportMissingCloser() }
  }

  /// Reads an opening brace; without one, what should stand in braces is not looked for.
  @inline(__always)
  mutating func open() -> Bool {
    if token != .leftBrace {
      report(.expectedToken)
      return false
    }
    next()
    return true
  }

  @inline(never)
  private mutating func reportMissingCloser() {
    report(.expectedToken)
    missingClosers += 1
  }

  /// Skips code that is nested too deeply, up to the end of its bracket.
  @inline(never)
  mutating func skipTooDeep() -> NodeID {
    report(.nestedTooDeeply)
    let start = start
    let lowest = mark
    var depth = 0
    scan: while token != .end {
      switch token {
      case .leftParenthesis, .leftBrace, .leftBracket: depth += 1
      case .rightParenthesis, .rightBrace, .rightBracket:
        if depth == 0 { break scan }
        depth -= 1
      case .semicolon, .comma:
        if depth == 0 { break scan }
      default: break
      }
      next()
    }
    return make(.error, start, lowest)
  }

  /// Ends a statement: at a semicolon, or where one is inserted.
  @inline(__always)
  mutating func semicolon() {
    if token == .semicolon {
      next()
    } else if !(token == .rightBrace || token == .end || isAfterNewline) {
      report(.expectedStatementEnd)
    }
  }

  /// What a list of statements or members does after each of them.
  ///
  /// - Parameter first: the byte at which the statement started.
  @inline(__always)
  mutating func finishStatement(startedAt first: Int) {
    statementCount &+= 1
    if isBroken {
      recover(startedAt: first)
    } else if start == first && token != .end {
      report(.unexpectedToken)
      recover(startedAt: first)
    }
  }

  /// Goes on to a token that plausibly starts the next statement or member, or ends their list.
  @inline(never)
  private mutating func recover(startedAt first: Int) {
    if attemptDepth > 0 { return }
    brokenStatementCount += 1
    isBroken = false
    var missing = missingClosers
    missingClosers = 0
    let endsCleanly = previousEnd > first && source[previousEnd &- 1] == UInt8(ascii: ";")
    if endsCleanly && missing == 0 { return }
    if start == first && token != .rightBrace { next() }
    let indentation = indentation(of: first)
    var opened = 0
    while token != .end {
      if isAfterNewline, let indentation, let here = self.indentation(of: start) {
        if here <= indentation && startsLine(outsideOfBrackets: true) { return }
        if here < indentation && token == .rightBrace { return }
      }
      switch token {
      case .leftBrace, .leftParenthesis, .leftBracket: opened += 1
      case .rightBrace, .rightParenthesis, .rightBracket:
        if opened > 0 {
          opened -= 1
          if opened == 0 && missing == 0 && token == .rightBrace { return next() }
        } else if missing > 0 {
          missing -= 1
        } else if token == .rightBrace {
          return
        }
      case .semicolon:
        if opened == 0 && missing == 0 { return next() }
      default:
        if opened == 0 && isAfterNewline && startsLine(outsideOfBrackets: missing == 0) { return }
      }
      next()
    }
  }

  /// Whether a token at the start of a line is taken for the start of a statement.
  private mutating func startsLine(outsideOfBrackets: Bool) -> Bool {
    switch token {
    case .break, .class, .const, .continue, .export, .for, .if, .import, .return, .switch, .throw,
      .try, .var, .while, .case, .default, .do:
      true
    case .function, .identifier, .at, .privateName, .string, .this, .super, .new: outsideOfBrackets
    default: false
    }
  }

  /// The number of blanks before the first token of a line; nil if the token stands further on.
  private mutating func indentation(of place: Int) -> Int? {
    var lineStart = place
    while lineStart > 0 {
      let byte = source[lineStart &- 1]
      if byte == 0x0A || byte == 0x0D { break }
      if byte != 0x20 && byte != 0x09 { return nil }
      lineStart &-= 1
    }
    return place &- lineStart
  }

  /// Goes on to the `}` that closes what the current token stands in, which stays the current token.
  mutating func skipToClosingBrace() {
    var depth = 0
    while token != .end {
      if token == .leftBrace {
        depth += 1
      } else if token == .rightBrace {
        if depth == 0 { return }
        depth -= 1
      }
      next()
    }
  }
}
