// What a new row holds of the values by which it was looked for.

import Facts

extension RaceFinder {
  /// The columns of the row that a write makes which hold a value that the read compared, under whatever name: where
  /// one of them is unique, the database refuses the second of two such rows.
  func sharedColumns(of read: Access, _ write: Access) -> Set<String> {
    guard read.position >= 0, write.position >= 0 else { return [] }
    let asked = Set(leaves(of: read).filter { !isWritten($0.value) }.map { text(of: $0.value) })
    guard !asked.isEmpty else { return [] }
    return Set(leaves(of: write).filter { asked.contains(text(of: $0.value)) }.map(\.name))
  }

  /// The race with what is known of the columns of the row that it makes.
  func told(_ race: Race, _ read: Access, _ write: Access) -> Race {
    guard race.kind == .create, read.position >= 0, write.position >= 0 else { return race }
    var result = race
    var asked = Set(leaves(of: read).map { text(of: $0.value) })
    for call in read.read.flatMap({ reads[$0.call] })?.chained.map({ $0 }) ?? [] {
      let place = program.calls[call].place
      guard place.unitIndex == function.unitIndex, range.contains(place.id.index) else { continue }
      asked.formUnion(leaves(at: place.id.index).map { text(of: $0.value) })
    }
    for leaf in leaves(of: write) {
      let isSame = isWritten(leaf.value) || asked.contains(text(of: leaf.value))
      if isSame {
        result.fixedColumns.insert(leaf.name)
      } else {
        result.namedColumns.insert(leaf.name)
      }
    }
    return result
  }

  /// A text, a number or a truth that the code writes out, or the name of one: `Kind.open`, `STATES.draft`.
  private func isWritten(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .string, .number, .boolean: return true
    case .member:
      var base = value
      for _ in 0..<4 where base.kind == .member { base = facts.values[Int(base.a)] }
      guard let name = facts.lastName(of: id), base.kind != .member else { return false }
      let root: NameID
      switch base.kind {
      case .symbol: root = facts.symbols[Int(base.a)].name
      case .global: root = NameID(base.a)
      default: root = name
      }
      let first = facts.names.bytes[facts.names.range(of: root)].first ?? 0
      return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
    default: return false
    }
  }

  /// Options whose entries are columns.
  private static let wrappers: Set<String> = [
    "where", "data", "values", "defaults", "create", "$set", "$setOnInsert",
  ]

  /// The paths and names under the keys of what a call is handed, through names that hold an object or a row that was
  /// made of one.
  private func leaves(of access: Access) -> [(name: String, value: ValueID)] {
    leaves(at: access.position)
  }

  private func leaves(at position: Int) -> [(name: String, value: ValueID)] {
    var pending = facts.valueList(ListID(facts.instructions[position].b)).map { ("", $0) }
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
      case .string where !name.isEmpty, .number where !name.isEmpty, .boolean where !name.isEmpty:
        result.append((name, id))
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
