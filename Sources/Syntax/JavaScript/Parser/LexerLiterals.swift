// Tokens of literals: numbers, strings, templates, regular expressions.

import CByteScan
import SyntaxTree

extension Parser {
  mutating func number() {
    var place = start
    var kind = Token.number
    let marker = source[place &+ 1] | 0x20
    if source[place] == 0x30 && (marker == 0x78 || marker == 0x6F || marker == 0x62) {
      place &+= 2
      while classes[Int(source[place])] == 1 && source[place] != 0x6E { place &+= 1 }
      if source[place] == 0x6E {
        place &+= 1
        kind = .bigInt
      }
    } else {
      place = endOfDigits(place)
      if source[place] == 0x6E {
        place &+= 1
        kind = .bigInt
      } else {
        if source[place] == 0x2E { place = endOfDigits(place &+ 1) }
        place = endOfExponent(place)
      }
    }
    if _slowPath(classes[Int(source[place])] == 1) {
      reportToken(.badNumber)
      while classes[Int(source[place])] == 1 { place &+= 1 }
    }
    set(kind, place)
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  private func endOfDigits(_ from: Int) -> Int {
    var place = from
    while isDigit(source[place]) || source[place] == 0x5F { place &+= 1 }
    return place
  }

  private mutating func endOfExponent(_ from: Int) -> Int {
    guard source[from] | 0x20 == 0x65 else { return from }
    var place = from &+ 1
    if source[place] == 0x2B || source[place] == 0x2D { place &+= 1 }
    return isDigit(source[place]) ? endOfDigits(place) : from
  }

  mutating func string(_ quote: UInt8) {
    var place = start &+ 1
    while true {
      let stops = byte_scan_any4(source + place, quote, 0x5C, 0x0A, 0)
      if stops == 0 {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      let byte = source[place]
      if byte == quote { return set(.string, place &+ 1) }
      if byte == 0x0A || byte == 0 && place >= count { break }
      place &+= 1
      if byte == 0x5C {
        if place >= count { break }
        // A backslash may hide a line break of two bytes.
        place &+= source[place] == 0x0D && source[place &+ 1] == 0x0A ? 2 : 1
      }
    }
    reportToken(.unclosedString)
    set(.string, min(place, count))
  }

  /// Reads the text of a template from behind a backquote or behind the `}` of an expression.
  mutating func template(from: Int) {
    var place = from
    while true {
      let stops = byte_scan_any4(source + place, 0x60, 0x24, 0x5C, 0)
      if stops == 0 {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      let byte = source[place]
      if byte == 0x60 { return set(.wholeTemplate, place &+ 1) }
      if byte == 0x24 && source[place &+ 1] == 0x7B { return set(.templateHead, place &+ 2) }
      if place >= count { break }
      place &+= byte == 0x5C ? 2 : 1
    }
    reportToken(.unclosedTemplate)
    set(.wholeTemplate, count)
  }

  /// Reads the slash that is the current token as the start of a regular expression.
  mutating func regExp() {
    var place = start &+ 1
    var isInClass = false
    scan: while true {
      let byte = source[place]
      switch byte {
      case 0x5C where source[place &+ 1] != 0x0A && place &+ 1 < count: place &+= 1
      case 0x5B: isInClass = true
      case 0x5D: isInClass = false
      case 0x2F where !isInClass:
        place &+= 1
        break scan
      case 0x0A, 0x0D:
        reportToken(.unclosedRegExp)
        break scan
      case 0 where place >= count:
        reportToken(.unclosedRegExp)
        break scan
      default: break
      }
      place &+= 1
    }
    while classes[Int(source[place])] == 1 { place &+= 1 }
    set(.regExp, min(place, count))
  }
}
