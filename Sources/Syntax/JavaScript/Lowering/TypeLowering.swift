// Annotations: the types that name classes, modules and collections.

import Facts
import SyntaxTree

extension Lowering {
  /// The value of an annotation; absent for types that name nothing (keywords, functions, objects, literals).
  mutating func type(_ id: NodeID) -> ValueID {
    if id == 0 || isStackLow { return .none }
    let node = tree[id]
    switch tree.kind(id) {
    case .typeReference:
      let name = typeName(node.a)
      guard name.isPresent else { return .none }
      let arguments = types(node.b)
      return add(.type, a: name.raw, b: arguments.raw, at: id)
    case .arrayType:
      let element = type(node.a)
      guard element.isPresent else { return .none }
      let array = add(.global, a: names.number(of: Name(.Array)).raw, at: id)
      let mark = scratch.count
      scratch.append(element.raw)
      return add(.type, a: array.raw, b: list(from: mark).raw, at: id)
    case .unionType: return union(id)
    case .intersectionType:
      for index in 0..<tree.count(of: node.a) {
        let part = type(tree.node(index, of: node.a))
        if part.isPresent { return part }
      }
      return .none
    // `readonly A[]`
    case .typeOperator:
      return Name(id: node.b) == Word.readonly ? type(node.a) : .none
    default: return .none
    }
  }

  /// The types of a list of arguments; one that names nothing is 0.
  mutating func types(_ nodes: NodeListID) -> ListID {
    let mark = scratch.count
    var hasName = false
    for index in 0..<tree.count(of: nodes) {
      let value = type(tree.node(index, of: nodes))
      hasName = hasName || value.isPresent
      scratch.append(value.raw)
    }
    if !hasName { scratch.count = mark }
    return list(from: mark)
  }

  /// The only member that names something, or a choice of those that do.
  private mutating func union(_ id: NodeID) -> ValueID {
    let node = tree[id]
    let mark = scratch.count
    for index in 0..<tree.count(of: node.a) {
      let value = type(tree.node(index, of: node.a))
      if value.isPresent { scratch.append(value.raw) }
    }
    if scratch.count &- mark <= 1 {
      let only = scratch.count == mark ? ValueID.none : ValueID(scratch[mark])
      scratch.count = mark
      return only
    }
    let choice = add(.choice, a: list(from: mark).raw, operator: .or, at: id)
    return add(.type, a: choice.raw, at: id)
  }

  /// The value of `A` or `A.B.C`.
  private mutating func typeName(_ id: NodeID) -> ValueID {
    let bottom = scratch.count
    var id = id
    while tree.kind(id) == .qualifiedName {
      scratch.append(id)
      id = tree[id].a
    }
    guard tree.kind(id) == .identifier else {
      scratch.count = bottom
      return .none
    }
    var value = identifier(id)
    while scratch.count > bottom {
      let link = scratch[scratch.count &- 1]
      scratch.count &-= 1
      let name = names.number(of: Name(id: tree[link].b))
      value = add(.member, a: value.raw, b: name.raw, at: link)
    }
    return value
  }
}
