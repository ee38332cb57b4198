// Object literals, and names of properties.

import Facts
import SyntaxTree

extension Lowering {
  mutating func object(_ id: NodeID) -> ValueID {
    let properties = tree[id].a
    let mark = scratch.count
    let firstFunction = functions.count
    for index in 0..<tree.count(of: properties) { property(tree.node(index, of: properties)) }
    let pairs = list(from: mark)
    let value = add(.object, a: pairs.raw, at: id)
    if functions.count > firstFunction { adopt(pairs, by: value) }
    return value
  }

  /// Pushes the name and the value of one property.
  private mutating func property(_ id: NodeID) {
    let node = tree[id]
    if tree.kind(id) != .property {
      let value = expression(id)
      scratch.append(NameID.any.raw)
      scratch.append(value.raw)
      return
    }
    let name = key(node.a, isComputed: node.flags.contains(.computed))
    let value: ValueID
    if tree.kind(node.b) == .function && !node.flags.isDisjoint(with: [.method, .getter, .setter]) {
      value = functionValue(node.b, methodKind(node.flags), name: name, span: span(node.a))
    } else {
      value = expression(node.b)
      nameFunction(value, name, at: node.a)
    }
    scratch.append(name.raw)
    scratch.append(value.raw)
  }

  func methodKind(_ flags: Flags) -> Function.Kind {
    flags.contains(.getter) ? .getter : flags.contains(.setter) ? .setter : .method
  }

  /// The name of a key, or `any` for one that is computed from anything but a text.
  mutating func key(_ id: NodeID, isComputed: Bool) -> NameID {
    let node = tree[id]
    switch tree.kind(id) {
    case .string: return stringName(id)
    case .identifier where !isComputed: return names.number(of: Name(id: node.a))
    case .number where !isComputed, .bigInt where !isComputed, .privateName where !isComputed:
      return names.number(
        ofText: tree.source + Int(node.start),
        count: Int(node.end) - Int(node.start)
      )
    default:
      if isComputed { _ = expression(id) }
      return .any
    }
  }

  /// Makes the functions of an object's properties its methods; arrows have no `this` of their own.
  private mutating func adopt(_ pairs: ListID, by object: ValueID) {
    guard pairs.isPresent else { return }
    var index = 2
    while index <= Int(lists[pairs.index]) {
      let value = values[Int(lists[pairs.index + index])]
      if value.kind == .function {
        let isArrow = functions[Int(value.a)].kind == .arrow
        let isFree = functions[Int(value.a)].ownerObject == .none
        if !isArrow && isFree { functions.base[Int(value.a)].ownerObject = object }
      }
      index += 2
    }
  }

  /// Names a function or class after the first place that it is stored in.
  mutating func nameFunction(_ id: ValueID, _ name: NameID, at place: NodeID) {
    let value = values[id.index]
    if value.kind == .function {
      let index = Int(value.a)
      guard functions[index].name == .none, name != .any else { return }
      functions.base[index].name = name
      functions.base[index].nameSpan = span(place)
    } else if value.kind == .class {
      let index = Int(value.a)
      if classes[index].name == .none { classes.base[index].name = name }
    }
  }
}
