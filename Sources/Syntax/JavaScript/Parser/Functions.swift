// Functions, parameters and the patterns that bind names.

import SyntaxTree

extension Parser {
  /// Reads a function from the keyword `function` on.
  mutating func function(
    _ start: Int,
    _ lowest: NodeID,
    isAsync: Bool,
    isDeclaration: Bool
  ) -> NodeID {
    next()
    var flags: Flags = isAsync ? .async : []
    if isDeclaration { flags.insert(.declaration) }
    if eat(.times) { flags.insert(.generator) }
    let name = token == .identifier ? identifier() : 0
    return functionRest(start, lowest, name, flags)
  }

  /// Reads the function of a method, from its parameters or type parameters on.
  mutating func methodFunction(_ modifiers: Flags) -> NodeID {
    functionRest(start, mark, 0, modifiers.intersection([.async, .generator]))
  }

  private mutating func functionRest(
    _ start: Int,
    _ lowest: NodeID,
    _ name: NodeID,
    _ flags: Flags
  ) -> NodeID {
    let outer = context
    context = .function
    if flags.contains(.async) { context.insert(.async) }
    if flags.contains(.generator) { context.insert(.generator) }
    let typeParameters = token == .less && isTypeScript ? typeParameters() : 0
    let parameters = parameterList()
    let returnType = isTypeScript && eat(.colon) ? returnType() : 0
    var body: NodeID = 0
    if token == .leftBrace {
      body = block()
    } else if isTypeScript {
      semicolon()
    } else {
      report(.expectedToken)
    }
    context = outer
    let types = record(typeParameters, returnType)
    return make(.function, start, lowest, name, parameters, body, types, flags: flags)
  }

  /// Reads `(a, b = 1, ...c)`.
  mutating func parameterList() -> NodeListID {
    expect(.leftParenthesis)
    let first = pending.count
    while token != .rightParenthesis && token != .end {
      push(parameter())
      if token != .comma { break }
      next()
    }
    close(.rightParenthesis)
    return list(from: first)
  }

  private mutating func parameter() -> NodeID {
    let start = start
    let lowest = mark
    let decorators = token == .at ? decorators() : 0
    var flags: Flags = isTypeScript && token == .identifier ? parameterModifiers() : []
    let targetStart = self.start
    let targetLowest = mark
    let target: NodeID
    switch token {
    case .ellipsis: target = rest()
    case .this: target = leaf(.this)
    default: target = bindingTarget()
    }
    var type: NodeID = 0
    if isTypeScript {
      if eat(.question) { flags.insert(.optional) }
      if eat(.colon) { type = self.type() }
    }
    let isPlain = flags.isEmpty && type == 0 && decorators == 0
    let initial = eat(.assign) ? assignment() : 0
    if !isPlain {
      return make(.parameter, start, lowest, target, type, initial, decorators, flags: flags)
    }
    if initial == 0 { return target }
    let symbol = Token.assign.rawValue
    return make(.defaultPattern, targetStart, targetLowest, target, initial, symbol: symbol)
  }

  /// Skips `private readonly` and the like.
  private mutating func parameterModifiers() -> Flags {
    var flags: Flags = []
    while token == .identifier {
      switch name.word {
      case .public, .private, .protected, .readonly, .override: break
      default: return flags
      }
      switch peek().token {
      case .identifier, .leftBrace, .leftBracket: next()
      default: return flags
      }
      flags.insert(.declare)
    }
    return flags
  }

  /// Reads `...target`, with a type in the parameters of TypeScript.
  private mutating func rest() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let target = bindingTarget()
    let type = isTypeScript && eat(.colon) ? type() : 0
    return make(.rest, start, lowest, target, type)
  }

  /// Reads a name or pattern that is bound.
  mutating func bindingTarget() -> NodeID {
    switch token {
    case .identifier: return identifier()
    case .leftBracket: return arrayPattern()
    case .leftBrace: return objectPattern()
    default: return missing(.expectedName)
    }
  }

  /// Reads `target` or `target = value`.
  private mutating func bindingElement() -> NodeID {
    let start = start
    let lowest = mark
    let target = bindingTarget()
    if !eat(.assign) { return target }
    let initial = assignment()
    let symbol = Token.assign.rawValue
    return make(.defaultPattern, start, lowest, target, initial, symbol: symbol)
  }

  private mutating func arrayPattern() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
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
      push(token == .ellipsis ? rest() : bindingElement())
      if token != .comma { break }
      next()
    }
    context = outer
    close(.rightBracket)
    let elements = list(from: first)
    return make(.arrayPattern, start, lowest, elements)
  }

  private mutating func objectPattern() -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    next()
    let first = pending.count
    while token != .rightBrace && token != .end {
      push(token == .ellipsis ? rest() : patternProperty())
      if token != .comma { break }
      next()
    }
    context = outer
    close(.rightBrace)
    let properties = list(from: first)
    return make(.objectPattern, start, lowest, properties)
  }

  private mutating func patternProperty() -> NodeID {
    let start = start
    let lowest = mark
    var flags: Flags = []
    let key = key(&flags)
    if eat(.colon) {
      let value = bindingElement()
      return make(.property, start, lowest, key, value, flags: flags)
    }
    if kind(key) != .identifier { report(.expectedToken) }
    flags.insert(.shorthand)
    var value = key
    if eat(.assign) {
      let initial = assignment()
      value = make(.defaultPattern, start, lowest, key, initial, symbol: Token.assign.rawValue)
    }
    return make(.property, start, lowest, key, value, flags: flags)
  }
}
