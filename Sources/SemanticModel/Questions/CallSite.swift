// What a rule can ask about one call.

package import Facts
package import SourceText
import Workspace

/// A call of the program, ready to be asked.
package struct CallSite: Sendable {
  package let program: Program
  /// Position in `Program.calls`.
  package let position: Int

  package var resolved: ResolvedCall { program.calls[position] }
  package var unit: Unit { program.units[resolved.place.unitIndex] }
  package var function: FunctionRef {
    FunctionRef(unit: resolved.place.unitIndex, id: resolved.function)
  }

  package var instruction: Instruction {
    unit.facts.instructions[resolved.place.id.index]
  }

  /// Where it stands: the call from its callee to the closing parenthesis.
  package var place: SourcePlace {
    SourcePlace(unit: resolved.place.unitIndex, span: instruction.span)
  }

  /// What is called, as the source spells it: `prisma.order.findMany`.
  ///
  /// A chain of calls keeps its first and its last: `orders.createQueryBuilder(…)…getMany`.
  package var calleeText: String {
    var text = program.text(of: ValueID(instruction.a), in: unit)
    // A loop asks its collection, which is what the source shows.
    for asked in [".__iter__", ".__getitem__"] where text.hasSuffix(asked) {
      text.removeLast(asked.count)
    }
    guard text.contains("(…)") else { return text }
    let links = text.split(separator: "(…)", omittingEmptySubsequences: false)
    guard links.count > 2, let first = links.first, let last = links.last else { return text }
    let name = last.split(separator: ".").last ?? last
    return "\(first)(…)…\(name)"
  }

  /// What it does directly, in the order of the tables.
  package var effects: [Effect] {
    let operations = program.calls[position].operations
    return operations.isEmpty ? [] : operations.flatMap { $0.effects(program.libraries) }
  }

  /// The library whose operation it performs; of several, the first whose operation does anything.
  package var library: String? {
    let operations = resolved.operations
    let acting = operations.first { !$0.effects(program.libraries).isEmpty }
    guard let operation = acting ?? operations.first else { return nil }
    let member = program.libraries[operation.member]
    return member.library >= 0 ? program.libraries.libraries[member.library].name : nil
  }

  /// Whether some kind of entry leads to it.
  package func isReached(from kinds: EntryKinds) -> Bool {
    !program.reachability.developmentCalls.contains(position)
      && !program.reachability.kinds[Int(program.units.number(function))].isDisjoint(with: kinds)
  }
}

/// A place in the source of the program.
package struct SourcePlace: Hashable, Sendable, Comparable {
  package let unit: Int
  package let span: ByteSpan

  package init(unit: Int, span: ByteSpan) {
    self.unit = unit
    self.span = span
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.unit, left.span.start, left.span.end) < (right.unit, right.span.start, right.span.end)
  }
}

extension Program {
  package func call(at position: Int) -> CallSite { CallSite(program: self, position: position) }

  /// The calls that have some kinds of effect themselves.
  package func calls(with kinds: Set<EffectKind>) -> [CallSite] {
    let wanted = EffectKinds(kinds)
    return table.effects.compactMap { call, kinds in
      kinds.isDisjoint(with: wanted) ? nil : self.call(at: Int(call))
    }
  }

  /// What one execution of a function costs.
  package func cost(of function: FunctionRef) -> Cost {
    summaries.costs[Int(units.number(function))]
  }

  /// The name of a function as people say it: `OrderService.create`, `list`.
  package func name(of function: FunctionRef) -> String {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    if fact.kind == .module { return units[function.unitIndex].path }
    let name = fact.name.isPresent ? facts.names.string(fact.name) : "anonymous function"
    guard fact.owner.isPresent else { return name }
    let owner = facts.classes[fact.owner.index]
    return owner.name.isPresent ? "\(facts.names.string(owner.name)).\(name)" : name
  }

  /// The nearest function with a name around a function: what a finding is told to lie in.
  package func symbol(around function: FunctionRef) -> String {
    let facts = units[function.unitIndex].facts
    var next = function.id
    while next.isPresent {
      let fact = facts.functions[next.index]
      if fact.kind == .module { return "" }
      if fact.name.isPresent {
        return name(of: FunctionRef(unit: function.unitIndex, id: next))
      }
      next = fact.parent
    }
    return ""
  }
}

extension Program {
  /// The position of a call among the program's.
  package func position(of call: CallRef) -> Int? { table.position(of: call) }

  /// Where a call stands.
  package func place(_ call: CallRef) -> SourcePlace? {
    let instruction = units[call.unitIndex].facts.instructions[call.id.index]
    return SourcePlace(unit: call.unitIndex, span: instruction.span)
  }

  /// The whole function around a call.
  package func body(around site: CallSite) -> SourcePlace {
    let fact = site.unit.facts.functions[site.resolved.function.index]
    return SourcePlace(unit: site.place.unit, span: fact.span)
  }

  /// The innermost function around a place.
  package func function(at place: SourcePlace) -> FunctionRef? {
    let functions = units[place.unit].facts.functions
    var best: Int?
    for position in functions.indices.dropFirst()
    where functions[position].span.contains(place.span) {
      let isInner = best.map { functions[$0].span.contains(functions[position].span) } ?? true
      if isInner { best = position }
    }
    return best.map { FunctionRef(unit: place.unit, id: FunctionID($0)) }
  }
}

extension Instruction {
  /// The result is thrown away.
  package var isDiscarded: Bool { flags.contains(.discarded) }

  /// The result is awaited on the spot.
  package var isAwaited: Bool { flags.contains(.awaited) }
}

extension Program {
  /// Whether `await` may be written in a function.
  package func canAwait(in function: FunctionRef) -> Bool {
    units[function.unitIndex].facts.functions[function.id.index].flags.contains(.async)
  }

  /// Whether the package of a file depends on another.
  package func depends(_ unit: Int, on name: String) -> Bool {
    workspace.package(of: units[unit].path)?.dependencies.contains { $0.name == name } ?? false
  }

  /// Whether a function awaits something itself.
  package func awaits(in function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    return (own.firstInstruction.index..<own.endInstruction.index).contains {
      facts.instructions[$0].operation == .await
    }
  }
}

extension CallSite {
  /// Whether it stands in a block that catches a failure.
  package var standsInHandler: Bool {
    var region = instruction.region
    while region.isPresent {
      let fact = unit.facts.regions[region.index]
      if fact.kind == .catch { return true }
      region = fact.parent
    }
    return false
  }
}
