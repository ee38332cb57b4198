// The arguments of a call as the source writes them: enough to say how a mended call would look.

import Facts
package import SourceText

/// One expression among the arguments of a call.
package struct Operand: Sendable {
  package let span: ByteSpan
  package let shape: Shape
  /// A member in capitals, as those of enumerations are: `Status.CONFIRMED`.
  let isCapital: Bool

  package enum Shape: Sendable {
    case object([Property])
    case array([Operand])
    case text(String)
    case template
    case number(Double)
    case boolean(Bool)
    /// A name, or members of one: `order.id`.
    case path
    case function
    case spread
    case other
  }

  /// One entry of an object literal; the name is empty for spread and computed ones.
  package struct Property: Sendable {
    package let name: String
    package let value: Operand
  }

  /// The value of a property that an object literal writes.
  package subscript(_ name: String) -> Operand? {
    properties.last { $0.name == name }?.value
  }

  /// The entries of an object literal; empty for all else.
  package var properties: [Property] {
    guard case .object(let properties) = shape else { return [] }
    return properties
  }

  package var isNumber: Bool {
    guard case .number = shape else { return false }
    return true
  }

  package var isTrue: Bool {
    guard case .boolean(true) = shape else { return false }
    return true
  }

  package var isObject: Bool {
    guard case .object = shape else { return false }
    return true
  }
}

extension CallSite {
  /// What the call is given, in order.
  package var arguments: [Operand] {
    let facts = unit.facts
    return facts.list(ListID(instruction.b)).map { Operand(ValueID($0), in: facts, depth: 0) }
  }

  /// The last name of the callee, and where it stands: `findMany`.
  package var method: (name: String, span: ByteSpan)? {
    let callee = unit.facts.values[Int(instruction.a)]
    guard callee.kind == .member else { return nil }
    let name = unit.facts.names.string(NameID(callee.b))
    let width = UInt32(truncatingIfNeeded: name.utf8.count)
    guard callee.end >= width else { return nil }
    return (name, ByteSpan(start: callee.end - width, end: callee.end))
  }
}

extension Operand {
  init(_ id: ValueID, in facts: FileFacts, depth: Int) {
    let value = facts.values[id.index]
    span = value.span
    isCapital =
      value.kind == .member
      && facts.names.string(NameID(value.b)).utf8.allSatisfy {
        $0 == 0x5F || $0 >= 0x30 && $0 <= 0x5A
      }
    shape = depth < 12 ? Self.shape(of: value, in: facts, depth: depth) : .other
  }

  private static func shape(of value: Value, in facts: FileFacts, depth: Int) -> Shape {
    switch value.kind {
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return .object(
        stride(from: 0, to: words.count - 1, by: 2).map { position in
          Property(
            name: NameID(words[position]) == .any
              ? "" : facts.names.string(NameID(words[position])),
            value: Operand(ValueID(words[position + 1]), in: facts, depth: depth + 1)
          )
        }
      )
    case .array:
      return .array(
        facts.valueList(ListID(value.a)).map { Operand($0, in: facts, depth: depth + 1) }
      )
    case .string: return .text(facts.names.string(NameID(value.a)))
    case .template: return .template
    case .number: return .number(facts.numbers[Int(value.a)])
    case .boolean: return .boolean(value.a == 1)
    case .symbol, .parameter:
      return holdsOptions(value, in: facts) ? .path : .other
    case .member: return isPath(value, in: facts) ? .path : .other
    case .function: return .function
    case .spread: return .spread
    default: return .other
    }
  }

  /// Whether a name can stand for data: not for a text or a function that is known.
  private static func holdsOptions(_ value: Value, in facts: FileFacts) -> Bool {
    guard value.kind == .symbol else { return true }
    let known = facts.values[facts.symbols[Int(value.a)].value.index].kind
    return ![.function, .class, .string, .template, .number].contains(known)
  }

  private static func isPath(_ value: Value, in facts: FileFacts) -> Bool {
    var next = value
    var steps = 0
    while next.kind == .member, steps < 16 {
      next = facts.values[Int(next.a)]
      steps += 1
    }
    return [.symbol, .parameter, .this].contains(next.kind)
  }
}
