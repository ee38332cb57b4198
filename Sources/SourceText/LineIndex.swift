// Byte offsets to lines and columns.

/// The byte offset at which each line of a file starts.
///
/// Lines end at LF, CRLF or a lone CR, as editors count them.
package struct LineIndex: Sendable {
  package let starts: [UInt32]

  /// Takes offsets that a scanner collected; the first is 0 and they ascend.
  package init(starts: [UInt32]) {
    precondition(starts.first == 0, "a line index starts at offset 0")
    self.starts = starts
  }

  package init(of bytes: some Sequence<UInt8>) { starts = Self.starts(of: bytes) }

  /// The same for bytes in memory, without a call to another room for each of them.
  package init(of bytes: [UInt8]) { starts = Self.starts(of: bytes) }

  private static func starts(of bytes: some Sequence<UInt8>) -> [UInt32] {
    var starts: [UInt32] = [0]
    var offset: UInt32 = 0
    var previous: UInt8 = 0
    for byte in bytes {
      offset += 1
      if byte == 0x0A {
        if previous == 0x0D { starts[starts.count - 1] = offset } else { starts.append(offset) }
      } else if byte == 0x0D {
        starts.append(offset)
      }
      previous = byte
    }
    return starts
  }

  package var lineCount: Int { starts.count }

  /// The 1-based line that holds a byte offset.
  package func line(at offset: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The 1-based line and the 1-based column, counted in bytes.
  package func position(at offset: UInt32) -> (line: Int, column: Int) {
    let line = line(at: offset)
    return (line, Int(offset - starts[line - 1]) + 1)
  }
}
