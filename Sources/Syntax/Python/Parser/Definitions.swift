// Functions and classes, with their decorators and parameters.

import SyntaxTree

extension Parser {
  mutating func decorated() -> NodeID {
    let start = start
    let lowest = mark
    let pendingStart = pending.count
    while eat(.at) {
      push(named())
      if token != .newline { report(.expectedStatementEnd) }
      if isBroken { recoverLine() }
      _ = eat(.newline)
    }
    let decorators = list(from: pendingStart)
    switch token {
    case .def: return function(start, lowest, decorators: decorators, flags: [])
    case .class: return classDefinition(start, lowest, decorators: decorators)
    case .async:
      let definitionStart = startOffset
      next()
      if token == .def {
        return function(
          start,
          lowest,
          decorators: decorators,
          flags: .async,
          at: definitionStart
        )
      }
    default: break
    }
    report(.unexpectedToken)
    return make(.error, start, lowest)
  }

  /// Reads a function from `def` on; `definitionStart` is the offset of `async` behind decorators.
  mutating func function(
    _ start: Int,
    _ lowest: NodeID,
    decorators: NodeListID,
    flags: Flags,
    at definitionStart: UInt32? = nil
  ) -> NodeID {
    let definitionStart =
      definitionStart ?? (decorators == 0 ? UInt32(truncatingIfNeeded: start) : startOffset)
    next()
    let nameStart = startOffset
    let name = takeName()
    let typeParameters = token == .leftBracket ? typeParameters() : 0
    expect(.leftParenthesis)
    let parameters = parameters(until: .rightParenthesis, mayHaveAnnotations: true)
    expect(.rightParenthesis)
    let returns = eat(.arrow) ? expressions() : 0
    let body = block()
    let record = UInt32(truncatingIfNeeded: words.count)
    words.append(decorators)
    words.append(returns)
    words.append(typeParameters)
    words.append(definitionStart)
    words.append(nameStart)
    return make(.function, start, lowest, name, parameters, body, record, flags: flags)
  }

  mutating func classDefinition(
    _ start: Int,
    _ lowest: NodeID,
    decorators: NodeListID
  ) -> NodeID {
    let definitionStart = startOffset
    next()
    let nameStart = startOffset
    let name = takeName()
    let typeParameters = token == .leftBracket ? typeParameters() : 0
    let arguments = token == .leftParenthesis ? arguments() : 0
    let body = block()
    let record = UInt32(truncatingIfNeeded: words.count)
    words.append(decorators)
    words.append(typeParameters)
    words.append(definitionStart)
    words.append(nameStart)
    return make(.class, start, lowest, name, arguments, body, record)
  }

  /// Reads parameters up to a token that is not taken.
  mutating func parameters(until end: Token, mayHaveAnnotations: Bool) -> NodeListID {
    let pendingStart = pending.count
    while token != end && token != .end {
      guard let parameter = parameter(until: end, mayHaveAnnotations) else { break }
      push(parameter)
      if token != .comma { break }
      next()
    }
    return list(from: pendingStart)
  }

  private mutating func parameter(until end: Token, _ mayHaveAnnotations: Bool) -> NodeID? {
    let start = start
    let lowest = mark
    var symbol = Token.end
    switch token {
    case .divide:
      next()
      return make(.parameterSeparator, start, lowest, symbol: .divide)
    case .times, .power:
      symbol = token
      next()
      if symbol == .times && (token == .comma || token == end) {
        return make(.parameterSeparator, start, lowest, symbol: .times)
      }
    default: break
    }
    let nameStart = self.start
    if token != .identifier {
      report(.expectedName)
      return nil
    }
    let name = name.id
    next()
    var annotation: NodeID = 0
    if mayHaveAnnotations && eat(.colon) {
      annotation = symbol == .times && token == .times ? starred() : expression()
    }
    let annotationEnd = UInt32(truncatingIfNeeded: previousEnd)
    let value = eat(.assign) ? expression() : 0
    return make(
      .parameter,
      nameStart,
      lowest,
      name,
      annotation,
      value,
      annotationEnd,
      symbol: symbol
    )
  }

  /// Reads `[T: bound = default, *Ts, **P]`.
  mutating func typeParameters() -> NodeListID {
    next()
    let pendingStart = pending.count
    while token != .rightBracket && token != .end {
      let start = start
      let lowest = mark
      var symbol = Token.end
      if token == .times || token == .power {
        symbol = token
        next()
      }
      if token != .identifier { break }
      let name = takeName()
      let bound = eat(.colon) ? expression() : 0
      let value = eat(.assign) ? (token == .times ? starred() : expression()) : 0
      push(make(.typeParameter, start, lowest, name, bound, value, symbol: symbol))
      if !eat(.comma) { break }
    }
    expect(.rightBracket)
    return list(from: pendingStart)
  }
}
