// An append-only array without reference counts or bounds checks, for the parser's inner loops.

/// Memory that grows by doubling and is handed over at the end.
///
/// A Swift array costs a uniqueness check for each append through a stored property; the parser appends
/// several times for each token.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit {
    base.deallocate()
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if _slowPath(count == capacity) { grow() }
    base[count] = element
    count &+= 1
  }

  /// Makes room for `more` elements behind those that are there.
  mutating func reserve(_ more: Int) {
    while capacity - count < more { grow() }
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Gives the memory away; the new owner deallocates it.
  consuming func release() -> UnsafeMutablePointer<Element> {
    let memory = base
    discard self
    return memory
  }
}
