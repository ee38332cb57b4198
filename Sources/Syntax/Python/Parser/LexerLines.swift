// Lines: their indentation, their ends, and comments.

import CByteScan
import SyntaxTree

extension Parser {
  @inline(__always)
  mutating func dedent() {
    pendingDedents &-= 1
    token = .dedent
    start = position
  }

  /// Compares the indentation of the next line that is not blank with the open blocks.
  ///
  /// - Returns: whether it gave a token.
  @inline(__always)
  mutating func beginLine() -> Bool {
    var column = 0
    let place = firstOfLine(position, &column)
    position = place
    isAtLineStart = false
    if place >= count { column = 0 }
    let innermost = Int(indentations[indentations.count &- 1])
    if column == innermost { return false }
    return changeBlock(to: column)
  }

  /// Skips blank lines and comments, and sets the column of the next line's first token.
  ///
  /// - Returns: the byte at which the first token of a line starts.
  @inline(__always)
  private mutating func firstOfLine(_ from: Int, _ column: inout Int) -> Int {
    var place = from
    var lineStart = from
    while true {
      let run = Int(byte_scan_run(source + place, 0x20))
      place &+= run
      if run == 16 { continue }
      let byte = source[place]
      switch byte {
      case 0x0A, 0x0D:
        place &+= 1
        lineStart = place
      case 0x23: place = comment(place)
      case 0x09, 0x0C, 0x5C: return unusualIndentation(lineStart, &column)
      default:
        column = place &- lineStart
        return place
      }
    }
  }

  /// The same for lines that are indented with tabs, which reach to the next multiple of 8, form feeds or an
  /// escaped line end.
  @inline(never)
  private mutating func unusualIndentation(_ from: Int, _ column: inout Int) -> Int {
    var place = from
    var current = 0
    var beforeBreak: Int?
    while true {
      let byte = source[place]
      switch byte {
      case 0x20: current += 1
      case 0x09: current = (current / 8 + 1) * 8
      case 0x0C: current = 0
      case 0x0A, 0x0D:
        current = 0
        beforeBreak = nil
      case 0x23:
        place = comment(place)
        continue
      case 0x5C where isLineEnd(place &+ 1):
        beforeBreak = beforeBreak ?? current
        current = 0
        place = endOfLineBreak(place &+ 1)
        continue
      default:
        column = beforeBreak ?? current
        return place
      }
      place &+= 1
    }
  }

  /// Opens a block, or closes some.
  @inline(never)
  private mutating func changeBlock(to column: Int) -> Bool {
    start = position
    if column > Int(indentations[indentations.count &- 1]) {
      indentations.append(UInt32(truncatingIfNeeded: column))
      token = .indent
      return true
    }
    while Int(indentations[indentations.count &- 1]) > column {
      indentations.count &-= 1
      pendingDedents &+= 1
    }
    if Int(indentations[indentations.count &- 1]) != column {
      note(.unmatchedIndentation, at: start)
      // The line continues the block that it is nearest to.
      indentations.append(UInt32(truncatingIfNeeded: column))
      pendingDedents &-= 1
      if pendingDedents == 0 { return false }
    }
    dedent()
    return true
  }

  @inline(__always)
  func isLineEnd(_ place: Int) -> Bool { source[place] == 0x0A || source[place] == 0x0D }

  /// The byte behind the line break at `place`.
  @inline(__always)
  func endOfLineBreak(_ place: Int) -> Int {
    source[place] == 0x0D && source[place &+ 1] == 0x0A ? place &+ 2 : place &+ 1
  }

  @inline(__always)
  mutating func lineEnd(_ place: Int) {
    start = place
    isAtLineStart = true
    set(.newline, endOfLineBreak(place))
  }

  /// Skips a comment.
  ///
  /// - Returns: the byte at which the line ends.
  @inline(__always)
  mutating func comment(_ from: Int) -> Int {
    var place = from &+ 1
    while place < count {
      let stops = byte_scan_any2(source + place, 0x0A, 0x0D)
      if stops != 0 {
        place &+= stops.trailingZeroBitCount
        break
      }
      place &+= 16
    }
    place = min(place, count)
    comments.append(
      Comment(start: UInt32(truncatingIfNeeded: from), end: UInt32(truncatingIfNeeded: place))
    )
    return place
  }
}
