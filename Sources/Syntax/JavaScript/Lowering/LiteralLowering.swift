// Literals, names and templates.

import CByteScan
import Facts
import SyntaxTree

extension Lowering {
  /// The value of a name that is read.
  @inline(__always)
  mutating func identifier(_ id: NodeID) -> ValueID {
    let symbol = binder.slots[Int(id)]
    if _slowPath(symbol == 0) { return global(id) }
    let value = add(.symbol, a: symbol, at: id)
    symbolValues[Int(symbol)] = value.raw
    return value
  }

  /// The value of a name whose member is read.
  ///
  /// The member says where the name stands, so an earlier value of the same function serves again: a fifth
  /// of all values are saved.
  @inline(__always)
  mutating func base(_ id: NodeID) -> ValueID {
    let symbol = binder.slots[Int(id)]
    let known = symbolValues[Int(symbol)]
    if known != 0 && known >= functions[function.index].firstValue.raw { return ValueID(known) }
    return identifier(id)
  }

  /// A name that no scope binds; `exports` is CommonJS's short form of `module.exports`.
  private mutating func global(_ id: NodeID) -> ValueID {
    let name = Name(id: tree[id].a)
    if name == Word.undefined { return add(.undefined, at: id) }
    if name == Word.exports {
      let module = add(.global, a: names.number(of: Name(.module)).raw, at: id)
      return add(.member, a: module.raw, b: names.number(of: name).raw, at: id)
    }
    return add(.global, a: names.number(of: name).raw, at: id)
  }

  mutating func string(_ id: NodeID) -> ValueID {
    add(.string, a: stringName(id).raw, at: id)
  }

  /// The text of a string literal.
  mutating func stringName(_ id: NodeID) -> NameID {
    let node = tree[id]
    let end = node.end >= node.start &+ 2 ? node.end &- 1 : node.end
    return text(from: min(node.start &+ 1, end), to: end)
  }

  /// The text of a byte range with its escapes decoded.
  mutating func text(from start: UInt32, to end: UInt32) -> NameID {
    let base = tree.source + Int(start)
    let count = Int(end) - Int(start)
    if count <= 0 { return .none }
    if hasEscape(base, count) { return decodedText(from: start, to: end) }
    return names.number(ofText: base, count: count)
  }

  private func hasEscape(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var offset = 0
    while offset < count {
      let found = byte_scan_any2(base + offset, 0x5C, 0x5C)
      if found != 0 { return offset &+ found.trailingZeroBitCount < count }
      offset &+= 16
    }
    return false
  }

  @inline(never)
  private mutating func decodedText(from start: UInt32, to end: UInt32) -> NameID {
    var text = Array(StringText.decoded(tree.buffer, from: start, to: end).utf8)
    let count = text.count
    text.append(contentsOf: repeatElement(0, count: 16))
    return text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return .none }
      return names.number(ofText: base, count: count)
    }
  }

  /// The source text between the slashes of a regular expression.
  mutating func regularExpression(_ id: NodeID) -> ValueID {
    let node = tree[id]
    var end = Int(node.end)
    let start = Int(node.start) + 1
    while end > start && tree.source[end - 1] != UInt8(ascii: "/") { end -= 1 }
    let count = max(end - 1 - start, 0)
    let pattern = names.number(ofText: tree.source + start, count: count)
    return add(.regex, a: pattern.raw, at: id)
  }

  mutating func number(_ id: NodeID) -> ValueID {
    let node = tree[id]
    let value = NumberText.value(tree.source + Int(node.start), Int(node.end) - Int(node.start))
    return add(.number, a: numberIndex(value), at: id)
  }

  /// The place of a number in the table; small whole numbers share theirs.
  mutating func numberIndex(_ value: Double) -> UInt32 {
    if value == 0 { return 0 }
    if value >= 1, value < Double(Self.smallNumberCount), value == value.rounded(.towardZero) {
      let small = Int(value)
      if smallNumbers[small] != 0 { return smallNumbers[small] }
      smallNumbers[small] = UInt32(truncatingIfNeeded: numbers.count)
    }
    numbers.append(value)
    return UInt32(truncatingIfNeeded: numbers.count &- 1)
  }
}

// Templates.
extension Lowering {
  /// A template string: a plain string if nothing is inserted and no tag asks for the template.
  mutating func template(_ id: NodeID, isTagged: Bool = false) -> ValueID {
    let node = tree[id]
    let count = tree.count(of: node.a)
    let pieces = Int(node.a) &+ 1 &+ count
    if count == 0 && !isTagged {
      let name = text(from: tree.words[pieces], to: tree.words[pieces &+ 1])
      return add(.string, a: name.raw, at: id)
    }
    let mark = scratch.count
    for index in 0...count {
      let start = tree.words[pieces &+ 2 &* index]
      let end = tree.words[pieces &+ 2 &* index &+ 1]
      if end > start {
        let name = text(from: start, to: end)
        scratch.append(add(.string, a: name.raw, start: start, end: end).raw)
      }
      if index < count {
        let value = expression(tree.node(index, of: node.a))
        scratch.append(value.raw)
      }
    }
    return add(.template, a: list(from: mark).raw, at: id)
  }
}
