// Which calls run on one connection: inside a transaction, or on a client that was taken from the pool.

import Facts

extension Program {
  /// Whether a function is, or is written in, what a transaction runs.
  package func isInsideTransaction(_ function: FunctionRef) -> Bool {
    transactionAround(function) != nil
  }

  /// The call that runs a transaction around a function.
  package func transactionAround(_ function: FunctionRef) -> CallSite? {
    var next = function
    for _ in 0..<16 {
      if let use = graph.closureUses[next] {
        let site = call(at: use.call)
        if site.plays(.transaction) || site.plays(.sessionTransaction) { return site }
      }
      let parent = units[next.unitIndex].facts.functions[next.id.index].parent
      guard parent.isPresent else { return nil }
      next = FunctionRef(unit: next.unitIndex, id: parent)
    }
    return nil
  }
}

extension CallSite {
  /// Whether the receiver is one connection.
  package var asksOneConnection: Bool {
    resolved.operations.contains { operation in
      let member = program.libraries[operation.member]
      guard member.library >= 0 else { return false }
      return program.libraries.libraries[member.library].connections.contains(member.owner)
    }
  }

  /// Whether the callee or an option goes by the name of a transaction: `tx.order.create`, `{ session }`.
  package var mentionsTransaction: Bool {
    let facts = unit.facts
    var next = facts.values[Int(instruction.a)]
    for _ in 0..<32 {
      switch next.kind {
      case .symbol:
        if Self.clients.contains(facts.names.string(facts.symbols[Int(next.a)].name)) {
          return true
        }
      case .member:
        if Self.clients.contains(facts.names.string(NameID(next.b))) { return true }
        next = facts.values[Int(next.a)]
        continue
      case .result:
        next = facts.values[Int(facts.instructions[Int(next.a)].a)]
        continue
      default: break
      }
      break
    }
    return arguments.contains { argument in
      if case .path = argument.shape { return isTransaction(argument) }
      return argument.properties.contains { Self.options.contains($0.name) }
    }
  }

  /// `create(order, tx)` hands the transaction on.
  private func isTransaction(_ argument: Operand) -> Bool {
    let facts = unit.facts
    return facts.valueList(ListID(instruction.b)).contains { id in
      let value = facts.values[id.index]
      guard value.span == argument.span, value.kind == .symbol else { return false }
      return Self.clients.contains(facts.names.string(facts.symbols[Int(value.a)].name))
    }
  }

  private static let clients: Set<String> = [
    "tx", "trx", "txn", "transaction", "queryRunner", "transactionalEntityManager", "dbTransaction",
    "transactionManager", "transactionClient",
  ]
  private static let options: Set<String> = ["session", "transaction", "transacting", "tx", "trx"]
}

extension CallSite {
  /// Whether the call, or what it runs, asks a session or a connection that serves one task at a time (an
  /// `AsyncSession`).
  package var asksSession: Bool {
    guard unit.isPython else { return false }
    if isOfSession { return true }
    var seen = Set(resolved.targets)
    var waiting = Array(seen)
    while let function = waiting.popLast(), seen.count < Self.mostFunctions {
      for position in program.calls(in: function) {
        let inner = program.call(at: position)
        if inner.isOfSession { return true }
        for target in inner.resolved.targets where seen.insert(target).inserted {
          waiting.append(target)
        }
      }
    }
    return false
  }

  /// How many functions are looked through for a session.
  private static let mostFunctions = 24

  private var isOfSession: Bool {
    asksOneConnection
      || resolved.operations.contains { operation in
        let library = program.libraries[operation.member].library
        return library >= 0 && program.libraries.libraries[library].holdsUntilEnd
          && program.libraries.asksDatabase(operation.member)
      }
  }
}
