// What the program lets nobody have more of than so many: it counts the rows, and refuses at a limit.

import Facts
import SourceText

extension Program {
  /// Whether rows are counted and held against a limit before more of them are made: `rssSubscriptions`.
  package func isLimited(_ name: String) -> Bool {
    let noun = Self.quotaNoun(of: name)
    return !noun.isEmpty && limitedNouns.contains(noun)
  }

  /// Whether a function counts what it has done for somebody already, and refuses from a number on: three mails in
  /// five minutes.
  package func refusesByCount(_ function: FunctionRef) -> Bool {
    let unit = function.unitIndex
    let facts = units[unit].facts
    let own = facts.functions[function.id.index].span
    return facts.values.contains { value in
      guard own.contains(value.span), let (counted, limit) = boundary(value, in: unit) else {
        return false
      }
      let number = self.value(limit)
      // One row says that it is there already, and nothing of how often.
      guard number.kind == .number, facts.numbers[Int(number.a)] >= 2 else { return false }
      return countedSubject(counted) != nil && refuses(value, facts)
    }
  }

  /// What is so limited, each as the words of its name in the singular: `rss subscription`.
  private var limitedNouns: Set<String> {
    answers.limitedNouns.value {
      Set(units.indices.filter { units[$0].isRunning }.flatMap(limitedNouns(in:)))
    }
  }

  private static let limits: Set<String> = [
    "limit", "limits", "max", "maximum", "quota", "allowed", "cap",
  ]
  private static let holders: Set<String> = [
    "store", "repository", "repo", "model", "service", "dao",
  ]

  private static func quotaNoun(of name: String) -> String {
    let words = NameSplit.words(of: name).map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
    return words.filter { !holders.contains($0) }.joined(separator: " ")
  }

  /// What a comparison holds against what: `count >= LIMIT`, `LIMIT < count`.
  private func boundary(_ value: Value, in unit: Int) -> (counted: ValueRef, limit: ValueRef)? {
    guard value.kind == .binary, let comparison = Operator(rawValue: value.detail) else {
      return nil
    }
    let sides = [value.a, value.b].map { ValueRef(unit: unit, id: ValueID($0)) }
    switch comparison {
    case .greater, .greaterOrEqual: return (sides[0], sides[1])
    case .less, .lessOrEqual: return (sides[1], sides[0])
    default: return nil
    }
  }

  private func limitedNouns(in unit: Int) -> [String] {
    let facts = units[unit].facts
    return facts.values.compactMap { value -> String? in
      guard let (counted, limit) = boundary(value, in: unit) else { return nil }
      guard isLimit(limit), let subject = countedSubject(counted), refuses(value, facts),
        !provenance(of: limit.id, in: unit).isFromRequest
      else { return nil }
      let noun = Self.quotaNoun(of: subject)
      return noun.isEmpty ? nil : noun
    }
  }

  /// Whether the name of a value says that it is a limit: `MAX_PROJECTS`, `plan.limit`, `getLimit()`.
  private func isLimit(_ place: ValueRef) -> Bool {
    let facts = units[place.unitIndex].facts
    var value = value(place)
    if value.kind == .awaited { value = facts.values[Int(value.a)] }
    if value.kind == .result { value = facts.values[Int(facts.instructions[Int(value.a)].a)] }
    guard let name = calledName(value, facts) else { return false }
    return NameSplit.words(of: name).contains(where: Self.limits.contains)
  }

  /// What a number counts: `project` of `await projectStore.count()`.
  private func countedSubject(_ place: ValueRef) -> String? {
    var place = traced(place)
    for _ in 0..<4 where value(place).kind == .awaited {
      place = traced(ValueRef(unit: place.unitIndex, id: ValueID(value(place).a)))
    }
    let value = value(place)
    guard value.kind == .result else { return nil }
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(value.a))
    guard let position = table.position(of: ref) else { return nil }
    let site = call(at: position)
    guard NameSplit.words(of: site.calleeName).contains("count") else { return nil }
    return subject(of: site)
  }

  /// Whether a comparison decides about an arm that gives up.
  private func refuses(_ comparison: Value, _ facts: FileFacts) -> Bool {
    facts.regions.contains { region in
      guard region.kind.isArm, region.subject.isPresent,
        facts.values[region.subject.index].span.contains(comparison.span)
      else { return false }
      let first = region.firstInstruction.index
      return (first..<max(first, region.endInstruction.index)).contains { position in
        let step = facts.instructions[position]
        if step.operation == .throw || step.operation == .return { return true }
        guard step.operation == .call else { return false }
        let callee = facts.values[Int(step.a)]
        guard callee.kind == .symbol else { return false }
        return facts.names.holds("throw", in: facts.symbols[Int(callee.a)].name)
      }
    }
  }
}
