// A loop as one would rewrite it: what it walks, what an element is called, where its statement begins.

import Facts
package import SourceText

/// The head of a walk over a collection that has a name.
package struct Walk: Sendable {
  /// The collection, a plain path: `orders`, `input.lines`.
  package let collection: ByteSpan
  /// What one element is called inside.
  package let element: String
  /// The whole statement that the walk is, or is part of.
  package let statement: SourcePlace
  /// The names that are bound inside, the element's included.
  package let names: Set<String>
  /// The names that the file binds anywhere: new ones must differ.
  package let taken: Set<String>
}

extension Program {
  /// How a repetition walks its collection; nil where the collection or its elements have no plain name, and where
  /// nothing can be awaited in front of it (Python's mappers mostly need not be awaited).
  package func walk(of repetition: Repetition) -> Walk? {
    switch repetition.kind {
    case .loop(let region):
      let function = units[region.unitIndex].facts.regions[region.id.index].function
      guard
        units[region.unitIndex].isPython
          || isAsync(FunctionRef(unit: region.unitIndex, id: function))
      else { return nil }
      return walk(of: region, at: repetition.place)
    case .iteration(let position):
      let site = call(at: position)
      return isAsync(site.function) ? walk(of: site) : nil
    }
  }

  private func isAsync(_ function: FunctionRef) -> Bool {
    units[function.unitIndex].facts.functions[function.id.index].flags.contains(.async)
  }

  private func walk(of place: Place<Region>, at whole: SourcePlace) -> Walk? {
    let unit = place.unitIndex
    let facts = units[unit].facts
    let region = facts.regions[place.id.index]
    let bindings = facts.list(region.bindings)
    guard region.kind == .forEach, !region.flags.contains(.keys), !region.flags.contains(.async),
      bindings.count == 1, let binding = bindings.first
    else { return nil }
    let symbol = facts.symbols[Int(binding)]
    let operand = Operand(region.subject, in: facts, depth: 0)
    guard case .path = operand.shape, facts.values[symbol.value.index].kind == .element else {
      return nil
    }
    return Walk(
      collection: operand.span,
      element: facts.names.string(symbol.name),
      statement: whole,
      names: names(boundIn: whole),
      taken: Set(facts.symbols.dropFirst().map { facts.names.string($0.name) })
    )
  }

  private func walk(of site: CallSite) -> Walk? {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard let method = site.method, method.name == "map" || method.name == "forEach",
      let callback = facts.valueList(ListID(site.instruction.b)).first,
      facts.values[callback.index].kind == .function
    else { return nil }
    let receiver = Operand(ValueID(callee.a), in: facts, depth: 0)
    let function = FunctionID(facts.values[callback.index].a)
    guard case .path = receiver.shape, let element = facts.parameters(of: function).first,
      element.symbol.isPresent, let statement = statement(around: site)
    else { return nil }
    return Walk(
      collection: receiver.span,
      element: facts.names.string(element.name),
      statement: statement,
      names: names(boundIn: site.place),
      taken: Set(facts.symbols.dropFirst().map { facts.names.string($0.name) })
    )
  }

  /// The names that code of a place binds, or gives another value.
  package func names(boundOrAssignedIn place: SourcePlace) -> Set<String> {
    let facts = units[place.unit].facts
    var result = names(boundIn: place)
    for step in facts.instructions where step.operation == .assign && place.span.contains(step.span)
    {
      let target = facts.values[Int(step.a)]
      if target.kind == .symbol {
        result.insert(facts.names.string(facts.symbols[Int(target.a)].name))
      }
    }
    return result
  }

  private func names(boundIn place: SourcePlace) -> Set<String> {
    let facts = units[place.unit].facts
    return Set(
      facts.symbols.dropFirst().filter { place.span.contains($0.declaration) }
        .map { facts.names.string($0.name) }
    )
  }

  /// The widest step of the same block around a call.
  private func statement(around site: CallSite) -> SourcePlace? {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    var span = site.place.span
    var next = function.firstInstruction
    while next < function.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.region == site.instruction.region, step.span.contains(span) else { continue }
      span = step.span
    }
    return SourcePlace(unit: site.place.unit, span: span)
  }
}

/// An expression around a call: the rest of its chain, and the `await` before it.
package struct Use: Sendable {
  /// The call with the calls that are chained behind it.
  package let chain: ByteSpan
  /// The names of the chained calls.
  package let methods: [String]
  /// With `await`, if it is awaited on the spot.
  package let whole: ByteSpan
  /// The value is thrown away.
  package let isDiscarded: Bool
}

extension CallSite {
  /// Whether its function returns what it gives, unchanged.
  package var isReturned: Bool { instruction.flags.contains(.returned) }

  /// How the value of the call is used.
  package var use: Use {
    let facts = unit.facts
    let function = facts.functions[resolved.function.index]
    var current = resolved.place.id
    var methods: [String] = []
    var whole: ByteSpan?
    var next = current
    while next.index + 1 < function.endInstruction.index {
      next = InstructionID(next.index + 1)
      let step = facts.instructions[next.index]
      // A block that is left is no value.
      guard step.operation == .call || step.operation == .await else { continue }
      let operand = facts.values[Int(step.a)]
      if step.operation == .call, operand.kind == .member {
        let base = facts.values[Int(operand.a)]
        guard base.kind == .result, InstructionID(base.a) == current else { continue }
        methods.append(facts.names.string(NameID(operand.b)))
        current = next
      } else if step.operation == .await, operand.kind == .result,
        InstructionID(operand.a) == current
      {
        whole = step.span
        break
      }
    }
    let last = facts.instructions[current.index]
    return Use(
      chain: last.span,
      methods: methods,
      whole: whole ?? last.span,
      isDiscarded: last.flags.contains(.discarded)
    )
  }
}
