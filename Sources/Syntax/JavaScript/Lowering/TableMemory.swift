// Ways in which the lowering fills and copies the memory of its tables.

extension GrowingBuffer {
  /// A copy that is exactly as large as its contents.
  var array: [Element] { [Element](UnsafeBufferPointer(start: base, count: count)) }

  mutating func replace(with elements: [Element]) {
    count = 0
    for element in elements { append(element) }
  }
}

extension GrowingBuffer<UInt32> {
  mutating func appendZeros(_ zeroCount: Int) {
    for _ in 0..<max(zeroCount, 0) { append(0) }
  }
}
