// Calls, members and what else is appended to an operand.

import SyntaxTree

extension Parser {
  /// Reads an operand and everything appended to it: `a.b(c)[d]!`.
  mutating func chain(_ start: Int, _ lowest: NodeID) -> NodeID {
    var base = token == .new ? new() : primary()
    if isArrow(base) { return base }
    while true {
      switch token {
      case .dot:
        next()
        base = member(start, lowest, base, [])
      case .leftParenthesis:
        let arguments = arguments()
        base = make(.call, start, lowest, base, arguments)
      case .leftBracket:
        base = index(start, lowest, base, [])
      case .optionalDot:
        base = optionalLink(start, lowest, base)
      case .wholeTemplate, .templateHead:
        let quasi = template()
        base = make(.taggedTemplate, start, lowest, base, quasi)
      case .not where isTypeScript && !isAfterNewline:
        next()
        base = make(.nonNull, start, lowest, base)
      case .less where isTypeScript, .shiftLeft where isTypeScript:
        let longer = attemptTypeArguments(start, lowest, base)
        if longer == 0 { return base }
        base = longer
      default:
        return base
      }
    }
  }

  /// `.property` behind the dot.
  @inline(__always)
  mutating func member(
    _ start: Int,
    _ lowest: NodeID,
    _ object: NodeID,
    _ flags: Flags
  ) -> NodeID {
    let place = UInt32(truncatingIfNeeded: self.start)
    let name = name
    var flags = flags
    if token == .privateName {
      flags.insert(.privateName)
    } else if _slowPath(!isName) {
      report(.expectedName)
      return make(.member, start, lowest, object, 0, place, flags: flags)
    }
    next()
    return make(.member, start, lowest, object, name.id, place, flags: flags)
  }

  /// `[property]`.
  mutating func index(
    _ start: Int,
    _ lowest: NodeID,
    _ object: NodeID,
    _ flags: Flags
  ) -> NodeID {
    next()
    let property = bracketedExpression()
    close(.rightBracket)
    return make(.index, start, lowest, object, property, flags: flags)
  }

  /// `?.property`, `?.[property]`, `?.(arguments)`, `?.<T>(arguments)`.
  private mutating func optionalLink(
    _ start: Int,
    _ lowest: NodeID,
    _ base: NodeID
  ) -> NodeID {
    next()
    switch token {
    case .leftParenthesis:
      let arguments = arguments()
      return make(.call, start, lowest, base, arguments, flags: .optional)
    case .leftBracket:
      return index(start, lowest, base, .optional)
    case .less where isTypeScript, .shiftLeft where isTypeScript:
      let typeArguments = typeArguments()
      let arguments = arguments()
      return make(.call, start, lowest, base, arguments, typeArguments, flags: .optional)
    case .wholeTemplate, .templateHead:
      report(.unexpectedToken)
      return base
    default:
      return member(start, lowest, base, .optional)
    }
  }

  /// Reads `(a, ...b)`.
  mutating func arguments() -> NodeListID {
    let outer = context
    context.subtract(.endedByBracket)
    expect(.leftParenthesis)
    let first = pending.count
    while token != .rightParenthesis && token != .end {
      push(token == .ellipsis ? spread() : assignment())
      if token != .comma { break }
      next()
    }
    context = outer
    close(.rightParenthesis)
    return list(from: first)
  }

  mutating func spread() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let argument = assignment()
    return make(.spread, start, lowest, argument)
  }

  /// Reads `<T>(a)`, ``<T>`a` `` or `<T>` behind `base` if that is what stands here.
  ///
  /// - Returns: the longer chain, or 0 if the `<` is a comparison.
  private mutating func attemptTypeArguments(
    _ start: Int,
    _ lowest: NodeID,
    _ base: NodeID
  ) -> NodeID {
    let place = self.start
    if !mayAttempt(at: place) { return 0 }
    let snapshot = beginAttempt()
    let typeArguments = typeArguments()
    if attemptFailed || !canFollowTypeArguments() {
      takeBack(snapshot, failedAt: place)
      return 0
    }
    commit(snapshot)
    switch token {
    case .leftParenthesis:
      let arguments = arguments()
      return make(.call, start, lowest, base, arguments, typeArguments)
    case .wholeTemplate, .templateHead:
      let quasi = template()
      return make(.taggedTemplate, start, lowest, base, quasi, typeArguments)
    default:
      return make(.instantiation, start, lowest, base, typeArguments)
    }
  }

  /// Whether what follows `f<T>` lets it be read as type arguments: nothing that starts an operand.
  mutating func canFollowTypeArguments() -> Bool {
    switch token {
    case .leftParenthesis, .wholeTemplate, .templateHead: return true
    case .less, .greater, .shiftRight, .unsignedShiftRight, .greaterOrEqual, .plus, .minus:
      return false
    default: break
    }
    if isAfterNewline { return true }
    switch token {
    case .identifier: return isTypeOperator
    case .privateName, .number, .bigInt, .string, .leftBrace, .leftBracket, .this, .super, .new,
      .function, .class, .true, .false, .null, .not, .invert, .typeof, .void, .delete, .increment,
      .decrement, .import, .at:
      return false
    default: return true
    }
  }

  /// Reads `new C(a)`, `new a.B<T>`, `new.target`.
  private mutating func new() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    next()
    if token == .dot { return metaProperty(start, lowest, .new) }
    var typeArguments: NodeListID = 0
    let callee = constructor(&typeArguments)
    let hasArguments = token == .leftParenthesis
    let arguments = hasArguments ? arguments() : 0
    return make(.new, start, lowest, callee, arguments, typeArguments)
  }

  /// Reads what `new` calls: members but no calls.
  private mutating func constructor(_ typeArguments: inout NodeListID) -> NodeID {
    let start = start
    let lowest = mark
    var callee: NodeID
    switch token {
    case .new: callee = new()
    case .identifier: callee = identifier()
    default: callee = primary()
    }
    while true {
      switch token {
      case .dot:
        next()
        callee = member(start, lowest, callee, [])
      case .leftBracket:
        callee = index(start, lowest, callee, [])
      case .wholeTemplate, .templateHead:
        let quasi = template()
        callee = make(.taggedTemplate, start, lowest, callee, quasi)
      case .not where isTypeScript && !isAfterNewline:
        next()
        callee = make(.nonNull, start, lowest, callee)
      case .less where isTypeScript, .shiftLeft where isTypeScript:
        typeArguments = attemptConstructorTypeArguments()
        return callee
      default:
        return callee
      }
    }
  }

  private mutating func attemptConstructorTypeArguments() -> NodeListID {
    let place = start
    if !mayAttempt(at: place) { return 0 }
    let snapshot = beginAttempt()
    let typeArguments = typeArguments()
    if attemptFailed || !canFollowTypeArguments() {
      takeBack(snapshot, failedAt: place)
      return 0
    }
    commit(snapshot)
    return typeArguments
  }

  /// Reads `.target` or `.meta` behind `new` or `import`.
  mutating func metaProperty(_ start: Int, _ lowest: NodeID, _ keyword: Token) -> NodeID {
    next()
    let property = name
    if isName { next() } else { report(.expectedName) }
    return make(.metaProperty, start, lowest, property.id, symbol: keyword.rawValue)
  }
}
