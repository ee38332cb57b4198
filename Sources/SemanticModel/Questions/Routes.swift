// The way from an entry to a function.

import Facts

/// How a function is reached: the entry, and the calls from it.
package struct Approach: Sendable {
  package let entry: Entry
  /// From the entry's function to the function; empty where they are the same.
  package let calls: [CallSite]
}

extension Program {
  /// The shortest way from an entry of some kinds to a function.
  package func approach(to function: FunctionRef, from kinds: EntryKinds) -> Approach? {
    let goal = units.number(function)
    var steps: [Int32: Reachability.Step] = [:]
    var queue: [Int32] = [goal]
    var seen: Set<Int32> = [goal]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      if let entry = entry(of: current, kinds) {
        return Approach(entry: entry, calls: calls(from: current, to: goal, steps))
      }
      for step in reachability.callers[Int(current)] where seen.insert(step.caller).inserted {
        steps[step.caller] = Reachability.Step(caller: current, call: step.call)
        queue.append(step.caller)
      }
    }
    return nil
  }

  private func entry(of function: Int32, _ kinds: EntryKinds) -> Entry? {
    entriesByFunction[function]?.first { kinds.contains(EntryKinds($0.kind)) }
  }

  /// `steps` leads from each caller to the function it calls.
  private func calls(from start: Int32, to goal: Int32, _ steps: [Int32: Reachability.Step])
    -> [CallSite]
  {
    var result: [CallSite] = []
    var next = start
    while next != goal, let step = steps[next], result.count < 32 {
      result.append(call(at: Int(step.call)))
      next = step.caller
    }
    return result
  }

  /// What an entry answers to, as its registration spells it: `GET /orders/:id`.
  package func label(of entry: Entry) -> String {
    guard let place = entry.call, let position = table.position(of: place) else {
      return name(of: entry.function)
    }
    let site = call(at: position)
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard let first = facts.valueList(ListID(site.instruction.b)).first,
      facts.values[first.index].kind == .string, callee.kind == .member
    else { return name(of: entry.function) }
    let path = facts.names.string(NameID(facts.values[first.index].a))
    let verb = facts.names.string(NameID(callee.b))
    let isRoute = entry.kind == .request && path.utf8.first == UInt8(ascii: "/")
    return isRoute ? "\(verb.uppercased()) \(path)" : "\(verb) \(path)"
  }
}
