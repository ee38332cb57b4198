// Clients that are taken from a pool by hand, and what happens until they are given back.

import Facts

extension Program {
  /// Clients that are taken from a pool and kept while another service answers, or while a statement waits for one
  /// more connection of the same pool.
  var heldClients: [HeldConnection] {
    guard !table.effects.isEmpty else { return [] }
    var follows: Bool?
    return callsOfLibraries.compactMap { position in
      let site = call(at: position)
      guard let handle = site.handle, handle.isPooled, site.unit.isRunning else { return nil }
      let between = callsUntilRelease(of: handle, takenBy: site)
      let external = between.filter {
        $0.reachedKinds.contains(.external) && !isIteration($0)
          && units.parameter(behind: ValueID($0.instruction.a), in: $0.place.unit) == nil
      }
      let slow = between.filter(\.hashesPassword)
      var elsewhere = elsewhere(between, of: site)
      if !elsewhere.isEmpty {
        let isFollowed = follows ?? transactionsFollowCalls
        follows = isFollowed
        if isFollowed { elsewhere = [] }
      }
      guard !external.isEmpty || !slow.isEmpty || !elsewhere.isEmpty else { return nil }
      var held = HeldConnection(site: site, external: external, elsewhere: elsewhere)
      held.slow = slow
      held.isClient = true
      return held
    }
  }

  /// Statements of the same library that are not handed the client under its name.
  private func elsewhere(_ between: [CallSite], of site: CallSite) -> [CallSite] {
    // A transaction that runs a function ends with it, and gives back what the function does.
    guard let library = site.library, table.callbacks(ofCall: site.position).isEmpty,
      let symbol = nameOfResult(site)
    else { return [] }
    let names = [symbol] + carriers(of: symbol, in: site.place.unit)
    // What takes no connection before it begins a transaction holds none until then.
    let start = between.first { $0.plays(.beginsTransaction) }?.position ?? site.position
    return between.filter { other in
      guard other.position > start, other.library == library, !other.asksOneConnection,
        !other.mentionsTransaction,
        other.effects.contains(where: { $0.kind == .query || $0.kind == .write }),
        !Self.accessors.contains(where: other.calleeName.hasPrefix)
      else { return false }
      return !names.contains { other.root == $0 || other.isHanded($0) }
    }
  }

  /// What rows have by the names of their relations (`user.getPosts()`), and classes of the project by their own.
  private static let accessors = ["get", "set", "add", "has"]

  /// The calls of the function between the one that takes a handle and the last that gives it back, and those of the
  /// functions that calls between run for elements of a list and wait for.
  private func callsUntilRelease(of handle: Handle, takenBy site: CallSite) -> [CallSite] {
    // What is returned at once is out of reach of the lines behind it: those belong to another branch.
    guard !site.instruction.flags.contains(.returned) else { return [] }
    let facts = site.unit.facts
    let own = calls(in: site.function).filter { $0 > site.position }
    let releases = own.filter { position in
      let step = facts.instructions[calls[position].place.id.index]
      let callee = facts.values[Int(step.a)]
      return callee.kind == .member
        && handle.releases.contains(facts.names.string(NameID(callee.b)))
    }
    guard let end = releases.last else { return [] }
    // What follows a commit in its own block waits with no connection, though `catch` would roll back.
    return own.filter { position in
      let around = facts.regions(around: calls[position].place.id)
      return position < end
        && !releases.contains { release in
          release < position
            && around.contains(facts.instructions[calls[release].place.id.index].region)
        }
    }
    .flatMap { [call(at: $0)] + callsPerElement(of: $0) }
  }

  /// `files.map(async (file) => …)`: what it runs for each element, where the result is kept and so waited for.
  private func callsPerElement(of position: Int) -> [CallSite] {
    let site = call(at: position)
    guard isIteration(site), !site.instruction.isDiscarded else { return [] }
    return table.callbacks(ofCall: position).flatMap { use -> [CallSite] in
      guard case .perElement = use.times, use.function.unitIndex == site.place.unit else {
        return []
      }
      return calls(in: use.function).map { call(at: $0) }
    }
  }
}
