// Conditions that are collected in a list, step by step: `filters.append(Order.state == state)`, `and_(*filters)`.

import Facts
import SemanticModel

extension FilterReading {
  /// One condition among the arguments of a call.
  struct Part {
    let value: ValueRef
    /// Some paths leave it out.
    var isOptional = false
  }

  /// The arguments of a call, with what is unpacked among them: `filter(*shared)` asks for all that a list holds.
  func parts(_ arguments: [ValueRef]) -> [Part] {
    arguments.flatMap { argument -> [Part] in
      guard values.value(argument).kind == .spread,
        let held = held(by: values.base(argument)), !held.isEmpty
      else { return [Part(value: argument)] }
      return held
    }
  }

  /// The conditions of all of them together.
  mutating func all(of parts: [Part]) -> Shapes {
    var result = Shapes.everything
    for part in parts {
      let found = filter(part.value)
      result = result.and(part.isOptional ? found.optional : found)
    }
    return result
  }

  /// What a list holds: the elements of its literal, and what is put in under its name; nil where that is not known.
  private func held(by ref: ValueRef) -> [Part]? {
    var next = ref
    var names: [SymbolID] = []
    while values.value(next).kind == .symbol, names.count < 4 {
      let name = SymbolID(values.value(next).a)
      let symbol = values.facts(next.unitIndex).symbols[name.index]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      names.append(name)
      next = ValueRef(unit: next.unitIndex, id: symbol.value)
    }
    guard values.value(next).kind == .array else { return nil }
    var result = values.elements(next).map { Part(value: $0) }
    for name in names {
      guard let added = added(to: name, in: ref.unitIndex) else { return nil }
      result += added
    }
    return result
  }

  /// What is put into a list under a name; nil where another function gets hold of the list.
  private func added(to name: SymbolID, in unit: Int) -> [Part]? {
    let facts = values.facts(unit)
    let function = facts.functions[facts.symbols[name.index].function.index]
    func isList(_ id: ValueID) -> Bool {
      let value = facts.values[id.index]
      return value.kind == .symbol && SymbolID(value.a) == name
    }
    var made = RegionID.none
    var result: [Part] = []
    for position in function.firstInstruction.index..<function.endInstruction.index {
      let step = facts.instructions[position]
      if step.operation == .assign, isList(ValueID(step.a)) { made = step.region }
      guard step.operation == .call else { continue }
      let arguments = facts.valueList(ListID(step.b))
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, isList(ValueID(callee.a)) else {
        if arguments.contains(where: isList), !isCount(callee, facts) { return nil }
        continue
      }
      let method = facts.names.string(NameID(callee.b))
      guard Self.adding.contains(method) else { return nil }
      result += arguments.map {
        Part(value: ValueRef(unit: unit, id: $0), isOptional: step.region != made)
      }
    }
    return result
  }

  private func isCount(_ callee: Value, _ facts: FileFacts) -> Bool {
    callee.kind == .global && facts.names.isText("len", NameID(callee.a))
  }

  private static let adding: Set<String> = ["append", "push"]
}
