// Clients of databases and services that are made where requests come by.

import Facts

/// A client, pool or connection that each request makes.
package struct RequestClient: Sendable {
  package let site: CallSite
  /// Something in the function that makes it, or in one that calls it, closes it.
  package let isClosed: Bool
}

extension Program {
  /// The calls in some parts that make a client for each request or message, in order of file and place.
  package func clientsPerRequest(playing roles: Set<Role>) -> [RequestClient] {
    // What decorates a handler is called when the process starts; the handler is not.
    let startup = Approaches(in: self, from: EntryKinds(.startup)) { $0.weight != .uncounted }
    // A namesake of what a request calls is no way: a library may ask for the client once.
    let requests = Approaches(in: self, from: [EntryKinds(.request), EntryKinds(.socket)])
    let makers = callRoles.calls(playing: roles).map { call(at: Int($0)) }
      .filter { $0.unit.isRunning && !isGuardedByItsResult($0) }
    var result: [RequestClient] = []
    var requesters: Set<Int> = []
    for maker in makers {
      if startup.approach(to: maker.function) == nil, !isKept(maker) {
        if isOfRequest(maker), requests.approach(to: maker.function) != nil,
          !isKeptByCallers(maker, 0)
        {
          result.append(RequestClient(site: maker, isClosed: isClosed(maker)))
        }
        continue
      }
      // What prepares the process may ask for a client; who asks again in a request gets one more.
      guard isReturned(maker), !isKept(maker, lookUps: isLookUp) else { continue }
      for site in self.requesters(of: maker)
      where startup.approach(to: site.function) == nil && requesters.insert(site.position).inserted
      {
        result.append(RequestClient(site: site, isClosed: isClosed(site)))
      }
    }
    return result.sorted { $0.site.place < $1.site.place }
  }

  /// Whether all who ask for what a function gives out keep it: `Service.client ??= makeClient()`.
  private func isKeptByCallers(_ site: CallSite, _ depth: Int) -> Bool {
    guard depth < 4, isReturned(site) else { return false }
    var seen: Set<Int32> = []
    let askers = reachability.callers[Int(units.number(site.function))].prefix(32)
      .filter { seen.insert($0.call).inserted }
      .map { call(at: Int($0.call)) }
      .filter { $0.resolved.targets.contains(site.function) && isOfRequest($0) }
    return !askers.isEmpty
      && askers.allSatisfy {
        isKept($0, lookUps: isLookUp) || isGuardedByItsResult($0) || makesOnce($0.function)
          || isKeptByCallers($0, depth + 1)
      }
  }

  /// Whether a function asks for what it sets: `if (!Service.instance) { … Service.instance = … }`.
  func makesOnce(_ function: FunctionRef) -> Bool {
    let unit = units[function.unitIndex]
    let facts = unit.facts
    let own = facts.functions[function.id.index]
    let tests = facts.regions(of: function.id).map { facts.regions[$0] }
      .filter { $0.kind == .then && $0.subject.isPresent }.map { text(of: $0.subject, in: unit) }
    guard !tests.isEmpty else { return false }
    return (own.firstInstruction.index..<own.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, facts.values[Int(step.a)].kind == .member else {
        return false
      }
      let place = text(of: ValueID(step.a), in: unit)
      return place.contains(".") && tests.contains { $0.contains(place) }
    }
  }

  private func isOfRequest(_ site: CallSite) -> Bool {
    site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
  }

  /// The calls on request paths of the function that gives out what a call makes, each once.
  private func requesters(of maker: CallSite) -> [CallSite] {
    var seen: Set<Int32> = []
    return reachability.callers[Int(units.number(maker.function))].prefix(32)
      .filter { seen.insert($0.call).inserted }
      .map { call(at: Int($0.call)) }
      .filter { site in
        site.resolved.targets.contains(maker.function) && site.unit.isRunning && isOfRequest(site)
          && !site.isReached(from: EntryKinds(.startup)) && !isKept(site, lookUps: isLookUp)
      }
  }

  /// Whether a function gives out what a call in it makes.
  fileprivate func isReturned(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    let steps = function.firstInstruction.index..<function.endInstruction.index
    return steps.contains { position in
      let step = facts.instructions[position]
      guard step.operation == .return else { return false }
      return holds(ValueID(step.a), site, facts, 0)
    }
  }

  /// Whether what a call makes is stored where it outlives the request, or is handed out by a constructor.
  private func isKept(_ site: CallSite) -> Bool {
    isKept(site) { Self.lookUps.contains($0.calleeName) && mayHoldClients($0) }
  }

  private func isKept(_ site: CallSite, lookUps isLookUp: (CallSite) -> Bool) -> Bool {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    if function.kind == .classBody || function.kind == .module { return true }
    if function.kind == .method,
      ["constructor", "__init__", "__new__"].contains(facts.names.string(function.name))
    {
      return true
    }
    // A cache by tenant, a registry: something looks up before it makes.
    let looksUp = calls(in: site.function).contains { position in
      position < site.position && isLookUp(call(at: position))
    }
    if looksUp { return true }
    return (function.firstInstruction.index..<function.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, holds(ValueID(step.b), site, facts, 0) else { return false }
      let place = facts.values[Int(step.a)]
      switch place.kind {
      case .symbol:
        return facts.symbols[Int(place.a)].function != site.resolved.function
      default: return true
      }
    }
  }

  private static let lookUps: Set<String> = ["get", "has", "getattr", "hasattr"]
  /// Whether a look-up may find a client: `clients.get(tenant)`, but no row, and nothing that the request brought.
  private func mayHoldClients(_ site: CallSite) -> Bool {
    guard !site.effects.contains(where: { $0.kind.isDatabase }) else { return false }
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member else { return true }
    var base = facts.values[Int(callee.a)]
    while base.kind == .member || base.kind == .awaited { base = facts.values[Int(base.a)] }
    guard base.kind != .choice, base.kind != .object else { return false }
    guard let root = site.root else { return true }
    let symbol = facts.symbols[root.index]
    return symbol.kind != .parameter
      && !Self.brought.contains(facts.names.string(symbol.name).lowercased())
  }

  /// Names of what a request brings.
  private static let brought: Set<String> = [
    "request", "req", "data", "payload", "body", "args", "form", "params", "headers", "query",
    "json", "event", "kwargs", "session", "user", "cookies",
  ]

  private static let settings: Set<String> = [
    "config", "conf", "nconf", "settings", "env", "environ", "options",
  ]

  /// Whether a call looks for a client: `config.get("redis:port")` does not.
  private func isLookUp(_ site: CallSite) -> Bool {
    guard Self.lookUps.contains(site.calleeName), mayHoldClients(site) else { return false }
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member,
      let holder = calledName(facts.values[Int(callee.a)], facts)
    else { return true }
    return !Self.settings.contains(holder.lowercased())
      && !holder.lowercased().hasSuffix("config")
  }

  private func holds(_ id: ValueID, _ site: CallSite, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      if InstructionID(value.a) == site.resolved.place.id { return true }
      // What is made of it holds it: `createTransport({ SES: { ses } })`.
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains {
        holds($0, site, facts, depth + 1)
      }
    case .object:
      return site.unit.entries(ofObject: id).contains { holds($0.1, site, facts, depth + 1) }
    case .awaited: return holds(ValueID(value.a), site, facts, depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { holds($0, site, facts, depth + 1) }
    case .symbol:
      let symbol = SymbolID(value.a)
      if holds(facts.symbols[symbol.index].value, site, facts, depth + 1) { return true }
      guard facts.symbols[symbol.index].function == site.resolved.function else { return false }
      return site.unit.index.assignments(to: symbol).prefix(4).contains {
        holds(site.unit.index.assignment(at: $0), site, facts, depth + 1)
      }
    default: return false
    }
  }

  private static let closings: Set<String> = [
    "end", "close", "$disconnect", "disconnect", "destroy", "quit", "dispose", "release", "aclose",
  ]

  private func isClosed(_ site: CallSite) -> Bool {
    func closes(_ function: FunctionRef) -> Bool {
      calls(in: function).contains { Self.closings.contains(call(at: $0).calleeName) }
        || units[function.unitIndex].facts.regions.contains {
          $0.kind == .with && $0.function == function.id
        }
    }
    if closes(site.function) { return true }
    return reachability.callers[Int(units.number(site.function))].prefix(16).contains {
      closes(call(at: Int($0.call)).function)
    }
  }
}

extension CallSite {
  /// Whether all that is asked through the client which it makes goes to addresses that its function is given: their
  /// hosts differ, and no connection serves two of them.
  package var asksHostsOfCaller: Bool {
    let asked = program.calls(in: function).map { program.call(at: $0) }
      .filter { $0.maker?.position == position && $0.effects.contains { $0.kind == .external } }
    return !asked.isEmpty
      && asked.allSatisfy { call in
        guard let first = call.unit.facts.valueList(ListID(call.instruction.b)).first else {
          return false
        }
        let value = call.unit.facts.values[first.index]
        return value.kind == .symbol
          && call.unit.facts.symbols[Int(value.a)].kind == .parameter
      }
  }

  /// Whether the function around it calls something by one of some names.
  package func isBeside(callsNamed names: Set<String>) -> Bool {
    program.calls(in: function).contains { names.contains(program.call(at: $0).calledName) }
  }

  /// Whether the function around it gives out what is made, and one that asks for it calls something by one of some
  /// names.
  package func isGivenBeside(callsNamed names: Set<String>) -> Bool {
    guard program.isReturned(self) else { return false }
    return program.reachability.callers[Int(program.units.number(function))].prefix(16).contains {
      program.call(at: Int($0.call)).isBeside(callsNamed: names)
    }
  }
}
