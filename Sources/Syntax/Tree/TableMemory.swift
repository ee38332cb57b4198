// Ways in which tables that are filled for one file after the other use their memory.

extension GrowingBuffer {
  /// A copy that is exactly as large as its contents.
  @inlinable
  package var array: [Element] { [Element](UnsafeBufferPointer(start: base, count: count)) }

  /// Adds several elements behind the others.
  @inlinable
  package mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    reserve(elements.count)
    (base + count).update(from: first, count: elements.count)
    count += elements.count
  }

  /// Empties the table but for its first entry.
  @inlinable
  package mutating func restart(with entries: [Element]) {
    count = 0
    append(entries[0])
  }
}

extension GrowingBuffer<UInt32> {
  /// Adds zeros behind the elements.
  @inlinable
  package mutating func appendZeros(_ zeroCount: Int) {
    reserve(zeroCount)
    (base + count).update(repeating: 0, count: zeroCount)
    count += zeroCount
  }
}
