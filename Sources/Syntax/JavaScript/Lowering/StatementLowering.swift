// Statements, jumps and exceptions.

import Facts
import SyntaxTree

extension Lowering {
  mutating func statements(_ nodes: NodeListID) {
    for index in 0..<tree.count(of: nodes) { statement(tree.node(index, of: nodes)) }
  }

  mutating func statement(_ id: NodeID) {
    if isStackLow { return }
    let kind = tree.kind(id)
    let labels = labelCount
    labelCount = 0
    switch kind {
    case .expressionStatement: _ = expression(tree[id].a, .discarded)
    case .variableDeclaration: variables(id)
    case .block: statements(tree[id].a)
    case .if: conditionalStatement(id)
    case .return, .throw: leave(id, kind)
    case .function: if tree[id].c != 0 { _ = functionValue(id, .function) }
    case .class: _ = classValue(id)
    case .for, .forIn, .forOf, .while, .doWhile: loop(id, kind, labels)
    case .switch: switchStatement(id, labels)
    case .try: tryStatement(id)
    case .break, .continue: jump(id, kind)
    case .labeled: labeled(id, labels)
    case .with:
      _ = expression(tree[id].a)
      statement(tree[id].b)
    default: moduleStatement(id, kind)
    }
  }

  private mutating func leave(_ id: NodeID, _ kind: Kind) {
    let node = tree[id]
    let isReturn = kind == .return
    let value = node.a == 0 ? ValueID.none : expression(node.a, isReturn ? .returned : .none)
    emit(isReturn ? .return : .throw, a: value.raw, at: id)
  }

  private mutating func tryStatement(_ id: NodeID) {
    let node = tree[id]
    open(.try, at: node.a)
    statement(node.a)
    close()
    if node.c != 0 {
      let handler = open(.catch, at: node.c)
      if node.b != 0 {
        let caught = add(.caught, at: node.b)
        regions.base[handler.index].bindings = boundSymbols(in: node.b)
        destructure(node.b, caught, .head)
      }
      statement(node.c)
      close()
    }
    if node.d != 0 {
      open(.finally, at: node.d)
      statement(node.d)
      close()
    }
  }

  /// The symbols that the identifiers of a pattern declare, in source order.
  mutating func boundSymbols(in pattern: NodeID) -> ListID {
    let mark = scratch.count
    forEachBound(in: pattern) { lowering, symbol in lowering.scratch.append(symbol) }
    return list(from: mark)
  }

  /// Visits the symbols that the identifiers of a pattern declare, in source order.
  @inline(__always)
  mutating func forEachBound(in pattern: NodeID, _ body: (inout Lowering, UInt32) -> Void) {
    if pattern == 0 { return }
    var id = tree[pattern].lowest
    while id <= pattern {
      if tree.kind(id) == .identifier {
        let symbol = binder.slots[Int(id)]
        if symbol != 0 && binder.symbols[Int(symbol)].declaration == span(id) {
          body(&self, symbol)
        }
      }
      id &+= 1
    }
  }
}

// Jumps.
extension Lowering {
  private mutating func labeled(_ id: NodeID, _ labels: Int) {
    let node = tree[id]
    let isTarget =
      switch tree.kind(node.b) {
      case .labeled, .for, .forIn, .forOf, .while, .doWhile, .switch: true
      default: false
      }
    targets.append(
      JumpTarget(label: node.a, region: .none, isLoop: false, isPlain: true)
    )
    if isTarget { labelCount = labels + 1 }
    statement(node.b)
    targets.count &-= 1
  }

  /// Notes that the innermost statement with its labels is a loop or an arm of a switch.
  mutating func enterTarget(_ target: RegionID, isLoop: Bool, _ labels: Int) {
    var index = targets.count
    for _ in 0..<min(labels, targets.count) {
      index &-= 1
      targets.base[index].region = target
      targets.base[index].isLoop = isLoop
    }
    targets.append(JumpTarget(label: 0, region: target, isLoop: isLoop, isPlain: false))
  }

  mutating func leaveTarget() { targets.count &-= 1 }

  private mutating func jump(_ id: NodeID, _ kind: Kind) {
    let label = tree[id].a
    var index = targets.count
    var target = RegionID.none
    while index > 0 {
      index &-= 1
      let candidate = targets[index]
      let fits =
        label == 0
        ? !candidate.isPlain && (candidate.isLoop || kind == .break) : candidate.label == label
      if fits {
        target = candidate.region
        break
      }
    }
    emit(kind == .break ? .break : .continue, a: target.raw, at: id)
  }
}
