// Loops that wait for another service in each turn, although no turn needs what another gave.

import Facts
import SourceText

/// A loop whose turns could wait together.
package struct AwaitLoop: Sendable {
  /// The call that each turn waits for.
  package let site: CallSite
  /// The loop.
  package let place: SourcePlace
  /// The first line of the loop.
  package let head: SourcePlace
  /// What is walked over, as the source spells it.
  package let subject: String
  /// Whoever sends the request says how many turns there are.
  package let isOfRequest: Bool
}

extension Program {
  /// All loops that wait for one independent call of another service after another, in order of file and place.
  package var awaitLoops: [AwaitLoop] {
    var seen: Set<SourcePlace> = []
    return repeatedCalls(with: [.external]).compactMap { call in
      guard case .loop(let region) = call.repetition.kind, call.site.unit.isRunning,
        !call.repetition.isSearch, region.unitIndex == call.site.place.unit,
        call.site.reachedKinds.isDisjoint(with: [.query, .write]),
        isFreeLoop(region, around: call.site), seen.insert(call.repetition.place).inserted
      else { return nil }
      return AwaitLoop(
        site: call.site,
        place: call.repetition.place,
        head: head(of: call.repetition),
        subject: call.repetition.subject,
        isOfRequest: isHandedOnce(
          units[region.unitIndex].facts.regions[region.id.index].subject,
          in: region.unitIndex
        )
      )
    }
  }

  /// Whether a request gives a list, by one call at most: what comes by more was looked up on the way.
  private func isHandedOnce(_ list: ValueID, in unit: Int) -> Bool {
    let origin = provenance(of: list, in: unit)
    return origin.isFromRequest && origin.calls.count <= 1
  }

  /// Whether a loop walks over a collection, waits for a call, and nothing ties its turns together.
  private func isFreeLoop(_ loop: Place<Region>, around site: CallSite) -> Bool {
    let facts = units[loop.unitIndex].facts
    let region = facts.regions[loop.id.index]
    guard region.kind == .forEach, region.function == site.resolved.function,
      facts.functions[region.function.index].flags.contains(.async),
      !isInsideTransaction(site.function)
    else { return false }
    let span =
      region.firstInstruction
      .index..<max(
        region.firstInstruction.index,
        region.endInstruction.index
      )
    let elements = Set(facts.list(region.bindings).map { SymbolID($0) })
    let flow = FunctionFlow(facts, of: region.function, leavingPartsOf: elements)
    let position = site.resolved.place.id.index
    guard isAwaited(position, in: span, facts, flow), !isChunked(region, facts) else {
      return false
    }
    for step in span {
      let instruction = facts.instructions[step]
      switch instruction.operation {
      case .return, .break, .yield: return false
      case .call where isPaced(instruction, facts) || asksDatabase(step, in: loop.unitIndex):
        return false
      default: continue
      }
    }
    // What a turn is given must not rest on what the one before gave.
    let instruction = site.instruction
    let given =
      instruction.isDiscarded
      ? [] : [ValueID(instruction.a)] + facts.valueList(ListID(instruction.b))
    return given.allSatisfy { !flow.dependencies(of: $0).contains(position) }
      && !carries(span, site, facts, flow)
  }

  private func isAwaited(
    _ position: Int,
    in span: Range<Int>,
    _ facts: FileFacts,
    _ flow: FunctionFlow
  ) -> Bool {
    if facts.instructions[position].isAwaited { return true }
    return span.contains { step in
      let instruction = facts.instructions[step]
      return instruction.operation == .await
        && flow.dependencies(of: ValueID(instruction.a)).contains(position)
    }
  }

  /// Batches are walked one by one on purpose.
  private func isChunked(_ region: Region, _ facts: FileFacts) -> Bool {
    var names = [text(of: region.subject, unit: facts)]
    for word in facts.list(region.bindings) {
      names.append(facts.names.string(facts.symbols[Int(word)].name))
    }
    return names.contains { name in
      NameSplit.words(of: name).contains {
        [
          "chunk", "chunks", "batch", "batches", "page", "pages", "step", "steps", "migration",
          "migrations", "attempt", "attempts", "chunked", "batched", "group", "stage", "stages",
        ].contains($0)
      }
    }
  }

  private func text(of id: ValueID, unit facts: FileFacts) -> String {
    calledName(facts.values[id.index], facts)
      ?? {
        let value = facts.values[id.index]
        guard value.kind == .result else { return "" }
        return calledName(facts.values[Int(facts.instructions[Int(value.a)].a)], facts) ?? ""
      }()
  }

  /// Whether the turns are kept apart in time: a pause, a limiter.
  private func isPaced(_ call: Instruction, _ facts: FileFacts) -> Bool {
    let callee = facts.values[Int(call.a)]
    let name = calledName(callee, facts) ?? ""
    // `AbortSignal.timeout(2000)` bounds one call and keeps nothing apart.
    if name == "timeout", callee.kind == .member,
      calledName(facts.values[Int(callee.a)], facts) == "AbortSignal"
    {
      return false
    }
    if NameSplit.words(of: name).contains(where: {
      ["sleep", "delay", "wait", "throttle", "limiter", "limit", "pause", "timeout"].contains($0)
    }) {
      return true
    }
    // `new Promise((done) => setTimeout(done, 100))` is a construction; its function waits.
    return name == "setTimeout"
  }

  private func asksDatabase(_ step: Int, in unit: Int) -> Bool {
    guard
      let position = table.position(of: CallRef(unit: unit, id: InstructionID(step)))
    else { return false }
    return call(at: position).effects.contains { $0.kind.isDatabase }
  }

  /// Whether a name that lives longer than a turn takes what the call gave, and decides about further turns.
  private func carries(
    _ span: Range<Int>,
    _ site: CallSite,
    _ facts: FileFacts,
    _ flow: FunctionFlow
  ) -> Bool {
    let position = site.resolved.place.id.index
    return span.contains { step in
      let instruction = facts.instructions[step]
      guard instruction.operation == .assign, !instruction.flags.contains(.declares),
        !instruction.flags.contains(.compound)
      else { return false }
      let place = facts.values[Int(instruction.a)]
      guard place.kind == .symbol else { return false }
      let symbol = facts.symbols[Int(place.a)]
      let isOuter = !span.contains { inner in
        let other = facts.instructions[inner]
        return other.flags.contains(.declares) && facts.values[Int(other.a)].kind == .symbol
          && facts.values[Int(other.a)].a == place.a
      }
      return isOuter && symbol.function == site.resolved.function
        && flow.dependencies(of: ValueID(instruction.b)).contains(position)
    }
  }
}
