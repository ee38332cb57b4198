// Rows that one method of a class looks for and another makes, where a library runs both: `validate`, then `create`.

import Facts

extension Program {
  /// The checks of serializers that refuse a row which exists, and the methods behind them that make it.
  func spreadRaces(
    _ kinds: ReachedKinds,
    _ reads: [Int: ReadFact],
    _ uses: inout TableUses
  ) -> [Race] {
    let names = libraries.serializerMethods
    guard !names.saving.isEmpty else { return [] }
    var result: [Race] = []
    for unit in units.indices where units[unit].isRunning && units[unit].isPython {
      let facts = units[unit].facts
      for position in facts.classes.indices.dropFirst() {
        var checks: [FunctionRef] = []
        var makers: [FunctionRef] = []
        for member in facts.members(of: ClassID(position)) where member.function.isPresent {
          let name = facts.names.string(member.name)
          let function = FunctionRef(unit: unit, id: member.function)
          if names.saving.contains(name) { makers.append(function) }
          if names.checking.contains(where: { name == $0 || name.hasPrefix($0 + "_") }) {
            checks.append(function)
          }
        }
        guard !makers.isEmpty else { continue }
        for check in checks { result += races(from: check, to: makers, kinds, reads, &uses) }
      }
    }
    return result
  }

  private func races(
    from check: FunctionRef,
    to makers: [FunctionRef],
    _ kinds: ReachedKinds,
    _ reads: [Int: ReadFact],
    _ uses: inout TableUses
  ) -> [Race] {
    let own = calls(in: check)
    guard !own.isEmpty, own.count <= 400 else { return [] }
    var reader = RaceFinder(self, own, kinds, reads, &uses, isFile: false, isHalf: true)
    for read in reader.accesses {
      guard let asked = read.read, !asked.table.isEmpty,
        reader.isExistence(read, over: reader.range.upperBound)
      else { continue }
      for maker in makers {
        let all = calls(in: maker)
        guard !all.isEmpty, all.count <= 400 else { continue }
        var writer = RaceFinder(self, all, kinds, reads, &uses, isFile: false, isHalf: true)
        for write in writer.accesses
        where write.isWrite && writer.insertedTable(by: write) == asked.table {
          guard !reader.isGuarded, !writer.isGuarded else { return [] }
          let subject = subject(of: read.isOwn ? read.site : call(at: asked.call))
          return [reader.made(.create, subject, asked.table, read, write)]
        }
      }
    }
    return []
  }
}

extension LibraryIndex {
  /// The methods of serializers that check what was sent, and those that store it.
  var serializerMethods: (checking: Set<String>, saving: Set<String>) {
    var checking: Set<String> = []
    var saving: Set<String> = []
    for answer in types.lazy.flatMap(\.answers) {
      checking.formUnion(answer.checkingMethods)
      saving.formUnion(answer.savingMethods)
    }
    return (checking, saving)
  }
}
