// A borrowed view of one node, and lists of them.

import SyntaxTree

/// A node of a tree: two words, no reference counting; it must not outlive its tree.
///
/// For dumps and checks; what reads every tree (the lowering) reads the arrays.
struct AnyNode {
  unowned(unsafe) let tree: Tree
  let id: NodeID

  init(_ tree: Tree, _ id: NodeID) {
    self.tree = tree
    self.id = id
  }

  var kind: Kind { tree.kinds[Int(id)] }
  var flags: Flags { record.flags }
  /// The first byte of the node.
  var start: UInt32 { record.start }
  /// The byte behind the node.
  var end: UInt32 { record.end }
  /// The source text of the node.
  var text: String { tree.source.text(start, end) }

  func has(_ flag: Flags) -> Bool { flags.contains(flag) }

  /// The direct children, last first, found without knowing the kind.
  var childrenBackwards: ChildrenBackwards {
    ChildrenBackwards(tree: tree, lowest: record.lowest, upcoming: id &- 1)
  }
}

// The operands of a node. `Layout.table` says which of these fits which operand.
extension AnyNode {
  var record: Node { tree.nodes[Int(id)] }

  /// The node with this number; 0 gives node 0, of kind `none`.
  func node(_ id: NodeID) -> AnyNode { AnyNode(tree, id) }

  func list(_ id: NodeListID) -> NodeList { NodeList(tree, id) }

  /// Word `index` of the record at `id`, or 0 if there is no record.
  func recordWord(_ id: UInt32, _ index: Int) -> UInt32 {
    id == 0 ? 0 : tree.words[Int(id) &+ index]
  }

  /// The text of piece `index` of a node whose first operand is of `pieces`.
  func piece(_ index: Int) -> String {
    let place = Int(record.a) + 1 + list(record.a).count + index * 2
    return tree.source.text(tree.words[place], tree.words[place + 1])
  }
}

/// The nodes of a list, such as the arguments of a call.
struct NodeList: RandomAccessCollection {
  unowned(unsafe) private let tree: Tree
  private let first: Int
  let count: Int

  init(_ tree: Tree, _ id: NodeListID) {
    self.tree = tree
    first = Int(id) &+ 1
    count = Int(tree.words[Int(id)])
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> AnyNode {
    precondition(index >= 0 && index < count, "the list has no node at this index")
    return AnyNode(tree, tree.words[first &+ index])
  }
}

/// The children of a node from the last to the first.
struct ChildrenBackwards: Sequence, IteratorProtocol {
  unowned(unsafe) let tree: Tree
  let lowest: NodeID
  var upcoming: NodeID

  mutating func next() -> AnyNode? {
    guard upcoming >= lowest, upcoming != 0 else { return nil }
    let child = AnyNode(tree, upcoming)
    upcoming = child.record.lowest &- 1
    return child
  }
}
