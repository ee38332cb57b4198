// Operands: names, literals, brackets.

import SyntaxTree

extension Parser {
  /// Reads an operand without anything appended to it.
  mutating func primary() -> NodeID {
    switch token {
    case .identifier:
      if name == .async && !isEscaped { return async() }
      return leafName()
    case .number: return leaf(.number)
    case .string: return leaf(.string)
    case .wholeTemplate, .templateHead: return template()
    case .leftParenthesis: return parenthesized(start, mark, isAsync: false)
    case .leftBracket: return array()
    case .leftBrace: return object()
    case .function: return function(start, mark, isAsync: false, isDeclaration: false)
    case .class, .at: return classExpression()
    case .this: return leaf(.this)
    case .super: return leaf(.super)
    case .null: return leaf(.null)
    case .true: return leaf(.true)
    case .false: return leaf(.false)
    case .bigInt: return leaf(.bigInt)
    case .divide, .divideAssign:
      regExp()
      return leaf(.regExp)
    case .less where allowsJSX: return jsx(isChild: false)
    case .import: return importExpression()
    default: return missing(.expectedExpression)
    }
  }

  @inline(__always)
  private mutating func leafName() -> NodeID {
    let start = start
    let name = name
    next()
    return make(.identifier, start, mark, name.id)
  }

  /// Reads an async function or arrow, or a name or call that only looks like one.
  private mutating func async() -> NodeID {
    let start = start
    let lowest = mark
    let ahead = peek()
    if !ahead.isAfterNewline {
      switch ahead.token {
      case .function:
        next()
        return function(start, lowest, isAsync: true, isDeclaration: false)
      case .leftParenthesis:
        next()
        return parenthesized(start, lowest, isAsync: true)
      case .identifier:
        let state = lexerState
        next()
        if isBeforeArrow() { return arrowOfName(start, lowest, isAsync: true) }
        rewind(state)
      case .less where isTypeScript:
        let arrow = attemptGenericArrow(start, lowest, isAsync: true)
        if arrow != 0 { return arrow }
      default: break
      }
    }
    return leafName()
  }

  /// `import(…)`, `import.meta`, `import.defer(…)`.
  private mutating func importExpression() -> NodeID {
    let start = start
    let lowest = mark
    next()
    if token == .dot { return metaProperty(start, lowest, .import) }
    if token != .leftParenthesis { return missing(.expectedExpression) }
    let arguments = arguments()
    return make(.importCall, start, lowest, arguments)
  }

  private mutating func array() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    next()
    let first = pending.count
    while token != .rightBracket && token != .end {
      if token == .comma {
        next()
        push(0)
        continue
      }
      push(token == .ellipsis ? spread() : assignment())
      if token != .comma { break }
      next()
    }
    context = outer
    close(.rightBracket)
    let elements = list(from: first)
    return make(.array, start, lowest, elements)
  }

  private mutating func object() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    next()
    let first = pending.count
    while token != .rightBrace && token != .end {
      push(token == .ellipsis ? spread() : property())
      if token != .comma { break }
      next()
    }
    context = outer
    close(.rightBrace)
    let properties = list(from: first)
    return make(.object, start, lowest, properties)
  }

  private mutating func property() -> NodeID {
    let start = start
    let lowest = mark
    var flags: Flags = []
    let key = propertyKey(&flags)
    switch token {
    case .leftParenthesis, .less:
      let value = methodFunction(flags)
      if flags.isDisjoint(with: [.getter, .setter]) { flags.insert(.method) }
      return make(.property, start, lowest, key, value, flags: flags)
    case .colon:
      next()
      let value = assignment()
      return make(.property, start, lowest, key, value, flags: flags)
    default:
      if kind(key) != .identifier || flags.contains(.computed) { report(.expectedToken) }
      flags.insert(.shorthand)
      var value = key
      if token == .assign {
        next()
        let initial = assignment()
        value = make(.defaultPattern, start, lowest, key, initial, symbol: Token.assign.rawValue)
      }
      return make(.property, start, lowest, key, value, flags: flags)
    }
  }

  /// Reads the modifiers and the key of a property.
  private mutating func propertyKey(_ flags: inout Flags) -> NodeID {
    if token == .times {
      next()
      flags.insert(.generator)
      return key(&flags)
    }
    guard token == .identifier, !isEscaped, name == .async || name == .get || name == .set else {
      return key(&flags)
    }
    let word = name
    let start = self.start
    next()
    if !isBeforeKey || word == .async && isAfterNewline {
      return make(.identifier, start, mark, word.id)
    }
    if word == .async {
      flags.insert(.async)
      if eat(.times) { flags.insert(.generator) }
    } else {
      flags.insert(word == .get ? .getter : .setter)
    }
    return key(&flags)
  }

  /// Whether a key follows a modifier word, so that the word itself is not the key.
  @inline(__always)
  var isBeforeKey: Bool {
    switch token {
    case .leftParenthesis, .less, .comma, .rightBrace, .assign, .colon, .semicolon, .end,
      .question, .not:
      false
    default: true
    }
  }

  /// Reads the key of a property or member; `computed` is added to `flags` for `[key]`.
  mutating func key(_ flags: inout Flags) -> NodeID {
    switch token {
    case .string: return leaf(.string)
    case .number: return leaf(.number)
    case .bigInt: return leaf(.bigInt)
    case .privateName:
      let name = name
      let id = leaf(.privateName)
      nodes.base[Int(id)].a = name.id
      return id
    case .leftBracket:
      flags.insert(.computed)
      let outer = context
      context.subtract(.endedByBracket)
      next()
      let expression = assignment()
      context = outer
      close(.rightBracket)
      return expression
    default:
      return identifier()
    }
  }

  /// Reads a template string; the current token is its first piece.
  mutating func template() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    // Pushed are, by turns, the range of a piece (two words) and the expression behind it.
    let first = pending.count
    push(UInt32(truncatingIfNeeded: self.start &+ 1))
    while token == .templateHead {
      push(UInt32(truncatingIfNeeded: position &- 2))
      next()
      push(expression())
      if token != .rightBrace {
        report(.expectedToken)
        skipToClosingBrace()
      }
      push(UInt32(truncatingIfNeeded: min(self.start &+ 1, count)))
      if token == .end { break }
      template(from: self.start &+ 1)
    }
    if token == .wholeTemplate {
      push(UInt32(truncatingIfNeeded: max(position &- 1, Int(pending[pending.count &- 1]))))
      next()
    } else {
      push(pending[pending.count &- 1])
      report(.unclosedTemplate)
    }
    context = outer
    let pieces = templatePieces(from: first)
    return make(.template, start, lowest, pieces)
  }

  /// Stores the expressions of a template, then the ranges of its pieces.
  private mutating func templatePieces(from first: Int) -> NodeListID {
    let expressionCount = (pending.count &- first) / 3
    let place = words.count
    words.append(UInt32(truncatingIfNeeded: expressionCount))
    for index in 0..<expressionCount { words.append(pending[first + index * 3 + 2]) }
    for index in 0...expressionCount {
      words.append(pending[first + index * 3])
      words.append(pending[first + index * 3 + 1])
    }
    pending.count = first
    return NodeListID(truncatingIfNeeded: place)
  }
}
