// Declarations of TypeScript.

import SyntaxTree

extension Parser {
  /// Reads a declaration that starts with a contextual keyword; 0 if the word is only a name here.
  mutating func typeScriptDeclaration() -> NodeID {
    let start = start
    let lowest = mark
    let ahead = peek()
    switch name.word {
    case .global where ahead.token == .leftBrace:
      let name = identifier()
      let body = block()
      return make(.module, start, lowest, name, body)
    case _ where ahead.isAfterNewline: return 0
    case .type where ahead.token == .identifier: return typeAlias(start, lowest)
    case .interface where ahead.token == .identifier: return interface(start, lowest)
    case .namespace where ahead.token == .identifier: return module(start, lowest)
    case .module where ahead.token == .identifier || ahead.token == .string:
      return module(start, lowest)
    case .abstract where ahead.token == .class:
      return classRest(start, lowest, 0, isDeclaration: true)
    case .declare where Self.isDeclarable(ahead):
      next()
      let declaration = statement(isNested: false)
      add(.declare, to: declaration)
      nodes.base[Int(declaration)].start = UInt32(truncatingIfNeeded: start)
      return declaration
    default: return 0
    }
  }

  /// Whether `declare` can stand before this token.
  private static func isDeclarable(_ ahead: Ahead) -> Bool {
    switch ahead.token {
    case .function, .class, .const, .var, .enum, .import, .export: return true
    case .identifier:
      switch ahead.name.word {
      case .let, .type, .interface, .namespace, .module, .global, .abstract, .async, .using,
        .declare, .await:
        return true
      default: return false
      }
    default: return false
    }
  }

  private mutating func typeAlias(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let name = identifier()
    let parameters = token == .less ? typeParameters() : 0
    expect(.assign)
    let type = type()
    semicolon()
    return make(.typeAlias, start, lowest, name, type, parameters)
  }

  private mutating func interface(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let name = identifier()
    let parameters = token == .less ? typeParameters() : 0
    let bases = eat(.extends) ? typeList() : 0
    let members = typeMembers()
    return make(.interface, start, lowest, name, members, parameters, bases)
  }

  /// Reads `A, B` behind `implements` or `extends`.
  mutating func typeList() -> NodeListID {
    let first = pending.count
    repeat { push(type()) } while eat(.comma)
    return list(from: first)
  }

  private mutating func module(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    let name = token == .string ? leaf(.string) : moduleName()
    var body: NodeID = 0
    if token == .leftBrace { body = block() } else { semicolon() }
    return make(.module, start, lowest, name, body)
  }

  /// Reads `a.b.c`.
  private mutating func moduleName() -> NodeID {
    let start = start
    let lowest = mark
    var name = identifier()
    while eat(.dot) { name = member(start, lowest, name, []) }
    return name
  }

  /// Reads an enum from its keyword on.
  mutating func enumeration(_ start: Int, _ lowest: NodeID, _ flags: Flags) -> NodeID {
    next()
    let name = identifier()
    if !open() { return make(.enum, start, lowest, name, flags: flags) }
    let first = pending.count
    while token != .rightBrace && token != .end {
      push(enumMember())
      if token != .comma { break }
      next()
    }
    close(.rightBrace)
    let members = list(from: first)
    return make(.enum, start, lowest, name, members, flags: flags)
  }

  private mutating func enumMember() -> NodeID {
    let start = start
    let lowest = mark
    var flags: Flags = []
    let key = key(&flags)
    let value = eat(.assign) ? assignment() : 0
    return make(.enumMember, start, lowest, key, value, flags: flags)
  }
}
