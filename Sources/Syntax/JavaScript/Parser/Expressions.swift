// Expressions with operators, from the comma down to the unary ones.

import SyntaxTree

extension Parser {
  /// Reads an expression, commas included.
  mutating func expression() -> NodeID {
    let start = start
    let lowest = mark
    let first = assignment()
    if token != .comma { return first }
    let elements = pending.count
    push(first)
    while eat(.comma) { push(assignment()) }
    let list = list(from: elements)
    return make(.sequence, start, lowest, list)
  }

  /// Reads an expression inside of brackets, where what surrounds them no longer matters.
  @inline(__always)
  mutating func bracketedExpression() -> NodeID {
    let outer = context
    context.subtract(.endedByBracket)
    let expression = expression()
    context = outer
    return expression
  }

  /// Reads an expression without commas: what can be an argument or an initial value.
  mutating func assignment() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    let special = arrowOfNameOrYield()
    if special != 0 { return special }
    let left = conditional()
    return assignmentTail(start, lowest, left)
  }

  /// Reads `name => …` or `yield …`; 0 if neither stands here.
  @inline(__always)
  private mutating func arrowOfNameOrYield() -> NodeID {
    if token != .identifier { return 0 }
    if isBeforeArrow() { return arrowOfName(start, mark, isAsync: false) }
    if name == .yield && context.contains(.generator) { return yield() }
    return 0
  }

  @inline(__always)
  private mutating func assignmentTail(
    _ start: Int,
    _ lowest: NodeID,
    _ left: NodeID
  ) -> NodeID {
    if !token.isAssignment || isArrow(left) { return left }
    let symbol = token
    if symbol == .assign { turnIntoPattern(left) }
    next()
    let right = assignment()
    return make(.assignment, start, lowest, left, right, symbol: symbol.rawValue)
  }

  private mutating func yield() -> NodeID {
    let start = start
    let lowest = mark
    next()
    var flags: Flags = []
    var argument: NodeID = 0
    if !isAfterNewline {
      switch token {
      case .times:
        next()
        flags = .generator
        argument = assignment()
      case .rightParenthesis, .rightBrace, .rightBracket, .comma, .semicolon, .colon, .end, .in:
        break
      default: if !isWord(.of) { argument = assignment() }
      }
    }
    return make(.yield, start, lowest, argument, flags: flags)
  }

  private mutating func conditional() -> NodeID {
    let start = start
    let lowest = mark
    let test = binary(above: 0, start, lowest)
    return isConditional(test) ? conditionalChain(start, lowest, test) : test
  }

  /// Whether the `?` of a conditional follows.
  @inline(__always)
  private mutating func isConditional(_ test: NodeID) -> Bool {
    token == .question && !isArrow(test) && !endsOptionalParameter()
  }

  /// `x?)`, `x?,`, `x?:` and `x?=` are optional parameters of TypeScript.
  private mutating func endsOptionalParameter() -> Bool {
    if !isTypeScript { return false }
    switch nextByte() {
    case 0x29, 0x2C, 0x3A, 0x3D: return true
    default: return false
    }
  }

  /// Reads `a ? b : c ? d : e` with a loop, because generated code has long chains.
  private mutating func conditionalChain(
    _ firstStart: Int,
    _ firstLowest: NodeID,
    _ firstTest: NodeID
  ) -> NodeID {
    let links = pending.count
    var start = firstStart
    var lowest = firstLowest
    var test = firstTest
    var alternate: NodeID = 0
    repeat {
      next()
      let outer = context
      context.remove(.noIn)
      context.insert(.conditional)
      let consequent = assignment()
      context = outer
      expect(.colon)
      push(UInt32(truncatingIfNeeded: start))
      push(lowest)
      push(test)
      push(consequent)
      start = self.start
      lowest = mark
      alternate = arrowOfNameOrYield()
      if alternate != 0 { break }
      test = binary(above: 0, start, lowest)
      alternate = test
    } while isConditional(test)
    if alternate == test { alternate = assignmentTail(start, lowest, test) }
    while pending.count > links {
      let link = pending.base + (pending.count &- 4)
      pending.count &-= 4
      alternate = make(.conditional, Int(link[0]), link[1], link[2], link[3], alternate)
    }
    return alternate
  }

  /// Reads operands joined by operators that bind more tightly than `minimum`.
  private mutating func binary(above minimum: UInt8, _ start: Int, _ lowest: NodeID) -> NodeID {
    var left = token == .privateName ? privateOperand() : unary()
    while true {
      let symbol = token
      let precedence = Self.precedence(of: symbol)
      if precedence == 0 {
        if !isTypeOperator || minimum >= Self.relationalPrecedence || isArrow(left) { return left }
        left = typeOperator(start, lowest, left)
        continue
      }
      if precedence <= minimum || isArrow(left) { return left }
      if symbol == .in && context.contains(.noIn) { return left }
      next()
      let rightStart = self.start
      let rightLowest = mark
      var right: NodeID
      if symbol == .power {
        // The only operator that binds to the right, hence the only one that nests without end.
        if _slowPath(isTooDeep) { return skipTooDeep() }
        right = binary(above: precedence &- 1, rightStart, rightLowest)
      } else {
        right = binary(above: precedence, rightStart, rightLowest)
      }
      let isLogical = symbol == .logicalAnd || symbol == .logicalOr || symbol == .coalesce
      let kind = isLogical ? Kind.logical : Kind.binary
      left = make(kind, start, lowest, left, right, symbol: symbol.rawValue)
    }
  }

  /// `#name`, which may stand on the left of `in`.
  private mutating func privateOperand() -> NodeID {
    let name = name
    let id = leaf(.privateName)
    nodes.base[Int(id)].a = name.id
    return id
  }

  private static let relationalPrecedence: UInt8 = 8

  @inline(__always)
  private static func precedence(of token: Token) -> UInt8 {
    switch token {
    case .coalesce: 1
    case .logicalOr: 2
    case .logicalAnd: 3
    case .or: 4
    case .xor: 5
    case .and: 6
    case .equal, .notEqual, .strictEqual, .strictNotEqual: 7
    case .less, .greater, .lessOrEqual, .greaterOrEqual, .in, .instanceof: 8
    case .shiftLeft, .shiftRight, .unsignedShiftRight: 9
    case .plus, .minus: 10
    case .times, .divide, .remainder: 11
    case .power: 12
    default: 0
    }
  }
}
