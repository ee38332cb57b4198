// Functions whose results are kept for every argument.

import Facts
import SourceText

/// A function that remembers all of its results.
package struct UnboundedMemoFact: Sendable {
  /// Where it is made to remember.
  package let place: SourcePlace
  package let function: FunctionRef
  /// The names of its parameters.
  package let parameters: [String]
}

extension Program {
  /// The functions with parameters that remember their results without a largest size, in order of file and place.
  package var unboundedMemos: [UnboundedMemoFact] {
    var result: [UnboundedMemoFact] = []
    for position in callRoles.calls(playing: [.memoizes]) {
      let site = call(at: Int(position))
      guard site.unit.isRunning, keepsAll(site), let function = remembered(by: site) else {
        continue
      }
      let facts = units[function.unitIndex].facts
      let names = facts.parameters(of: function.id).map { facts.names.string($0.name) }
        .filter { $0 != "self" && $0 != "cls" }
      guard !names.isEmpty else { continue }
      result.append(UnboundedMemoFact(place: site.place, function: function, parameters: names))
    }
    return result.sorted { $0.place < $1.place }
  }

  /// `lru_cache(maxsize=None)` and `cache`; `lru_cache` alone keeps 128.
  private func keepsAll(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let name = site.calleeName
    guard site.unit.isPython else { return name.hasSuffix("emoize") && site.arguments.count == 1 }
    // The one of functools has no options; others of that name keep what they are told, as long as they are told.
    if name == "cache" {
      return !facts.valueList(ListID(site.instruction.b)).contains {
        facts.values[$0.index].flags.contains(.keywords)
      }
    }
    return facts.valueList(ListID(site.instruction.b)).contains { argument in
      let value = facts.values[argument.index]
      if value.kind == .null { return true }
      guard value.kind == .object, value.flags.contains(.keywords) else { return false }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains {
        facts.names.string(NameID(words[$0])) == "maxsize"
          && facts.values[Int(words[$0 + 1])].kind == .null
      }
    }
  }

  /// The function that a decorator stands on, or that a call is given.
  private func remembered(by site: CallSite) -> FunctionRef? {
    let facts = site.unit.facts
    let unit = site.place.unit
    for position in facts.functions.indices.dropFirst() {
      let holds = facts.valueList(facts.functions[position].decorators).contains { id in
        let span = facts.values[id.index].span
        return span.start <= site.instruction.span.start && site.instruction.span.end <= span.end
      }
      if holds { return FunctionRef(unit: unit, id: FunctionID(position)) }
    }
    guard let first = facts.valueList(ListID(site.instruction.b)).first else { return nil }
    var value = facts.values[first.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    return value.kind == .function ? FunctionRef(unit: unit, id: FunctionID(value.a)) : nil
  }
}
