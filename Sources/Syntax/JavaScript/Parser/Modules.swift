// Imports and exports.

import SyntaxTree

extension Parser {
  mutating func importStatement() -> NodeID {
    switch peek().token {
    case .leftParenthesis, .dot: return expressionStatement()
    default: return importDeclaration(start, mark)
    }
  }

  /// Reads an import from its keyword on.
  private mutating func importDeclaration(_ start: Int, _ lowest: NodeID) -> NodeID {
    next()
    if token == .string {
      let source = moduleString()
      let attributes = importAttributes()
      semicolon()
      return make(.importDeclaration, start, lowest, 0, source, attributes)
    }
    let flags: Flags = eatImportModifier(.type) ? .typeOnly : []
    skipImportPhase()
    let first = pending.count
    if token == .identifier {
      let nameStart = self.start
      let nameLowest = mark
      let local = identifier()
      if isTypeScript && eat(.assign) { return importEquals(start, lowest, local, flags) }
      push(make(.importDefault, nameStart, nameLowest, local))
      _ = eat(.comma)
    }
    switch token {
    case .times: push(importNamespace())
    case .leftBrace: specifiers(.importSpecifier)
    default: break
    }
    let specifiers = list(from: first)
    let source = moduleSource()
    let attributes = importAttributes()
    semicolon()
    return make(
      .importDeclaration,
      start,
      lowest,
      specifiers,
      source,
      attributes,
      flags: flags
    )
  }

  /// Takes `type` where it is a modifier and not the name of what is imported.
  private mutating func eatImportModifier(_ word: Word) -> Bool {
    guard isTypeScript, isWord(word) else { return false }
    let ahead = peek()
    let isModifier =
      switch ahead.token {
      case .leftBrace, .times: true
      case .identifier: !ahead.isWord(.from) || importsNameFrom
      default: false
      }
    if isModifier { next() }
    return isModifier
  }

  /// `import type from from "x"`, `import type from = …`.
  private var importsNameFrom: Bool {
    mutating get {
      let second = peekSecond()
      return second.isWord(.from) || second.token == .assign
    }
  }

  /// Skips `defer` and `source`, which say when a module is run.
  private mutating func skipImportPhase() {
    guard isWord(.defer) || isWord(.source) else { return }
    let ahead = peek()
    if ahead.token == .times || ahead.token == .identifier && !ahead.isWord(.from) {
      next()
    } else if ahead.isWord(.from) && peekSecond().isWord(.from) {
      next()
    }
  }

  private mutating func importEquals(
    _ start: Int,
    _ lowest: NodeID,
    _ local: NodeID,
    _ flags: Flags
  ) -> NodeID {
    let reference = chain(self.start, mark)
    semicolon()
    return make(.importEquals, start, lowest, local, reference, flags: flags)
  }

  private mutating func importNamespace() -> NodeID {
    let start = start
    let lowest = mark
    next()
    if !eatWord(.as) { report(.expectedToken) }
    let local = identifier()
    return make(.importNamespace, start, lowest, local)
  }

  /// Pushes what stands in `{ a, b as c }`.
  private mutating func specifiers(_ kind: Kind) {
    next()
    while token != .rightBrace && token != .end {
      push(specifier(kind))
      if token != .comma { break }
      next()
    }
    close(.rightBrace)
  }

  private mutating func specifier(_ kind: Kind) -> NodeID {
    let start = start
    let lowest = mark
    let flags: Flags = eatSpecifierType() ? .typeOnly : []
    let first = moduleName()
    let second = eatWord(.as) ? moduleName() : first
    return make(kind, start, lowest, first, second, flags: flags)
  }

  /// Takes `type` where it is a modifier: not in `type`, `type as b`, but in `type as`, `type as as b`.
  private mutating func eatSpecifierType() -> Bool {
    guard isTypeScript, isWord(.type) else { return false }
    let ahead = peek()
    switch ahead.token {
    case .comma, .rightBrace: return false
    case .identifier where ahead.isWord(.as):
      let second = peekSecond()
      let isName = second.token == .comma || second.token == .rightBrace
      if !isName && !(second.isWord(.as) && isFollowedByAsAsName) { return false }
    default: break
    }
    next()
    return true
  }

  /// Whether a name follows in `type as as name`.
  private var isFollowedByAsAsName: Bool {
    mutating get {
      let state = lexerState
      next()
      let second = peekSecond()
      rewind(state)
      return second.token != .comma && second.token != .rightBrace
    }
  }

  /// A name, or a string that stands for one.
  private mutating func moduleName() -> NodeID {
    token == .string ? leaf(.string) : identifier()
  }

  private mutating func moduleSource() -> NodeID {
    if !eatWord(.from) { report(.expectedToken) }
    return moduleString()
  }

  private mutating func moduleString() -> NodeID {
    token == .string ? leaf(.string) : missing(.expectedString)
  }

  /// Reads `with { type: "json" }`.
  private mutating func importAttributes() -> NodeListID {
    guard token == .with || isWord(.assert) && !isAfterNewline else { return 0 }
    next()
    let first = pending.count
    expect(.leftBrace)
    while token != .rightBrace && token != .end {
      let start = start
      let lowest = mark
      let key = moduleName()
      expect(.colon)
      let value = moduleString()
      push(make(.importAttribute, start, lowest, key, value))
      if token != .comma { break }
      next()
    }
    close(.rightBrace)
    return list(from: first)
  }

  /// Reads an export from its keyword on.
  mutating func export(_ start: Int, _ lowest: NodeID, decorators: NodeListID) -> NodeID {
    next()
    switch token {
    case .default: return exportDefault(start, lowest, decorators)
    case .times: return exportAll(start, lowest, [])
    case .leftBrace: return exportSpecifiers(start, lowest, [])
    case .assign where isTypeScript:
      next()
      let expression = expression()
      semicolon()
      return make(.exportAssignment, start, lowest, expression)
    case .import where isTypeScript:
      let declaration = importDeclaration(self.start, mark)
      return make(.exportNamed, start, lowest, declaration)
    case .identifier where isTypeScript:
      let export = typeScriptExport(start, lowest)
      if export != 0 { return export }
    default: break
    }
    let isClass = token == .at || token == .class
    let declaration =
      isClass
      ? classRest(self.start, mark, decorators, isDeclaration: true)
      : statement(isNested: false)
    return make(.exportNamed, start, lowest, declaration)
  }

  /// Reads `export type …` with specifiers, or `export as namespace A`; 0 if neither stands here.
  private mutating func typeScriptExport(_ start: Int, _ lowest: NodeID) -> NodeID {
    if isWord(.type) {
      switch peek().token {
      case .leftBrace:
        next()
        return exportSpecifiers(start, lowest, .typeOnly)
      case .times:
        next()
        return exportAll(start, lowest, .typeOnly)
      default: return 0
      }
    }
    if isWord(.as) && peek().isWord(.namespace) {
      next()
      next()
      let name = identifier()
      semicolon()
      return make(.exportAsNamespace, start, lowest, name)
    }
    return 0
  }

  private mutating func exportDefault(
    _ start: Int,
    _ lowest: NodeID,
    _ decorators: NodeListID
  ) -> NodeID {
    next()
    let declaration = exportedDefault(decorators)
    return make(.exportDefault, start, lowest, declaration)
  }

  private mutating func exportedDefault(_ decorators: NodeListID) -> NodeID {
    let start = start
    let lowest = mark
    switch token {
    case .function: return function(start, lowest, isAsync: false, isDeclaration: true)
    case .class, .at: return classRest(start, lowest, decorators, isDeclaration: true)
    case .identifier where isWord(.async):
      let ahead = peek()
      if ahead.token == .function && !ahead.isAfterNewline {
        next()
        return function(start, lowest, isAsync: true, isDeclaration: true)
      }
    case .identifier where isTypeScript && isWord(.abstract):
      if peek().token == .class { return classRest(start, lowest, decorators, isDeclaration: true) }
    case .identifier where isTypeScript && isWord(.interface):
      let declaration = typeScriptDeclaration()
      if declaration != 0 { return declaration }
    default: break
    }
    let expression = assignment()
    semicolon()
    return expression
  }

  private mutating func exportAll(_ start: Int, _ lowest: NodeID, _ flags: Flags) -> NodeID {
    next()
    let exported = eatWord(.as) ? moduleName() : 0
    let source = moduleSource()
    let attributes = importAttributes()
    semicolon()
    return make(.exportAll, start, lowest, exported, source, attributes, flags: flags)
  }

  private mutating func exportSpecifiers(
    _ start: Int,
    _ lowest: NodeID,
    _ flags: Flags
  ) -> NodeID {
    let first = pending.count
    specifiers(.exportSpecifier)
    let specifiers = list(from: first)
    var source: NodeID = 0
    var attributes: NodeListID = 0
    if eatWord(.from) {
      source = moduleString()
      attributes = importAttributes()
    }
    semicolon()
    return make(.exportNamed, start, lowest, 0, specifiers, source, attributes, flags: flags)
  }
}
