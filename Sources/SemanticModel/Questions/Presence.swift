// Who is there: what all sockets are told whenever one comes or goes.

import Facts

/// A message to all sockets at each connection, or at its end.
package struct PresenceNews: Sendable {
  package let site: CallSite
  /// What is told, as the source spells it.
  package let subject: String
  /// It lists all who are there, not the one who comes or goes.
  package let isWholeList: Bool
}

extension Program {
  /// What is sent to all sockets by listeners of connections and of their ends, in the order of the places.
  package var presenceNews: [PresenceNews] {
    let sites = calls(playing: [.broadcast]).filter { $0.unit.isRunning && !isForRoom($0) }
    guard !sites.isEmpty else { return [] }
    let events = listenersByEvent
    return sites.compactMap { site in
      guard isAtComingOrGoing(site.function, events),
        let payload = site.unit.facts.valueList(ListID(site.instruction.b)).last
      else { return nil }
      let kind = site.unit.facts.values[payload.index].kind
      guard [.symbol, .parameter, .result, .array, .object, .member, .awaited].contains(kind) else {
        return nil
      }
      return PresenceNews(
        site: site,
        subject: text(of: payload, in: site.unit),
        isWholeList: isListOfAll(payload, in: site.unit.facts, 0)
      )
    }
    .sorted { $0.site.place < $1.site.place }
  }

  /// The listeners of sockets, with the name of their event.
  private var listenersByEvent: [FunctionRef: String] {
    var result: [FunctionRef: String] = [:]
    for use in table.callbacks where use.entry == .socket {
      guard case .text(let event)? = call(at: use.call).arguments.first?.shape else { continue }
      result[use.function] = event
    }
    return result
  }

  private static let comings: Set = ["connection", "connect", "disconnect", "disconnecting"]

  /// Whether a function, or each that calls it, is such a listener or stands in one.
  private func isAtComingOrGoing(_ function: FunctionRef, _ events: [FunctionRef: String]) -> Bool {
    if let event = event(around: function, events) { return Self.comings.contains(event) }
    let callers = reachability.callers[Int(units.number(function))].prefix(16)
      .map { call(at: Int($0.call)) }
      .filter { $0.resolved.targets.contains(function) }
    return !callers.isEmpty
      && callers.allSatisfy {
        event(around: $0.function, events).map(Self.comings.contains) ?? false
      }
  }

  /// The event of the innermost listener around a function.
  private func event(around function: FunctionRef, _ events: [FunctionRef: String]) -> String? {
    var next = function
    for _ in 0..<8 {
      if let event = events[next] { return event }
      let parent = units[next.unitIndex].facts.functions[next.id.index].parent
      guard parent.isPresent else { return nil }
      next = FunctionRef(unit: next.unitIndex, id: parent)
    }
    return nil
  }

  private static let lists: Set<String> = ["keys", "values", "entries", "from", "filter", "map"]

  /// Whether a value is what a collection of the process holds: `Object.keys(sockets)`, `[...users.values()]`.
  private func isListOfAll(_ id: ValueID, in facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return callee.kind == .member && Self.lists.contains(facts.names.string(NameID(callee.b)))
    case .array:
      return facts.valueList(ListID(value.a)).contains { facts.values[$0.index].kind == .spread }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      if symbol.function == FileFacts.module, symbol.value.isPresent,
        [.array, .object].contains(facts.values[symbol.value.index].kind)
      {
        return true
      }
      return !symbol.flags.contains(.reassigned)
        && isListOfAll(symbol.value, in: facts, depth + 1)
    default: return false
    }
  }
}
