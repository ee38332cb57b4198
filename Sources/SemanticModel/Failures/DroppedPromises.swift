// Promises that nobody waits for and whose failure nobody hears.

import Facts
import SourceText

/// A call that starts something which can fail, and drops its promise.
package struct DroppedPromise: Sendable {
  package let site: CallSite
  /// What fails, as the call that waits for another process; nil where a function of the project only throws.
  package let origin: CallSite?
  package let kind: Kind

  package enum Kind: Sendable, Hashable {
    /// A library call that nobody awaits.
    case operation
    /// A function of the project.
    case function(FunctionRef)
    /// A coroutine of Python that nobody awaits, and that therefore never runs.
    case coroutine
    /// An asynchronous function that is handed to a call which ignores what it returns.
    case callback
    /// Kept under a name of which members are read, as if it were what the promise gives.
    case misread(name: String)
    /// Kept under a name that is tested, as if it were what the promise gives.
    case tested(name: String)
  }
}

extension FailureMap {
  /// The dropped promises in what requests, sockets and jobs lead to.
  package func droppedPromises(in program: Program) -> [DroppedPromise] {
    let kinds = [EntryKind.request, .socket, .job].reduce(into: EntryKinds()) {
      $0.insert(EntryKinds($1))
    }
    return program.calls.indices.compactMap { position in
      let site = program.call(at: position)
      guard site.instruction.operation == .call, site.unit.isRunning,
        site.isReached(from: kinds)
      else { return nil }
      let chain = uses[site.place.unit].chain(from: site.resolved.place.id)
      if site.unit.facts.language == .python {
        return chain.isAwaited ? nil : forgotten(site, in: program)
      }
      if !chain.isDropped { return chain.isAwaited ? nil : misread(site, in: program) }
      guard !chain.catches, !endsWithCallback(chain, in: site.unit) else { return nil }
      return dropped(site, in: program)
    }
  }

  /// Whether nobody waits for the asynchronous function of the program that a call starts.
  package func isLeftAlone(_ site: CallSite, in program: Program) -> Bool {
    uses[site.place.unit].chain(from: site.resolved.place.id).isDropped
      && site.resolved.targets.contains { program.canAwait(in: $0) }
  }

  /// An asynchronous function of Python does nothing until it is awaited.
  private func forgotten(_ site: CallSite, in program: Program) -> DroppedPromise? {
    guard site.instruction.flags.contains(.discarded), site.resolved.targets.count == 1,
      let target = site.resolved.targets.first,
      program.units[target.unitIndex].facts.functions[target.id.index].flags.contains(.async),
      letsOut(target)
    else { return nil }
    return DroppedPromise(site: site, origin: origin(in: target), kind: .coroutine)
  }

  /// `client.messages().send(message, (error) => …)`: the last link tells a function of the result.
  private func endsWithCallback(_ chain: PromiseUses.Chain, in unit: Unit) -> Bool {
    guard let method = chain.methods.last, !["then", "finally"].contains(method) else {
      return false
    }
    let facts = unit.facts
    let last = facts.valueList(ListID(facts.instructions[chain.last.index].b)).last
    guard let last else { return false }
    return facts.values[last.index].kind == .function
  }

  private func dropped(_ site: CallSite, in program: Program) -> DroppedPromise? {
    let hasCallback = takesCallback(site, in: program)
    if !hasCallback, isStarted(site, in: program) {
      return DroppedPromise(site: site, origin: site, kind: .operation)
    }
    // A function that is handed in is its giver's to look after.
    let isGiven =
      program.units.parameter(
        behind: ValueID(site.instruction.a),
        in: site.place.unit
      ) != nil
    if !hasCallback, !isGiven, !isChosen(site),
      let target = site.resolved.targets.first(where: { givesPromise($0, in: program) })
    {
      return DroppedPromise(site: site, origin: origin(in: target), kind: .function(target))
    }
    guard let callback = droppedCallback(of: site, in: program) else { return nil }
    return DroppedPromise(site: site, origin: origin(in: callback), kind: .callback)
  }

  /// Whether what the method is asked of is found under a name that is known at run time only (`owner[key].delete()`):
  /// it may be any of the owner's properties, a set among them.
  private func isChosen(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member, case let base = facts.values[Int(callee.a)], base.kind == .index
    else { return false }
    return ![.string, .number].contains(facts.values[Int(base.b)].kind)
  }

  /// Whether the call itself changes or asks something elsewhere, at once, and tells of failures by a promise only.
  private func isStarted(_ site: CallSite, in program: Program) -> Bool {
    let kinds: Set<EffectKind> = [.write, .external, .enqueue]
    guard program.table.callbacks(ofCall: site.position).isEmpty else { return false }
    return site.resolved.operations.contains { operation in
      guard operation.effects(program.libraries).contains(where: { kinds.contains($0.kind) })
      else { return false }
      let member = program.libraries[operation.member]
      let isLazy = member.callReturns.map { program.libraries.awaited($0) != nil } ?? false
      guard member.library >= 0 else { return false }
      let library = program.libraries.libraries[member.library]
      return !isLazy && !library.startsWhenAwaited && !library.answersAtOnce
    }
  }

  /// Whether the last argument is there to be told of the result, as functions of both styles allow it.
  private func takesCallback(_ site: CallSite, in program: Program) -> Bool {
    guard let last = site.arguments.last else { return false }
    if case .function = last.shape { return true }
    guard case .path = last.shape else { return false }
    return Self.callbackNames.contains(program.text(last, in: site))
  }

  private static let callbackNames: Set<String> = ["cb", "callback", "done", "next", "fn"]

  /// An asynchronous function among the arguments of a call that cannot know what to do with its promise.
  private func droppedCallback(of site: CallSite, in program: Program) -> FunctionRef? {
    // Whoever awaits the commit gets its failure.
    guard site.calledName != "afterCommit" else { return nil }
    for use in program.table.callbacks(ofCall: site.position) {
      switch use.times {
      case .later, .escapes, .perElement: break
      case .once, .parameter, .entry: continue
      }
      guard use.runsIn == nil, letsOut(use.function) else { continue }
      let facts = program.units[use.function.unitIndex].facts
      let function = facts.functions[use.function.id.index]
      let isInline =
        use.function.unitIndex == site.place.unit
        && site.place.span.contains(function.span)
      guard isInline, function.flags.contains(.async) else { continue }
      return use.function
    }
    return nil
  }
}

extension Program {
  func text(_ argument: Operand, in site: CallSite) -> String {
    SourceEdit(SourcePlace(unit: site.place.unit, span: argument.span), in: self).text ?? ""
  }
}
