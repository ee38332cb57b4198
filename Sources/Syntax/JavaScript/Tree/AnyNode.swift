// A borrowed view of one node, and lists of them.

import SourceText

/// A node of a tree: two words, no reference counting; it must not outlive its tree.
///
/// `NodeView`s such as `CallNode` say what the operands of one kind mean: `node.as(CallNode.self)`.
struct AnyNode {
  unowned(unsafe) let tree: Tree
  let id: NodeID

  @inline(__always)
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
  var span: ByteSpan { ByteSpan(start: start, end: end) }
  /// The source text of the node.
  var text: String { tree.source.text(start, end) }

  /// Whether this is the hole of an array (`[a, , b]`).
  var isHole: Bool { id == 0 }

  func has(_ flag: Flags) -> Bool { flags.contains(flag) }

  /// Whether the node is `other` or lies inside it.
  func isInside(_ other: AnyNode) -> Bool { other.record.lowest <= id && id <= other.id }

  /// The node as a typed view, if it is of that kind.
  @inline(__always)
  func `as`<View: NodeView>(_ type: View.Type) -> View? {
    View.covers(kind) ? View(unchecked: self) : nil
  }

  /// The direct children, last first, found without knowing the kind.
  ///
  /// The key of a `{ shorthand }` property is its value and is seen once.
  var childrenBackwards: ChildrenBackwards {
    ChildrenBackwards(tree: tree, lowest: record.lowest, upcoming: id &- 1)
  }
}

extension AnyNode: Equatable {
  static func == (left: AnyNode, right: AnyNode) -> Bool {
    left.id == right.id && left.tree === right.tree
  }
}

// The operands of a node. `Layout.table` says which of these fits which operand.
extension AnyNode {
  @inline(__always)
  var record: Node { tree.nodes[Int(id)] }

  /// The node with this number, or nil for 0.
  @inline(__always)
  func optional(_ id: NodeID) -> AnyNode? { id == 0 ? nil : AnyNode(tree, id) }

  /// The node with this number; 0 gives node 0, of kind `none`.
  @inline(__always)
  func required(_ id: NodeID) -> AnyNode { AnyNode(tree, id) }

  @inline(__always)
  func list(_ id: NodeListID) -> NodeList { NodeList(tree, id) }

  /// Word `index` of the record at `id`, or 0 if there is no record.
  @inline(__always)
  func recordWord(_ id: UInt32, _ index: Int) -> UInt32 {
    id == 0 ? 0 : tree.words[Int(id) &+ index]
  }
}

/// The nodes of a list, such as the arguments of a call.
struct NodeList: RandomAccessCollection {
  unowned(unsafe) private let tree: Tree
  private let first: Int
  let count: Int

  @inline(__always)
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

/// A node of known kind.
protocol NodeView: Equatable {
  var node: AnyNode { get }
  /// Takes a node that is known to be of a covered kind.
  init(unchecked node: AnyNode)
  /// Whether nodes of this kind have this view.
  static func covers(_ kind: Kind) -> Bool
}

extension NodeView {
  var id: NodeID { node.id }
  var span: ByteSpan { node.span }
  var start: UInt32 { node.start }
  var end: UInt32 { node.end }

  @inline(__always) var record: Node { node.record }
}
