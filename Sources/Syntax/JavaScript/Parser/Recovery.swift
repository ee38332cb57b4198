// What happens where the text is not what the grammar expects.

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
    if diagnostics.count < Diagnostic.limit {
      diagnostics.append(Diagnostic(code: code, offset: UInt32(truncatingIfNeeded: start)))
    }
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
    var opened = 0
    while token != .end {
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
        if opened == 0 && isAfterNewline && startsLine(whileMissing: missing) { return }
      }
      next()
    }
  }

  /// Whether a token at the start of a line is taken for the start of a statement.
  private func startsLine(whileMissing missing: Int) -> Bool {
    switch token {
    case .break, .class, .const, .continue, .export, .for, .if, .import, .return, .switch, .throw,
      .try, .var, .while, .case, .default, .do:
      true
    case .function, .identifier, .at, .privateName, .string, .this, .super, .new: missing == 0
    default: false
    }
  }
}
