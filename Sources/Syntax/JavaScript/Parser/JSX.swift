// JSX elements; their text is not made of tokens.

import CByteScan
import SyntaxTree

extension Parser {
  /// Reads an element or fragment or, in TSX, the generic arrow function that starts like one.
  ///
  /// - Parameter isChild: text follows the element, so no token is read behind it.
  /// - Returns: the element, fragment or arrow function.
  mutating func jsx(isChild: Bool) -> NodeID {
    if isTypeScript && !isChild && startsGenericArrow {
      let arrow = attemptGenericArrow(start, mark, isAsync: false)
      if arrow != 0 { return arrow }
    }
    return element(isChild: isChild)
  }

  /// `<T,`, `<T = `, `<T extends U`, `<const T`: no tag looks like this.
  private var startsGenericArrow: Bool {
    mutating get {
      let state = lexerState
      let failed = attemptFailed
      attemptDepth += 1
      defer {
        attemptDepth -= 1
        attemptFailed = failed
        rewind(state)
      }
      next()
      if token == .const { next() }
      if token != .identifier { return false }
      next()
      if token == .comma || token == .assign { return true }
      if token != .extends { return false }
      next()
      return token != .assign && token != .divide && source[start] != UInt8(ascii: ">")
    }
  }

  /// Reads an element from its `<` on.
  private mutating func element(isChild: Bool) -> NodeID {
    if _slowPath(isTooDeep) { return skipTooDeep() }
    let start = start
    let lowest = mark
    let outer = context
    context.subtract(.endedByBracket)
    defer { context = outer }
    position = start &+ 1
    next()
    if isAtAngle {
      let children = children()
      finishTag(isChild: isChild)
      return make(.jsxFragment, start, lowest, 0, 0, children)
    }
    let name = tagName()
    let typeArguments = isBeforeTypeArguments ? typeArguments() : 0
    let attributes = attributes()
    var children: NodeListID = 0
    if token == .divide || token == .divideAssign {
      position = self.start &+ 1
      next()
      if !isAtAngle { report(.badJSX) }
    } else if isAtAngle {
      children = self.children()
    } else {
      report(.badJSX)
      return make(.jsxElement, start, lowest, name, attributes, 0, typeArguments)
    }
    finishTag(isChild: isChild)
    return make(.jsxElement, start, lowest, name, attributes, children, typeArguments)
  }

  /// Whether the current token is a `>`, glued to what follows it or not.
  @inline(__always)
  private var isAtAngle: Bool { source[start] == UInt8(ascii: ">") && token != .end }

  /// Takes the `>` that ends an element.
  private mutating func finishTag(isChild: Bool) {
    if isAtAngle { position = start &+ 1 }
    if isChild { previousEnd = position } else { next() }
  }

  /// Reads `a`, `a-b`, `a:b` or `a.b.c`.
  private mutating func tagName() -> NodeID {
    let start = start
    let lowest = mark
    if !isName { return missing(.badJSX) }
    var tag = jsxIdentifier()
    if token == .colon {
      next()
      if !isName { return missing(.badJSX) }
      let place = UInt32(truncatingIfNeeded: self.start)
      extendName()
      let local = name
      next()
      return make(.jsxNamespacedName, start, lowest, tag, local.id, place)
    }
    while token == .dot {
      next()
      if !isName {
        report(.badJSX)
        break
      }
      let place = UInt32(truncatingIfNeeded: self.start)
      extendName()
      let property = name
      next()
      tag = make(.jsxMember, start, lowest, tag, property.id, place)
    }
    return tag
  }

  private mutating func jsxIdentifier() -> NodeID {
    let start = start
    extendName()
    let name = name
    next()
    return make(.jsxIdentifier, start, mark, name.id)
  }

  /// Takes what follows a `-` into the current name.
  @inline(__always)
  private mutating func extendName() {
    if source[position] != UInt8(ascii: "-") { return }
    while source[position] == UInt8(ascii: "-") || classes[Int(source[position])] != 0 {
      position &+= 1
    }
    name = names.intern(source + start, position &- start)
  }

  private mutating func attributes() -> NodeListID {
    let first = pending.count
    while true {
      if token == .leftBrace {
        push(spreadAttribute())
      } else if isName {
        push(attribute())
      } else {
        return list(from: first)
      }
    }
  }

  private mutating func spreadAttribute() -> NodeID {
    let start = start
    let lowest = mark
    next()
    expect(.ellipsis)
    let argument = assignment()
    close(.rightBrace)
    return make(.jsxSpreadAttribute, start, lowest, argument)
  }

  private mutating func attribute() -> NodeID {
    let start = start
    let lowest = mark
    let name = tagName()
    let value = token == .assign ? attributeValue() : 0
    return make(.jsxAttribute, start, lowest, name, value)
  }

  private mutating func attributeValue() -> NodeID {
    let place = nextPlace()
    let byte = source[place]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return attributeString(byte, place)
    }
    next()
    switch token {
    case .leftBrace:
      let container = container()
      next()
      return container
    case .less: return element(isChild: false)
    default: return missing(.badJSX)
    }
  }

  /// Reads a string without escapes, which may span lines.
  private mutating func attributeString(_ quote: UInt8, _ start: Int) -> NodeID {
    self.start = start
    let place = end(of: quote, from: start &+ 1)
    if place >= count { reportToken(.unclosedString) }
    position = min(place &+ 1, count)
    next()
    return make(.string, start, mark)
  }

  /// Reads `{expression}` up to its `}`, which stays the current token.
  private mutating func container() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let flags: Flags = eat(.ellipsis) ? .generator : []
    let expression = token == .rightBrace ? 0 : expression()
    if token != .rightBrace {
      report(.badJSX)
      skipToClosingBrace()
    }
    previousEnd = position
    return make(.jsxExpression, start, lowest, expression, flags: flags)
  }

  /// Reads children from behind the current `>` up to the `>` of the closing tag.
  private mutating func children() -> NodeListID {
    let first = pending.count
    var place = start &+ 1
    while true {
      let textStart = place
      place = endOfText(place)
      if place > textStart {
        previousEnd = place
        push(make(.jsxText, textStart, mark))
      }
      position = place
      next()
      if place >= count {
        report(.badJSX)
        break
      }
      if token == .leftBrace {
        push(container())
      } else {
        position = start &+ 1
        if nextByte() == UInt8(ascii: "/") {
          closingTag()
          break
        }
        push(jsx(isChild: true))
      }
      place = position
      if token == .end { break }
    }
    return list(from: first)
  }

  @inline(__always)
  private func endOfText(_ from: Int) -> Int { end(of: UInt8(ascii: "<"), or: 0x7B, from: from) }

  @inline(__always)
  private func end(of quote: UInt8, from: Int) -> Int { end(of: quote, or: quote, from: from) }

  /// Where one of two bytes stands first, or the end of the file.
  @inline(__always)
  private func end(of first: UInt8, or second: UInt8, from: Int) -> Int {
    var place = from
    while true {
      let stops = byte_scan_any4(source + place, first, second, 0, 0)
      if stops == 0 {
        place &+= 16
        continue
      }
      place &+= stops.trailingZeroBitCount
      if place >= count { return count }
      if source[place] != 0 { return place }
      place &+= 1
    }
  }

  /// Reads `</name>` up to its `>`, from behind the `<` on.
  private mutating func closingTag() {
    next()
    position = start &+ 1
    next()
    if isName {
      let lowest = mark
      _ = tagName()
      dropNodes(from: lowest)
    }
    if !isAtAngle { report(.badJSX) }
  }
}
