// Which tests only requests pass that take something away: `req.method === "DELETE"`.

import Facts

/// Reads tests of the verb in the files of one program, as a handler of all verbs writes them.
struct DeletingTests {
  private let facts: FileFacts
  /// Whether the file speaks of the verb, and not of what is taken away as often as it is given.
  private let isAsked: Bool

  init(of unit: Unit, light: Set<String>) {
    facts = unit.facts
    isAsked =
      !unit.isPython && !facts.names.ids(of: ["DELETE"]).isEmpty
      && !facts.names.ids(of: ["method"]).isEmpty
      && light.isDisjoint(with: NameSplit.words(of: unit.path))
  }

  /// Whether a test that holds (or does not) lets only such requests through.
  func lets(_ id: ValueID, whenTrue isTrue: Bool) -> Bool {
    guard isAsked, id.isPresent else { return false }
    let value = facts.values[id.index]
    guard value.kind == .binary,
      value.detail == (isTrue ? Operator.equal : Operator.notEqual).rawValue
    else { return false }
    let sides = [facts.values[Int(value.a)], facts.values[Int(value.b)]]
    return sides.contains(where: isVerb) && sides.contains(where: isMethod)
  }

  private func isVerb(_ value: Value) -> Bool {
    value.kind == .string && facts.names.isText("DELETE", NameID(value.a))
  }

  private func isMethod(_ value: Value) -> Bool {
    switch value.kind {
    case .member: facts.names.isText("method", NameID(value.b))
    case .symbol: facts.names.isText("method", facts.symbols[Int(value.a)].name)
    default: false
    }
  }
}
