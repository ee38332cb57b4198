// An append-only array without reference counts or bounds checks, for the parser's inner loops.

/// Memory that grows by doubling and is handed over at the end.
///
/// A Swift array costs a uniqueness check for each append through a stored property; the parser appends
/// several times for each token. The type itself must be `@usableFromInline`, or else the compiler inlines nothing of
/// it in other rooms, which costs the parser of JavaScript 31 % more instructions.
@frozen
@usableFromInline
package struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// Where the elements are; changes when the buffer grows.
  @usableFromInline package var base: UnsafeMutablePointer<Element>
  /// The number of elements; may be set lower to drop the last ones.
  @usableFromInline package var count = 0
  @usableFromInline var capacity: Int

  /// An empty buffer with room for some elements.
  @inlinable
  package init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  @inlinable
  deinit {
    base.deallocate()
  }

  /// Adds an element behind the others.
  @inlinable
  @inline(__always)
  package mutating func append(_ element: Element) {
    if _slowPath(count == capacity) { grow() }
    base[count] = element
    count &+= 1
  }

  /// Makes room for `more` elements behind those that are there.
  @inlinable
  package mutating func reserve(_ more: Int) {
    while capacity - count < more { grow() }
  }

  @inlinable
  @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  /// The element at an index, which is not checked.
  @inlinable
  @inline(__always)
  package subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Gives the memory away; the new owner deallocates it.
  @inlinable
  package consuming func release() -> UnsafeMutablePointer<Element> {
    let memory = base
    discard self
    return memory
  }
}
