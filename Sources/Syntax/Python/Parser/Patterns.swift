// The `match` statement and its patterns.

import SyntaxTree

extension Parser {
  /// Reads a match statement, or nothing where `match` is a name.
  mutating func matchStatement() -> NodeID? {
    let place = bookmark()
    let start = start
    let lowest = mark
    next()
    switch token {
    case .identifier, .number, .string, .formattedString, .leftParenthesis, .leftBracket,
      .leftBrace, .minus, .plus, .invert, .not, .times, .none, .true, .false, .ellipsis, .await,
      .lambda, .yield:
      break
    default:
      goBack(to: place)
      return nil
    }
    let subject = expressions()
    if isBroken || token != .colon {
      goBack(to: place)
      return nil
    }
    next()
    if token != .newline {
      goBack(to: place)
      return nil
    }
    next()
    let cases = cases()
    return make(.match, start, lowest, subject, cases)
  }

  private mutating func cases() -> NodeListID {
    if token != .indent {
      note(.expectedBlock, at: start)
      return 0
    }
    next()
    if _slowPath(isTooDeep) {
      skipBlock()
      if token == .dedent { next() }
      return 0
    }
    let pendingStart = pending.count
    while token != .dedent && token != .end {
      if token == .indent {
        // The block of a case that could not be read.
        next()
        skipBlock()
        if token == .dedent { next() }
      } else if isWord(.case) {
        push(matchCase())
      } else {
        let first = start
        report(.unexpectedToken)
        recover(startedAt: first)
      }
    }
    if token == .dedent { next() }
    return list(from: pendingStart)
  }

  private mutating func matchCase() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let pattern = patterns()
    let condition = eat(.if) ? named() : 0
    let body = block()
    return make(.matchCase, start, lowest, pattern, condition, body)
  }

  /// Reads a pattern, or several with commas, which make a sequence.
  private mutating func patterns() -> NodeID {
    let start = start
    let lowest = mark
    let first = starOrPattern()
    if token != .comma && kind(first) != .starPattern { return first }
    let pendingStart = pending.count
    push(first)
    while eat(.comma) {
      if token == .colon || token == .if { break }
      push(starOrPattern())
    }
    let patterns = list(from: pendingStart)
    return make(.sequencePattern, start, lowest, patterns)
  }

  private mutating func starOrPattern() -> NodeID {
    if token != .times { return pattern() }
    return starPattern()
  }

  /// Reads `*name` or `**name`.
  private mutating func starPattern() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let name = captureName()
    return make(.starPattern, start, lowest, name)
  }

  /// Reads a name, of which `_` binds nothing.
  private mutating func captureName() -> UInt32 {
    let name = takeName()
    return name == Word.underscore.rawValue ? 0 : name
  }

  private mutating func pattern() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    var pattern = closedPattern()
    if token == .bitOr {
      let pendingStart = pending.count
      push(pattern)
      while eat(.bitOr) { push(closedPattern()) }
      let patterns = list(from: pendingStart)
      pattern = make(.orPattern, start, lowest, patterns)
    }
    if !eat(.as) { return pattern }
    let name = captureName()
    return make(.capturePattern, start, lowest, pattern, name)
  }

  private mutating func closedPattern() -> NodeID {
    let start = start
    let lowest = mark
    switch token {
    case .number, .minus, .string, .formattedString:
      let value = operation(Token.precedenceOfSum)
      return make(.valuePattern, start, lowest, value)
    case .none, .true, .false:
      let symbol = token
      next()
      return make(.singletonPattern, start, lowest, symbol: symbol)
    case .leftParenthesis: return groupOrSequence()
    case .leftBracket:
      next()
      let (patterns, _) = patternList(until: .rightBracket)
      return make(.sequencePattern, start, lowest, patterns)
    case .leftBrace: return mappingPattern()
    case .identifier: return namePattern()
    default: return missing(.expectedPattern)
    }
  }

  /// Reads the patterns of a bracket and the bracket's end.
  ///
  /// - Returns: the patterns, and whether they can be nothing but a sequence.
  private mutating func patternList(until end: Token) -> (NodeListID, isSequence: Bool) {
    let pendingStart = pending.count
    var endsWithComma = false
    while token != end && token != .end {
      push(starOrPattern())
      endsWithComma = token == .comma
      if !eat(.comma) { break }
    }
    expect(end)
    let isSequence = pending.count - pendingStart != 1 || endsWithComma
    return (list(from: pendingStart), isSequence)
  }

  private mutating func groupOrSequence() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let (patterns, isSequence) = patternList(until: .rightParenthesis)
    if !isSequence {
      let only = words[Int(patterns) + 1]
      if kind(only) != .starPattern { return only }
    }
    return make(.sequencePattern, start, lowest, patterns)
  }

  private mutating func mappingPattern() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let pendingStart = pending.count
    while token != .rightBrace && token != .end {
      push(token == .power ? starPattern() : mappingEntry())
      if !eat(.comma) { break }
    }
    expect(.rightBrace)
    let entries = list(from: pendingStart)
    return make(.mappingPattern, start, lowest, entries)
  }

  private mutating func mappingEntry() -> NodeID {
    let start = start
    let lowest = mark
    let key = operation(Token.precedenceOfSum)
    expect(.colon)
    let value = pattern()
    return make(.mappingPatternEntry, start, lowest, key, value)
  }

  /// Reads a name that is bound, a dotted name that is compared, or a class with patterns.
  private mutating func namePattern() -> NodeID {
    let start = start
    let lowest = mark
    let name = name.id
    next()
    if token != .dot && token != .leftParenthesis {
      let captured = name == Word.underscore.rawValue ? 0 : name
      return make(.capturePattern, start, lowest, 0, captured)
    }
    var value = make(.name, start, lowest, name)
    while eat(.dot) {
      let nameStart = startOffset
      let name = takeName()
      value = make(.attribute, start, lowest, value, name, nameStart)
    }
    if token != .leftParenthesis { return make(.valuePattern, start, lowest, value) }
    next()
    let pendingStart = pending.count
    while token != .rightParenthesis && token != .end {
      push(classArgument())
      if !eat(.comma) { break }
    }
    expect(.rightParenthesis)
    let patterns = list(from: pendingStart)
    return make(.classPattern, start, lowest, value, patterns)
  }

  private mutating func classArgument() -> NodeID {
    let start = start
    let lowest = mark
    if token == .identifier {
      let place = bookmark()
      let name = name.id
      next()
      if eat(.assign) {
        let value = pattern()
        return make(.keywordPattern, start, lowest, name, value)
      }
      goBack(to: place)
    }
    return pattern()
  }
}
