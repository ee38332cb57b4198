// Strongly connected components of the call graph, callees first.

/// Tarjan's algorithm, without recursion (Tarjan 1972, "Depth-first search and linear graph algorithms").
///
/// - Parameters:
///   - count: The number of nodes.
///   - successors: The successors of each node.
/// - Returns: The components; each stands behind all components that it leads to.
func stronglyConnectedComponents(count: Int, _ successors: ArrangedSuccessors) -> [[Int32]] {
  var search = ComponentSearch(count: count)
  for start in 0..<count where search.order[start] < 0 {
    search.visit(Int32(start), successors)
  }
  return search.components
}

/// Which nodes lead where, while edges are added in any order.
struct Successors {
  private var edges: [(from: Int32, to: Int32)] = []
  private var counts: [Int32]

  init(count: Int) { counts = Array(repeating: 0, count: count + 1) }

  mutating func add(_ node: Int32, to from: Int32) {
    edges.append((from, node))
    counts[Int(from) + 1] += 1
  }
  /// The same, by node; the successors of one keep their order.
  consuming func arranged() -> ArrangedSuccessors {
    var first = counts
    for position in first.indices.dropFirst() { first[position] += first[position - 1] }
    var next = first
    var all = Array(repeating: Int32(0), count: edges.count)
    for edge in edges {
      all[Int(next[Int(edge.from)])] = edge.to
      next[Int(edge.from)] += 1
    }
    return ArrangedSuccessors(first: first, all: all)
  }
}

/// The successors of all nodes in one array.
struct ArrangedSuccessors {
  /// By node: the position of its first successor in `all`; their number behind the last.
  let first: [Int32]
  let all: [Int32]
}

private struct ComponentSearch {
  var order: [Int32]
  var low: [Int32]
  var isOpen: [Bool]
  var open: [Int32] = []
  var path: [(node: Int32, next: Int32)] = []
  var components: [[Int32]] = []
  var counter: Int32 = 0
  init(count: Int) {
    order = Array(repeating: -1, count: count)
    low = order
    isOpen = Array(repeating: false, count: count)
  }
  mutating func visit(_ start: Int32, _ successors: ArrangedSuccessors) {
    enter(start, successors)
    while let (node, next) = path.last {
      if next < successors.first[Int(node) + 1] {
        path[path.count - 1].next += 1
        let successor = successors.all[Int(next)]
        if order[Int(successor)] < 0 {
          enter(successor, successors)
        } else if isOpen[Int(successor)] {
          low[Int(node)] = min(low[Int(node)], order[Int(successor)])
        }
      } else {
        path.removeLast()
        if let (parent, _) = path.last {
          low[Int(parent)] = min(low[Int(parent)], low[Int(node)])
        }
        if low[Int(node)] == order[Int(node)] { close(node) }
      }
    }
  }
  private mutating func enter(_ node: Int32, _ successors: ArrangedSuccessors) {
    order[Int(node)] = counter
    low[Int(node)] = counter
    counter += 1
    open.append(node)
    isOpen[Int(node)] = true
    path.append((node, successors.first[Int(node)]))
  }
  private mutating func close(_ node: Int32) {
    var component: [Int32] = []
    while let last = open.popLast() {
      isOpen[Int(last)] = false
      component.append(last)
      if last == node { break }
    }
    components.append(component)
  }
}
