// Expressions that are neither literals nor chains.

import Facts
import SyntaxTree

extension Lowering {
  /// Lowers an expression: its instructions in order of evaluation, and what it evaluates to.
  ///
  /// - Parameters:
  ///   - id: any node; what is no expression evaluates to something unknown.
  ///   - use: what happens to the result; handed down to the call that makes it.
  /// - Returns: the value; absent only where `use` says that it is discarded.
  mutating func expression(_ id: NodeID, _ use: Use = .none) -> ValueID {
    if isStackLow { return unknown(id) }
    switch tree.kind(id) {
    case .identifier: return identifier(id)
    case .member, .call, .index, .binary, .logical, .taggedTemplate, .nonNull, .asExpression,
      .satisfiesExpression, .instantiation, .typeAssertion:
      return chain(id, use)
    case .string: return string(id)
    case .number, .bigInt: return number(id)
    case .template: return template(id)
    case .null: return add(.null, at: id)
    case .true: return add(.boolean, a: 1, at: id)
    case .false: return add(.boolean, at: id)
    case .this: return add(.this, at: id)
    case .super: return add(.super, at: id)
    case .regExp: return regularExpression(id)
    case .object: return object(id)
    case .array: return array(id)
    case .function, .arrow: return functionValue(id, tree.kind(id) == .arrow ? .arrow : .function)
    case .class: return classValue(id)
    default: return operation(id, use)
    }
  }

  private mutating func operation(_ id: NodeID, _ use: Use) -> ValueID {
    switch tree.kind(id) {
    case .await: return awaited(id, use)
    case .new: return construction(id, use)
    case .assignment: return assignment(id, use)
    case .conditional: return conditional(id, use)
    case .unary: return unary(id, use)
    case .update: return update(id)
    case .sequence: return sequence(id, use)
    case .yield: return yielded(id)
    case .importCall: return importCall(id)
    case .metaProperty: return metaProperty(id)
    case .jsxElement: return element(id, use)
    case .jsxFragment: return fragment(id)
    case .jsxExpression: return expression(tree[id].a, use)
    case .spread: return add(.spread, a: expression(tree[id].a).raw, at: id)
    default: return unknown(id)
    }
  }

  private mutating func awaited(_ id: NodeID, _ use: Use) -> ValueID {
    let inner = expression(tree[id].a, use.union(.awaited).subtracting(.decorator))
    let instruction = emit(.await, a: inner.raw, flags: use.subtracting(.decorator), at: id)
    if values[inner.index].kind == .module { return inner }
    _ = instruction
    return add(.awaited, a: inner.raw, at: id)
  }

  /// An arm is a region of its own only if something happens in it.
  mutating func arm(
    _ id: NodeID,
    _ kind: Region.Kind,
    subject: ValueID,
    group: UInt32 = 0,
    _ use: Use
  ) -> ValueID {
    open(kind, subject: subject, group: group, at: id)
    let value = expression(id, use)
    closeUnlessEmpty()
    return value
  }

  private mutating func conditional(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    let test = expression(node.a)
    let group = newGroup()
    let first = arm(node.b, .then, subject: test, group: group, use)
    let second = arm(node.c, .otherwise, subject: test, group: group, use)
    if use.contains(.discarded) { return first }
    return add(.choice, a: list(first, second).raw, operator: .conditional, at: id)
  }

  private mutating func unary(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    switch Token(rawValue: node.symbol) ?? .unknown {
    case .delete:
      emit(.remove, a: place(node.a).raw, at: id)
      return add(.boolean, a: 1, at: id)
    case .void:
      let inner = expression(node.a, use.intersection(.discarded))
      if tree.kind(node.a) == .number || use.contains(.discarded) { return add(.undefined, at: id) }
      return add(.unary, a: inner.raw, operator: .void, at: id)
    case .minus:
      if tree.kind(node.a) == .number {
        let digits = tree[node.a]
        let count = Int(digits.end) - Int(digits.start)
        let value = NumberText.value(tree.source + Int(digits.start), count)
        return add(.number, a: numberIndex(-value), at: id)
      }
      return add(.unary, a: expression(node.a).raw, operator: .negate, at: id)
    case .not: return add(.unary, a: expression(node.a).raw, operator: .not, at: id)
    case .typeof: return add(.unary, a: expression(node.a).raw, operator: .typeOf, at: id)
    case .invert: return add(.unary, a: expression(node.a).raw, operator: .bits, at: id)
    default: return add(.unary, a: expression(node.a).raw, at: id)
    }
  }

  private mutating func sequence(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    let count = tree.count(of: node.a)
    for index in 0..<max(count - 1, 0) { _ = expression(tree.node(index, of: node.a), .discarded) }
    return count == 0 ? unknown(id) : expression(tree.node(count - 1, of: node.a), use)
  }

  private mutating func yielded(_ id: NodeID) -> ValueID {
    let node = tree[id]
    let inner = node.a == 0 ? ValueID.none : expression(node.a)
    emit(.yield, a: inner.raw, flags: node.flags.contains(.generator) ? .delegates : .none, at: id)
    return unknown(id)
  }

  private mutating func metaProperty(_ id: NodeID) -> ValueID {
    let node = tree[id]
    let name = names.number(
      ofText: tree.source + Int(node.start),
      count: Int(node.end) - Int(node.start)
    )
    return add(.global, a: name.raw, at: id)
  }

  private mutating func array(_ id: NodeID) -> ValueID {
    let node = tree[id]
    return add(.array, a: expressions(node.a).raw, at: id)
  }

  /// The values of a list of expressions; a hole is 0.
  mutating func expressions(_ nodes: NodeListID) -> ListID {
    let mark = scratch.count
    for index in 0..<tree.count(of: nodes) {
      let id = tree.node(index, of: nodes)
      scratch.append(id == 0 ? 0 : expression(id).raw)
    }
    return list(from: mark)
  }
}
