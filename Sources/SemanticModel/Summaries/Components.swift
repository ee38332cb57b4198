// Strongly connected components of the call graph, callees first.

/// Tarjan's algorithm, without recursion (Tarjan 1972, "Depth-first search and linear graph algorithms").
///
/// - Parameters:
///   - count: The number of nodes.
///   - successors: The successors of each node.
/// - Returns: The components; each stands behind all components that it leads to.
func stronglyConnectedComponents(count: Int, successors: [[Int32]]) -> [[Int32]] {
  var search = ComponentSearch(count: count)
  for start in 0..<count where search.order[start] < 0 {
    search.visit(Int32(start), successors)
  }
  return search.components
}

private struct ComponentSearch {
  var order: [Int32]
  var low: [Int32]
  var isOpen: [Bool]
  var open: [Int32] = []
  var path: [(node: Int32, next: Int)] = []
  var components: [[Int32]] = []
  var counter: Int32 = 0

  init(count: Int) {
    order = Array(repeating: -1, count: count)
    low = order
    isOpen = Array(repeating: false, count: count)
  }

  mutating func visit(_ start: Int32, _ successors: [[Int32]]) {
    enter(start)
    while let (node, next) = path.last {
      if next < successors[Int(node)].count {
        path[path.count - 1].next += 1
        let successor = successors[Int(node)][next]
        if order[Int(successor)] < 0 {
          enter(successor)
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

  private mutating func enter(_ node: Int32) {
    order[Int(node)] = counter
    low[Int(node)] = counter
    counter += 1
    open.append(node)
    isOpen[Int(node)] = true
    path.append((node, 0))
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
