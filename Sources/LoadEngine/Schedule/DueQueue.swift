// Slots in the order of the times at which they are due.

/// A binary heap.
package struct DueQueue: Sendable {
  package struct Entry: Sendable, Hashable {
    package let due: UInt64
    package let slot: Int32

    package init(due: UInt64, slot: Int32) {
      self.due = due
      self.slot = slot
    }
  }

  private var heap: [Entry] = []

  package init() {}

  package var first: Entry? { heap.first }
  package var isEmpty: Bool { heap.isEmpty }

  package mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent].due <= heap[child].due { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  package mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { return }
      let right = left + 1
      let child = right < heap.count && heap[right].due < heap[left].due ? right : left
      if heap[parent].due <= heap[child].due { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
