// Annotations: the types that name classes and collections.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  /// The value of an annotation; absent where it names nothing.
  mutating func type(_ id: NodeID) -> ValueID {
    if isStackLow(id) { return .none }
    let node = tree[id]
    switch tree.kind(id) {
    case .name, .attribute:
      let named = expression(id)
      return add(.type, a: named.raw, at: id)
    case .subscript: return generic(id, node)
    case .binary where node.symbol == Token.bitOr.rawValue: return union([node.a, node.b], at: id)
    case .string: return forwardReference(id)
    default: return .none
    }
  }

  /// `Optional[T]`, `list[T]`, `Annotated[T, …]`, and classes with parameters.
  private mutating func generic(_ id: NodeID, _ node: Node) -> ValueID {
    let arguments = tree.kind(node.b) == .tuple ? nodes(tree[node.b].a) : [node.b]
    guard let first = arguments.first else { return .none }
    switch Word(rawValue: lastName(of: node.a)) {
    case .optional, .mapped, .classVar, .final, .awaitable, .typeGuard: return type(first)
    case .union: return union(arguments, at: id)
    case .annotated:
      extras = arguments.dropFirst().map { expression($0) }
      return type(first)
    case .list, .listType, .sequence, .iterable, .iterator, .collection, .set, .setType,
      .generatorType, .asyncGenerator, .asyncIterator, .frozenSet:
      let element = type(first)
      guard element.isPresent else { return .none }
      // Collections have one name in the facts, whatever the language.
      let array = add(.global, a: name("Array").raw, at: node.a)
      return add(.type, a: array.raw, b: list([element]).raw, at: id)
    case .dynamicMapped, .writeOnlyMapped:
      // How the rows are asked for is said by the class around theirs.
      let named = expression(node.a)
      let rows = type(first)
      return add(.type, a: named.raw, b: rows.isPresent ? list([rows]).raw : 0, at: id)
    default:
      let named = expression(node.a)
      return add(.type, a: named.raw, at: id)
    }
  }

  /// The only alternative that names something, or a choice of those that do.
  private mutating func union(_ alternatives: [NodeID], at id: NodeID) -> ValueID {
    let types = alternatives.map { type($0) }.filter(\.isPresent)
    guard types.count > 1 else { return types.first ?? .none }
    let choice = add(.choice, a: list(types).raw, operator: .or, at: id)
    return add(.type, a: choice.raw, at: id)
  }

  /// `"Order"` names a class that is defined later.
  private mutating func forwardReference(_ id: NodeID) -> ValueID {
    let node = tree[id]
    guard node.b > node.a else { return .none }
    let text = UnsafeBufferPointer(
      start: tree.source + Int(node.a),
      count: Int(node.b) - Int(node.a)
    )
    let word = names.interned(String(decoding: text, as: UTF8.self))
    guard let found = scopes.resolve(word.id, from: scope) else { return .none }
    let named = add(.symbol, a: found.symbol.raw, at: id)
    return add(.type, a: named.raw, at: id)
  }

  /// `Annotated[T, …]` used as a value is another name of `T`, with its extras behind it.
  mutating func annotatedAlias(_ node: Node) -> ValueID? {
    guard Word(rawValue: lastName(of: node.a)) == .annotated, tree.kind(node.b) == .tuple else {
      return nil
    }
    let arguments = nodes(tree[node.b].a)
    guard let first = arguments.first else { return nil }
    let value = expression(first)
    let extras = arguments.dropFirst().map { expression($0) }
    guard !extras.isEmpty else { return value }
    return add(
      .choice,
      a: list([value] + extras).raw,
      operator: .or,
      at: tree.node(0, of: tree[node.b].a)
    )
  }

  private func lastName(of id: NodeID) -> UInt32 {
    switch tree.kind(id) {
    case .name: tree[id].a
    case .attribute: tree[id].b
    default: 0
    }
  }
}
