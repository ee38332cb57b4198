// Lists inside the options of a write, whose elements are written one by one.

import Facts

extension Operation {
  /// The operation, which runs statements for each element of a list that stands under an option.
  package func writing(eachUnder options: String...) -> Operation {
    var result = self
    result.nestedLists = Set(options)
    return result
  }
}

extension Unit {
  /// What is walked to make such a list: the `tags` of `connectOrCreate: tags.map(…)`; nil for lists that are written out.
  func rows(nestedIn call: Instruction, under options: Set<String>) -> ValueID? {
    var pending = valueList(ListID(call.b))
    var next = 0
    while next < pending.count, next < 128 {
      let id = pending[next]
      next += 1
      for entry in entries(ofObject: id) {
        if options.contains(facts.names.string(entry.name)),
          let walked = walked(toMake: entry.value)
        {
          return walked
        }
        let value = facts.values[entry.value.index]
        if value.kind == .object { pending.append(entry.value) }
        // `data.tags = { … }` before `update({ data })`.
        if value.kind == .symbol { pending += written(to: SymbolID(value.a)) }
      }
    }
    return nil
  }

  /// What is assigned to the members of an object that a name stands for.
  private func written(to symbol: SymbolID) -> [ValueID] {
    index.memberWrites.prefix(512).compactMap { id in
      let write = facts.instructions[id.index]
      let place = facts.values[Int(write.a)]
      guard place.kind == .member, case let base = facts.values[Int(place.a)],
        base.kind == .symbol, SymbolID(base.a) == symbol
      else { return nil }
      return ValueID(write.b)
    }
  }

  private func walked(toMake id: ValueID) -> ValueID? {
    let made = facts.values[id.index]
    guard made.kind == .result else { return nil }
    let callee = facts.values[Int(facts.instructions[Int(made.a)].a)]
    guard callee.kind == .member, facts.names.isText("map", NameID(callee.b)) else { return nil }
    var list = facts.values[Int(callee.a)]
    if list.kind == .symbol { list = facts.values[facts.symbols[Int(list.a)].value.index] }
    return list.kind == .array ? nil : ValueID(callee.a)
  }
}

extension CallSite {
  /// Whether it runs statements for each element of a list that stands among its options.
  package var repeatsNestedList: Bool {
    resolved.operations.contains { operation in
      let options = program.libraries[operation.member].member.called?.value.nestedLists ?? []
      return !options.isEmpty && unit.rows(nestedIn: instruction, under: options) != nil
    }
  }
}
