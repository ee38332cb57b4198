// Literals: numbers, texts and texts with values in them.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  /// The place of a number in the table.
  mutating func number(_ value: Double) -> UInt32 {
    if value == 0 { return 0 }
    facts.numbers.append(value)
    return UInt32(truncatingIfNeeded: facts.numbers.count - 1)
  }

  /// What a number literal means; an imaginary one is not a number.
  func numberValue(_ node: Node) -> Double {
    var digits: [UInt8] = []
    for offset in Int(node.start)..<Int(node.end) where tree.source[offset] != UInt8(ascii: "_") {
      digits.append(tree.source[offset])
    }
    let text = String(decoding: digits, as: UTF8.self).lowercased()
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
      return UInt64(text.dropFirst(2), radix: radix).map(Double.init) ?? .infinity
    }
    return Double(text) ?? .nan
  }

  /// A text: a string, or a template if values are put into it.
  mutating func text(_ id: NodeID) -> ValueID {
    var parts: [ValueID] = []
    addParts(of: id, to: &parts)
    let isPlain = parts.allSatisfy { facts.values[$0.index].kind == .string }
    if parts.count == 1, isPlain { return parts[0] }
    if isPlain {
      let whole = parts.map { facts.values[$0.index].a }.map { texts[$0] ?? "" }.joined()
      return add(.string, a: textName(of: whole).raw, at: id)
    }
    return add(.template, a: list(parts).raw, at: id)
  }

  /// The pieces of a text in their order: strings, and the values between them.
  private mutating func addParts(of id: NodeID, to parts: inout [ValueID]) {
    let node = tree[id]
    switch tree.kind(id) {
    case .string: parts.append(add(.string, a: textName(id).raw, at: id))
    case .concatenation: for part in nodes(node.a) { addParts(of: part, to: &parts) }
    case .formattedString:
      let values = nodes(node.a)
      let pieces = Int(node.a) + 1 + values.count
      for index in 0...values.count {
        let start = tree.words[pieces + 2 * index]
        let end = tree.words[pieces + 2 * index + 1]
        if end > start || values.isEmpty {
          let isRaw = node.flags.contains(.raw)
          let name = textName(from: start, to: end, .init(isRaw: isRaw, isFormatted: true))
          parts.append(add(.string, a: name.raw, at: id))
        }
        if index < values.count { parts.append(replacement(values[index])) }
      }
    default: parts.append(expression(id))
    }
  }

  /// The text of a string literal; nothing for anything else.
  mutating func textName(_ id: NodeID) -> NameID {
    guard tree.kind(id) == .string else { return .none }
    let node = tree[id]
    let form = StringText.Form(
      isRaw: node.flags.contains(.raw),
      isBytes: node.flags.contains(.bytes)
    )
    return textName(from: node.a, to: node.b, form)
  }

  /// The value of a field; what its format needs is evaluated behind it.
  private mutating func replacement(_ id: NodeID) -> ValueID {
    let field = tree[id]
    if tree.kind(id) != .replacement { return expression(id) }
    let value = expression(field.a)
    if field.b != 0 {
      for inner in nodes(tree[field.b].a) { _ = replacement(inner) }
    }
    return value
  }
  private mutating func textName(
    from start: UInt32,
    to end: UInt32,
    _ form: StringText.Form
  ) -> NameID {
    guard end > start else { return .none }
    return textName(of: StringText.decoded(tree.source, from: start, to: end, form))
  }
  /// The name of a text, remembered so that texts side by side can be joined.
  private mutating func textName(of text: String) -> NameID {
    let name = name(of: text)
    texts[name.raw] = text
    return name
  }
}
