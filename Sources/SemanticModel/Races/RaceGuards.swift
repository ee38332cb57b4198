// What keeps two requests apart: locks, versions, and transactions that are run one by one.

import Facts
import SourceText

extension RaceFinder {
  private static let locking: Set<String> = [
    "lock", "locked", "acquire", "mutex", "semaphore", "exclusive", "exclusively", "advisory",
    "redlock", "serializable", "xact", "singleflight", "dedupe", "withlock", "runexclusive",
    "lockfile", "forupdate", "idempotency", "idempotent",
  ]

  /// Whether something in the function, or around it, lets one request in at a time.
  var isGuarded: Bool {
    if calls.contains(where: { isGuard($0) }) || isGuardedByDecorator { return true }
    for region in facts.regions(of: function.id).lazy.map({ facts.regions[$0] })
    where region.kind == .with {
      if mentionsLock(program.text(of: region.subject, in: program.units[function.unitIndex])) {
        return true
      }
    }
    var next = function
    for _ in 0..<16 {
      if let use = program.graph.closureUses[next] {
        if isGuard(use.call) || isSerializable(program.call(at: use.call)) { return true }
      }
      let parent = program.units[next.unitIndex].facts.functions[next.id.index].parent
      guard parent.isPresent else { break }
      next = FunctionRef(unit: next.unitIndex, id: parent)
    }
    return isGuardedByCallers
  }

  /// `@Transactional({ isolationLevel: IsolationLevel.SERIALIZABLE })`, `@Lock("orders")`.
  private var isGuardedByDecorator: Bool {
    let own = facts.functions[function.id.index]
    return facts.valueList(own.decorators).contains { decorator in
      let value = facts.values[decorator.index]
      guard value.kind == .result else { return false }
      let call = CallRef(unit: function.unitIndex, id: InstructionID(value.a))
      guard let position = program.position(of: call) else { return false }
      let site = program.call(at: position)
      return mentionsLock(site.calleeName) || isSerializable(site)
    }
  }

  /// Whether all who call the function take a lock before they do.
  private var isGuardedByCallers: Bool {
    let callers = program.reachability.callers[Int(program.units.number(function))]
      .map { program.call(at: Int($0.call)) }
    guard !callers.isEmpty, callers.count <= 16 else { return false }
    return callers.allSatisfy { caller in
      program.calls(in: caller.function).contains { position in
        guard position < caller.position else { return false }
        let site = program.call(at: position)
        return mentionsLock(site.calleeName) || locksRows(site)
      }
    }
  }

  private func isGuard(_ position: Int) -> Bool {
    let site = program.call(at: position)
    let name = site.calleeName
    if mentionsLock(name) { return true }
    let callee = facts.values[Int(site.instruction.a)]
    if site.unit === program.units[function.unitIndex], callee.kind == .member,
      let base = program.calledName(facts.values[Int(callee.a)], facts), mentionsLock(base)
    {
      return true
    }
    return locksRows(site) || isSerializable(site)
  }

  /// Whether a name speaks of a lock: `acquireLock`, `mutex`, `withLock`, not `block` or the question `isLocked`.
  func mentionsLock(_ name: String) -> Bool {
    let words = NameSplit.words(of: name)
    return words.first != "is" && words.contains { Self.locking.contains($0) }
  }

  /// Whether a read takes a lock, itself or in the function that it calls.
  func isLocked(_ read: Access) -> Bool {
    isLocked(read.site)
      || !read.isOwn && read.uses.contains { isLocked(program.call(at: $0.call)) }
  }

  /// Whether a read takes a lock, so that others wait for its transaction.
  private func isLocked(_ site: CallSite) -> Bool {
    if locksRows(site) { return true }
    guard let fact = reads[site.position] else { return false }
    return fact.chained.contains { locksRows(program.call(at: $0)) }
  }

  private static let rowLocks: Set<String> = [
    "setLock", "forUpdate", "useTransaction", "select_for_update", "with_for_update", "forShare",
    "for_update", "lockForUpdate",
  ]

  private func locksRows(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    if Self.rowLocks.contains(site.calleeName) { return true }
    for argument in facts.valueList(ListID(site.instruction.b)) {
      let value = facts.values[argument.index]
      switch value.kind {
      case .object:
        let words = Array(facts.list(ListID(value.a)))
        for position in stride(from: 0, to: words.count - 1, by: 2)
        where NameID(words[position]) != .any {
          let name = facts.names.string(NameID(words[position]))
          if ["lock", "forUpdate", "with_for_update"].contains(name) { return true }
        }
      case .string, .template, .symbol:
        guard let text = facts.statementText(argument)?.lowercased() else { continue }
        if text.holds("for update") || text.holds("advisory") || text.holds("get_lock") {
          return true
        }
      default: continue
      }
    }
    return false
  }

  /// `transaction(f, { isolationLevel: "Serializable" })`, `transaction("SERIALIZABLE", f)`, `SET TRANSACTION …`.
  private func isSerializable(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var pending = facts.valueList(ListID(site.instruction.b))
    var steps = 0
    while let id = pending.popLast(), steps < 24 {
      steps += 1
      let value = facts.values[id.index]
      switch value.kind {
      case .string:
        let text = facts.names.string(NameID(value.a)).lowercased()
        if text.holds("serializable") || text.holds("repeatable read") { return true }
      case .member:
        let text = facts.names.string(NameID(value.b)).lowercased()
        if text.holds("serializable") || text.holds("repeatable") { return true }
      case .object:
        for (offset, word) in facts.list(ListID(value.a)).enumerated() where offset % 2 == 1 {
          pending.append(ValueID(word))
        }
      default: continue
      }
    }
    return false
  }
}
