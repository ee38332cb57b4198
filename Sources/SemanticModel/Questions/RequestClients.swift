// Clients of databases that are made where requests come by.

import Facts

/// A client, pool or connection that each request makes.
package struct RequestClient: Sendable {
  package let site: CallSite
  /// Something in the function that makes it, or in one that calls it, closes it.
  package let isClosed: Bool
}

extension Program {
  /// The calls that make a client of a database for each request or message, in order of file and place.
  package var clientsPerRequest: [RequestClient] {
    // What decorates a handler is called when the process starts; the handler is not.
    let startup = Approaches(in: self, from: EntryKinds(.startup)) { $0.weight != .uncounted }
    return callRoles.calls(playing: [.connectionPool]).compactMap { position -> RequestClient? in
      let site = call(at: Int(position))
      guard site.unit.isRunning,
        site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)]),
        startup.approach(to: site.function) == nil, !isGuardedByItsResult(site), !isKept(site)
      else { return nil }
      return RequestClient(site: site, isClosed: isClosed(site))
    }
    .sorted { $0.site.place < $1.site.place }
  }

  /// Whether what a call makes is stored where it outlives the request, or is handed out by a constructor.
  private func isKept(_ site: CallSite) -> Bool {
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
      let name = call(at: position).calleeName
      return position < site.position && ["get", "has", "getattr", "hasattr"].contains(name)
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

  private func holds(_ id: ValueID, _ site: CallSite, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result: return InstructionID(value.a) == site.resolved.place.id
    case .awaited: return holds(ValueID(value.a), site, facts, depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { holds($0, site, facts, depth + 1) }
    case .symbol: return holds(facts.symbols[Int(value.a)].value, site, facts, depth + 1)
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
