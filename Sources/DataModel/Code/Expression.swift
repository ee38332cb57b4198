// One expression of the source, and what it is known to be.

import Facts
import Queries
import SemanticModel
import SourceText

/// A value of a file's facts.
struct Expression {
  let code: Code
  let unit: Int
  let id: ValueID

  var facts: FileFacts { code.units[unit].facts }
  var value: Value { facts.values[id.index] }
  var kind: Value.Kind { value.kind }

  func other(_ id: ValueID) -> Expression { Expression(code: code, unit: unit, id: id) }
  func other(_ raw: UInt32) -> Expression { other(ValueID(raw)) }

  private func name(_ raw: UInt32) -> String { facts.names.string(NameID(raw)) }

  /// Where it stands.
  var site: SchemaSite { code.site(value.span, in: unit) }

  /// The text that it is, constants of the project followed.
  var text: String? { code.bounded(nil) { unboundedText } }

  private var unboundedText: String? {
    let value = resolved()
    switch value.kind {
    case .string: return value.name(value.value.a)
    case .template:
      var result = ""
      for part in value.facts.valueList(ListID(value.value.a)) {
        guard let text = value.other(part).text else { return nil }
        result += text
      }
      return result
    case .result:
      // `text("…")`, `op.f("…")` and the like hold their text.
      guard let call = value.call, ["text", "f", "sql", "raw", "dedent"].contains(call.name) else {
        return nil
      }
      return call.positional.first?.text
    default: return nil
    }
  }

  /// The bytes of a text, with a mark where something is put in at run time; `nil` for what is no text.
  var textWithHoles: [UInt8]? { code.bounded(nil) { unboundedTextWithHoles } }

  private var unboundedTextWithHoles: [UInt8]? {
    let value = resolved()
    switch value.kind {
    case .string: return Array(value.name(value.value.a).utf8)
    case .template:
      return value.facts.valueList(ListID(value.value.a)).flatMap { part -> [UInt8] in
        value.other(part).text.map { Array($0.utf8) } ?? [0x01]
      }
    case .result:
      guard let call = value.call, ["text", "sql", "raw", "dedent"].contains(call.name) else {
        return nil
      }
      return call.positional.first?.textWithHoles
    default: return nil
    }
  }

  var boolean: Bool? {
    let value = resolved()
    return value.kind == .boolean ? value.value.a == 1 : nil
  }

  var number: Double? { code.bounded(nil) { unboundedNumber } }

  private var unboundedNumber: Double? {
    let value = resolved()
    if value.kind == .number { return value.facts.numbers[Int(value.value.a)] }
    guard value.kind == .unary, Operator(rawValue: value.value.detail) == .negate else {
      return nil
    }
    return value.other(value.value.a).number.map { -$0 }
  }

  /// Whether it is the literal true, or an object of options, which turns on what it is given for.
  var isOn: Bool {
    let value = resolved()
    switch value.kind {
    case .boolean: return value.value.a == 1
    case .object, .array, .string: return true
    case .number: return (number ?? 0) != 0
    default: return false
    }
  }

  /// The elements of a list; none for what is none.
  var elements: [Expression] { code.bounded([]) { unboundedElements } }

  private var unboundedElements: [Expression] {
    let value = resolved()
    if let function = value.call?.callee.function {
      // What a function of the project gives back, as in `*timestamps()`.
      let made = code.results(of: function).first?.resolved()
      return made?.kind == .array ? made?.elements ?? [] : []
    }
    guard value.kind == .array else { return [] }
    return value.facts.valueList(ListID(value.value.a)).filter(\.isPresent).flatMap {
      element -> [Expression] in
      let item = value.other(element)
      return item.kind == .spread ? item.other(item.value.a).elements : [item]
    }
  }

  /// The texts of a list, or the only text.
  var texts: [String] { text.map { [$0] } ?? elements.compactMap(\.text) }

  /// The last name of a path: `Column` of `sa.Column`, `Schema` of what was imported as `S`.
  var lastName: String? {
    switch kind {
    case .member: return name(value.b)
    case .global: return name(value.a)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      let held = facts.values[symbol.value.index]
      if symbol.kind == .import {
        if held.kind == .member { return name(held.b) }
        if held.kind == .choice, let first = facts.valueList(ListID(held.a)).first,
          facts.values[first.index].kind == .member
        {
          return name(facts.values[first.index].b)
        }
      }
      return facts.names.string(symbol.name)
    case .type: return other(value.a).lastName
    case .awaited: return other(value.a).lastName
    default: return nil
    }
  }

  /// The names of a path from its first to its last; empty for what is none.
  var path: [String] {
    var result: [String] = []
    var next = self
    for _ in 0..<12 {
      guard let last = next.lastName else { break }
      result.append(last)
      guard next.kind == .member else { return result.reversed() }
      next = next.other(next.value.a)
    }
    return result.reversed()
  }

  /// The call whose result it is.
  var call: Call? {
    kind == .result ? Call(code: code, unit: unit, id: InstructionID(value.a)) : nil
  }

  /// The function that it is, constants followed.
  var function: FunctionRef? {
    let value = resolved()
    return value.kind == .function
      ? FunctionRef(unit: value.unit, id: FunctionID(value.value.a)) : nil
  }

  /// The class that it is, imports followed.
  var classView: ClassView? {
    let value = resolved()
    return value.kind == .class
      ? ClassView(code: code, unit: value.unit, id: ClassID(value.value.a)) : nil
  }
}

extension Code {
  /// Where a range of a file lies.
  func site(_ span: ByteSpan, in unit: Int) -> SchemaSite {
    SchemaSite(
      path: units[unit].path,
      line: units[unit].facts.lines.line(at: span.start),
      span: span
    )
  }
}
