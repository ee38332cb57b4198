// Destructuring: what each name of a pattern takes from a value.

import Facts
import SyntaxTree

extension Lowering {
  /// What binding a name of a pattern amounts to.
  enum Binding {
    /// A declaration: an assignment that declares its symbol.
    case declaration
    /// A plain assignment.
    case assignment
    /// The head of a function, loop or catch clause: the symbol has the value, but no step assigns it.
    case head
  }

  mutating func destructure(_ id: NodeID, _ value: ValueID, _ binding: Binding) {
    if isStackLow { return }
    let node = tree[id]
    switch tree.kind(id) {
    case .identifier: bind(id, value, binding)
    case .objectPattern: destructureObject(node.a, value, binding)
    case .arrayPattern: destructureArray(node.a, value, binding)
    case .defaultPattern:
      let chosen = defaulted(value, node.b, target: node.a, at: id)
      destructure(node.a, chosen, binding)
    case .rest: destructure(node.a, value, binding)
    case .parameter: destructure(node.a, value, binding)
    case .none, .error: break
    default: store(value, in: place(id), at: id, place: id)
    }
  }

  private mutating func bind(_ id: NodeID, _ value: ValueID, _ binding: Binding) {
    let symbol = binder.slots[Int(id)]
    if binding == .head && symbol != 0 {
      return note(value, inSymbol: symbol)
    }
    let flags: Instruction.Flags = binding == .declaration ? .declares : .none
    store(value, in: place(id), flags: flags, at: id, place: id)
  }

  /// A value or, where that is undefined, a default, which is evaluated only then.
  mutating func defaulted(
    _ value: ValueID,
    _ other: NodeID,
    target: NodeID,
    at id: NodeID
  ) -> ValueID {
    let alternative = arm(other, .otherwise, subject: value, .none)
    if tree.kind(target) == .identifier {
      nameFunction(alternative, names.number(of: Name(id: tree[target].a)), at: target)
    }
    return add(.choice, a: list(value, alternative).raw, operator: .nullish, at: id)
  }

  private mutating func destructureObject(
    _ properties: NodeListID,
    _ value: ValueID,
    _ binding: Binding
  ) {
    for index in 0..<tree.count(of: properties) {
      let id = tree.node(index, of: properties)
      let node = tree[id]
      guard tree.kind(id) == .property else {
        destructure(id, value, binding)
        continue
      }
      let part: ValueID
      if node.flags.contains(.computed) && tree.kind(node.a) != .string {
        let key = expression(node.a)
        part = add(.index, a: value.raw, b: key.raw, at: id)
      } else {
        part = add(.member, a: value.raw, b: key(node.a, isComputed: false).raw, at: id)
      }
      destructure(node.b, part, binding)
    }
  }

  private mutating func destructureArray(
    _ elements: NodeListID,
    _ value: ValueID,
    _ binding: Binding
  ) {
    for index in 0..<tree.count(of: elements) {
      let id = tree.node(index, of: elements)
      if id == 0 { continue }
      if tree.kind(id) == .rest {
        let rest = add(.element, a: value.raw, at: id)
        destructure(id, rest, binding)
        continue
      }
      let position = add(.number, a: numberIndex(Double(index)), at: id)
      let part = add(.index, a: value.raw, b: position.raw, at: id)
      destructure(id, part, binding)
    }
  }
}

// Variables.
extension Lowering {
  mutating func variables(_ id: NodeID) {
    let node = tree[id]
    if node.flags.contains(.declare) { return }
    for index in 0..<tree.count(of: node.a) { declarator(tree.node(index, of: node.a)) }
  }

  private mutating func declarator(_ id: NodeID) {
    let node = tree[id]
    if node.c != 0 { annotate(node.a, type(node.c)) }
    if node.b == 0 { return }
    guard tree.kind(node.a) == .identifier else {
      return destructure(node.a, expression(node.b), .declaration)
    }
    let target = place(node.a)
    store(expression(node.b), in: target, flags: .declares, at: id, place: node.a)
  }

  /// Gives the symbol of an identifier its type.
  mutating func annotate(_ id: NodeID, _ type: ValueID) {
    if tree.kind(id) != .identifier || !type.isPresent { return }
    let symbol = binder.slots[Int(id)]
    if symbol != 0 { binder.symbols.base[Int(symbol)].type = type }
  }
}
