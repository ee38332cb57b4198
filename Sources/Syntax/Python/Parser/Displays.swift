// What stands in parentheses, brackets and braces.

import SyntaxTree

extension Parser {
  mutating func parenthesized() -> NodeID {
    let start = start
    let lowest = mark
    next()
    if eat(.rightParenthesis) { return make(.tuple, start, lowest, flags: .parenthesized) }
    if token == .yield {
      let value = yieldExpression()
      return endParentheses(of: value)
    }
    let first = starredOrNamed()
    switch token {
    case .for, .async:
      let clauses = comprehensionClauses()
      expect(.rightParenthesis)
      return make(.generator, start, lowest, first, clauses)
    case .comma:
      let elements = elements(after: first, until: .rightParenthesis)
      return make(.tuple, start, lowest, elements, flags: .parenthesized)
    default: return endParentheses(of: first)
    }
  }

  private mutating func endParentheses(of value: NodeID) -> NodeID {
    expect(.rightParenthesis)
    nodes.base[Int(value)].flags.insert(.parenthesized)
    return value
  }

  /// Reads `, b, c` and the closing bracket.
  private mutating func elements(after first: NodeID, until end: Token) -> NodeListID {
    let pendingStart = pending.count
    push(first)
    while eat(.comma) {
      if token == end || token == .end { break }
      push(starredOrNamed())
    }
    expect(end)
    return list(from: pendingStart)
  }

  mutating func listDisplay() -> NodeID {
    let start = start
    let lowest = mark
    next()
    if eat(.rightBracket) { return make(.list, start, lowest) }
    let first = starredOrNamed()
    if token == .for || token == .async {
      let clauses = comprehensionClauses()
      expect(.rightBracket)
      return make(.listComprehension, start, lowest, first, clauses)
    }
    let elements = elements(after: first, until: .rightBracket)
    return make(.list, start, lowest, elements)
  }

  /// Reads a dictionary, a set, or a comprehension that makes one.
  mutating func braces() -> NodeID {
    let start = start
    let lowest = mark
    next()
    if eat(.rightBrace) { return make(.dictionary, start, lowest) }
    if token == .power { return dictionary(start, lowest, after: doubleStarredEntry()) }
    let entryStart = self.start
    let entryLowest = mark
    let first = starredOrNamed()
    if token != .colon {
      if token == .for || token == .async {
        let clauses = comprehensionClauses()
        expect(.rightBrace)
        return make(.setComprehension, start, lowest, first, clauses)
      }
      let elements = elements(after: first, until: .rightBrace)
      return make(.set, start, lowest, elements)
    }
    next()
    let value = expression()
    if token == .for || token == .async {
      let clauses = comprehensionClauses()
      expect(.rightBrace)
      return make(.dictionaryComprehension, start, lowest, first, value, clauses)
    }
    let entry = make(.dictionaryEntry, entryStart, entryLowest, first, value)
    return dictionary(start, lowest, after: entry)
  }

  private mutating func dictionary(
    _ start: Int,
    _ lowest: NodeID,
    after first: NodeID
  ) -> NodeID {
    let pendingStart = pending.count
    push(first)
    while eat(.comma) {
      if token == .rightBrace || token == .end { break }
      push(token == .power ? doubleStarredEntry() : dictionaryEntry())
    }
    expect(.rightBrace)
    let entries = list(from: pendingStart)
    return make(.dictionary, start, lowest, entries)
  }

  private mutating func doubleStarredEntry() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let value = expression()
    return make(.dictionaryEntry, start, lowest, 0, value)
  }

  @inline(__always)
  private mutating func dictionaryEntry() -> NodeID {
    let start = start
    let lowest = mark
    let key = expression()
    expect(.colon)
    let value = expression()
    return make(.dictionaryEntry, start, lowest, key, value)
  }

  /// Reads `for a in b if c async for …`.
  mutating func comprehensionClauses() -> NodeListID {
    let pendingStart = pending.count
    while token == .for || token == .async {
      let start = start
      let lowest = mark
      let flags: Flags = eat(.async) ? .async : []
      expect(.for)
      let target = targets()
      expect(.in)
      let iterable = withoutConditional()
      let conditionStart = pending.count
      while eat(.if) { push(withoutConditional()) }
      let conditions = list(from: conditionStart)
      push(make(.comprehensionClause, start, lowest, target, iterable, conditions, flags: flags))
    }
    return list(from: pendingStart)
  }

  /// An expression behind which an `if` belongs to the comprehension.
  private mutating func withoutConditional() -> NodeID {
    if token == .lambda { return expression() }
    let start = start
    let lowest = mark
    let target = operation(0)
    if token != .walrus { return target }
    next()
    let value = operation(0)
    return make(.named, start, lowest, target, value)
  }

  /// Reads the targets of a loop, which end at `in`.
  mutating func targets() -> NodeID {
    let start = start
    let lowest = mark
    let first = target()
    if token != .comma { return first }
    let pendingStart = pending.count
    push(first)
    while token == .comma {
      next()
      if !startsExpression { break }
      push(target())
    }
    let elements = list(from: pendingStart)
    return make(.tuple, start, lowest, elements)
  }

  /// Reads one target: an expression without comparisons, or `*a`.
  mutating func target() -> NodeID {
    if token != .times { return operation(Token.precedenceOfComparison) }
    let start = start
    let lowest = mark
    next()
    let value = operation(Token.precedenceOfComparison)
    return make(.starred, start, lowest, value)
  }
}
