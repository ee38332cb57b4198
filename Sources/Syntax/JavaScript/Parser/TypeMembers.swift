// Types in braces, and the members of interfaces.

import SyntaxTree

extension Parser {
  mutating func objectType() -> NodeID {
    let start = start
    let lowest = mark
    let members = typeMembers()
    return make(.objectType, start, lowest, members)
  }

  /// Whether `{ [key in K]: T }` stands here, with any modifiers.
  var startsMappedType: Bool {
    mutating get {
      let state = lexerState
      let failed = attemptFailed
      attemptDepth += 1
      defer {
        attemptDepth -= 1
        attemptFailed = failed
        rewind(state)
      }
      next()
      if token == .plus || token == .minus { return true }
      if isWord(.readonly) { next() }
      if token != .leftBracket { return false }
      next()
      if !isName { return false }
      next()
      return token == .in
    }
  }

  mutating func mappedType() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    next()
    skipSign()
    _ = eatWord(.readonly)
    expect(.leftBracket)
    let key = identifier()
    expect(.in)
    let constraint = type()
    let renamed = eatWord(.as) ? type() : 0
    close(.rightBracket)
    skipSign()
    _ = eat(.question)
    let type = eat(.colon) ? type() : 0
    if !eat(.semicolon) { _ = eat(.comma) }
    context = outer
    close(.rightBrace)
    return make(.mappedType, start, lowest, key, constraint, renamed, type)
  }

  private mutating func skipSign() {
    if token == .plus || token == .minus { next() }
  }

  /// Reads `{ members }`.
  mutating func typeMembers() -> NodeListID {
    let outer = context
    context.subtract(.endedByBracket)
    defer { context = outer }
    if !open() { return 0 }
    let first = pending.count
    while token != .rightBrace && token != .end {
      let memberStart = start
      let member = typeMember()
      push(member)
      if token == .semicolon || token == .comma {
        next()
        // The mark behind a member is part of it, as it is for TypeScript itself.
        nodes.base[Int(member)].end = UInt32(truncatingIfNeeded: previousEnd)
      } else if token != .rightBrace && !isAfterNewline {
        report(.expectedStatementEnd)
        break
      }
      if start == memberStart { break }
    }
    close(.rightBrace)
    return list(from: first)
  }

  private mutating func typeMember() -> NodeID {
    let start = start
    let lowest = mark
    switch token {
    case .leftParenthesis, .less: return signature(.callSignature, start, lowest, 0, [])
    case .new:
      let ahead = peek().token
      if ahead == .leftParenthesis || ahead == .less {
        next()
        return signature(.constructSignature, start, lowest, 0, [])
      }
    default: break
    }
    var flags: Flags = []
    var key = typeMemberModifier(&flags)
    if key == 0 {
      if token == .leftBracket {
        let signature = attemptIndexSignature(start, lowest)
        if signature != 0 { return signature }
      }
      key = self.key(&flags)
    }
    if eat(.question) { flags.insert(.optional) }
    if token == .leftParenthesis || token == .less {
      return signature(.methodSignature, start, lowest, key, flags)
    }
    let type = eat(.colon) ? type() : 0
    return make(.propertySignature, start, lowest, key, type, flags: flags)
  }

  /// Reads `readonly`, `get` or `set`.
  ///
  /// - Returns: the key if the word turned out to be it, else 0.
  private mutating func typeMemberModifier(_ flags: inout Flags) -> NodeID {
    while token == .identifier && !isEscaped {
      let word = name
      guard word == .readonly || word == .get || word == .set else { return 0 }
      let start = start
      next()
      if !isBeforeKey || isAfterNewline && word == .readonly {
        return make(.identifier, start, mark, word.id)
      }
      if word != .readonly {
        flags.insert(word == .get ? .getter : .setter)
        return 0
      }
    }
    return 0
  }

  private mutating func signature(
    _ kind: Kind,
    _ start: Int,
    _ lowest: NodeID,
    _ key: NodeID,
    _ flags: Flags
  ) -> NodeID {
    let typeParameters = token == .less ? typeParameters() : 0
    let parameters = parameterList()
    let result = eat(.colon) ? returnType() : 0
    return make(kind, start, lowest, key, parameters, result, typeParameters, flags: flags)
  }

  /// Reads `[key: K]: T`; 0 if a computed key stands here.
  mutating func attemptIndexSignature(_ start: Int, _ lowest: NodeID) -> NodeID {
    if peek().token != .identifier || peekSecond().token != .colon { return 0 }
    next()
    let key = identifier()
    next()
    let keyType = type()
    close(.rightBracket)
    let type = eat(.colon) ? type() : 0
    return make(.indexSignature, start, lowest, key, keyType, type)
  }
}
