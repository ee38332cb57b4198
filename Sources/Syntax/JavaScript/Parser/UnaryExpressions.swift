// Prefix and postfix operators, `await`, and operators of TypeScript.

import SyntaxTree

extension Parser {
  /// Reads an operand of a binary operator.
  mutating func unary() -> NodeID {
    let start = start
    let lowest = mark
    switch token {
    case .not, .invert, .plus, .minus, .typeof, .void, .delete:
      return prefixed(.unary, start, lowest)
    case .increment, .decrement:
      return prefixed(.update, start, lowest, flags: .prefix)
    case .identifier where name == .await && !isEscaped && isAwaitOperator():
      return prefixed(.await, start, lowest, hasSymbol: false)
    case .less where !allowsJSX:
      let arrow = attemptGenericArrow(start, lowest, isAsync: false)
      return arrow != 0 ? arrow : typeAssertion(start, lowest)
    default: break
    }
    let operand = chain(start, lowest)
    if token == .increment || token == .decrement, !isAfterNewline, !isArrow(operand) {
      let symbol = token.rawValue
      next()
      return make(.update, start, lowest, operand, symbol: symbol)
    }
    return operand
  }

  private mutating func prefixed(
    _ kind: Kind,
    _ start: Int,
    _ lowest: NodeID,
    hasSymbol: Bool = true,
    flags: Flags = []
  ) -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let symbol = hasSymbol ? token.rawValue : 0
    next()
    let operand = unary()
    return make(kind, start, lowest, operand, symbol: symbol, flags: flags)
  }

  /// Whether the name `await` is an operator here.
  ///
  /// Outside of functions the file may be a script, where it is a name; in a function that is not async it is
  /// a mistake, but one that is better read as the operator.
  private mutating func isAwaitOperator() -> Bool {
    if context.contains(.async) { return true }
    let byte = nextByte()
    if classes[Int(byte)] == 1 {
      let ahead = peek()
      if context.contains(.function) && ahead.isAfterNewline { return false }
      switch ahead.token {
      case .in, .instanceof: return false
      default: return !(ahead.isWord(.of) || ahead.isWord(.as) || ahead.isWord(.satisfies))
      }
    }
    if context.contains(.function) { return false }
    switch byte {
    case 0x22, 0x27, 0x60, 0x28, 0x5B, 0x7B, 0x21, 0x7E, 0x2B, 0x2D, 0x2F, 0x40, 0x23, 0x5C,
      0x80...0xFF:
      return true
    default: return false
    }
  }

  /// `<T>operand`.
  private mutating func typeAssertion(_ start: Int, _ lowest: NodeID) -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    next()
    let type = typeOrConst()
    closeAngle()
    let operand = unary()
    return make(.typeAssertion, start, lowest, operand, type)
  }

  /// Whether `as` or `satisfies` follows as an operator.
  @inline(__always)
  var isTypeOperator: Bool {
    isTypeScript && token == .identifier && !isAfterNewline && !isEscaped
      && (name == .as || name == .satisfies)
  }
  /// `operand as T`, `operand satisfies T`.
  mutating func typeOperator(_ start: Int, _ lowest: NodeID, _ operand: NodeID) -> NodeID {
    let kind = name == .as ? Kind.asExpression : .satisfiesExpression
    next()
    let type = typeOrConst()
    return make(kind, start, lowest, operand, type)
  }
  private mutating func typeOrConst() -> NodeID {
    if token != .const { return type() }
    let name = name
    let id = leaf(.typeKeyword)
    nodes.base[Int(id)].a = name.id
    return id
  }
}
