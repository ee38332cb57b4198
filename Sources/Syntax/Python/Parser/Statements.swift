// Statements of one line, and the lists that statements stand in.

import SyntaxTree

extension Parser {
  /// Reads the whole file; the module is the last node.
  mutating func module() {
    if source[0] == 0xEF && source[1] == 0xBB && source[2] == 0xBF { position = 3 }
    noteEncoding()
    next()
    let pendingStart = pending.count
    while token != .end { statementOrIndentation() }
    let body = list(from: pendingStart)
    let module = make(.module, 0, 1, body)
    nodes.base[Int(module)].end = UInt32(truncatingIfNeeded: count)
  }

  /// Reads a statement of a list, where a change of indentation ends nothing.
  private mutating func statementOrIndentation() {
    if _slowPath(token == .indent) {
      note(.unexpectedIndentation, at: start)
      next()
    } else if token == .dedent {
      next()
    } else {
      let first = start
      statement()
      finishStatement(startedAt: first)
    }
  }

  /// Reads `:` and the statements behind it, on the same line or indented.
  mutating func block() -> NodeListID {
    if _slowPath(token != .colon || isBroken) {
      if !recoverHeader() { return 0 }
    } else {
      next()
    }
    let pendingStart = pending.count
    if token != .newline {
      simpleStatements()
      return list(from: pendingStart)
    }
    next()
    if token == .indent {
      indentedStatements()
    } else {
      note(.expectedBlock, at: start)
    }
    return list(from: pendingStart)
  }

  @inline(__always)
  private mutating func indentedStatements() {
    next()
    if _slowPath(isTooDeep) {
      skipBlock()
      if token == .dedent { next() }
      return
    }
    // Lines that are indented further without a reason end with a dedent of their own.
    var further = 0
    while token != .end {
      if token == .dedent {
        next()
        if further == 0 { return }
        further -= 1
      } else if _slowPath(token == .indent) {
        note(.unexpectedIndentation, at: start)
        further += 1
        next()
      } else {
        let first = start
        statement()
        finishStatement(startedAt: first)
      }
    }
  }

  /// Reads one statement, or the several of one line, and pushes them.
  private mutating func statement() {
    switch token {
    case .if: push(ifStatement())
    case .def: push(function(start, mark, decorators: 0, flags: []))
    case .for: push(forStatement(start, mark, flags: []))
    case .with: push(withStatement(start, mark, flags: []))
    case .try: push(tryStatement())
    case .class: push(classDefinition(start, mark, decorators: 0))
    case .at: push(decorated())
    case .while: push(whileStatement())
    case .async: push(asynchronous())
    case .identifier where name == .match:
      if let match = matchStatement() { push(match) } else { simpleStatements() }
    default: simpleStatements()
    }
  }

  /// Reads the statements of one line.
  private mutating func simpleStatements() {
    while true {
      push(simpleStatement())
      if _fastPath(token == .newline) { break }
      if token != .semicolon {
        if token != .end { report(.expectedStatementEnd) }
        return
      }
      next()
      if token == .newline || token == .end { break }
      statementCount &+= 1
    }
    // A broken line is left to the recovery, which ends at its line end too.
    if !isBroken { _ = eat(.newline) }
  }

  private mutating func simpleStatement() -> NodeID {
    switch token {
    case .return: return returnStatement()
    case .import: return importStatement()
    case .from: return importFromStatement()
    case .raise: return raiseStatement()
    case .pass: return leaf(.pass)
    case .break: return leaf(.break)
    case .continue: return leaf(.continue)
    case .assert: return assertStatement()
    case .del: return deleteStatement()
    case .global: return namesStatement(.global)
    case .nonlocal: return namesStatement(.nonlocal)
    case .identifier where name == .type:
      if let alias = typeAlias() { return alias }
      return expressionStatement()
    default: return expressionStatement()
    }
  }

  /// Reads an expression, or an assignment to it.
  private mutating func expressionStatement() -> NodeID {
    let start = start
    let lowest = mark
    let first = expressionsOrYield()
    switch token {
    case .assign: return assignment(to: first, start, lowest)
    case .colon: return annotatedAssignment(to: first, start, lowest)
    default:
      if _slowPath(token.isAugmentedAssignment) {
        let symbol = token
        next()
        let value = expressionsOrYield()
        return make(.augmentedAssignment, start, lowest, first, value, symbol: symbol)
      }
      return make(.expressionStatement, start, lowest, first)
    }
  }

  @inline(__always)
  private mutating func assignment(
    to first: NodeID,
    _ start: Int,
    _ lowest: NodeID
  ) -> NodeID {
    let pendingStart = pending.count
    var value = first
    while eat(.assign) {
      push(value)
      value = expressionsOrYield()
    }
    let targets = list(from: pendingStart)
    return make(.assignment, start, lowest, targets, value)
  }

  private mutating func annotatedAssignment(
    to target: NodeID,
    _ start: Int,
    _ lowest: NodeID
  ) -> NodeID {
    next()
    let annotation = expression()
    let value = eat(.assign) ? expressionsOrYield() : 0
    return make(.annotatedAssignment, start, lowest, target, annotation, value)
  }

  private mutating func returnStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let value = isAtStatementEnd ? 0 : expressions()
    return make(.return, start, lowest, value)
  }

  private mutating func raiseStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let exception = isAtStatementEnd ? 0 : expression()
    let cause = eat(.from) ? expression() : 0
    return make(.raise, start, lowest, exception, cause)
  }

  private mutating func assertStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let test = named()
    let message = eat(.comma) ? expression() : 0
    return make(.assert, start, lowest, test, message)
  }

  private mutating func deleteStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let pendingStart = pending.count
    repeat { push(target()) } while eat(.comma) && !isAtStatementEnd
    let targets = list(from: pendingStart)
    return make(.delete, start, lowest, targets)
  }

  private mutating func namesStatement(_ kind: Kind) -> NodeID {
    let start = start
    let lowest = mark
    next()
    let pendingStart = pending.count
    repeat {
      let nameStart = self.start
      let name = takeName()
      push(make(.name, name == 0 ? previousEnd : nameStart, mark, name))
    } while eat(.comma)
    let names = list(from: pendingStart)
    return make(kind, start, lowest, names)
  }

  /// Reads `type name = …`, or nothing where `type` is a name itself.
  private mutating func typeAlias() -> NodeID? {
    let place = bookmark()
    let start = start
    let lowest = mark
    next()
    if token != .identifier {
      goBack(to: place)
      return nil
    }
    let nameStart = self.start
    let nameID = name.id
    next()
    let name = make(.name, nameStart, mark, nameID)
    let parameters = token == .leftBracket ? typeParameters() : 0
    expect(.assign)
    let value = expression()
    return make(.typeAlias, start, lowest, name, parameters, value)
  }
}
