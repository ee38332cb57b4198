// Plain functions that wait for another machine, called by coroutines on the event loop.

import Facts

/// A call in a coroutine that runs plain code which waits for another machine.
package struct RelayedWait: Sendable {
  /// The call in the coroutine.
  package let site: CallSite
  /// The nearest call behind it that waits.
  package let wait: CallSite
}

extension Program {
  /// The calls of coroutines whose plain callees wait without letting the loop go on.
  ///
  /// A service layer under coroutines: each handler calls a plain method, and a repository below it asks the database.
  package var relayedWaits: [RelayedWait] {
    let waits = waitsByFunction
    guard !waits.isEmpty else { return [] }
    var found: [Int: RelayedWait] = [:]
    var nearest = waits
    var queue = waits.keys.sorted()
    let callers = plainCallers
    var head = 0
    while head < queue.count {
      let callee = queue[head]
      head += 1
      guard let wait = nearest[callee] else { continue }
      for (caller, position) in callers[callee] ?? [] {
        let site = call(at: Int(position))
        if site.unit.facts.functions[site.resolved.function.index].flags.contains(.async) {
          // The reader of a property would not find what waits in it.
          guard site.instruction.operation == .call, found[site.position] == nil,
            !site.instruction.flags.contains(.awaited)
          else { continue }
          found[site.position] = RelayedWait(site: site, wait: call(at: wait))
        } else if nearest[caller] == nil {
          nearest[caller] = wait
          queue.append(caller)
        }
      }
    }
    return found.values.sorted { $0.site.position < $1.site.position }
  }

  /// By plain function of Python: its first call that is known to wait.
  private var waitsByFunction: [Int32: Int] {
    var result: [Int32: Int] = [:]
    for site in calls(with: [.query, .write, .external, .cache]) where isPlainWait(site) {
      let number = units.number(site.function)
      if result[number] == nil { result[number] = site.position }
    }
    return result
  }

  /// Whether a call in a plain function waits there, not where its result may be awaited.
  private func isPlainWait(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    guard facts.language == .python, site.unit.isRunning, site.isOnEventLoop,
      !facts.functions[site.resolved.function.index].flags.contains(.async),
      !startsWhenAwaited(site)
    else { return false }
    return isOfPlainSession(site) || isConsumedAtOnce(site)
  }

  /// `session.query(Order).first()`: only a plain session has this form.
  private func isOfPlainSession(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var value = facts.values[Int(site.instruction.a)]
    for _ in 0..<24 {
      switch value.kind {
      case .member:
        value = facts.values[Int(value.a)]
      case .result:
        let call = facts.instructions[Int(value.a)]
        let callee = facts.values[Int(call.a)]
        if callee.kind == .member, facts.names.isWord("query", NameID(callee.b)) {
          return site.library == "SQLAlchemy"
        }
        value = callee
      default: return false
      }
    }
    return false
  }

  /// By callee: the functions that run it themselves, on their own thread, and by which call.
  private var plainCallers: [Int32: [(caller: Int32, call: Int32)]] {
    var result: [Int32: [(caller: Int32, call: Int32)]] = [:]
    let memoized = Set(graph.memoized.map { units.number($0) })
    for edge in graph.edges {
      let call = calls[Int(edge.call)]
      guard units[call.place.unitIndex].facts.language == .python,
        !memoized.contains(edge.callee),
        !table.callbacks(ofCall: Int(edge.call)).contains(where: {
          units.number($0.function) == edge.callee
        })
      else { continue }
      result[edge.callee, default: []].append((edge.caller, edge.call))
    }
    return result
  }
}
