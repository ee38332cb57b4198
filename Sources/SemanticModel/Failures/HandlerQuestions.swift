// What a handler catches by name, and what the code around it does.

import Facts

extension FileFacts {
  private static let outages: Set<String> = [
    "OperationalError", "ProgrammingError", "DatabaseError", "SQLAlchemyError", "InterfaceError",
    "ConnectionError", "RedisError", "PyMongoError", "DBAPIError",
  ]

  /// Whether a handler names failures of the database or the network, and nothing else.
  func namesOutages(_ region: Region) -> Bool {
    guard region.subject.isPresent else { return false }
    let value = values[region.subject.index]
    let subjects =
      value.kind == .array ? valueList(ListID(value.a)).map { $0 } : [region.subject]
    return !subjects.isEmpty
      && subjects.allSatisfy { id in
        let one = values[id.index]
        switch one.kind {
        case .symbol:
          return Self.outages.contains(names.string(symbols[Int(one.a)].name))
        case .global: return Self.outages.contains(names.string(NameID(one.a)))
        case .member: return Self.outages.contains(names.string(NameID(one.b)))
        default: return false
        }
      }
  }
}

extension Program {
  /// Whether a function runs in front of the call that opens the port: the function around that call waits for it.
  package func prepares(_ function: FunctionRef, _ listening: CallSite) -> Bool {
    let facts = listening.unit.facts
    let own = facts.functions[listening.resolved.function.index]
    return (own.firstInstruction.index..<listening.resolved.place.id.index).contains { index in
      let here = CallRef(unit: listening.place.unit, id: InstructionID(index))
      return table.position(of: here).map { call(at: $0).resolved.targets.contains(function) }
        ?? false
    }
  }
}

extension Program {
  /// Whether a function itself throws an exception that it makes.
  func throwsOnPurpose(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    return (own.firstInstruction.index..<own.endInstruction.index).contains { index in
      let step = facts.instructions[index]
      guard step.operation == .throw else { return false }
      let value = facts.values[Int(step.a)]
      guard value.kind == .result else { return false }
      return facts.instructions[Int(value.a)].operation == .construct
    }
  }
}

extension CallSite {
  /// Whether its first argument is a statement of SQL that changes something.
  var isWritingSQL: Bool {
    guard let first = unit.facts.valueList(ListID(instruction.b)).first else { return false }
    var value = unit.facts.values[first.index]
    if value.kind == .template, let start = unit.facts.valueList(ListID(value.a)).first {
      value = unit.facts.values[start.index]
    }
    guard value.kind == .string else { return false }
    let text = unit.facts.names.string(NameID(value.a))
    let word = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.first?.lowercased() ?? ""
    return ["insert", "update", "delete", "replace", "merge", "upsert"].contains(word)
  }
}
