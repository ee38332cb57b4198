// Numbers and the ends of strings.

import CByteScan
import SyntaxTree

extension Parser {
  /// Reads a number.
  mutating func number() {
    var place = start
    let second = source[place &+ 1] | 0x20
    if source[place] == 0x30, second == 0x78 || second == 0x6F || second == 0x62 {
      place &+= 2
      while isHexadecimal(source[place]) { place &+= 1 }
    } else {
      place = endOfDigits(place)
      if source[place] == 0x2E { place = endOfDigits(place &+ 1) }
      if source[place] | 0x20 == 0x65 { place = endOfExponent(place) }
      if source[place] | 0x20 == 0x6A { place &+= 1 }
    }
    set(.number, place)
  }

  @inline(__always)
  private func endOfDigits(_ from: Int) -> Int {
    var place = from
    while source[place] &- 0x30 < 10 || source[place] == 0x5F { place &+= 1 }
    return place
  }

  /// The byte behind `e+10`, or `place` if no digits follow.
  private mutating func endOfExponent(_ place: Int) -> Int {
    let sign = source[place &+ 1]
    let digits = sign == 0x2B || sign == 0x2D ? place &+ 2 : place &+ 1
    return source[digits] &- 0x30 < 10 ? endOfDigits(digits) : place
  }

  @inline(__always)
  private func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 || byte == 0x5F
  }

  /// Reads a string if the letters from `start` to the quote are a prefix of one.
  ///
  /// - Returns: whether they are.
  @inline(never)
  mutating func stringPrefix(_ quotePlace: Int) -> Bool {
    var flags: Flags = []
    var isFormatted = false
    for place in start..<quotePlace {
      switch source[place] | 0x20 {
      case 0x66: isFormatted = true
      case 0x74:
        isFormatted = true
        flags.insert(.template)
      case 0x72: flags.insert(.raw)
      case 0x62: flags.insert(.bytes)
      case 0x75: break
      default: return false
      }
    }
    string(quotePlace, flags: flags, isFormatted: isFormatted)
    return true
  }

  /// Reads a string, of a formatted one only the opening quotes.
  @inline(__always)
  mutating func string(_ place: Int, flags: Flags, isFormatted: Bool) {
    let byte = source[place]
    let isTriple = source[place &+ 1] == byte && source[place &+ 2] == byte
    quote.byte = byte
    quote.isTriple = isTriple
    quote.flags = flags
    quote.isFormatted = isFormatted
    quote.textStart = isTriple ? place &+ 3 : place &+ 1
    if isFormatted { return set(.formattedString, quote.textStart) }
    if isTriple { tripleQuoted() } else { singleQuoted() }
  }

  @inline(__always)
  private mutating func singleQuoted() {
    var place = quote.textStart
    while true {
      let stops = byte_scan_any4(source + place, quote.byte, 0x5C, 0x0A, 0x0D)
      if stops == 0 {
        place &+= 16
        if place < count { continue }
        return unclosed(count)
      }
      place &+= stops.trailingZeroBitCount
      let byte = source[place]
      if byte == quote.byte {
        quote.textEnd = place
        return set(.string, place &+ 1)
      }
      if byte != 0x5C { return unclosed(place) }
      place = isLineEnd(place &+ 1) ? endOfLineBreak(place &+ 1) : place &+ 2
      if place >= count { return unclosed(count) }
    }
  }

  private mutating func tripleQuoted() {
    var place = quote.textStart
    while true {
      let stops = byte_scan_any2(source + place, quote.byte, 0x5C)
      if stops == 0 {
        place &+= 16
        if place < count { continue }
        return unclosed(count)
      }
      place &+= stops.trailingZeroBitCount
      let byte = source[place]
      if byte == 0x5C {
        place &+= 2
        if place >= count { return unclosed(count) }
      } else if source[place &+ 1] == byte && source[place &+ 2] == byte {
        quote.textEnd = place
        return set(.string, place &+ 3)
      } else {
        place &+= 1
      }
    }
  }

  @inline(never)
  private mutating func unclosed(_ end: Int) {
    isBroken = true
    note(.unclosedString, at: start)
    quote.textEnd = max(end, quote.textStart)
    set(.string, max(end, quote.textStart))
  }
}
