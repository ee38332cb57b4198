// The bytes of one file, followed by the zeros that let scanners read ahead without checks.

import CByteScan

/// Owns a copy of a file's bytes and at least `padding` zero bytes behind them.
///
/// Scanners load 16 bytes at a time and stop at a zero byte, so that no inner loop compares its position
/// with the end of the file.
package final class SourceBuffer {
  /// The number of zero bytes behind the text.
  package static let padding = 64
  /// The largest file that spans of 32 bits can describe, with some room.
  package static let maximumCount = 1 << 31

  package let base: UnsafePointer<UInt8>
  /// The number of bytes in the file.
  package let count: Int

  /// Reserves room for `count` bytes and lets `fill` write them; what `fill` leaves unwritten is zero.
  ///
  /// - Parameters:
  ///   - count: the number of bytes; larger files are cut at `maximumCount`.
  ///   - fillsAll: `fill` leaves nothing unwritten.
  ///   - fill: writes the bytes, for instance with one `read` call.
  package init(
    count: Int,
    fillsAll: Bool = false,
    filledBy fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    let count = min(max(count, 0), Self.maximumCount)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: count + Self.padding)
    if !fillsAll { memory.initialize(repeating: 0, count: count) }
    (memory + count).initialize(repeating: 0, count: Self.padding)
    do {
      try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    } catch {
      memory.deallocate()
      throw error
    }
    base = UnsafePointer(memory)
    self.count = count
  }

  /// Copies the bytes of an array, a buffer or the UTF-8 view of a string.
  package convenience init(_ bytes: some Collection<UInt8>) {
    self.init(count: bytes.count, fillsAll: true) { memory in
      let isCopied: Void? = bytes.withContiguousStorageIfAvailable { bytes in
        memory.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<memory.count])
        )
      }
      if isCopied == nil { memory.copyBytes(from: bytes.prefix(memory.count)) }
    }
  }

  deinit {
    base.deallocate()
  }
}

extension SourceBuffer {
  /// The bytes of the file without the padding; valid as long as this object.
  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The text of a byte range, cut to the file; malformed UTF-8 becomes U+FFFD.
  package func text(_ start: UInt32, _ end: UInt32) -> String {
    let end = min(Int(end), count)
    let start = min(Int(start), end)
    return String(
      decoding: UnsafeBufferPointer(start: base + start, count: end - start),
      as: UTF8.self
    )
  }

  /// The byte offset of each line's first byte, as `LineIndex(starts:)` takes them.
  package func lineStarts() -> [UInt32] {
    let most = Int(byte_scan_count2(base, UInt64(count), 0x0A, 0x0D)) + 1
    return [UInt32](unsafeUninitializedCapacity: most) { starts, lines in
      starts[0] = 0
      lines = 1
      var offset = 0
      while offset < count {
        var ends = byte_scan_any2(base + offset, 0x0A, 0x0D)
        while ends != 0 {
          let end = offset &+ ends.trailingZeroBitCount
          ends &= ends &- 1
          let isFirstHalfOfPair = base[end] == 0x0D && base[end + 1] == 0x0A
          if isFirstHalfOfPair { continue }
          starts[lines] = UInt32(truncatingIfNeeded: end &+ 1)
          lines &+= 1
        }
        offset &+= 16
      }
    }
  }
}
