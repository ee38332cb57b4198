// Classes and decorators.

import SyntaxTree

extension Parser {
  mutating func classExpression() -> NodeID {
    let start = start
    let lowest = mark
    let decorators = token == .at ? decorators() : 0
    return classRest(start, lowest, decorators, isDeclaration: false)
  }

  /// Reads a class from its decorators on, behind those that were read already.
  mutating func classRest(
    _ start: Int,
    _ lowest: NodeID,
    _ decoratorsBefore: NodeListID,
    isDeclaration: Bool
  ) -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    var decorators = decoratorsBefore
    if token == .at { decorators = self.decorators() }
    var flags: Flags = isDeclaration ? .declaration : []
    if eatWord(.abstract) { flags.insert(.declare) }
    if token != .class {
      report(.expectedToken)
      return make(.error, start, lowest)
    }
    next()
    let isNamed = token == .identifier && !(isTypeScript && name == .implements && !nameEndsHead())
    let name = isNamed ? identifier() : 0
    let typeParameters = token == .less && isTypeScript ? typeParameters() : 0
    var superTypeArguments: NodeListID = 0
    let superclass = eat(.extends) ? superclass(&superTypeArguments) : 0
    let interfaces = isTypeScript && eatWord(.implements) ? typeList() : 0
    let members = classBody()
    var head: UInt32 = 0
    if typeParameters | superTypeArguments | interfaces | decorators != 0 {
      head = record(typeParameters, superTypeArguments, interfaces, decorators)
    }
    return make(.class, start, lowest, name, superclass, members, head, flags: flags)
  }

  /// Whether the name of a class, which is `implements`, is all of its head.
  private mutating func nameEndsHead() -> Bool { nextByte() == UInt8(ascii: "{") }

  private mutating func record(
    _ first: UInt32,
    _ second: UInt32,
    _ third: UInt32,
    _ fourth: UInt32
  ) -> UInt32 {
    let place = words.count
    for word in [first, second, third, fourth] { words.append(word) }
    return UInt32(truncatingIfNeeded: place)
  }

  /// Reads what a class extends, and the type arguments apart from it.
  private mutating func superclass(_ typeArguments: inout NodeListID) -> NodeID {
    let start = start
    let base = chain(start, mark)
    if kind(base) == .instantiation && !has(base, .parenthesized) {
      let instantiation = nodes[Int(base)]
      typeArguments = instantiation.b
      dropNodes(from: base)
      return instantiation.a
    }
    if isBeforeTypeArguments { typeArguments = self.typeArguments() }
    return base
  }

  /// Reads `{ members }`.
  private mutating func classBody() -> NodeListID {
    let outer = context
    context.subtract(.endedByBracket)
    defer { context = outer }
    if !open() { return 0 }
    let first = pending.count
    while token != .rightBrace && token != .end {
      if token == .semicolon {
        next()
        continue
      }
      let memberStart = start
      push(classMember())
      finishStatement(startedAt: memberStart)
    }
    close(.rightBrace)
    return list(from: first)
  }

  private mutating func classMember() -> NodeID {
    let start = start
    let lowest = mark
    let decorators = token == .at ? decorators() : 0
    var flags: Flags = []
    var key = memberModifiers(&flags)
    if key == 0 {
      if token == .leftBrace && flags == .static { return staticBlock(start, lowest) }
      if eat(.times) { flags.insert(.generator) }
      if isTypeScript && token == .leftBracket {
        let signature = attemptIndexSignature(start, lowest)
        if signature != 0 {
          if !eat(.comma) { semicolon() }
          return signature
        }
      }
      key = self.key(&flags)
    }
    var optional: Flags = []
    if isTypeScript {
      if eat(.question) { optional = .optional }
      if token == .not && !isAfterNewline { next() }
    }
    if token == .leftParenthesis || token == .less {
      let function = methodFunction(flags)
      let all = flags.union(optional)
      return make(.method, start, lowest, key, function, 0, decorators, flags: all)
    }
    let type = isTypeScript && eat(.colon) ? type() : 0
    let initial = token == .assign ? fieldValue() : 0
    semicolon()
    let all = flags.union(optional)
    return make(.field, start, lowest, key, initial, type, decorators, flags: all)
  }

  private mutating func fieldValue() -> NodeID {
    next()
    let outer = context
    context.subtract(.ofFunction)
    context.insert(.function)
    let value = assignment()
    context = outer
    return value
  }

  /// Reads words that are modifiers as long as a key follows them.
  ///
  /// - Returns: the key if the last word turned out to be it, else 0.
  private mutating func memberModifiers(_ flags: inout Flags) -> NodeID {
    while token == .identifier && !isEscaped {
      let word = name
      guard let modifier = memberModifier(word) else { return 0 }
      let start = start
      next()
      if word == .static && token == .leftBrace {
        flags = .static
        return 0
      }
      let isAccessor = word == .get || word == .set
      let isKey =
        !isBeforeKey
        || isAfterNewline && (word == .async || word == .accessor || word == .declare)
        || isAccessor && token == .times
      if isKey { return make(.identifier, start, mark, word.id) }
      flags.formUnion(modifier)
      if isAccessor { return 0 }
    }
    return 0
  }

  /// The flag that a modifier stands for (none for most); nil if the word is no modifier.
  private mutating func memberModifier(_ word: Name) -> Flags? {
    switch word.word {
    case .static: .static
    case .async: .async
    case .get: .getter
    case .set: .setter
    case .accessor: []
    case .public, .private, .protected, .readonly, .override: isTypeScript ? [] : nil
    case .abstract, .declare: isTypeScript ? .declare : nil
    default: nil
    }
  }

  private mutating func staticBlock(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let outer = context
    context = .function
    let body = statements()
    context = outer
    close(.rightBrace)
    return make(.staticBlock, start, lowest, body)
  }

  /// Reads `@a @b(c)`.
  mutating func decorators() -> NodeListID {
    let first = pending.count
    while token == .at { push(decorator()) }
    return list(from: first)
  }

  private mutating func decorator() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let baseStart = self.start
    let baseLowest = mark
    var base: NodeID
    switch token {
    case .leftParenthesis: base = primary()
    case .identifier: base = identifier()
    default: base = missing(.expectedName)
    }
    while true {
      switch token {
      case .dot:
        next()
        base = member(baseStart, baseLowest, base, [])
      case .leftParenthesis:
        let arguments = arguments()
        base = make(.call, baseStart, baseLowest, base, arguments)
      case .less where isTypeScript, .shiftLeft where isTypeScript:
        let typeArguments = typeArguments()
        let arguments = arguments()
        base = make(.call, baseStart, baseLowest, base, arguments, typeArguments)
      case .not where isTypeScript && !isAfterNewline:
        next()
        base = make(.nonNull, baseStart, baseLowest, base)
      default:
        return make(.decorator, start, lowest, base)
      }
    }
  }
}
