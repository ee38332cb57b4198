// Ways in which the lowering fills and copies the memory of its tables.

extension GrowingBuffer {
  /// A copy that is exactly as large as its contents.
  var array: [Element] { [Element](UnsafeBufferPointer(start: base, count: count)) }

  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    reserve(elements.count)
    (base + count).update(from: first, count: elements.count)
    count += elements.count
  }

  /// Empties the table but for its first entry.
  mutating func restart(with entries: [Element]) {
    count = 0
    append(entries[0])
  }
}

extension GrowingBuffer<UInt32> {
  mutating func appendZeros(_ zeroCount: Int) {
    reserve(zeroCount)
    (base + count).update(repeating: 0, count: zeroCount)
    count += zeroCount
  }
}
