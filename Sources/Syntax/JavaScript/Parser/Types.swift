// Types with operators, and lists of types.

import SyntaxTree

extension Parser {
  /// Reads a type.
  mutating func type() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    if startsFunctionType { return functionType(start, lowest) }
    let checked = union()
    if token != .extends || isAfterNewline || context.contains(.noConditionalType) {
      return checked
    }
    next()
    let outer = context
    context.insert(.noConditionalType)
    let base = type()
    context = outer
    context.remove(.noConditionalType)
    expect(.question)
    let positive = type()
    expect(.colon)
    let negative = type()
    context = outer
    return make(.conditionalType, start, lowest, checked, base, positive, negative)
  }

  /// Reads what a function returns: a type, or `x is T`.
  mutating func returnType() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.remove(.noConditionalType)
    defer { context = outer }
    if token == .identifier {
      let ahead = peek()
      if ahead.isWord(.is) && !ahead.isAfterNewline {
        let parameter = identifier()
        next()
        let type = type()
        return make(.predicateType, start, lowest, parameter, type)
      }
    }
    return type()
  }

  private mutating func union() -> NodeID {
    let start = start
    let lowest = mark
    let hasLeadingBar = eat(.or)
    let first = intersection()
    if token != .or && !hasLeadingBar { return first }
    let elements = pending.count
    push(first)
    while eat(.or) { push(intersection()) }
    let types = list(from: elements)
    return make(.unionType, start, lowest, types)
  }

  private mutating func intersection() -> NodeID {
    let start = start
    let lowest = mark
    let hasLeadingAmpersand = eat(.and)
    let first = operatorType()
    if token != .and && !hasLeadingAmpersand { return first }
    let elements = pending.count
    push(first)
    while eat(.and) { push(operatorType()) }
    let types = list(from: elements)
    return make(.intersectionType, start, lowest, types)
  }

  /// `keyof T`, `unique symbol`, `readonly T[]`, `infer T`.
  private mutating func operatorType() -> NodeID {
    let start = start
    let lowest = mark
    if token == .identifier && !isEscaped {
      switch name.word {
      case .keyof, .unique, .readonly:
        if Self.startsOperand(peek().token) {
          if _slowPath(isTooDeep) { return skipTooDeep() }
          let word = name
          next()
          let operand = operatorType()
          return make(.typeOperator, start, lowest, operand, word.id)
        }
      case .infer: if peek().token == .identifier { return inferredType(start, lowest) }
      default: break
      }
    }
    if startsFunctionType { return functionType(start, lowest) }
    return postfixType()
  }

  private static func startsOperand(_ token: Token) -> Bool {
    switch token {
    case .identifier, .leftParenthesis, .leftBracket, .leftBrace, .typeof, .string, .this,
      .wholeTemplate, .templateHead, .import, .void, .null, .number:
      true
    default: false
    }
  }

  /// `infer T`, `infer T extends U`.
  private mutating func inferredType(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let name = identifier()
    let constraint = token == .extends ? attemptInferredConstraint() : 0
    return make(.inferType, start, lowest, name, constraint)
  }

  /// Where a conditional type may stand, `infer T extends U ?` is one.
  private mutating func attemptInferredConstraint() -> NodeID {
    let place = start
    if !mayAttempt(at: place) { return 0 }
    let snapshot = beginAttempt()
    let outer = context
    next()
    context.insert(.noConditionalType)
    let constraint = type()
    context = outer
    if attemptFailed || !outer.contains(.noConditionalType) && token == .question {
      takeBack(snapshot, failedAt: place)
      return 0
    }
    commit(snapshot)
    return constraint
  }

  /// `T[]`, `T[K]`.
  private mutating func postfixType() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.remove(.noConditionalType)
    defer { context = outer }
    var base = primaryType()
    while token == .leftBracket && !isAfterNewline {
      next()
      if eat(.rightBracket) {
        base = make(.arrayType, start, lowest, base)
      } else {
        let index = type()
        close(.rightBracket)
        base = make(.indexedType, start, lowest, base, index)
      }
    }
    return base
  }

  /// Whether a function or constructor type stands here.
  private var startsFunctionType: Bool {
    mutating get {
      switch token {
      case .less, .new: true
      case .leftParenthesis: startsFunctionParameters()
      case .identifier: isWord(.abstract) && peek().token == .new
      default: false
      }
    }
  }

  /// Looks behind `(`: a function type shows itself at the first parameter.
  private mutating func startsFunctionParameters() -> Bool {
    switch nextByte() {
    case UInt8(ascii: ")"): return true
    case UInt8(ascii: "."): return peek().token == .ellipsis
    case UInt8(ascii: "{"), UInt8(ascii: "["): return startsPatternParameter()
    default: break
    }
    let ahead = peek()
    guard ahead.token == .identifier || ahead.token == .this else { return false }
    let state = lexerState
    next()
    next()
    defer { rewind(state) }
    switch token {
    case .colon, .comma, .assign: return true
    case .question:
      switch peek().token {
      case .colon, .comma, .rightParenthesis, .assign: return true
      default: return false
      }
    case .rightParenthesis: return peek().token == .arrow
    default: return false
    }
  }

  private mutating func startsPatternParameter() -> Bool {
    let place = start
    if !mayAttempt(at: place) { return false }
    let snapshot = beginAttempt()
    next()
    _ = bindingTarget()
    var isParameter = false
    if !attemptFailed {
      switch token {
      case .colon, .comma, .question, .assign: isParameter = true
      case .rightParenthesis: isParameter = peek().token == .arrow
      default: break
      }
    }
    if isParameter { takeBack(snapshot) } else { takeBack(snapshot, failedAt: place) }
    return isParameter
  }

  private mutating func functionType(_ start: Int, _ lowest: NodeID) -> NodeID {
    _ = eatWord(.abstract)
    let kind = eat(.new) ? Kind.constructorType : .functionType
    let outer = context
    context.subtract(.endedByBracket)
    let typeParameters = token == .less ? typeParameters() : 0
    let parameters = parameterList()
    context = outer
    expect(.arrow)
    let result = returnType()
    return make(kind, start, lowest, typeParameters, parameters, result)
  }

  /// Whether the current token can start type arguments.
  @inline(__always)
  var isBeforeTypeArguments: Bool { isTypeScript && (token == .less || token == .shiftLeft) }

  /// Reads `<A, B>`.
  mutating func typeArguments() -> NodeListID {
    let place = start
    // The second `<` of `f<<T>() => T>` starts a type.
    position = start &+ 1
    next()
    let outer = context
    context.subtract(.endedByBracket)
    let first = pending.count
    while source[start] != UInt8(ascii: ">") && token != .end {
      push(type())
      if token != .comma { break }
      next()
    }
    context = outer
    closeAngle()
    if attemptDepth > 0 && (attemptFailed || !canFollowTypeArguments()) {
      // An expression that starts here would fail in the same way.
      failedPlaces.insert(place, fileCount: count)
    }
    return list(from: first)
  }

  /// Reads a `>`, which may be glued to what follows it.
  mutating func closeAngle() {
    if source[start] == UInt8(ascii: ">") && token != .end {
      position = start &+ 1
      next()
    } else {
      report(.expectedToken)
    }
  }

  /// Reads `<const T extends A = B>`.
  mutating func typeParameters() -> NodeListID {
    next()
    let outer = context
    context.subtract(.endedByBracket)
    let first = pending.count
    while source[start] != UInt8(ascii: ">") && token != .end {
      push(typeParameter())
      if token != .comma { break }
      next()
    }
    context = outer
    closeAngle()
    return list(from: first)
  }

  private mutating func typeParameter() -> NodeID {
    let start = start
    let lowest = mark
    while token == .const || token == .in || isWord(.out) && isModifierOut { next() }
    let name = identifier()
    let constraint = eat(.extends) ? type() : 0
    let initial = eat(.assign) ? type() : 0
    return make(.typeParameter, start, lowest, name, constraint, initial)
  }

  private var isModifierOut: Bool {
    mutating get {
      let ahead = peek().token
      return ahead == .identifier || ahead == .in
    }
  }
}
