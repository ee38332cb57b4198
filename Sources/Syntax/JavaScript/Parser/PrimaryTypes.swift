// Types without operators.

import SyntaxTree

extension Parser {
  mutating func primaryType() -> NodeID {
    switch token {
    case .identifier: return namedType()
    case .void, .null: return keywordType()
    case .this: return thisType()
    case .string, .number, .bigInt, .true, .false: return leaf(.literalType)
    case .minus:
      let start = start
      next()
      if token == .number || token == .bigInt { next() } else { report(.expectedType) }
      return make(.literalType, start, mark)
    case .wholeTemplate, .templateHead: return templateType()
    case .typeof: return typeQuery()
    case .import: return importType()
    case .leftParenthesis: return parenthesizedType()
    case .leftBracket: return tupleType()
    case .leftBrace: return startsMappedType ? mappedType() : objectType()
    default: return missing(.expectedType)
    }
  }

  private mutating func keywordType() -> NodeID {
    let name = name
    let id = leaf(.typeKeyword)
    nodes.base[Int(id)].a = name.id
    return id
  }

  /// `this`, `this is T`.
  private mutating func thisType() -> NodeID {
    let start = start
    let lowest = mark
    let this = leaf(.thisType)
    if !isWord(.is) || isAfterNewline { return this }
    next()
    let type = type()
    return make(.predicateType, start, lowest, this, type)
  }

  /// A keyword such as `string`, `asserts x is T`, or a reference with type arguments.
  private mutating func namedType() -> NodeID {
    let start = start
    let lowest = mark
    if isWord(.asserts) {
      let ahead = peek()
      if (ahead.token == .identifier || ahead.token == .this) && !ahead.isAfterNewline {
        return assertion(start, lowest)
      }
    }
    let name = entityName()
    let hasArguments = !isAfterNewline && isBeforeTypeArguments
    let arguments = hasArguments ? typeArguments() : 0
    if !hasArguments && kind(name) == .identifier {
      switch Name(id: nodes[Int(name)].a).word {
      case .any, .unknown, .never, .string, .number, .boolean, .symbol, .object, .undefined,
        .bigint:
        kinds[Int(name)] = .typeKeyword
        return name
      default: break
      }
    }
    return make(.typeReference, start, lowest, name, arguments)
  }

  private mutating func assertion(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let subject = token == .this ? leaf(.thisType) : identifier()
    let type = eatWord(.is) ? type() : 0
    return make(.predicateType, start, lowest, subject, type, flags: .declaration)
  }

  /// Reads `a.b.c` as the name of a type.
  private mutating func entityName() -> NodeID {
    let start = start
    let lowest = mark
    var name = token == .this ? leaf(.thisType) : identifier()
    while token == .dot {
      next()
      let place = UInt32(truncatingIfNeeded: self.start)
      let right = self.name
      if !isName && token != .privateName {
        report(.expectedName)
        break
      }
      next()
      name = make(.qualifiedName, start, lowest, name, right.id, place)
    }
    return name
  }

  /// `typeof a.b`, `typeof import("c")`.
  private mutating func typeQuery() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let name = token == .import ? importType() : entityName()
    let hasArguments = !isAfterNewline && isBeforeTypeArguments
    let arguments = hasArguments ? typeArguments() : 0
    return make(.typeQuery, start, lowest, name, arguments)
  }

  /// `import("a", { with: … }).B<T>`.
  private mutating func importType() -> NodeID {
    let start = start
    let lowest = mark
    next()
    expect(.leftParenthesis)
    let argument = type()
    var options: NodeID = 0
    if eat(.comma) && token != .rightParenthesis {
      options = assignment()
      _ = eat(.comma)
    }
    close(.rightParenthesis)
    var qualifier = Name.none
    while eat(.dot) {
      qualifier = name
      if !isName {
        report(.expectedName)
        break
      }
      next()
    }
    let hasArguments = !isAfterNewline && isBeforeTypeArguments
    let arguments = hasArguments ? typeArguments() : 0
    return make(.importType, start, lowest, argument, arguments, qualifier.id, options)
  }

  private mutating func templateType() -> NodeID {
    let start = start
    let lowest = mark
    let first = pending.count
    while token == .templateHead {
      next()
      push(type())
      if token != .rightBrace { break }
      template(from: self.start &+ 1)
    }
    if token == .wholeTemplate { next() } else { report(.unclosedTemplate) }
    let types = list(from: first)
    return make(.templateType, start, lowest, types)
  }

  private mutating func parenthesizedType() -> NodeID {
    let outer = context
    context.subtract(.endedByBracket)
    next()
    let type = type()
    context = outer
    close(.rightParenthesis)
    add(.parenthesized, to: type)
    return type
  }

  private mutating func tupleType() -> NodeID {
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    next()
    let first = pending.count
    while token != .rightBracket && token != .end {
      push(tupleElement())
      if token != .comma { break }
      next()
    }
    context = outer
    close(.rightBracket)
    let elements = list(from: first)
    return make(.tupleType, start, lowest, elements)
  }

  private mutating func tupleElement() -> NodeID {
    let start = start
    let lowest = mark
    if eat(.ellipsis) {
      let memberStart = self.start
      let memberLowest = mark
      let isNamed = isNamedTupleMember
      var element = isNamed ? namedTupleMember(memberStart, memberLowest) : type()
      if !isNamed && token == .question {
        next()
        element = make(.optionalType, memberStart, memberLowest, element)
      }
      return make(.restType, start, lowest, element)
    }
    if isNamedTupleMember { return namedTupleMember(start, lowest) }
    let type = type()
    return eat(.question) ? make(.optionalType, start, lowest, type) : type
  }

  /// Whether `name:` or `name?:` stands here.
  private var isNamedTupleMember: Bool {
    mutating get {
      if !isName { return false }
      switch nextByte() {
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: "?"): return peekSecond().token == .colon
      default: return false
      }
    }
  }

  private mutating func namedTupleMember(_ start: Int, _ lowest: NodeID) -> NodeID {
    let label = identifier()
    let flags: Flags = eat(.question) ? .optional : []
    expect(.colon)
    let type = type()
    return make(.namedTupleMember, start, lowest, label, type, flags: flags)
  }
}
