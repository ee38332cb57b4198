// Loops and variable declarations.

import SyntaxTree

extension Parser {
  mutating func whileStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let test = parenthesizedTest()
    let body = body()
    return make(.while, start, lowest, test, body)
  }

  mutating func doStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let body = body()
    expect(.while)
    let test = parenthesizedTest()
    _ = eat(.semicolon)
    return make(.doWhile, start, lowest, body, test)
  }

  mutating func forStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let awaits: Flags = eatWord(.await) ? .async : []
    expect(.leftParenthesis)
    let outer = context
    context.subtract(.endedByBracket)
    context.insert(.noIn)
    let first = token == .semicolon ? 0 : forInitializer(isAwaiting: !awaits.isEmpty)
    context.remove(.noIn)
    defer { context = outer }
    if token == .in || isWord(.of) {
      let kind = token == .in ? Kind.forIn : .forOf
      if self.kind(first) != .variableDeclaration { turnIntoPattern(first) }
      next()
      let subject = kind == .forIn ? expression() : assignment()
      close(.rightParenthesis)
      context = outer
      let body = body()
      return make(kind, start, lowest, first, subject, body, flags: awaits)
    }
    expect(.semicolon)
    let test = token == .semicolon ? 0 : expression()
    expect(.semicolon)
    let update = token == .rightParenthesis ? 0 : expression()
    close(.rightParenthesis)
    context = outer
    let body = body()
    return make(.for, start, lowest, first, test, update, body)
  }

  /// Reads what stands first in the head of a `for`.
  private mutating func forInitializer(isAwaiting: Bool) -> NodeID {
    switch token {
    case .var: return variableDeclaration(.var, endsStatement: false)
    case .const: return variableDeclaration(.const, endsStatement: false)
    case .identifier where !isEscaped: break
    default: return expression()
    }
    switch name.word {
    case .let:
      if isLetDeclaration(isNested: false) {
        return variableDeclaration(.let, endsStatement: false)
      }
    case .using: if isUsingInHead { return variableDeclaration(.using, endsStatement: false) }
    case .await: if isAwaitUsing { return awaitUsingDeclaration(endsStatement: false) }
    case .async: if !isAwaiting && peek().isWord(.of) && !isArrowOfAsync { return identifier() }
    default: break
    }
    return expression()
  }

  /// `for (async of => …;;)`, where `of` is a parameter.
  private var isArrowOfAsync: Bool {
    mutating get { peekSecond().token == .arrow }
  }

  /// Whether `let` declares something here; elsewhere it is a name.
  mutating func isLetDeclaration(isNested: Bool) -> Bool {
    let ahead = peek()
    switch ahead.token {
    case .leftBracket: return true
    case .identifier, .leftBrace: return !(isNested && ahead.isAfterNewline)
    default: return false
    }
  }

  var isUsingDeclaration: Bool {
    mutating get {
      let ahead = peek()
      return ahead.token == .identifier && !ahead.isAfterNewline
    }
  }

  /// In `for (using of of)` the first `of` is the operator, unless more of a declaration follows it.
  private var isUsingInHead: Bool {
    mutating get {
      let ahead = peek()
      if ahead.token != .identifier || ahead.isAfterNewline { return false }
      if !ahead.isWord(.of) { return true }
      switch peekSecond().token {
      case .assign, .semicolon, .colon: return true
      default: return false
      }
    }
  }

  /// Whether `await using name` stands here.
  var isAwaitUsing: Bool {
    mutating get {
      let ahead = peek()
      if !ahead.isWord(.using) || ahead.isAfterNewline { return false }
      let second = peekSecond()
      return second.token == .identifier && !second.isAfterNewline
    }
  }

  mutating func awaitUsingDeclaration(endsStatement: Bool = true) -> NodeID {
    let start = start
    next()
    return variableDeclaration(.awaitUsing, from: start, endsStatement: endsStatement)
  }

  /// Reads `var a = 1, b`.
  ///
  /// - Parameters:
  ///   - keyword: what the current token stands for.
  ///   - from: where the declaration starts, if not with the current token.
  ///   - endsStatement: whether a semicolon ends it.
  /// - Returns: the declaration.
  mutating func variableDeclaration(
    _ keyword: VariableKeyword,
    from: Int? = nil,
    endsStatement: Bool = true
  ) -> NodeID {
    let start = from ?? start
    let lowest = mark
    next()
    let first = pending.count
    repeat { push(declarator()) } while eat(.comma)
    let declarators = list(from: first)
    if endsStatement { semicolon() }
    return make(.variableDeclaration, start, lowest, declarators, symbol: keyword.rawValue)
  }

  private mutating func declarator() -> NodeID {
    let start = start
    let lowest = mark
    let target = bindingTarget()
    var type: NodeID = 0
    if isTypeScript {
      if token == .not && !isAfterNewline { next() }
      if eat(.colon) { type = self.type() }
    }
    let initial = eat(.assign) ? assignment() : 0
    return make(.declarator, start, lowest, target, initial, type)
  }
}
