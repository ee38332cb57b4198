// A half-open range of UTF-8 bytes in one file.

/// Half-open byte range `start..<end` of one source file, counted in UTF-8 bytes from its first byte.
@frozen
package struct ByteSpan: BitwiseCopyable, Hashable, Sendable {
  package var start: UInt32
  package var end: UInt32

  @inlinable
  package init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  @inlinable
  package func contains(_ other: ByteSpan) -> Bool {
    start <= other.start && other.end <= end
  }

  @inlinable
  package func contains(_ offset: UInt32) -> Bool {
    start <= offset && offset < end
  }
}
