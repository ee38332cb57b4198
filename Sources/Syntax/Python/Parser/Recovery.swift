// What happens where the text is not what the grammar expects.

import SyntaxTree

extension Parser {
  /// Notes an error at the current token.
  @inline(never)
  mutating func report(_ code: Diagnostic.Code) {
    // Whatever contains this place reaches up to it, so that the ranges of nodes stay nested.
    previousEnd = max(previousEnd, start)
    isBroken = true
    note(code, at: start)
  }

  /// Notes an error at a byte.
  @inline(never)
  mutating func note(_ code: Diagnostic.Code, at place: Int) {
    let offset = UInt32(truncatingIfNeeded: min(place, count))
    // What else is missing at the same place follows from the first thing.
    if diagnostics.count >= Diagnostic.limit || diagnostics.last?.offset == offset { return }
    diagnostics.append(Diagnostic(code: code, offset: offset))
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

  /// Skips code that is nested too deeply, up to the end of its bracket or line.
  @inline(never)
  mutating func skipTooDeep() -> NodeID {
    report(.nestedTooDeeply)
    let start = start
    let lowest = mark
    var depth = 0
    while token != .newline && token != .end {
      switch token {
      case .leftParenthesis, .leftBrace, .leftBracket: depth += 1
      case .rightParenthesis, .rightBrace, .rightBracket:
        if depth == 0 { return make(.error, start, lowest) }
        depth -= 1
      default: break
      }
      next()
    }
    return make(.error, start, lowest)
  }

  /// What a list of statements does after each of them.
  ///
  /// - Parameter first: the byte at which the statement started.
  @inline(__always)
  mutating func finishStatement(startedAt first: Int) {
    statementCount &+= 1
    if _slowPath(isBroken) {
      recover(startedAt: first)
    } else if _slowPath(start == first && token != .end) {
      report(.unexpectedToken)
      recover(startedAt: first)
    }
  }

  /// Goes on to the line on which the next statement plausibly starts, or to what ends the block.
  ///
  /// A bracket that was never closed would swallow the rest of the file: it is given up where a line starts
  /// with a word that starts statements only, or not further to the right than the broken statement.
  @inline(never)
  mutating func recover(startedAt first: Int) {
    brokenStatementCount += 1
    isBroken = false
    fieldNesting = 0
    let column = column(of: first) ?? 0
    while token != .newline && token != .end && token != .dedent && token != .indent {
      if nesting > 0, start > first, let here = self.column(of: start),
        startsStatement || here <= column && !isCloser
      {
        endLine(before: start - here)
        break
      }
      next()
    }
    if token == .newline { next() }
  }

  /// Gives up all open brackets where a line starts.
  private mutating func endLine(before lineStart: Int) {
    nesting = 0
    position = lineStart
    isAtLineStart = true
    token = .newline
  }

  /// Goes on to the end of a line that should have ended with a colon.
  ///
  /// - Returns: whether a block may be indented behind it; then the line end is the current token.
  mutating func recoverHeader() -> Bool {
    if token != .colon { report(.expectedToken) }
    recoverLine()
    return token == .newline
  }

  /// Goes on to the end of a line.
  mutating func recoverLine() {
    brokenStatementCount += 1
    statementCount &+= 1
    fieldNesting = 0
    isBroken = false
    var isBehindColon = false
    while token != .newline && token != .end && token != .indent && token != .dedent {
      if nesting > 0, startsStatement || isBehindColon, let column = column(of: start) {
        endLine(before: start - column)
        break
      }
      isBehindColon = token == .colon
      next()
    }
  }

  private var isCloser: Bool {
    token == .rightParenthesis || token == .rightBracket || token == .rightBrace
  }

  /// Whether the token can stand nowhere but at the start of a statement.
  private var startsStatement: Bool {
    switch token {
    case .def, .class, .return, .import, .raise, .while, .try, .with, .del, .pass, .global,
      .nonlocal, .break, .continue, .assert, .except, .finally, .elif:
      true
    default: false
    }
  }

  /// The number of bytes before a token if it is the first of its line, else nil.
  private mutating func column(of place: Int) -> Int? {
    var lineStart = place
    while lineStart > 0 {
      let byte = source[lineStart &- 1]
      if byte == 0x0A || byte == 0x0D { break }
      if byte != 0x20 && byte != 0x09 && byte != 0x0C { return nil }
      lineStart &-= 1
    }
    return place &- lineStart
  }

  /// Skips a block that is nested too deeply, of which the current token is the first.
  mutating func skipBlock() {
    report(.nestedTooDeeply)
    var depth = 1
    while token != .end {
      if token == .indent {
        depth += 1
      } else if token == .dedent {
        depth -= 1
        if depth == 0 { break }
      }
      next()
    }
    isBroken = false
  }
}
