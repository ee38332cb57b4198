// Expressions that nest to the left: members, calls and operators, lowered with a loop.

import Facts
import SyntaxTree

extension Lowering {
  /// Lowers a chain from its leftmost operand outwards, because it can be 100,000 links long.
  mutating func chain(_ id: NodeID, _ use: Use) -> ValueID {
    let bottom = scratch.count
    var id = id
    collect: while true {
      switch tree.kind(id) {
      case .nonNull, .asExpression, .satisfiesExpression, .instantiation, .typeAssertion: break
      case .member, .call, .index, .binary, .logical, .taggedTemplate: scratch.append(id)
      default: break collect
      }
      id = tree[id].a
    }
    if scratch.count == bottom { return expression(id, use) }
    let isBase =
      tree.kind(id) == .identifier && tree.kind(scratch[scratch.count &- 1]) == .member
    var value = isBase ? base(id) : expression(id)
    while scratch.count > bottom {
      let link = scratch[scratch.count &- 1]
      switch tree.kind(link) {
      case .binary: value = binary(value, above: bottom)
      case .logical: value = logical(value, above: bottom, use)
      default:
        scratch.count &-= 1
        value = apply(link, to: value, scratch.count == bottom ? use : .none)
      }
    }
    return value
  }

  private mutating func apply(_ id: NodeID, to value: ValueID, _ use: Use) -> ValueID {
    switch tree.kind(id) {
    case .member: return member(id, of: value)
    case .call: return call(id, callee: value, use)
    case .index: return index(id, of: value)
    default: return taggedTemplate(id, tag: value, use)
    }
  }

  mutating func member(_ id: NodeID, of base: ValueID) -> ValueID {
    let node = tree[id]
    return add(
      .member,
      a: base.raw,
      b: memberName(node).raw,
      flags: node.flags.contains(.optional) ? .optional : .none,
      start: node.start,
      end: node.end
    )
  }

  @inline(__always)
  private mutating func memberName(_ node: Node) -> NameID {
    if _slowPath(node.flags.contains(.privateName)) {
      return names.number(
        ofText: tree.source + Int(node.c),
        count: max(Int(node.end) - Int(node.c), 0)
      )
    }
    return names.number(of: Name(id: node.b))
  }

  /// `a["b"]` is the member `b`.
  mutating func index(_ id: NodeID, of base: ValueID) -> ValueID {
    let node = tree[id]
    let flags: Value.Flags = node.flags.contains(.optional) ? .optional : .none
    if tree.kind(node.b) == .string {
      return add(.member, a: base.raw, b: stringName(node.b).raw, flags: flags, at: id)
    }
    let key = expression(node.b)
    return add(.index, a: base.raw, b: key.raw, flags: flags, at: id)
  }
}

// Operators: runs of the same one are one step, so that sums of texts and alternatives are flat lists.
extension Lowering {
  private func isSum(_ id: NodeID) -> Bool {
    tree.kind(id) == .binary && tree[id].symbol == Token.plus.rawValue
  }

  private mutating func binary(_ left: ValueID, above bottom: Int) -> ValueID {
    let link = scratch[scratch.count &- 1]
    if isSum(link) { return sum(left, above: bottom) }
    scratch.count &-= 1
    let node = tree[link]
    let right = expression(node.b)
    return add(
      .binary,
      a: left.raw,
      b: right.raw,
      operator: Self.operator(of: node.symbol),
      at: link
    )
  }

  /// `a + b + c`: a template if a text is among them.
  private mutating func sum(_ first: ValueID, above bottom: Int) -> ValueID {
    let operands = scratch.count
    var next = operands
    var hasText = isText(first)
    appendOperand(first)
    while next > bottom && isSum(scratch[next &- 1]) {
      next &-= 1
      let value = expression(tree[scratch[next]].b)
      hasText = hasText || isText(value)
      appendOperand(value)
    }
    if hasText {
      let parts = list(from: operands)
      let outermost = scratch[next]
      scratch.count = next
      return add(.template, a: parts.raw, at: outermost)
    }
    // No operand was spread out, so operand n belongs to link n.
    var value = first
    var operand = operands
    var link = operands
    while link > next {
      link &-= 1
      operand &+= 1
      value = add(
        .binary,
        a: value.raw,
        b: scratch[operand],
        operator: .add,
        at: scratch[link]
      )
    }
    scratch.count = next
    return value
  }

  private func isText(_ value: ValueID) -> Bool {
    let kind = values[value.index].kind
    return kind == .string || kind == .template
  }

  /// Adds an operand to a sum; a short template becomes its parts.
  private mutating func appendOperand(_ value: ValueID) {
    let operand = values[value.index]
    guard operand.kind == .template, lists[Int(operand.a)] <= 8 else {
      return scratch.append(value.raw)
    }
    let count = Int(lists[Int(operand.a)])
    for index in 0..<count { scratch.append(lists[Int(operand.a) &+ 1 &+ index]) }
  }

  /// `a && b && c`: every operand but the first runs on a condition.
  private mutating func logical(_ first: ValueID, above bottom: Int, _ use: Use) -> ValueID {
    let operands = scratch.count
    var next = operands
    let symbol = tree[scratch[next &- 1]].symbol
    let kind: Region.Kind = symbol == Token.logicalAnd.rawValue ? .then : .otherwise
    var last = first
    scratch.append(first.raw)
    while next > bottom {
      let node = tree[scratch[next &- 1]]
      guard node.symbol == symbol, tree.kind(scratch[next &- 1]) == .logical else { break }
      next &-= 1
      last = arm(node.b, kind, subject: last, next == bottom ? use : .none)
      scratch.append(last.raw)
    }
    let outermost = scratch[next]
    if next == bottom && use.contains(.discarded) {
      scratch.count = next
      return last
    }
    let choices = list(from: operands)
    scratch.count = next
    return add(.choice, a: choices.raw, operator: Self.operator(of: symbol), at: outermost)
  }

  /// What a binary operator or an assignment with one means.
  static func `operator`(of symbol: UInt8) -> Operator {
    switch Token(rawValue: symbol) ?? .unknown {
    case .plus, .plusAssign, .increment: .add
    case .minus, .minusAssign, .decrement: .subtract
    case .times, .timesAssign: .multiply
    case .divide, .divideAssign: .divide
    case .remainder, .remainderAssign: .remainder
    case .power, .powerAssign: .power
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal, .strictEqual: .equal
    case .notEqual, .strictNotEqual: .notEqual
    case .in: .contains
    case .instanceof: .isInstance
    case .logicalAnd, .logicalAndAssign: .and
    case .logicalOr, .logicalOrAssign: .or
    case .coalesce, .coalesceAssign: .nullish
    case .shiftLeft, .shiftRight, .unsignedShiftRight, .and, .or, .xor, .shiftLeftAssign,
      .shiftRightAssign, .unsignedShiftRightAssign, .andAssign, .orAssign, .xorAssign:
      .bits
    default: .none
    }
  }
}
