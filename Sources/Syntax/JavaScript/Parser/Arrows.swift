// Parentheses, which may turn out to be the parameters of an arrow function.

import SyntaxTree

extension Parser {
  /// Reads `name => …`.
  mutating func arrowOfName(_ start: Int, _ lowest: NodeID, isAsync: Bool) -> NodeID {
    let first = pending.count
    push(identifier())
    let parameters = list(from: first)
    next()
    return arrowBody(start, lowest, parameters, 0, 0, isAsync: isAsync)
  }

  /// Reads the body of an arrow function, behind `=>`.
  private mutating func arrowBody(
    _ start: Int,
    _ lowest: NodeID,
    _ parameters: NodeListID,
    _ typeParameters: NodeListID,
    _ returnType: NodeID,
    isAsync: Bool
  ) -> NodeID {
    let outer = context
    context.subtract(.ofFunction)
    context.formUnion(isAsync ? [.async, .function] : .function)
    var flags: Flags = isAsync ? .async : []
    let body: NodeID
    if token == .leftBrace {
      context.subtract(.endedByBracket)
      body = block()
    } else {
      body = assignment()
      flags.insert(.expressionBody)
    }
    context = outer
    let types = record(typeParameters, returnType)
    return make(.arrow, start, lowest, 0, parameters, body, types, flags: flags)
  }

  /// Reads `(…)`: an expression in parentheses, the arguments of a call of `async`, or an arrow function.
  ///
  /// - Parameters:
  ///   - start: where the whole starts, a leading `async` included.
  ///   - lowest: the mark there.
  ///   - isAsync: whether `async` stands in front.
  /// - Returns: the expression, call or arrow function.
  mutating func parenthesized(_ start: Int, _ lowest: NodeID, isAsync: Bool) -> NodeID {
    let place = self.start
    let outer = context
    context.subtract(.endedByBracket)
    next()
    let first = pending.count
    let innerStart = self.start
    var mustBeArrow = false
    while token != .rightParenthesis && token != .end {
      push(parenthesizedElement(&mustBeArrow))
      if token != .comma { break }
      next()
    }
    let innerEnd = previousEnd
    context = outer
    close(.rightParenthesis)
    if token == .arrow && !isAfterNewline {
      next()
      let parameters = parameters(from: first)
      return arrowBody(start, lowest, parameters, 0, 0, isAsync: isAsync)
    }
    if isTypeScript && token == .colon {
      let arrow = attemptReturnType(start, lowest, place, first, mustBeArrow, isAsync)
      if arrow != 0 { return arrow }
    }
    if mustBeArrow { report(.unexpectedToken) }
    if isAsync { return asyncCall(start, lowest, first) }
    let length = pending.count &- first
    if length == 0 { return missing(.expectedExpression) }
    if length == 1 {
      let only = pending[first]
      pending.count = first
      add(.parenthesized, to: only)
      return only
    }
    let elements = list(from: first)
    let sequence = make(.sequence, innerStart, lowest, elements, flags: .parenthesized)
    nodes.base[Int(sequence)].end = UInt32(truncatingIfNeeded: max(innerEnd, innerStart))
    return sequence
  }

  /// Reads one element, which may be a parameter with a type.
  private mutating func parenthesizedElement(_ mustBeArrow: inout Bool) -> NodeID {
    let start = start
    let lowest = mark
    if token == .ellipsis {
      next()
      let target = assignment()
      if !isTypeScript || token != .colon { return make(.spread, start, lowest, target) }
      mustBeArrow = true
      next()
      turnIntoPattern(target)
      let type = type()
      return make(.rest, start, lowest, target, type)
    }
    let element = assignment()
    if !isTypeScript || token != .question && token != .colon { return element }
    mustBeArrow = true
    turnIntoPattern(element)
    let flags: Flags = eat(.question) ? .optional : []
    let type = eat(.colon) ? type() : 0
    let initial = eat(.assign) ? assignment() : 0
    return make(.parameter, start, lowest, element, type, initial, flags: flags)
  }

  private mutating func parameters(from first: Int) -> NodeListID {
    for index in first..<pending.count { turnIntoPattern(pending[index]) }
    return list(from: first)
  }

  /// A call of a function named `async`; the callee is added behind its arguments.
  private mutating func asyncCall(_ start: Int, _ lowest: NodeID, _ first: Int) -> NodeID {
    let arguments = list(from: first)
    let callee = make(.identifier, start, mark, Word.async.rawValue)
    nodes.base[Int(callee)].end = UInt32(truncatingIfNeeded: start &+ 5)
    return make(.call, start, lowest, callee, arguments)
  }

  /// Reads `: T => body` behind parentheses if that is what stands here.
  ///
  /// In `a ? (b) : c => d` it depends on whether a second colon follows.
  private mutating func attemptReturnType(
    _ start: Int,
    _ lowest: NodeID,
    _ place: Int,
    _ first: Int,
    _ mustBeArrow: Bool,
    _ isAsync: Bool
  ) -> NodeID {
    let length = pending.count &- first
    for index in first..<pending.count where !canBePattern(pending[index]) { return 0 }
    if !mayAttempt(at: place) { return 0 }
    let isAmbiguous = context.contains(.conditional) && !mustBeArrow && length > 0
    let snapshot = beginAttempt()
    next()
    let type = returnType()
    if attemptFailed || token != .arrow || isAfterNewline {
      takeBack(snapshot, failedAt: place)
      return 0
    }
    next()
    if !isAmbiguous {
      commit(snapshot)
      let parameters = parameters(from: first)
      return arrowBody(start, lowest, parameters, 0, type, isAsync: isAsync)
    }
    // The elements stay pending until it is certain that they are parameters.
    let arrow = arrowBody(start, lowest, 0, 0, type, isAsync: isAsync)
    if attemptFailed || token != .colon {
      takeBack(snapshot, failedAt: place)
      return 0
    }
    commit(snapshot)
    nodes.base[Int(arrow)].b = parameters(from: first)
    return arrow
  }

  private mutating func canBePattern(_ id: NodeID) -> Bool {
    switch kind(id) {
    case .identifier, .object, .array, .assignment, .parameter, .rest, .spread, .this,
      .objectPattern, .arrayPattern, .defaultPattern:
      true
    default: false
    }
  }

  /// Reads `<T>(x: T): R => body` if that is what stands here, at `<` or at the `async` before it.
  ///
  /// - Returns: the arrow function, or 0.
  mutating func attemptGenericArrow(_ start: Int, _ lowest: NodeID, isAsync: Bool) -> NodeID {
    let place = self.start
    if !mayAttempt(at: place) { return 0 }
    let snapshot = beginAttempt()
    if isAsync { next() }
    let outer = context
    context.subtract(.endedByBracket)
    let typeParameters = typeParameters()
    var parameters: NodeListID = 0
    if token == .leftParenthesis { parameters = parameterList() } else { attemptFailed = true }
    let returnType = !attemptFailed && eat(.colon) ? returnType() : 0
    context = outer
    if attemptFailed || token != .arrow {
      takeBack(snapshot, failedAt: place)
      return 0
    }
    commit(snapshot)
    next()
    return arrowBody(start, lowest, parameters, typeParameters, returnType, isAsync: isAsync)
  }

  /// Turns an expression into the target that it has been all along, by changing kinds in place.
  mutating func turnIntoPattern(_ id: NodeID) {
    let node = nodes[Int(id)]
    switch kind(id) {
    case .array:
      kinds[Int(id)] = .arrayPattern
      turnListIntoPatterns(node.a)
    case .object:
      kinds[Int(id)] = .objectPattern
      turnListIntoPatterns(node.a)
    case .property: turnIntoPattern(node.b)
    case .assignment where node.symbol == Token.assign.rawValue: kinds[Int(id)] = .defaultPattern
    case .spread:
      kinds[Int(id)] = .rest
      turnIntoPattern(node.a)
    default: break
    }
  }

  private mutating func turnListIntoPatterns(_ list: NodeListID) {
    let place = Int(list)
    for index in 0..<Int(words[place]) { turnIntoPattern(words[place &+ 1 &+ index]) }
  }
}
