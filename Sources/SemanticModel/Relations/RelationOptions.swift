// What the calls that declare relations say by their options.

import Facts
import SourceText

extension Evaluator {
  /// What a call gives under a name; `none` where it gives nothing.
  func option(_ name: String, of call: Instruction, in unit: Int) -> ValueID {
    let facts = units[unit].facts
    for argument in facts.valueList(ListID(call.b)) {
      let value = facts.values[argument.index]
      guard value.kind == .object, value.flags.contains(.keywords) else { continue }
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where facts.names.string(NameID(words[position])) == name {
        return ValueID(words[position + 1])
      }
    }
    return .none
  }

  /// Whether a declaration hands the removal of a row on to many rows, and leaves nothing of it to the database:
  /// `relationship(cascade="all, delete-orphan")` without `passive_deletes`.
  func handsOnRemoval(_ call: Instruction, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let cascade = facts.values[option("cascade", of: call, in: unit).index]
    guard cascade.kind == .string,
      !option("passive_deletes", of: call, in: unit).isPresent,
      !option("viewonly", of: call, in: unit).isPresent
    else { return false }
    let words = facts.names.string(NameID(cascade.a)).utf8
      .split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
    return words.contains { $0.elementsEqual("all".utf8) || $0.elementsEqual("delete".utf8) }
  }
}
