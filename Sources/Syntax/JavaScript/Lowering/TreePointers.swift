// The arrays of the tree that is being lowered, without a reference to count.

import SyntaxTree

/// What the passes over a tree read; valid as long as the tree.
struct TreePointers {
  let nodes: UnsafeMutablePointer<Node>
  let kinds: UnsafeMutablePointer<Kind>
  let words: UnsafeMutablePointer<UInt32>
  unowned(unsafe) let buffer: SourceBuffer
  let source: UnsafePointer<UInt8>
  /// The number of nodes, counting node 0.
  let count: Int

  init(_ tree: Tree) {
    nodes = tree.nodes
    kinds = tree.kinds
    words = tree.words
    buffer = tree.source
    source = tree.source.base
    count = tree.count
  }

  @inline(__always)
  func kind(_ id: NodeID) -> Kind { kinds[Int(id)] }

  @inline(__always)
  subscript(id: NodeID) -> Node { nodes[Int(id)] }

  /// The number of nodes in a list.
  @inline(__always)
  func count(of list: NodeListID) -> Int { Int(words[Int(list)]) }

  /// Node `index` of a list.
  @inline(__always)
  func node(_ index: Int, of list: NodeListID) -> NodeID { words[Int(list) &+ 1 &+ index] }

  /// Word `index` of a record, or 0 if there is no record.
  @inline(__always)
  func word(_ index: Int, of record: UInt32) -> UInt32 {
    record == 0 ? 0 : words[Int(record) &+ index]
  }
}
