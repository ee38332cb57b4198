// Members, calls and subscripts, and the values that they start with.

import SyntaxTree

extension Parser {
  mutating func primary() -> NodeID {
    let start = start
    let lowest = mark
    var value = atom()
    while true {
      switch token {
      case .dot:
        next()
        let nameStart = startOffset
        let name = takeName()
        value = make(.attribute, start, lowest, value, name, nameStart)
      case .leftParenthesis:
        let arguments = arguments()
        value = make(.call, start, lowest, value, arguments)
      case .leftBracket:
        next()
        let index = indices()
        expect(.rightBracket)
        value = make(.subscript, start, lowest, value, index)
      default: return value
      }
    }
  }

  /// Reads what stands in the brackets of a subscript.
  private mutating func indices() -> NodeID {
    let start = start
    let lowest = mark
    let isStarred = token == .times
    let first = index()
    if _fastPath(token != .comma && !isStarred) { return first }
    let pendingStart = pending.count
    push(first)
    while eat(.comma) {
      if token == .rightBracket || token == .end { break }
      push(index())
    }
    let elements = list(from: pendingStart)
    return make(.tuple, start, lowest, elements)
  }

  private mutating func index() -> NodeID {
    let start = start
    let lowest = mark
    var lower: NodeID = 0
    if token != .colon {
      lower = starredOrNamed()
      if _fastPath(token != .colon) { return lower }
    }
    next()
    let upper = bound()
    let step = eat(.colon) ? bound() : 0
    return make(.slice, start, lowest, lower, upper, step)
  }

  private mutating func bound() -> NodeID {
    switch token {
    case .colon, .rightBracket, .comma: 0
    default: expression()
    }
  }

  /// Reads the arguments of a call or the bases of a class, with their parentheses.
  mutating func arguments() -> NodeListID {
    let open = start
    next()
    let pendingStart = pending.count
    while token != .rightParenthesis && token != .end {
      switch token {
      case .times: push(starred())
      case .power: push(doubleStarredArgument())
      default: push(argument(openedAt: open, isFirst: pending.count == pendingStart))
      }
      if token != .comma { break }
      next()
    }
    expect(.rightParenthesis)
    return list(from: pendingStart)
  }

  private mutating func doubleStarredArgument() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let value = expression()
    return make(.argument, start, lowest, 0, value)
  }

  @inline(__always)
  private mutating func argument(openedAt open: Int, isFirst: Bool) -> NodeID {
    let start = start
    let lowest = mark
    let value = named()
    switch token {
    case .assign where kind(value) == .name:
      // The name was read as an expression.
      let name = nodes[Int(value)].a
      nodes.count = Int(lowest)
      kinds.count = Int(lowest)
      next()
      let value = expression()
      return make(.argument, start, lowest, name, value)
    case .for, .async: return generatorArgument(value, lowest, openedAt: open, isFirst: isFirst)
    default: return value
    }
  }

  /// A generator that is the only argument has the parentheses of the call for its own.
  private mutating func generatorArgument(
    _ element: NodeID,
    _ lowest: NodeID,
    openedAt open: Int,
    isFirst: Bool
  ) -> NodeID {
    let start = Int(nodes[Int(element)].start)
    let clauses = comprehensionClauses()
    let generator = make(.generator, start, lowest, element, clauses)
    if isFirst && token == .rightParenthesis {
      nodes.base[Int(generator)].start = UInt32(truncatingIfNeeded: open)
      nodes.base[Int(generator)].end = UInt32(truncatingIfNeeded: position)
    }
    return generator
  }

  @inline(__always)
  private mutating func atom() -> NodeID {
    switch token {
    case .identifier:
      let start = start
      let name = name.id
      next()
      return make(.name, start, mark, name)
    case .string, .formattedString: return strings()
    default: return otherAtom()
    }
  }

  @inline(never)
  private mutating func otherAtom() -> NodeID {
    switch token {
    case .number: leaf(.number)
    case .none: leaf(.noneLiteral)
    case .true: leaf(.true)
    case .false: leaf(.false)
    case .ellipsis: leaf(.ellipsis)
    case .leftParenthesis: parenthesized()
    case .leftBracket: listDisplay()
    case .leftBrace: braces()
    case .yield: yieldExpression()
    default: missing(.expectedExpression)
    }
  }
}
