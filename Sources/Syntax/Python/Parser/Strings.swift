// Strings: parts that stand beside each other, and the fields of formatted ones.

import SyntaxTree

extension Parser {
  /// Reads one or more literals in a row.
  mutating func strings() -> NodeID {
    let start = start
    let lowest = mark
    let first = token == .string ? plainString() : formattedString()
    if _fastPath(token != .string && token != .formattedString) { return first }
    let pendingStart = pending.count
    push(first)
    while token == .string || token == .formattedString {
      push(token == .string ? plainString() : formattedString())
    }
    let parts = list(from: pendingStart)
    return make(.concatenation, start, lowest, parts)
  }

  @inline(__always)
  private mutating func plainString() -> NodeID {
    let start = start
    let textStart = UInt32(truncatingIfNeeded: quote.textStart)
    let textEnd = UInt32(truncatingIfNeeded: quote.textEnd)
    let flags = quote.flags
    next()
    return make(.string, start, mark, textStart, textEnd, flags: flags)
  }

  private mutating func formattedString() -> NodeID {
    let start = start
    let lowest = mark
    let quote = quote
    if _slowPath(isTooDeep) { return skipTooDeep() }
    // What a field changes holds outside of it again.
    let outerNesting = nesting
    let outerFieldNesting = fieldNesting
    let values = pieces(in: quote, isFormat: false)
    nesting = outerNesting
    fieldNesting = outerFieldNesting
    isAtLineStart = false
    token = .string
    next()
    return make(.formattedString, start, lowest, values, flags: quote.flags)
  }

  /// Reads text and fields from `position` on, up to the `}` behind a format, or else behind the quotes.
  ///
  /// - Returns: the list of fields, behind which the places of the texts are.
  private mutating func pieces(in quote: Quote, isFormat: Bool) -> UInt32 {
    let pendingStart = pending.count
    var textStart = position
    var place = position
    scan: while true {
      switch source[place] {
      case quote.byte:
        let isEnd =
          !quote.isTriple
          || source[place &+ 1] == quote.byte && source[place &+ 2] == quote.byte
        if isEnd { break scan }
        place &+= 1
      case 0x5C: place = endOfEscape(place, in: quote)
      case 0x7B:
        if source[place &+ 1] == 0x7B && !isFormat {
          place &+= 2
          continue
        }
        addText(from: textStart, to: place)
        push(field(at: place, in: quote))
        place = position
        textStart = place
      case 0x7D:
        if isFormat { break scan }
        place &+= source[place &+ 1] == 0x7D ? 2 : 1
      case 0x0A where !quote.isTriple, 0x0D where !quote.isTriple: break scan
      case 0 where place >= count: break scan
      default: place &+= 1
      }
    }
    place = min(place, count)
    addText(from: textStart, to: place)
    endPieces(at: place, in: quote, isFormat: isFormat)
    return pieceList(from: pendingStart)
  }

  /// Moves behind the closing quotes of a string; the format of a field ends here as it is.
  private mutating func endPieces(at place: Int, in quote: Quote, isFormat: Bool) {
    position = place
    if isFormat { return }
    if source[place] == quote.byte && place < count {
      position = quote.isTriple ? place &+ 3 : place &+ 1
    } else {
      isBroken = true
      note(.unclosedString, at: place)
    }
  }

  @inline(__always)
  private mutating func addText(from start: Int, to end: Int) {
    push(UInt32(truncatingIfNeeded: start))
    push(UInt32(truncatingIfNeeded: end))
  }

  /// Makes a list of what was pushed: texts of two words each, with a field between each two.
  private mutating func pieceList(from first: Int) -> UInt32 {
    let fields = (pending.count - first - 2) / 3
    let place = words.count
    words.append(UInt32(truncatingIfNeeded: fields))
    for index in 0..<fields { words.append(pending[first + index * 3 + 2]) }
    for index in 0...fields {
      words.append(pending[first + index * 3])
      words.append(pending[first + index * 3 + 1])
    }
    pending.count = first
    return UInt32(truncatingIfNeeded: place)
  }

  /// The byte behind a backslash and what it escapes; a brace is never escaped.
  private mutating func endOfEscape(_ place: Int, in quote: Quote) -> Int {
    let byte = source[place &+ 1]
    if byte == 0x7B || byte == 0x7D { return place &+ 1 }
    if byte == 0x0D { return endOfLineBreak(place &+ 1) }
    guard byte == 0x4E, source[place &+ 2] == 0x7B, !quote.flags.contains(.raw) else {
      return place &+ 2
    }
    // `\N{DIGIT ONE}`
    var end = place &+ 3
    while source[end] != 0x7D && source[end] != quote.byte && source[end] >= 0x20 { end &+= 1 }
    return source[end] == 0x7D ? end &+ 1 : end
  }

  /// Reads `{value!r:format}`, after which `position` is behind the brace.
  private mutating func field(at place: Int, in quote: Quote) -> NodeID {
    if _slowPath(isTooDeep) { return tooDeepField(at: place, in: quote) }
    let lowest = mark
    nesting = 1
    fieldNesting = 1
    isAtLineStart = false
    position = place &+ 1
    token = .comma
    next()
    let value = expressionsOrYield()
    var flags: Flags = []
    if token == .assign {
      flags.insert(.selfDocumenting)
      next()
    }
    var conversion: UInt8 = 0
    if eat(.exclamation) {
      if token == .identifier {
        conversion = source[start]
        next()
      } else {
        report(.badReplacement)
      }
    }
    var format: NodeID = 0
    if token == .colon { format = formatSpecification(in: quote) }
    endField(value, format, in: quote)
    previousEnd = position
    let field = make(.replacement, place, lowest, value, format, flags: flags)
    nodes.base[Int(field)].symbol = conversion
    return field
  }

  private mutating func formatSpecification(in quote: Quote) -> NodeID {
    let specStart = start &+ 1
    let lowest = mark
    position = specStart
    let values = pieces(in: quote, isFormat: true)
    nesting = 1
    fieldNesting = 1
    previousEnd = position
    let format = make(.formatSpecification, specStart, lowest, values)
    // The brace that ends the field is the current token.
    start = position
    token = source[position] == 0x7D && position < count ? .rightBrace : .unknown
    return format
  }

  /// Moves behind the brace that ends a field, or to where the text of the string plausibly goes on.
  private mutating func endField(_ value: NodeID, _ format: NodeID, in quote: Quote) {
    if token == .rightBrace {
      position = start &+ 1
      return
    }
    var place = start
    if !quote.isTriple {
      // A string that was never closed has no part in the next line.
      place = Int(max(nodes[Int(value)].end, format == 0 ? 0 : nodes[Int(format)].end))
      while place < start && !isLineEnd(place) { place &+= 1 }
      start = place
    }
    previousEnd = min(previousEnd, place)
    report(.badReplacement)
    while place < count {
      let byte = source[place]
      if byte == quote.byte || !quote.isTriple && (byte == 0x0A || byte == 0x0D) { break }
      place &+= 1
      if byte == 0x7D { break }
    }
    position = max(place, previousEnd)
  }

  /// Skips a field that is nested too deeply, up to the end of the line.
  private mutating func tooDeepField(at place: Int, in quote: Quote) -> NodeID {
    start = place
    report(.nestedTooDeeply)
    var end = place
    while end < count && !isLineEnd(end) { end &+= 1 }
    position = end
    previousEnd = end
    return make(.error, place, mark)
  }
}
