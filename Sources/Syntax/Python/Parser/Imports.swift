// `import` and `from … import`.

import SyntaxTree

extension Parser {
  mutating func importStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let pendingStart = pending.count
    repeat {
      let nameStart = self.start
      let name = dottedName()
      push(importedName(name, nameStart))
    } while eat(.comma)
    let names = list(from: pendingStart)
    return make(.import, start, lowest, names)
  }

  mutating func importFromStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    var level = 0
    while token == .dot || token == .ellipsis {
      level += token == .dot ? 1 : 3
      next()
    }
    let moduleStart = startOffset
    let module = token == .import && level > 0 ? 0 : dottedName()
    expect(.import)
    var flags: Flags = []
    var names: NodeListID = 0
    if token == .times {
      flags = .star
      next()
    } else {
      names = importedNames()
    }
    let node = make(.importFrom, start, lowest, module, names, moduleStart, flags: flags)
    nodes.base[Int(node)].symbol = UInt8(min(level, 255))
    return node
  }

  private mutating func importedNames() -> NodeListID {
    let hasParentheses = eat(.leftParenthesis)
    let pendingStart = pending.count
    repeat {
      if hasParentheses && token == .rightParenthesis && pending.count > pendingStart { break }
      let nameStart = start
      let name = takeName()
      push(importedName(name, nameStart))
    } while eat(.comma)
    if hasParentheses { expect(.rightParenthesis) }
    return list(from: pendingStart)
  }

  private mutating func importedName(_ name: UInt32, _ nameStart: Int) -> NodeID {
    var alias: UInt32 = 0
    var aliasStart: UInt32 = 0
    if eat(.as) {
      aliasStart = startOffset
      alias = takeName()
    }
    let start = min(nameStart, previousEnd)
    return make(.importedName, start, mark, name, alias, aliasStart)
  }

  /// Reads `a.b.c` as one name.
  private mutating func dottedName() -> UInt32 {
    let first = start
    var name = takeName()
    if token != .dot { return name }
    var length = previousEnd - first
    while eat(.dot) {
      let start = start
      name = takeName()
      length += 1 + max(previousEnd - start, 0)
    }
    if length == previousEnd - first {
      return names.intern(source + first, length).id
    }
    return nameWithoutBlanks(from: first, to: previousEnd)
  }

  /// Blanks and escaped line ends may stand around the dots.
  private mutating func nameWithoutBlanks(from start: Int, to end: Int) -> UInt32 {
    var text: [UInt8] = []
    for place in start..<max(end, start) where source[place] > 0x20 && source[place] != 0x5C {
      text.append(source[place])
    }
    let length = text.count
    text.append(contentsOf: repeatElement(0, count: 16))
    return text.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { names.intern($0, length).id } ?? 0
    }
  }
}
