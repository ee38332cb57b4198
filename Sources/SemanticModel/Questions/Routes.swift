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
  ///
  /// The paths under which routers are mounted stand in front where they can be followed.
  package func label(of entry: Entry) -> String {
    if entry.kind == .request, let route = route(of: entry) { return "\(route.verb) \(route.path)" }
    guard let place = entry.call, let position = table.position(of: place) else {
      return name(of: entry.function)
    }
    let site = call(at: position)
    guard let method = site.method else { return unnamed(entry, in: site) }
    if case .text(let subject) = site.arguments.first?.shape { return "\(method.name) \(subject)" }
    return unnamed(entry, in: site)
  }

  private func unnamed(_ entry: Entry, in site: CallSite) -> String {
    guard entry.function.unitIndex == site.place.unit,
      !site.unit.facts.functions[entry.function.id.index].name.isPresent
    else { return name(of: entry.function) }
    return "`\(site.calleeText)` in \(site.unit.path)"
  }

  /// The verb and the path of a request entry, where its registration says them.
  package func route(of entry: Entry) -> (verb: String, path: String)? {
    guard let place = entry.call, let position = table.position(of: place) else { return nil }
    let site = call(at: position)
    if site.instruction.flags.contains(.decorator) { return decorated(entry, by: site) }
    guard let method = site.method else { return nil }
    let facts = site.unit.facts
    var router = facts.values[Int(facts.values[Int(site.instruction.a)].a)]
    var path = firstText(of: site)
    // `router.route("/lessons").get(list)`, with other verbs between.
    var steps = 0
    while router.kind == .result, steps < 16 {
      steps += 1
      let made = facts.instructions[Int(router.a)]
      let callee = facts.values[Int(made.a)]
      guard callee.kind == .member else { break }
      if path == nil, facts.names.string(NameID(callee.b)) == "route",
        let first = facts.valueList(ListID(made.b)).first,
        facts.values[first.index].kind == .string
      {
        path = facts.names.string(NameID(facts.values[first.index].a))
      }
      router = facts.values[Int(callee.a)]
    }
    guard let path, path.utf8.first == UInt8(ascii: "/") else { return nil }
    let symbol = router.kind == .symbol ? SymbolID(router.a) : nil
    let mount = mountPath(of: symbol, in: site.place.unit)
    return (method.name.uppercased(), mount.isEmpty || path != "/" ? mount + path : mount)
  }

  private func firstText(of site: CallSite) -> String? {
    guard case .text(let text) = site.arguments.first?.shape else { return nil }
    return text
  }

  /// The decorators of controllers that name a verb of HTTP.
  private static let verbs: Set<String> = [
    "Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All",
  ]

  private func decorated(_ entry: Entry, by site: CallSite) -> (verb: String, path: String)? {
    guard Self.verbs.contains(site.calleeText), entry.function.unitIndex == site.place.unit else {
      return nil
    }
    let facts = site.unit.facts
    let owner = facts.functions[entry.function.id.index].owner
    guard owner.isPresent else { return nil }
    let controllers = facts.valueList(facts.classes[owner.index].decorators)
      .compactMap { id -> CallSite? in
        let value = facts.values[id.index]
        guard value.kind == .result else { return nil }
        return table.position(of: CallRef(unit: site.place.unit, id: InstructionID(value.a)))
          .map { call(at: $0) }
      }
    guard let controller = controllers.first(where: { $0.calleeText == "Controller" }) else {
      return nil
    }
    let parts = [prefix(of: controller), site.arguments.isEmpty ? "" : firstText(of: site)]
    // A path that the decorators take from elsewhere is not known.
    guard !parts.contains(nil) else { return nil }
    let segments = parts.compactMap(\.self).flatMap { $0.split(separator: "/") }
    return (site.calleeText.uppercased(), "/" + segments.joined(separator: "/"))
  }

  private func prefix(of controller: CallSite) -> String? {
    guard let first = controller.arguments.first else { return "" }
    if first.isObject {
      guard case .text(let path) = first["path"]?.shape else { return nil }
      return path
    }
    return firstText(of: controller)
  }
}
