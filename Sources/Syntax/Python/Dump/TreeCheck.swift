// The promises that every tree keeps, whatever the source was.

import SyntaxTree

/// Counts the nodes of a tree that break a promise; all counts are 0 unless the parser is wrong.
package struct TreeCheck: Equatable, Sendable {
  /// The children do not fill the ids from `lowest` to just below the node.
  package var gaps = 0
  /// The range ends before it starts, or behind the end of the file.
  package var badRanges = 0
  /// A child reaches out of its parent's range.
  package var badNesting = 0
  /// An operand that should name a child names something else.
  package var badOperands = 0

  /// Checks a tree.
  package init(_ tree: Tree) {
    let parents = tree.parents()
    for id in 1..<tree.count {
      let node = tree.node(NodeID(id))
      checkRange(of: node, fileCount: tree.source.count)
      checkChildren(of: node)
      checkOperands(of: node, parents)
    }
  }

  /// What a correct tree gives.
  package static let sound = TreeCheck()

  package var isSound: Bool { self == .sound }

  private init() {}

  private mutating func checkRange(of node: AnyNode, fileCount: Int) {
    if node.start > node.end || Int(node.end) > fileCount { badRanges += 1 }
  }

  private mutating func checkChildren(of node: AnyNode) {
    let lowest = node.record.lowest
    if lowest > node.id || lowest == 0 { gaps += 1 }
    var reached = node.id
    for child in node.childrenBackwards {
      if child.start < node.start || child.end > node.end { badNesting += 1 }
      reached = child.record.lowest
    }
    if reached != lowest { gaps += 1 }
  }

  private mutating func checkOperands(of node: AnyNode, _ parents: [NodeID]) {
    let operands = [node.record.a, node.record.b, node.record.c, node.record.d]
    for (slot, operand) in zip(Layout[node.kind].slots, operands) {
      check(slot, operand, of: node, parents)
    }
  }

  private mutating func check(
    _ slot: Slot,
    _ operand: UInt32,
    of node: AnyNode,
    _ parents: [NodeID]
  ) {
    switch slot {
    case .child: checkChild(operand, of: node, parents)
    case .list, .pieces:
      for child in node.list(operand) { checkChild(child.id, of: node, parents) }
    case .record(let slots):
      if operand == 0 { return }
      for (index, slot) in slots.enumerated() {
        check(slot, node.recordWord(operand, index), of: node, parents)
      }
    case .empty: if operand != 0 { badOperands += 1 }
    case .offset: if operand > UInt32(node.tree.source.count) { badOperands += 1 }
    case .name, .operators: break
    }
  }

  /// A child has the node as its parent.
  private mutating func checkChild(_ id: NodeID, of node: AnyNode, _ parents: [NodeID]) {
    if id != 0 && parents[Int(id)] != node.id { badOperands += 1 }
  }
}
