// The arrays of the tree that is being lowered, without a reference to count.

import SyntaxTree

/// What the passes over a tree read; valid as long as the tree.
struct TreePointers {
  let nodes: UnsafeMutablePointer<Node>
  let kinds: UnsafeMutablePointer<Kind>
  let words: UnsafeMutablePointer<UInt32>
  let source: UnsafePointer<UInt8>
  /// The number of nodes, counting node 0.
  let count: Int

  init(_ tree: Tree) {
    nodes = tree.nodes
    kinds = tree.kinds
    words = tree.words
    source = tree.source.base
    count = tree.count
  }

  func kind(_ id: NodeID) -> Kind { kinds[Int(id)] }

  subscript(id: NodeID) -> Node { nodes[Int(id)] }

  /// The number of nodes in a list.
  func count(of list: NodeListID) -> Int { Int(words[Int(list)]) }

  /// Node `index` of a list.
  func node(_ index: Int, of list: NodeListID) -> NodeID { words[Int(list) &+ 1 &+ index] }

  /// Word `index` of a record, or 0 if there is no record.
  func word(_ index: Int, of record: UInt32) -> UInt32 {
    record == 0 ? 0 : words[Int(record) &+ index]
  }
}
