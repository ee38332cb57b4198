// Loops.

import Facts
import SyntaxTree

extension Lowering {
  mutating func loop(_ id: NodeID, _ kind: Kind, _ labels: Int) {
    switch kind {
    case .for: countedLoop(id, labels)
    case .forIn, .forOf: collectionLoop(id, kind, labels)
    case .while: testedLoop(id, labels)
    default: testedLaterLoop(id, labels)
    }
  }

  /// `for (init; test; update)`: only `init` stands before the region.
  private mutating func countedLoop(_ id: NodeID, _ labels: Int) {
    let node = tree[id]
    var bindings = ListID.none
    if tree.kind(node.a) == .variableDeclaration {
      variables(node.a)
      bindings = declaredSymbols(node.a)
    } else if node.a != 0 {
      _ = expression(node.a, .discarded)
    }
    let region = open(.forCount, at: id)
    regions.base[region.index].bindings = bindings
    enterTarget(region, isLoop: true, labels)
    test(node.b, of: region, at: id)
    statement(node.d)
    if node.c != 0 { _ = expression(node.c, .discarded) }
    leaveTarget()
    close()
  }

  /// Lowers the test of the current loop; no test is a true one.
  private mutating func test(_ test: NodeID, of region: RegionID, at id: NodeID) {
    let subject = test == 0 ? add(.boolean, a: 1, at: id) : expression(test)
    regions.base[region.index].subject = subject
    let value = values[subject.index]
    let isTrue = value.kind == .boolean && value.a == 1
    let isOne = value.kind == .number && numbers[Int(value.a)] != 0
    if isTrue || isOne { regions.base[region.index].flags.insert(.endless) }
  }

  private mutating func testedLoop(_ id: NodeID, _ labels: Int) {
    let node = tree[id]
    let region = open(.while, at: id)
    enterTarget(region, isLoop: true, labels)
    test(node.a, of: region, at: id)
    statement(node.b)
    leaveTarget()
    close()
  }

  private mutating func testedLaterLoop(_ id: NodeID, _ labels: Int) {
    let node = tree[id]
    let region = open(.while, flags: .atLeastOnce, at: id)
    enterTarget(region, isLoop: true, labels)
    statement(node.a)
    test(node.b, of: region, at: id)
    leaveTarget()
    close()
  }
  /// `for … of` and `for … in`: the collection is evaluated before the region.
  private mutating func collectionLoop(_ id: NodeID, _ kind: Kind, _ labels: Int) {
    let node = tree[id]
    let collection = expression(node.b)
    var flags: Region.Flags = kind == .forIn ? .keys : .none
    if node.flags.contains(.async) { flags.insert(.async) }
    let region = open(.forEach, flags: flags, subject: collection, at: id)
    enterTarget(region, isLoop: true, labels)
    let element = add(kind == .forIn ? .key : .element, a: collection.raw, at: node.a)
    if tree.kind(node.a) == .variableDeclaration {
      let declarators = tree[node.a].a
      for index in 0..<tree.count(of: declarators) {
        let declarator = tree[tree.node(index, of: declarators)]
        annotate(declarator.a, type(declarator.c))
        destructure(declarator.a, element, .head)
      }
      regions.base[region.index].bindings = declaredSymbols(node.a)
    } else {
      destructure(node.a, element, .assignment)
    }
    statement(node.c)
    leaveTarget()
    close()
  }
  /// The symbols of a variable declaration, in source order.
  private mutating func declaredSymbols(_ id: NodeID) -> ListID {
    let declarators = tree[id].a
    let mark = scratch.count
    for index in 0..<tree.count(of: declarators) {
      let target = tree[tree.node(index, of: declarators)].a
      forEachBound(in: target) { lowering, symbol in lowering.scratch.append(symbol) }
    }
    return list(from: mark)
  }
}
