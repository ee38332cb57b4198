// The syntax tree of one file: flat arrays that are filled once and never change.

package import SourceText
package import SyntaxTree

/// The syntax tree of one Python file.
///
/// Nodes lie in post-order in one array, so a subtree is the contiguous range `node.lowest...id`, "x is
/// inside y" is two comparisons, and walking ids downwards is a mirrored pre-order that needs no
/// recursion. Chains (`a.b.c`, `a + b + c`, `a if b else c if …`) can be hundreds of thousands of nodes deep: walk
/// them with a loop. Everything else nests only as deep as the parser's stack allowed.
///
/// A tree owns its memory and its source. An `AnyNode` borrows from the tree without counting references: it
/// must not outlive it.
package final class Tree {
  /// The bytes that the tree was read from.
  package let source: SourceBuffer
  /// The number of nodes, counting node 0; the last node is the module.
  package let count: Int
  let nodes: UnsafeMutablePointer<Node>
  let kinds: UnsafeMutablePointer<Kind>
  /// Lists and records: what does not fit in the operands of a node.
  let words: UnsafeMutablePointer<UInt32>

  /// The byte ranges of all comments in source order, with their `#`.
  package let comments: [ByteSpan]
  /// What could not be read, in source order; at most `Diagnostic.limit` of them.
  package let diagnostics: [Diagnostic]
  /// The number of statements of the file, at any depth.
  package let statementCount: Int
  /// How many of these contain something that could not be read.
  package let brokenStatementCount: Int

  init(
    source: SourceBuffer,
    nodes: consuming GrowingBuffer<Node>,
    kinds: consuming GrowingBuffer<Kind>,
    words: consuming GrowingBuffer<UInt32>,
    comments: [ByteSpan],
    diagnostics: [Diagnostic],
    statementCount: Int,
    brokenStatementCount: Int
  ) {
    self.source = source
    count = nodes.count
    self.nodes = nodes.release()
    self.kinds = kinds.release()
    self.words = words.release()
    self.comments = comments
    self.diagnostics = diagnostics
    self.statementCount = statementCount
    self.brokenStatementCount = brokenStatementCount
  }

  deinit {
    nodes.deallocate()
    kinds.deallocate()
    words.deallocate()
  }
}

extension Tree {
  /// The number of the module, which is the last node.
  var rootID: NodeID { NodeID(truncatingIfNeeded: count - 1) }

  /// The node that holds all statements of the file.
  var root: AnyNode { AnyNode(self, rootID) }

  /// A view of one node.
  func node(_ id: NodeID) -> AnyNode { AnyNode(self, id) }

  /// The parent of each node (0 for the module), found in one backward pass.
  func parents() -> [NodeID] {
    [NodeID](unsafeUninitializedCapacity: count) { parents, initialized in
      parents.initialize(repeating: 0)
      initialized = count
      var id = rootID
      while id > 0 {
        let lowest = nodes[Int(id)].lowest
        var child = id &- 1
        while child >= lowest && child != 0 {
          parents[Int(child)] = id
          child = nodes[Int(child)].lowest &- 1
        }
        id &-= 1
      }
    }
  }
}
