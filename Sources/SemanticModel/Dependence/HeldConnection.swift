// What happens while a transaction holds a connection.

import Facts

/// A transaction that holds its connection while something else is waited for.
package struct HeldConnection: Sendable {
  /// The call that opens it.
  package let site: CallSite
  /// Calls to other services inside it.
  package let external: [CallSite]
  /// Statements inside it that run on other connections.
  package let elsewhere: [CallSite]
  /// Hashes of passwords inside it, which take long on purpose.
  package var slow: [CallSite] = []
  /// A client that was taken from the pool, without a transaction.
  package var isClient = false
  /// A transaction of MongoDB: it keeps no connection, but the documents that it has written, and is tried again.
  package var isSession = false
}

extension Program {
  /// All transactions that wait for other services or other connections, in order of file and place.
  package var heldConnections: [HeldConnection] {
    var inside: [Int: [CallSite]] = [:]
    // Calls lie by function: a function is asked once.
    var last: (function: FunctionRef, around: Int?)?
    let isAsked = !callRoles.calls(playing: [.transaction, .sessionTransaction]).isEmpty
    for position in calls.indices where isAsked {
      let function = FunctionRef(
        unit: calls[position].place.unitIndex,
        id: calls[position].function
      )
      if last?.function != function {
        last = (function, transactionAround(function)?.position)
      }
      guard let around = last?.around, around != position else { continue }
      inside[around, default: []].append(call(at: position))
    }
    var result = inside.keys.sorted().compactMap { position -> HeldConnection? in
      let site = call(at: position)
      if site.roles.contains(.sessionTransaction) {
        return heldSession(site, over: inside[position] ?? [])
      }
      guard site.roles.contains(.transaction) else { return nil }
      return held(site, by: client(givenBy: site), over: inside[position] ?? [])
    }
    let begins = table.acting.map { call(at: $0) }
      .filter(\.beginsTransaction)
    result += begins.compactMap(heldInLine)
    let helpers = Set(begins.flatMap(helpers))
    if !helpers.isEmpty { result += heldByHelpers(helpers) }
    let functions = Set(result.map(\.site.function))
    result += heldClients.filter { !functions.contains($0.site.function) }
    return result.sorted { $0.site.place < $1.site.place }
  }

  /// A transaction of MongoDB that another service answers in.
  private func heldSession(_ site: CallSite, over calls: [CallSite]) -> HeldConnection? {
    guard let found = held(site, by: nil, over: calls) else { return nil }
    let external = found.external.filter { asksOutside($0, depth: 0) }
    guard !external.isEmpty else { return nil }
    var result = HeldConnection(site: site, external: external, elsewhere: [])
    result.isSession = true
    return result
  }

  /// Whether a call asks another service whatever is tested on the way.
  ///
  /// Functions that are handed a session often leave to others what they do without one.
  private func asksOutside(_ site: CallSite, depth: Int) -> Bool {
    if !site.resolved.operations.isEmpty {
      return site.effects.contains { $0.kind == .external }
    }
    guard depth < 5, site.resolved.targets.count == 1, let target = site.resolved.targets.first
    else { return false }
    return calls(in: target).contains { position in
      let inner = call(at: position)
      return inner.reachedKinds.contains(.external) && !isInArm(inner)
        && asksOutside(inner, depth: depth + 1)
    }
  }

  private func isInArm(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let kind = facts.regions[next.index].kind
      if kind.isArm || kind == .catch { return true }
      next = facts.regions[next.index].parent
    }
    return false
  }

  /// A function of the project that opens a transaction and calls one of its parameters inside it.
  private func helpers(_ site: CallSite) -> [ParameterRef] {
    body(of: site).compactMap {
      units.parameter(behind: ValueID($0.instruction.a), in: $0.place.unit)
    }
  }

  /// `transaction(async (client) => …)`, of a function of the project.
  private func heldByHelpers(_ helpers: Set<ParameterRef>) -> [HeldConnection] {
    var bodies: [FunctionRef: Int] = [:]
    for use in table.callbacks {
      guard case .parameter(let function, let position) = use.times,
        helpers.contains(ParameterRef(function: function, position: position))
      else { continue }
      bodies[use.function] = use.call
    }
    var inside: [FunctionRef: [CallSite]] = [:]
    for position in calls.indices {
      let site = call(at: position)
      if let body = enclosing(site.function, bodies) { inside[body, default: []].append(site) }
    }
    return inside.keys.sorted().compactMap { body in
      guard let position = bodies[body] else { return nil }
      let first = units[body.unitIndex].facts.parameters(of: body.id).first
      let client = first.flatMap { $0.symbol.isPresent ? (body.unitIndex, $0.symbol) : nil }
      return held(call(at: position), by: client, over: inside[body] ?? [])
    }
  }

  private func enclosing(_ function: FunctionRef, _ bodies: [FunctionRef: Int]) -> FunctionRef? {
    var next = function
    for _ in 0..<16 {
      if bodies[next] != nil { return next }
      let parent = units[next.unitIndex].facts.functions[next.id.index].parent
      guard parent.isPresent else { return nil }
      next = FunctionRef(unit: next.unitIndex, id: parent)
    }
    return nil
  }

  /// The name of the connection in the function that a transaction runs.
  private func client(givenBy site: CallSite) -> (unit: Int, symbol: SymbolID)? {
    for use in table.callbacks(ofCall: site.position) {
      let facts = units[use.function.unitIndex].facts
      guard let first = facts.parameters(of: use.function.id).first, first.symbol.isPresent else {
        continue
      }
      return (use.function.unitIndex, first.symbol)
    }
    return nil
  }

  /// A transaction that is opened and ended by calls of one function.
  private func heldInLine(_ site: CallSite) -> HeldConnection? {
    guard let root = site.root else { return nil }
    let own = body(of: site).filter {
      units.parameter(behind: ValueID($0.instruction.a), in: $0.place.unit) == nil
    }
    return held(site, by: (site.place.unit, root), over: own)
  }

  /// The calls between the one that opens a transaction and the first that ends it.
  private func body(of site: CallSite) -> [CallSite] {
    guard let root = site.root else { return [] }
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    var between: [CallSite] = []
    var end = 0
    let start = site.resolved.place.id.index
    for position in (start + 1)..<max(start + 1, function.endInstruction.index) {
      guard
        let found = table.position(of: CallRef(unit: site.place.unit, id: InstructionID(position)))
      else { continue }
      let other = call(at: found)
      if other.endsTransaction, other.root == root {
        // A commit in the normal course ends it; what stands in `catch` and `finally` comes behind.
        if end == 0 { end = position }
        continue
      }
      between.append(other)
    }
    return end > 0 ? between.filter { $0.resolved.place.id.index < end } : []
  }

  private func held(
    _ site: CallSite,
    by client: (unit: Int, symbol: SymbolID)?,
    over calls: [CallSite]
  ) -> HeldConnection? {
    var external: [CallSite] = []
    var elsewhere: [CallSite] = []
    var slow: [CallSite] = []
    let names = client.map { [$0.symbol] + carriers(of: $0.symbol, in: $0.unit) } ?? []
    for other in calls {
      let kinds = other.reachedKinds
      if other.hashesPassword { slow.append(other) }
      // What a helper is handed is looked at where it is written.
      guard !isIteration(other), !other.resolved.operations.isEmpty || !isGiven(other) else {
        continue
      }
      if kinds.contains(.external) { external.append(other) }
      guard !kinds.isDisjoint(with: [.query, .write]), let client,
        other.library == nil || other.library == site.library
      else { continue }
      let isOwn =
        other.place.unit == client.unit
        && (names.contains { other.root == $0 || other.isHanded($0) }
          || runsInside(other, names))
      if !isOwn, !other.mentionsTransaction, !other.asksOneConnection,
        costsAgain(other, OpenPaths(program: self))
      {
        elsewhere.append(other)
      }
    }
    guard !external.isEmpty || !elsewhere.isEmpty || !slow.isEmpty else { return nil }
    var held = HeldConnection(site: site, external: external, elsewhere: elsewhere)
    held.slow = slow
    return held
  }

  /// Whether it calls functions of its file that ask by one of some names that stand around them.
  private func runsInside(_ site: CallSite, _ names: [SymbolID]) -> Bool {
    let targets = site.resolved.targets
    guard !targets.isEmpty else { return false }
    return targets.allSatisfy { target in
      target.unit == site.place.unit
        && table.calls(of: site.place.unit).contains { position in
          calls[position].function == target.id
            && names.contains { name in
              let inner = call(at: position)
              return inner.root == name || inner.isHanded(name)
            }
        }
    }
  }

  /// Whether it calls a parameter, or one of several.
  func isGiven(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let callee = ValueID(site.instruction.a)
    var arms = [callee]
    if facts.values[callee.index].kind == .symbol {
      let value = facts.symbols[Int(facts.values[callee.index].a)].value
      if value.isPresent, facts.values[value.index].kind == .choice {
        arms += facts.valueList(ListID(facts.values[value.index].a))
      }
    }
    return arms.contains { units.parameter(behind: $0, in: site.place.unit) != nil }
  }

  /// The objects that a transaction is put into: `context.state.transaction = transaction`.
  func carriers(of symbol: SymbolID, in unit: Int) -> [SymbolID] {
    let facts = units[unit].facts
    return facts.instructions.compactMap { step in
      guard step.operation == .assign, facts.values[Int(step.a)].kind == .member,
        case let value = facts.values[Int(step.b)], value.kind == .symbol,
        SymbolID(value.a) == symbol
      else { return nil }
      var place = facts.values[Int(step.a)]
      for _ in 0..<8 where place.kind == .member { place = facts.values[Int(place.a)] }
      return place.kind == .symbol ? SymbolID(place.a) : nil
    }
  }

  /// `items.map(async …)`: what it runs stands inside, and is looked at there.
  func isIteration(_ site: CallSite) -> Bool {
    site.effects.isEmpty && site.resolved.targets.isEmpty
  }
}

extension CallSite {
  /// Whether the call hashes a password, on this thread or another.
  package var hashesPassword: Bool {
    plays(.hashesPassword) || effects.contains { $0.kind == .blocking && $0.verb == "hash" }
  }

  fileprivate var beginsTransaction: Bool {
    plays(.beginsTransaction) || asksOneConnection && statementVerb == "begin"
  }

  fileprivate var endsTransaction: Bool {
    plays(.endsTransaction)
      || asksOneConnection && ["commit", "rollback"].contains(statementVerb ?? "")
  }
}
