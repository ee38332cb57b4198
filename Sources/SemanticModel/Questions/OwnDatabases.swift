// Databases that live in the process: nothing waits for them.

import Facts

extension CallSite {
  /// Whether all that the call asks is answered in this process: its statements cost no round trip.
  package var asksThisProcess: Bool { answersAtOnce || asksMemory }

  /// Whether the call is done when it returns, by a library that has no other process behind it.
  private var answersAtOnce: Bool {
    !resolved.operations.isEmpty
      && resolved.operations.allSatisfy { operation in
        let library = program.libraries[operation.member].library
        return library >= 0 && program.libraries.libraries[library].answersAtOnce
      }
  }

  /// Whether all that the call asks is a database of the process's own memory: `sqlite3.connect(":memory:")`.
  private var asksMemory: Bool {
    let operations = resolved.operations
    guard !operations.isEmpty else { return false }
    return operations.allSatisfy { operation in
      operation.origin.map { program.isMadeInMemory($0, depth: 0) } ?? false
    }
  }
}

extension Program {
  /// Whether a client, or what it was made of (a cursor), was opened on memory.
  fileprivate func isMadeInMemory(_ origin: ValueRef, depth: Int) -> Bool {
    let facts = units[origin.unitIndex].facts
    let value = facts.values[origin.id.index]
    guard depth < 4, value.kind == .result else { return false }
    let step = facts.instructions[Int(value.a)]
    if let first = facts.valueList(ListID(step.b)).first,
      case let name = facts.values[first.index], name.kind == .string
    {
      return facts.names.string(NameID(name.a)).contains(":memory:")
    }
    guard
      let position = table.position(
        of: CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
      ), case let maker = table.calls[position].operations, !maker.isEmpty
    else { return false }
    return maker.allSatisfy { operation in
      guard let next = operation.origin, next != origin else { return false }
      return isMadeInMemory(next, depth: depth + 1)
    }
  }
}
