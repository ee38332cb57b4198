// Expressions by precedence; chains of operators are loops, not recursion.

import SyntaxTree

extension Parser {
  /// Reads one or more expressions with commas, which make a tuple; `*a` may be among them.
  mutating func expressions() -> NodeID {
    let start = start
    let lowest = mark
    let first = starredOrNamed()
    if token != .comma { return first }
    let pendingStart = pending.count
    push(first)
    while token == .comma {
      next()
      if !startsExpression { break }
      push(starredOrNamed())
    }
    let elements = list(from: pendingStart)
    return make(.tuple, start, lowest, elements)
  }

  /// The same, where `yield` is allowed.
  @inline(__always)
  mutating func expressionsOrYield() -> NodeID {
    token == .yield ? yieldExpression() : expressions()
  }

  /// Whether the token may start an expression: whether a tuple goes on behind a comma.
  @inline(__always)
  var startsExpression: Bool {
    switch token {
    case .newline, .assign, .rightParenthesis, .rightBracket, .rightBrace, .colon, .semicolon,
      .end, .in, .for, .exclamation, .indent, .dedent:
      false
    default: !token.isAugmentedAssignment
    }
  }

  @inline(__always)
  mutating func starredOrNamed() -> NodeID {
    token == .times ? starred() : named()
  }

  mutating func starred() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let value = expression()
    return make(.starred, start, lowest, value)
  }

  /// Reads an expression that may be `target := value`.
  @inline(__always)
  mutating func named() -> NodeID {
    let start = start
    let lowest = mark
    let target = expression()
    if _fastPath(token != .walrus) { return target }
    return named(target, start, lowest)
  }

  mutating func named(_ target: NodeID, _ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let value = expression()
    return make(.named, start, lowest, target, value)
  }

  /// Reads one expression without commas.
  mutating func expression() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    if _slowPath(token == .lambda) { return lambda() }
    let body = operation(0)
    if _fastPath(token != .if) { return body }
    return conditional(body, start, lowest)
  }

  /// Reads what stands behind the first value of `a if b else c if d else e`.
  private mutating func conditional(_ first: NodeID, _ start: Int, _ lowest: NodeID) -> NodeID {
    let pendingStart = pending.count
    var body = first
    var start = start
    var lowest = lowest
    while true {
      next()
      let test = operation(0)
      expect(.else)
      push(body)
      push(test)
      push(UInt32(truncatingIfNeeded: start))
      push(lowest)
      start = self.start
      lowest = mark
      body = token == .lambda ? lambda() : operation(0)
      if token != .if { break }
    }
    while pending.count > pendingStart {
      pending.count &-= 4
      let place = pending.count
      body = make(
        .conditional,
        Int(pending[place &+ 2]),
        pending[place &+ 3],
        pending[place],
        pending[place &+ 1],
        body
      )
    }
    return body
  }

  private mutating func lambda() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let parameters = parameters(until: .colon, mayHaveAnnotations: false)
    expect(.colon)
    let body = expression()
    return make(.lambda, start, lowest, parameters, body)
  }

  /// Reads `yield`, `yield a, b` or `yield from a`.
  mutating func yieldExpression() -> NodeID {
    let start = start
    let lowest = mark
    next()
    if eat(.from) {
      let value = expression()
      return make(.yieldFrom, start, lowest, value)
    }
    let value: NodeID = startsExpression && token != .comma ? expressions() : 0
    return make(.yield, start, lowest, value)
  }

  /// Reads operands and operators that bind tighter than `level`.
  mutating func operation(_ level: UInt8) -> NodeID {
    let start = start
    let lowest = mark
    var left = unary()
    while true {
      let precedence = token.precedence
      if _fastPath(precedence <= level) { return left }
      if precedence > Token.precedenceOfComparison {
        let symbol = token
        next()
        let right = operation(precedence)
        left = make(.binary, start, lowest, left, right, symbol: symbol)
      } else if precedence == Token.precedenceOfComparison {
        // `not` is the start of `not in`.
        left = comparison(left, start, lowest)
      } else {
        left = boolean(left, precedence, start, lowest)
      }
    }
  }

  private mutating func boolean(
    _ first: NodeID,
    _ precedence: UInt8,
    _ start: Int,
    _ lowest: NodeID
  ) -> NodeID {
    let symbol = token
    let pendingStart = pending.count
    push(first)
    while token == symbol {
      next()
      push(operation(precedence))
    }
    let operands = list(from: pendingStart)
    return make(.boolean, start, lowest, operands, symbol: symbol)
  }

  private mutating func comparison(_ left: NodeID, _ start: Int, _ lowest: NodeID) -> NodeID {
    let symbol = comparisonOperator()
    let right = operation(Token.precedenceOfComparison)
    if _fastPath(token.precedence != Token.precedenceOfComparison) {
      return make(.comparison, start, lowest, left, right, symbol: symbol)
    }
    let pendingStart = pending.count
    push(right)
    push(UInt32(symbol.rawValue))
    while token.precedence == Token.precedenceOfComparison {
      let symbol = comparisonOperator()
      push(operation(Token.precedenceOfComparison))
      push(UInt32(symbol.rawValue))
    }
    let length = (pending.count - pendingStart) / 2
    let comparators = words.count
    words.append(UInt32(truncatingIfNeeded: length))
    for index in 0..<length { words.append(pending[pendingStart + index * 2]) }
    let operators = words.count
    for index in 0..<length { words.append(pending[pendingStart + index * 2 + 1]) }
    pending.count = pendingStart
    return make(
      .comparisonChain,
      start,
      lowest,
      left,
      UInt32(truncatingIfNeeded: comparators),
      UInt32(truncatingIfNeeded: operators)
    )
  }

  /// Reads the one or two words of an operator.
  @inline(__always)
  private mutating func comparisonOperator() -> Token {
    let symbol = token
    next()
    if symbol == .is && token == .not {
      next()
      return .isNot
    }
    if symbol == .not {
      expect(.in)
      return .notIn
    }
    return symbol
  }

  @inline(__always)
  private mutating func unary() -> NodeID {
    switch token {
    case .minus, .plus, .invert, .not: prefixed()
    default: power()
    }
  }

  private mutating func prefixed() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    let symbol = token
    next()
    let operand = symbol == .not ? operation(Token.precedenceOfNot) : unary()
    return make(.unary, start, lowest, operand, symbol: symbol)
  }

  @inline(__always)
  private mutating func power() -> NodeID {
    let start = start
    let lowest = mark
    let base = token == .await ? awaited() : primary()
    if _fastPath(token != .power) { return base }
    return power(base, start, lowest)
  }

  private mutating func power(_ base: NodeID, _ start: Int, _ lowest: NodeID) -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    next()
    let exponent = unary()
    return make(.binary, start, lowest, base, exponent, symbol: .power)
  }

  private mutating func awaited() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let value = primary()
    return make(.await, start, lowest, value)
  }
}
