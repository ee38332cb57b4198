// Numbers of new rows that are made of the clock or of chance, too short to be different each time.

import Facts

/// A field of a row whose value two requests can make alike.
package struct ClockNumber: Sendable {
  package let place: SourcePlace
  package let function: FunctionRef
  /// The field, as the source names it.
  package let field: String
  /// The table, where the object is handed to something that stores it; folded.
  package let table: String
  /// Made of chance, not of the clock.
  package let isRandom: Bool
}

extension Program {
  /// All fields that go by the name of a number and are cut from the clock or made of little chance.
  package var clockNumbers: [ClockNumber] {
    var result: [ClockNumber] = []
    for unit in units.indices where units[unit].isRunning {
      let facts = units[unit].facts
      guard Self.clockWords.isMentioned(in: facts.names) else { continue }
      for position in table.calls(of: unit) {
        let site = call(at: position)
        guard isMaking(site) else { continue }
        for argument in facts.valueList(ListID(site.instruction.b)).prefix(1) {
          result += numbers(in: argument, of: site, facts)
        }
      }
    }
    return result
  }

  private static let clockWords = WordList(["now", "random", "time", "randint", "timestamp"])

  private static let endings: Set<String> = ["number", "no", "code", "reference", "ref", "num"]
  private static let passing: Set<String> = [
    "otp", "verification", "confirmation", "error", "status", "phone", "zip", "postal", "country",
    "invoice_date", "reset", "pin", "port", "color",
  ]

  private func numbers(in id: ValueID, of site: CallSite, _ facts: FileFacts) -> [ClockNumber] {
    var value = facts.values[id.index]
    if value.kind == .object, value.flags.contains(.keywords) == false || site.unit.isPython {
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).flatMap { position -> [ClockNumber] in
        guard NameID(words[position]) != .any else { return [] }
        let name = facts.names.string(NameID(words[position]))
        let entry = ValueID(words[position + 1])
        if name == "data", facts.values[entry.index].kind == .object {
          return numbers(in: entry, of: site, facts)
        }
        let split = NameSplit.words(of: name)
        guard let last = split.last, Self.endings.contains(last),
          !split.contains(where: Self.passing.contains),
          let kind = shortKind(entry, facts, 0)
        else { return [] }
        value = facts.values[origin(of: entry, facts).index]
        return [
          ClockNumber(
            place: SourcePlace(unit: site.place.unit, span: value.span),
            function: site.function,
            field: name,
            table: raceTable(of: site),
            isRandom: kind == .chance
          )
        ]
      }
    }
    return []
  }

  /// Where a value that goes by a name is written.
  private func origin(of id: ValueID, _ facts: FileFacts) -> ValueID {
    let value = facts.values[id.index]
    guard value.kind == .symbol else { return id }
    let symbol = facts.symbols[Int(value.a)]
    return symbol.value.isPresent ? symbol.value : id
  }

  private func isMaking(_ site: CallSite) -> Bool {
    let name = site.calleeName
    return name.hasPrefix("create") || name.hasPrefix("insert") || name == "build"
      || RaceNames.isClass(name)
  }

  private enum Source { case clock, chance }

  /// Whether a value is cut from the clock, or one of less than a million by chance.
  private func shortKind(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Source? {
    guard id.isPresent, depth < 10 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return nil }
      return shortKind(symbol.value, facts, depth + 1)
    case .template:
      let parts = facts.valueList(ListID(value.a)).filter { facts.values[$0.index].kind != .string }
      // A key of the row beside it makes it different again.
      return parts.count == 1 ? shortKind(parts[0], facts, depth + 1) : nil
    case .binary:
      if value.detail == Operator.remainder.rawValue {
        return reads(ValueID(value.a), ["now", "time", "getTime"], facts, 0) ? .clock : nil
      }
      if value.detail == Operator.multiply.rawValue {
        let sides = [ValueID(value.a), ValueID(value.b)]
        let isSmall = sides.contains {
          let side = facts.values[$0.index]
          return side.kind == .number && facts.numbers[Int(side.a)] <= 1_000_000
        }
        return isSmall && sides.contains { reads($0, ["random"], facts, 0) } ? .chance : nil
      }
      let left = shortKind(ValueID(value.a), facts, depth + 1)
      let right = shortKind(ValueID(value.b), facts, depth + 1)
      if let left, isPlain(ValueID(value.b), facts) { return left }
      if let right, isPlain(ValueID(value.a), facts) { return right }
      return nil
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      let name = calledName(callee, facts) ?? ""
      let arguments = facts.valueList(ListID(step.b))
      if callee.kind == .member, ["slice", "substr", "substring", "slice_"].contains(name) {
        return reads(ValueID(callee.a), ["now", "getTime", "time"], facts, 0) ? .clock : nil
      }
      if name == "randint", arguments.count == 2 {
        let last = facts.values[arguments[1].index]
        return last.kind == .number && facts.numbers[Int(last.a)] <= 1_000_000 ? .chance : nil
      }
      if callee.kind == .member, let found = shortKind(ValueID(callee.a), facts, depth + 1) {
        return found
      }
      guard
        ["floor", "round", "String", "str", "trunc", "padStart", "toString", "ceil", "int"]
          .contains(name)
      else { return nil }
      return arguments.first.flatMap { shortKind($0, facts, depth + 1) }
    case .index:
      // `str(int(time.time()))[-6:]`
      return reads(ValueID(value.a), ["time", "timestamp"], facts, 0) ? .clock : nil
    default: return nil
    }
  }

  private func isPlain(_ id: ValueID, _ facts: FileFacts) -> Bool {
    [.string, .number].contains(facts.values[id.index].kind)
  }

  /// Whether a value is made of what a call of one of some names gives, and of nothing else that differs.
  private func reads(_ id: ValueID, _ names: Set<String>, _ facts: FileFacts, _ depth: Int) -> Bool
  {
    guard id.isPresent, depth < 10 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return reads(facts.symbols[Int(value.a)].value, names, facts, depth + 1)
    case .member: return reads(ValueID(value.a), names, facts, depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      if names.contains(calledName(callee, facts) ?? "") { return true }
      if callee.kind == .member, reads(ValueID(callee.a), names, facts, depth + 1) { return true }
      return facts.valueList(ListID(step.b)).prefix(1).contains {
        reads($0, names, facts, depth + 1)
      }
    default: return false
    }
  }
}
