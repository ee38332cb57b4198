// Statements.

import SyntaxTree

extension Parser {
  /// Reads the whole file.
  mutating func program() {
    next()
    let body = statements(isFile: true)
    let program = make(.program, 0, 1, body)
    nodes.base[Int(program)].end = UInt32(truncatingIfNeeded: count)
  }

  /// Reads statements up to a `}`, a `case` or the end of the file.
  mutating func statements(isFile: Bool = false) -> NodeListID {
    let first = pending.count
    while token != .end {
      let statementStart = start
      switch token {
      case .rightBrace, .case, .default:
        if !isFile { return list(from: first) }
        report(.unexpectedToken)
        next()
      default: push(statement(isNested: false))
      }
      finishStatement(startedAt: statementStart)
    }
    return list(from: first)
  }

  mutating func block() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    var body: NodeListID = 0
    if open() {
      body = statements()
      close(.rightBrace)
    }
    context = outer
    return make(.block, start, lowest, body)
  }

  /// Reads a statement that is the body of another one.
  mutating func body() -> NodeID { statement(isNested: true) }

  /// Reads one statement.
  ///
  /// - Parameter isNested: it is the body of another statement, so it cannot be a declaration with `let`.
  /// - Returns: the statement.
  mutating func statement(isNested: Bool) -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    switch token {
    case .identifier: return statementOfWord(isNested: isNested)
    case .leftBrace: return block()
    case .semicolon: return leaf(.empty)
    case .var: return variableDeclaration(.var)
    case .const: return constant()
    case .function: return function(start, mark, isAsync: false, isDeclaration: true)
    case .class, .at: return classDeclaration()
    case .if: return ifStatement()
    case .return: return returnStatement()
    case .for: return forStatement()
    case .while: return whileStatement()
    case .do: return doStatement()
    case .break: return jump(.break)
    case .continue: return jump(.continue)
    case .throw: return throwStatement()
    case .try: return tryStatement()
    case .switch: return switchStatement()
    case .with: return withStatement()
    case .debugger: return debuggerStatement()
    case .import: return importStatement()
    case .export: return export(start, mark, decorators: 0)
    case .enum where isTypeScript: return enumeration(start, mark, [])
    default: return expressionStatement()
    }
  }

  mutating func expressionStatement() -> NodeID {
    let start = start
    let lowest = mark
    let expression = expression()
    if token == .colon && kind(expression) == .identifier && !has(expression, .parenthesized) {
      let label = nodes[Int(expression)].a
      dropNodes(from: lowest)
      next()
      let body = body()
      return make(.labeled, start, lowest, label, body)
    }
    semicolon()
    return make(.expressionStatement, start, lowest, expression)
  }

  /// Reads a statement that starts with a name: a declaration with a contextual keyword, or an expression.
  private mutating func statementOfWord(isNested: Bool) -> NodeID {
    if isEscaped || name.id > Word.using.rawValue { return expressionStatement() }
    switch name.word {
    case .async:
      let ahead = peek()
      if ahead.token == .function && !ahead.isAfterNewline {
        let start = start
        let lowest = mark
        next()
        return function(start, lowest, isAsync: true, isDeclaration: true)
      }
    case .let: if isLetDeclaration(isNested: isNested) { return variableDeclaration(.let) }
    case .using: if isUsingDeclaration { return variableDeclaration(.using) }
    case .await: if isAwaitUsing { return awaitUsingDeclaration() }
    case .type, .interface, .namespace, .module, .declare, .abstract, .global:
      if isTypeScript {
        let declaration = typeScriptDeclaration()
        if declaration != 0 { return declaration }
      }
    default: break
    }
    return expressionStatement()
  }

  private mutating func constant() -> NodeID {
    if isTypeScript && peek().token == .enum {
      let start = start
      let lowest = mark
      next()
      return enumeration(start, lowest, .declaration)
    }
    return variableDeclaration(.const)
  }

  private mutating func classDeclaration() -> NodeID {
    let start = start
    let lowest = mark
    let decorators = token == .at ? decorators() : 0
    if token == .export { return export(start, lowest, decorators: decorators) }
    return classRest(start, lowest, decorators, isDeclaration: true)
  }

  /// Reads `if … else if … else` with a loop, because generated code has long chains.
  private mutating func ifStatement() -> NodeID {
    let links = pending.count
    var alternate: NodeID = 0
    while true {
      push(UInt32(truncatingIfNeeded: start))
      push(mark)
      next()
      push(parenthesizedTest())
      push(body())
      if !eat(.else) { break }
      if token != .if {
        alternate = body()
        break
      }
    }
    while pending.count > links {
      let link = pending.base + (pending.count &- 4)
      pending.count &-= 4
      alternate = make(.if, Int(link[0]), link[1], link[2], link[3], alternate)
    }
    return alternate
  }

  /// `(expression)` behind a keyword.
  mutating func parenthesizedTest() -> NodeID {
    expect(.leftParenthesis)
    let test = bracketedExpression()
    close(.rightParenthesis)
    return test
  }

  private mutating func returnStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    var argument: NodeID = 0
    if token != .semicolon && token != .rightBrace && token != .end && !isAfterNewline {
      argument = expression()
    }
    semicolon()
    return make(.return, start, lowest, argument)
  }

  private mutating func throwStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let argument = expression()
    semicolon()
    return make(.throw, start, lowest, argument)
  }

  private mutating func jump(_ kind: Kind) -> NodeID {
    let start = start
    let lowest = mark
    next()
    var label = Name.none
    if token == .identifier && !isAfterNewline {
      label = name
      next()
    }
    semicolon()
    return make(kind, start, lowest, label.id)
  }

  private mutating func debuggerStatement() -> NodeID {
    let start = start
    next()
    semicolon()
    return make(.debugger, start, mark)
  }

  private mutating func withStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let object = parenthesizedTest()
    let body = body()
    return make(.with, start, lowest, object, body)
  }

  private mutating func tryStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let block = block()
    var parameter: NodeID = 0
    var handler: NodeID = 0
    if eat(.catch) {
      if eat(.leftParenthesis) {
        parameter = caughtParameter()
        close(.rightParenthesis)
      }
      handler = self.block()
    }
    let finalizer = eat(.finally) ? self.block() : 0
    return make(.try, start, lowest, block, parameter, handler, finalizer)
  }

  private mutating func caughtParameter() -> NodeID {
    let start = start
    let lowest = mark
    let target = bindingTarget()
    if !isTypeScript || !eat(.colon) { return target }
    let type = type()
    return make(.parameter, start, lowest, target, type)
  }

  private mutating func switchStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let discriminant = parenthesizedTest()
    if !open() { return make(.switch, start, lowest, discriminant) }
    let first = pending.count
    while token == .case || token == .default {
      let caseStart = self.start
      let caseLowest = mark
      var test: NodeID = 0
      if eat(.case) { test = bracketedExpression() } else { next() }
      expect(.colon)
      let body = statements()
      push(make(.switchCase, caseStart, caseLowest, test, body))
    }
    let cases = list(from: first)
    close(.rightBrace)
    return make(.switch, start, lowest, discriminant, cases)
  }
}
