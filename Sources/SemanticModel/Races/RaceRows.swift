// What a new row holds of the values by which it was looked for.

import Facts

extension RaceFinder {
  /// The columns of the row that a write makes which hold a value that the read compared, under whatever name: where
  /// one of them is unique, the database refuses the second of two such rows.
  func sharedColumns(of read: Access, _ write: Access) -> Set<String> {
    guard read.position >= 0, write.position >= 0 else { return [] }
    let asked = Set(leaves(of: read).map { text(of: $0.value) })
    guard !asked.isEmpty else { return [] }
    return Set(leaves(of: write).filter { asked.contains(text(of: $0.value)) }.map(\.name))
  }

  /// Options whose entries are columns.
  private static let wrappers: Set<String> = [
    "where", "data", "values", "defaults", "create", "$set", "$setOnInsert",
  ]

  /// The paths and names under the keys of what a call is handed, through names that hold an object or a row that was
  /// made of one.
  private func leaves(of access: Access) -> [(name: String, value: ValueID)] {
    var pending = facts.valueList(ListID(facts.instructions[access.position].b)).map { ("", $0) }
    var result: [(name: String, value: ValueID)] = []
    var steps = 0
    while let (name, id) = pending.popLast(), steps < 100 {
      steps += 1
      guard id.isPresent, case let value = facts.values[id.index] else { continue }
      switch value.kind {
      case .object:
        // A column of a related row is none of this one: `user: { id }`.
        let scope = name.isEmpty || Self.wrappers.contains(name) ? "" : name + "."
        pending += entries(id).map { ($0.name.isEmpty ? name : scope + $0.name, $0.value) }
      case .array: pending += facts.valueList(ListID(value.a)).map { (name, $0) }
      case .member where !name.isEmpty: result.append((name, id))
      case .symbol where !name.isEmpty: result.append((name, id))
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.function == function.id else { continue }
        pending.append(("", symbol.value))
        guard symbol.flags.contains(.reassigned) else { continue }
        pending += flow.assignments(of: SymbolID(value.a))
          .map { ("", ValueID(facts.instructions[$0].b)) }
      case .result where name.isEmpty && range.contains(Int(value.a)):
        // `users.create({ … })`, `User(email=…)`
        let step = facts.instructions[Int(value.a)]
        pending += facts.valueList(ListID(step.b)).map { ("", $0) }
      default: continue
      }
    }
    return result
  }
}
