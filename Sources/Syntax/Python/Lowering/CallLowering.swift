// Calls: their arguments by position and by name.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func call(_ id: NodeID, _ node: Node, _ use: Use) -> ValueID {
    if isSuper(node) { return add(.super, at: id) }
    if let text = formatted(id, node) { return text }
    let callee = place(node.a)
    let arguments = arguments(node.b, at: id)
    if walks(node) || isOfMany(node.b), facts.lists[arguments.index] > 0 {
      // The word behind the count is the first argument.
      let first = ValueID(facts.lists[arguments.index + 1])
      iterate(first, at: tree.node(0, of: node.b))
    }
    let call = emit(.call, a: callee.raw, b: arguments.raw, flags: use, at: id)
    return add(.result, a: call.raw, at: id)
  }

  /// `super()`, with or without arguments.
  private func isSuper(_ node: Node) -> Bool {
    guard tree.kind(node.a) == .name, tree[node.a].a == Word.super.rawValue else { return false }
    return scopes.resolve(tree[node.a].a, from: scope) == nil
  }

  /// Whether a built-in walks its first argument: `list(rows)`, `sorted(rows)`.
  private func walks(_ node: Node) -> Bool {
    guard tree.kind(node.a) == .name, let word = Word(rawValue: tree[node.a].a),
      scopes.resolve(tree[node.a].a, from: scope) == nil
    else { return false }
    switch word {
    case .list, .set, .tuple, .sorted, .sum, .max, .min, .any, .all: return true
    default: return false
    }
  }

  /// Whether a serializer walks what it is given first: `OrderSerializer(rows, many=True)`.
  private func isOfMany(_ arguments: NodeListID) -> Bool {
    let given = nodes(arguments)
    guard let first = given.first, tree.kind(first) != .argument else { return false }
    return given.contains { argument in
      guard tree.kind(argument) == .argument, tree[argument].a == Word.many.rawValue else {
        return false
      }
      return tree.kind(tree[argument].b) == .true
    }
  }

  /// `"…".format(a, b)` is a text with values in it.
  private mutating func formatted(_ id: NodeID, _ node: Node) -> ValueID? {
    guard tree.kind(node.a) == .attribute, tree[node.a].b == Word.format.rawValue else {
      return nil
    }
    switch tree.kind(tree[node.a].a) {
    case .string, .concatenation: break
    default: return nil
    }
    var parts = [expression(tree[node.a].a)]
    for argument in nodes(node.b) {
      let isKeyword = tree.kind(argument) == .argument
      parts.append(expression(isKeyword ? tree[argument].b : argument))
    }
    return add(.template, a: list(parts).raw, at: id)
  }

  /// The positional arguments, and behind them those with names as one object.
  private mutating func arguments(_ list: NodeListID, at id: NodeID) -> ListID {
    var values: [ValueID] = []
    var pairs: [UInt32] = []
    var keywords: NodeID = 0
    for argument in nodes(list) {
      guard tree.kind(argument) == .argument else {
        values.append(expression(argument))
        continue
      }
      let node = tree[argument]
      if keywords == 0 { keywords = argument }
      if node.a == 0 {
        let inner = expression(node.b)
        pairs += [NameID.any.raw, add(.spread, a: inner.raw, at: argument).raw]
      } else {
        let value = expression(node.b)
        pairs += [name(node.a).raw, value.raw]
      }
    }
    if !pairs.isEmpty {
      let object = add(.object, a: self.list(pairs).raw, flags: .keywords, at: keywords)
      facts.values[object.index].end = tree[id].end
      values.append(object)
    }
    return self.list(values)
  }
}
