// Paths as the code spells them, with what it does not tell kept as unknown.

import Facts

/// A path, or a piece of one.
struct PathText: Sendable, Hashable {
  var text: String
  /// Whether every piece is known.
  var isKnown = true

  static let empty = PathText(text: "")

  /// Whether it begins below a router that nobody mounts.
  var isUnmounted: Bool { text.hasPrefix("…") }

  /// A piece that only the running program knows.
  static func unknown(_ name: String) -> PathText {
    PathText(text: name.isEmpty ? "${…}" : "${\(name)}", isKnown: false)
  }

  static func + (left: PathText, right: PathText) -> PathText {
    PathText(text: left.text + right.text, isKnown: left.isKnown && right.isKnown)
  }

  /// A path under another: one slash between them, none at the end.
  func under(_ outer: PathText) -> PathText {
    let joined = outer.text + "/" + text
    var bytes: [UInt8] = []
    for byte in joined.utf8 where byte != slash || bytes.last != slash { bytes.append(byte) }
    // `^login/?$`: the slash may be left out.
    if bytes.count > 2, bytes.last == UInt8(ascii: "?"), bytes[bytes.count - 2] == slash {
      bytes.removeLast(2)
    }
    if bytes.count > 1, bytes.last == slash { bytes.removeLast() }
    return PathText(
      text: String(decoding: bytes, as: UTF8.self),
      isKnown: isKnown && outer.isKnown
    )
  }
}

private let slash = UInt8(ascii: "/")

extension Evaluator {
  /// The texts that a value may be: several where it is an array.
  mutating func texts(of ref: ValueRef, _ bound: Bindings, _ table: CallTable, depth: Int = 0)
    -> [PathText]
  {
    let end = followed(ref, bound)
    let value = units[end.unitIndex].facts.values[end.id.index]
    guard value.kind == .array else { return [text(of: ref, bound, table, depth: depth)] }
    return arrayElements(end).prefix(64).map { text(of: $0, bound, table, depth: depth + 1) }
  }

  /// The text that a value is.
  mutating func text(of ref: ValueRef, _ bound: Bindings, _ table: CallTable, depth: Int = 0)
    -> PathText
  {
    let end = followed(ref, bound)
    let unit = end.unitIndex
    let value = units[unit].facts.values[end.id.index]
    guard depth < 12 else { return .unknown("") }
    switch value.kind {
    case .string: return PathText(text: units[unit].facts.names.string(NameID(value.a)))
    case .number:
      let number = units[unit].facts.numbers[Int(value.a)]
      return PathText(text: Int64(exactly: number).map { "\($0)" } ?? "\(number)")
    case .regex:
      return PathText(text: "/\(units[unit].facts.names.string(NameID(value.a)))/")
    case .template:
      return units[unit].valueList(ListID(value.a)).reduce(.empty) { result, piece in
        result + text(of: ValueRef(unit: unit, id: piece), bound, table, depth: depth + 1)
      }
    case .binary where value.detail == Operator.add.rawValue:
      return [value.a, value.b].reduce(.empty) { result, piece in
        result + text(of: ValueRef(unit: unit, id: ValueID(piece)), bound, table, depth: depth + 1)
      }
    case .choice where value.detail != Operator.conditional.rawValue:
      // `process.env.PREFIX || "/api"`: what holds unless somebody says otherwise.
      for arm in units[unit].valueList(ListID(value.a)) {
        let one = text(of: ValueRef(unit: unit, id: arm), bound, table, depth: depth + 1)
        if one.isKnown { return one }
      }
    case .symbol:
      // `prefix = ""`, and another one where the environment says so.
      let first = units[unit].facts.symbols[Int(value.a)].value
      if units[unit].facts.values[first.index].kind == .string, end.id != first {
        return text(of: ValueRef(unit: unit, id: first), bound, table, depth: depth + 1)
      }
    case .result:
      if let one = returned(by: end, bound, table, depth: depth + 1) { return one }
    default: break
    }
    return .unknown(spelling(of: ref, bound))
  }

  /// The text that a function of the project gives back: `v1("/orders")`.
  private mutating func returned(
    by ref: ValueRef,
    _ bound: Bindings,
    _ table: CallTable,
    depth: Int
  ) -> PathText? {
    let unit = ref.unitIndex
    let call = InstructionID(units[unit].facts.values[ref.id.index].a)
    guard let position = table.position(of: CallRef(unit: unit, id: call)),
      table.calls[position].targets.count == 1, let target = table.calls[position].targets.first
    else { return nil }
    let fact = units[target.unitIndex].facts.functions[target.id.index]
    let index = units[target.unitIndex].index
    let results = index.results(of: fact)
    guard results.count == 1, let only = results.first else { return nil }
    let result = index.result(at: only)
    let inner = binding(target, to: table.calls[position], in: bound)
    return text(of: ValueRef(unit: target.unitIndex, id: result), inner, table, depth: depth)
  }

  /// The last name of an unknown piece.
  private func spelling(of ref: ValueRef, _ bound: Bindings) -> String {
    let facts = units[ref.unitIndex].facts
    let value = facts.values[ref.id.index]
    switch value.kind {
    case .symbol: return facts.names.string(facts.symbols[Int(value.a)].name)
    case .member: return facts.names.string(NameID(value.b))
    case .global: return facts.names.string(NameID(value.a))
    default: return ""
    }
  }

  /// The bindings inside a function that is called: its parameters are the arguments.
  mutating func binding(_ function: FunctionRef, to call: ResolvedCall, in outer: Bindings)
    -> Bindings
  {
    var result = outer
    if let type = receiver(of: call, outer) { result.receivers[function] = type }
    let unit = call.place.unitIndex
    let words = units[unit].list(ListID(units[unit].facts.instructions[call.place.id.index].b))
    let arguments = words.map { ValueRef(unit: unit, id: ValueID($0)) }
    let parameters = units[function.unitIndex].parameters(of: function.id)
    for (position, parameter) in parameters.enumerated() {
      let key = ParameterRef(function: function, position: position)
      if parameter.isRest {
        result.rests[key] = Array(arguments.dropFirst(position))
      } else if position < arguments.count {
        result.parameters[key] = arguments[position]
      }
    }
    return result
  }
}
