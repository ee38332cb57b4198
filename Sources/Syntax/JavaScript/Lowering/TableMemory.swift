// Ways in which the lowering fills and copies the memory of its tables.

extension GrowingBuffer {
  /// A copy that is exactly as large as its contents.
  var array: [Element] { [Element](UnsafeBufferPointer(start: base, count: count)) }

  /// Empties the table but for its first entry.
  mutating func restart(with entries: [Element]) {
    count = 0
    append(entries[0])
  }
}

extension GrowingBuffer<UInt32> {
  mutating func appendZeros(_ zeroCount: Int) {
    for _ in 0..<max(zeroCount, 0) { append(0) }
  }
}
