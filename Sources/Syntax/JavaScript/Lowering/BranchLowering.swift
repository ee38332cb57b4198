// Branches: `if` chains and `switch`.

import Facts
import SyntaxTree

extension Lowering {
  /// `else if` nests only where its test does something, and no deeper than this.
  private static let deepestTests = 64

  /// The arms of an `if … else if … else` are alternatives side by side.
  mutating func conditionalStatement(_ id: NodeID) {
    let outer = region
    var id = id
    var nesting = 0
    var group = newGroup()
    var test = expression(tree[id].a)
    while true {
      let node = tree[id]
      open(.then, subject: test, group: group, at: node.b)
      statement(node.b)
      close()
      guard tree.kind(node.c) == .if else {
        if node.c != 0 {
          open(.otherwise, subject: test, group: group, at: node.c)
          statement(node.c)
          close()
        }
        break
      }
      id = node.c
      let before = instructions.count
      let otherwise = open(.otherwise, subject: test, group: group, at: id)
      test = expression(tree[id].a)
      if instructions.count == before {
        region = regions[otherwise.index].parent
        regions.count &-= 1
      } else if nesting < Self.deepestTests {
        nesting += 1
        group = newGroup()
      } else {
        close()
      }
    }
    while region != outer { close() }
  }

  mutating func switchStatement(_ id: NodeID, _ labels: Int) {
    let node = tree[id]
    let subject = expression(node.a)
    var group = newGroup()
    for index in 0..<tree.count(of: node.b) {
      let arm = tree.node(index, of: node.b)
      let content = tree[arm]
      if content.a != 0 { _ = expression(content.a) }
      let count = tree.count(of: content.b)
      if count == 0 { continue }
      let opened = open(.case, subject: subject, group: group, at: arm)
      enterTarget(opened, isLoop: false, labels)
      statements(content.b)
      leaveTarget()
      close()
      // What falls through is followed by the next arm, so the two are no alternatives.
      if !endsInJump(tree.node(count - 1, of: content.b)) { group = newGroup() }
    }
  }

  /// Whether control cannot pass the end of a statement, as far as its last step shows.
  private func endsInJump(_ id: NodeID) -> Bool {
    var id = id
    while tree.kind(id) == .block {
      let count = tree.count(of: tree[id].a)
      if count == 0 { return false }
      id = tree.node(count - 1, of: tree[id].a)
    }
    switch tree.kind(id) {
    case .break, .continue, .return, .throw: return true
    default: return false
    }
  }
}
