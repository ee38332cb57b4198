// Places that only some requests reach, or each row once, by the tests around them and the state that they set.

import Facts
import SourceText

extension Program {
  /// The state that a function refuses to enter twice: it fails where `event.isSent` holds, and sets it.
  package func stateEnteredOnce(by function: FunctionRef) -> String? {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    let steps = facts.instructions[own.firstInstruction.index..<own.endInstruction.index]
    for step in steps where step.operation == .assign {
      let place = facts.values[Int(step.a)]
      let given = facts.values[Int(step.b)]
      guard place.kind == .member, given.kind == .boolean, given.a == 1 else { continue }
      let isRefused = steps.contains { other in
        guard other.operation == .throw || other.operation == .return,
          case let region = facts.regions[other.region.index], region.kind == .then,
          other.span.start < step.span.start, region.subject.isPresent
        else { return false }
        let test = facts.values[region.subject.index]
        return test.kind == .member && test.b == place.b
      }
      if isRefused { return facts.names.string(NameID(place.b)) }
    }
    return nil
  }

  /// The name that a read begins with, where only the first turn of a loop sets it: `if not event: event = …`.
  package func nameKeptBetweenTurns(_ read: CallSite) -> String? {
    let facts = read.unit.facts
    let place = facts.values[Int(read.instruction.a)]
    guard place.kind == .member, case let base = facts.values[Int(place.a)], base.kind == .symbol
    else { return nil }
    let own = facts.functions[read.resolved.function.index]
    let sets = facts.instructions[own.firstInstruction.index..<own.endInstruction.index].filter {
      let target = facts.values[Int($0.a)]
      return $0.operation == .assign && target.kind == .symbol && target.a == base.a
        && facts.regions[$0.region.index].kind != .body
    }
    let isKept =
      !sets.isEmpty
      && sets.allSatisfy { step in
        let region = facts.regions[step.region.index]
        guard region.kind == .then, region.subject.isPresent,
          case let test = facts.values[region.subject.index], test.kind == .unary,
          test.detail == Operator.not.rawValue, case let asked = facts.values[Int(test.a)]
        else { return false }
        return asked.kind == .symbol && asked.a == base.a
      }
    return isKept ? facts.names.string(facts.symbols[Int(base.a)].name) : nil
  }

  /// The member of the object itself that opens the block around a place: `if self.in_memory`.
  package func ownSwitch(around place: SourcePlace, in function: FunctionRef) -> String? {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    for region in facts.regions where region.function == function.id && region.kind == .then {
      guard region.span.contains(place.span), region.subject.isPresent,
        case let test = facts.values[region.subject.index], test.kind == .member,
        isSelf(facts.values[Int(test.a)], facts, own)
      else { continue }
      return facts.names.string(NameID(test.b))
    }
    return nil
  }

  private func isSelf(_ value: Value, _ facts: FileFacts, _ function: Function) -> Bool {
    if value.kind == .this { return true }
    guard value.kind == .symbol else { return false }
    return facts.names.isText("self", facts.symbols[Int(value.a)].name)
  }

  /// Whether a comparison of two things stands around a call, so that it is made for some rows only:
  /// `if (row.ownerId !== user.id)`.
  package func isBehindComparison(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    for _ in 0..<64 {
      guard next.isPresent, case let region = facts.regions[next.index], region.kind != .body
      else { return false }
      if region.kind == .then || region.kind == .otherwise,
        compares(region.subject, facts, 0)
      {
        return true
      }
      next = region.parent
    }
    return false
  }

  private func compares(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    if value.kind == .choice {
      return facts.valueList(ListID(value.a)).contains { compares($0, facts, depth + 1) }
    }
    guard value.kind == .binary,
      [Operator.equal.rawValue, Operator.notEqual.rawValue].contains(value.detail)
    else { return false }
    return [value.a, value.b].allSatisfy { facts.values[Int($0)].kind == .member }
  }

  /// Whether a function serves pages without scripts: what users send there, they send as a fallback.
  package func isFallbackWithoutScript(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    guard !facts.names.ids(of: ["noscript"]).isEmpty else { return false }
    let own = facts.functions[function.id.index]
    return facts.values[own.firstValue.index..<own.endValue.index].contains { value in
      value.kind == .member && facts.names.isText("noscript", NameID(value.b))
    }
  }

  /// The call whose callback a call stands in, where a promise runs it: `.then((ids) => { purge(ids); })`.
  package func chainAround(_ site: CallSite) -> CallSite? {
    guard let use = graph.closureUses[site.function] else { return nil }
    let call = call(at: use.call)
    return call.calledName == "then" ? call : nil
  }

  /// Whether rows that a call reads are written back by another call of its function.
  package func isWrittenBack(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    let range = function.firstInstruction.index..<function.endInstruction.index
    guard range.count < 4_000 else { return false }
    var rows: Set<SymbolID> = []
    for step in facts.instructions[range] where step.operation == .assign {
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol else { continue }
      var given = facts.values[Int(step.b)]
      for _ in 0..<3 where given.kind == .awaited { given = facts.values[Int(given.a)] }
      if given.kind == .result, Int(given.a) == site.resolved.place.id.index {
        rows.insert(SymbolID(place.a))
      }
    }
    guard !rows.isEmpty else { return false }
    return calls(in: site.function).contains { position in
      let other = call(at: position)
      guard other.effects.contains(where: { $0.kind == .write }) else { return false }
      return facts.valueList(ListID(other.instruction.b)).contains { argument in
        let value = facts.values[argument.index]
        return value.kind == .symbol && rows.contains(SymbolID(value.a))
      }
    }
  }

  /// Whether rows of a kind come by routes that few ask: there are routes named after them that take new ones, and
  /// only those who run the application may.
  package func isPostedByFew(_ subject: String) -> Bool {
    let noun = NameSplit.words(of: subject)
    var isPosted = false
    for (position, route) in routes.enumerated() where route.verb == "POST" {
      guard let last = route.path.split(separator: "/").last,
        NameSplit.words(of: String(last)) == noun
      else { continue }
      guard traffic.routes[position]?.errand == .administration else { return false }
      isPosted = true
    }
    return isPosted
  }

  /// Whether all routes name one row, and some of them change it: what they read is that row.
  package func nameOneRow(_ routes: [Route]) -> Bool {
    let changes: Set<String> = ["PUT", "PATCH", "DELETE"]
    return routes.contains { changes.contains($0.verb) }
      && routes.allSatisfy { route in
        let last = route.path.split(separator: "/").last ?? ""
        return last.hasPrefix(":") || last.hasPrefix("<") || last.hasPrefix("{")
      }
  }

  /// Whether a query is written in the body of a serializer's class, where it says what may be named, not what is listed.
  package func isOfSerializerField(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    guard function.kind == .classBody, function.owner.isPresent else { return false }
    return facts.names.string(facts.classes[function.owner.index].name).hasSuffix("Serializer")
  }
}

extension CallSite {
  /// Whether the call makes an object of a class that a member holds, of which some class of the project was taken:
  /// `self.model(…)`.
  package var makesOfHeldClass: Bool {
    guard let target = resolved.targets.first, instruction.operation == .call,
      calleeText.contains("."),
      ["constructor", "__init__"].contains(program.lastName(of: target))
    else { return false }
    return calledName.first?.isLowercase ?? false
  }
}
