// The fixed-size record of one syntax node.

/// The number of a node in its tree; 0 stands for "no node".
///
/// Numbers are given in post-order: children have smaller numbers than their parent.
package typealias NodeID = UInt32

/// The place of a list in `Tree.words`: a count, then that many node numbers; 0 is the empty list.
typealias NodeListID = UInt32

/// One node of a tree: where it stands, its modifiers, and up to four operands.
///
/// What the operands mean depends on the kind of the node: `Layout.table` is the one place that says it.
struct Node: BitwiseCopyable {
  /// The byte range of the node in its file.
  var start: UInt32
  var end: UInt32
  /// The first node of the subtree: the nodes of a subtree are exactly `lowest...id`.
  var lowest: NodeID
  /// The token of an operator, the level of a relative import, or 0.
  var symbol: UInt8
  var flags: Flags
  var a: UInt32
  var b: UInt32
  var c: UInt32
  var d: UInt32
}
