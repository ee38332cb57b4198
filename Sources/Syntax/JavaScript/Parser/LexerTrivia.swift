// What stands between tokens, and names that are not plain ASCII.

import CByteScan
import SyntaxTree

extension Parser {
  /// Skips `// …`.
  ///
  /// - Returns: the byte at which the line ends.
  @inline(__always)
  mutating func lineComment(_ from: Int) -> Int {
    let end = endOfLine(from &+ 2)
    addComment(from, end)
    return end
  }

  /// Skips `/* … */`, noting whether it holds a line break.
  mutating func blockComment(_ from: Int, _ newline: inout Bool) -> Int {
    var place = from &+ 2
    while true {
      let stops = byte_scan_any4(source + place, 0x2A, 0x0A, 0x0D, 0)
      if stops == 0 {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      let byte = source[place]
      if byte == 0x2A && source[place &+ 1] == 0x2F {
        place &+= 2
        break
      }
      if byte == 0 && place >= count {
        start = from
        reportToken(.unclosedComment)
        break
      }
      if byte == 0x0A || byte == 0x0D { newline = true }
      place &+= 1
    }
    if !newline && containsLineSeparator(from, place) { newline = true }
    addComment(from, place)
    return place
  }

  private mutating func containsLineSeparator(_ from: Int, _ end: Int) -> Bool {
    var place = from
    while place < end {
      let stops = byte_scan_any2(source + place, 0xE2, 0xE2)
      if stops == 0 {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      if place < end && isLineSeparator(place) { return true }
      place &+= 1
    }
    return false
  }

  @inline(__always)
  private mutating func addComment(_ from: Int, _ end: Int) {
    comments.append(
      Comment(start: UInt32(truncatingIfNeeded: from), end: UInt32(truncatingIfNeeded: end))
    )
  }

  /// The byte of the next line break, or the end of the file.
  @inline(__always)
  mutating func endOfLine(_ from: Int) -> Int {
    var place = from
    while true {
      let stops = byte_scan_any4(source + place, 0x0A, 0x0D, 0, 0xE2)
      if stops == 0 {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      let byte = source[place]
      if byte == 0x0A || byte == 0x0D { return place }
      if place >= count { return count }
      if byte == 0xE2 && isLineSeparator(place) { return place }
      place &+= 1
    }
  }

  /// Whether U+2028 or U+2029 stands here.
  mutating func isLineSeparator(_ place: Int) -> Bool {
    source[place] == 0xE2 && source[place &+ 1] == 0x80 && source[place &+ 2] & 0xFE == 0xA8
  }

  /// The byte behind a non-ASCII space or line separator, or `place` if there is none.
  mutating func endOfSpace(_ place: Int) -> Int {
    switch (source[place], source[place &+ 1], source[place &+ 2]) {
    case (0xC2, 0xA0, _): place &+ 2
    case (0xEF, 0xBB, 0xBF), (0xE1, 0x9A, 0x80), (0xE3, 0x80, 0x80), (0xE2, 0x81, 0x9F),
      (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF):
      place &+ 3
    default: place
    }
  }

  /// Reads a name with non-ASCII characters or `\u` escapes.
  @inline(never)
  mutating func unusualName(from: Int) {
    var text: [UInt8] = []
    var place = from
    var hasEscape = false
    while true {
      let byte = source[place]
      if classes[Int(byte)] == 1 || byte >= 0x80 && endOfSpace(place) == place {
        text.append(byte)
        place &+= 1
      } else if byte == 0x5C && source[place &+ 1] == 0x75 {
        hasEscape = true
        place = unicodeEscape(place &+ 2, into: &text)
      } else {
        break
      }
    }
    if place == from {
      set(.unknown, from &+ 1)
      return reportToken(.badIdentifier)
    }
    let length = text.count
    text.append(contentsOf: repeatElement(0, count: 16))
    name = text.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { names.intern($0, length) } ?? .none
    }
    isEscaped = hasEscape
    set(hasEscape ? .identifier : Self.token(of: name), min(place, count))
  }

  /// Decodes what follows `\u`.
  ///
  /// - Returns: the byte behind it.
  private mutating func unicodeEscape(_ from: Int, into text: inout [UInt8]) -> Int {
    var place = from
    var value: UInt32 = 0
    let isBraced = source[place] == 0x7B
    if isBraced { place &+= 1 }
    var digits = 0
    while isBraced || digits < 4, let digit = HexDigit.value(of: source[place]) {
      value = min(value << 4 | digit, 0x1F_FFFF)
      digits += 1
      place &+= 1
    }
    if isBraced && source[place] == 0x7D { place &+= 1 }
    if let scalar = Unicode.Scalar(value) {
      text.append(contentsOf: String(Character(scalar)).utf8)
    }
    return place
  }
}
