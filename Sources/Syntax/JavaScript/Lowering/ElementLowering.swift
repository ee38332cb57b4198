// JSX.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func element(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    let tag = tagValue(node.a)
    let properties = attributes(node.b, at: id)
    let mark = scratch.count
    scratch.append(properties.raw)
    appendChildren(node.c)
    let operands = list(from: mark)
    let instruction = emit(.element, a: tag.raw, b: operands.raw, flags: use, at: id)
    return add(.result, a: instruction.raw, at: id)
  }

  /// A fragment makes nothing of its own: it is its children.
  mutating func fragment(_ id: NodeID) -> ValueID {
    let mark = scratch.count
    appendChildren(tree[id].c)
    return add(.array, a: list(from: mark).raw, at: id)
  }

  /// Pushes the children that are more than text.
  private mutating func appendChildren(_ nodes: NodeListID) {
    for index in 0..<tree.count(of: nodes) {
      let id = tree.node(index, of: nodes)
      let node = tree[id]
      switch tree.kind(id) {
      case .jsxText: continue
      case .jsxExpression where node.a == 0: continue
      case .jsxExpression where node.flags.contains(.generator):
        let spread = add(.spread, a: expression(node.a).raw, at: id)
        scratch.append(spread.raw)
      default:
        let value = expression(id)
        scratch.append(value.raw)
      }
    }
  }

  private mutating func attributes(_ nodes: NodeListID, at element: NodeID) -> ValueID {
    let mark = scratch.count
    for index in 0..<tree.count(of: nodes) {
      let id = tree.node(index, of: nodes)
      let node = tree[id]
      if tree.kind(id) == .jsxSpreadAttribute {
        let spread = add(.spread, a: expression(node.a).raw, at: id)
        scratch.append(NameID.any.raw)
        scratch.append(spread.raw)
        continue
      }
      let name = attributeName(node.a)
      let value = attributeValue(node.b, of: id)
      scratch.append(name.raw)
      scratch.append(value.raw)
    }
    return add(.object, a: list(from: mark).raw, at: element)
  }

  private mutating func attributeName(_ id: NodeID) -> NameID {
    if tree.kind(id) == .jsxIdentifier { return names.number(of: Name(id: tree[id].a)) }
    let place = span(id)
    return names.number(
      ofText: tree.source + Int(place.start),
      count: Int(place.end) - Int(place.start)
    )
  }

  private mutating func attributeValue(_ id: NodeID, of attribute: NodeID) -> ValueID {
    if id == 0 { return add(.boolean, a: 1, at: attribute) }
    guard tree.kind(id) == .string else { return expression(id) }
    // Attributes have no escapes.
    let node = tree[id]
    let count = max(Int(node.end) - Int(node.start) - 2, 0)
    let name = names.number(ofText: tree.source + Int(node.start) + 1, count: count)
    return add(.string, a: name.raw, at: id)
  }

  /// A component is a symbol, a global or a member; an element of the document is a string.
  private mutating func tagValue(_ id: NodeID) -> ValueID {
    let bottom = scratch.count
    var first = id
    while tree.kind(first) == .jsxMember {
      scratch.append(first)
      first = tree[first].a
    }
    var value = firstTagValue(first, isMember: first != id)
    while scratch.count > bottom {
      let link = scratch[scratch.count &- 1]
      scratch.count &-= 1
      value = add(.member, a: value.raw, b: names.number(of: Name(id: tree[link].b)).raw, at: link)
    }
    return value
  }

  private mutating func firstTagValue(_ id: NodeID, isMember: Bool) -> ValueID {
    let node = tree[id]
    guard tree.kind(id) == .jsxIdentifier else {
      if tree.kind(id) != .jsxNamespacedName { return unknown(id) }
      return add(.string, a: attributeName(id).raw, at: id)
    }
    if binder.slots[Int(id)] != 0 { return add(.symbol, a: binder.slots[Int(id)], at: id) }
    if Name(id: node.a) == Word.this { return add(.this, at: id) }
    let name = names.number(of: Name(id: node.a))
    let first = tree.source[Int(node.start)]
    let isLowercase = first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
    return add(isLowercase && !isMember ? .string : .global, a: name.raw, at: id)
  }
}
