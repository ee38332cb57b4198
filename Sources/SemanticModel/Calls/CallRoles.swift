// Which calls play which part, found in one pass over all calls.

/// By role: the calls that play it, in order of file and place.
struct CallRoles: Sendable {
  private var positions: [[Int32]] = Array(repeating: [], count: Role.allCases.count)

  init(_ table: CallTable, _ libraries: LibraryIndex) {
    for position in table.acting {
      for operation in table.calls[position].operations {
        guard let role = libraries.role(of: operation) else { continue }
        let own = Int32(truncatingIfNeeded: position)
        if positions[Int(role.rawValue)].last != own { positions[Int(role.rawValue)].append(own) }
      }
    }
  }

  /// The calls that play one of some parts, in order of file and place.
  func calls(playing roles: Set<Role>) -> [Int32] {
    guard roles.count > 1 else {
      return roles.first.map { positions[Int($0.rawValue)] } ?? []
    }
    let all = roles.flatMap { positions[Int($0.rawValue)] }.sorted()
    return all.indices.filter { $0 == 0 || all[$0 - 1] != all[$0] }.map { all[$0] }
  }
}

extension LibraryIndex {
  /// The part that a call of a library plays.
  func role(of operation: LibraryCall) -> Role? {
    let member = member(operation.member)
    return member.operation(constructs: operation.isConstruction)?.value.role
  }

  /// The position of the argument that a call of a library gives back as it is.
  func passedOn(by operation: LibraryCall) -> Int? {
    let member = member(operation.member)
    return operation.isConstruction
      ? member.construct?.passesThrough : member.call?.passesThrough
  }

  /// The options that a call of a library compares by identity.
  func comparedOptions(of operation: LibraryCall) -> [String] {
    let member = member(operation.member)
    return member.operation(constructs: operation.isConstruction)?.value.compares ?? []
  }

  /// The options of which a call of a library needs one to carry load.
  func needs(of operation: LibraryCall) -> [DeadlineRule.OptionRule] {
    let member = member(operation.member)
    return member.operation(constructs: operation.isConstruction)?.value.needs ?? []
  }
}

extension CallSite {
  /// Whether a library gives the receiver back.
  var givesReceiver: Bool {
    resolved.operations.contains {
      program.libraries.passedOn(by: $0) == Operation.receiver
    }
  }

  /// The options that what is called compares by identity: another object there is another value, whatever it holds.
  var comparedOptions: [String] {
    resolved.operations.flatMap { program.libraries.comparedOptions(of: $0) }
  }
}
