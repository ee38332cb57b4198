// What rules ask about relations that are loaded row by row.

package import Facts
import SourceText

extension Program {
  /// A call of the program by its place.
  package func call(_ place: CallRef) -> CallSite? {
    table.position(of: place).map { call(at: $0) }
  }

  /// Where a value stands.
  package func place(of value: ValueRef) -> SourcePlace? {
    let span = units[value.unitIndex].facts.values[value.id.index].span
    return SourcePlace(unit: value.unitIndex, span: span)
  }

  /// A call as the source spells it, short.
  package func text(of place: CallRef) -> String {
    call(place)?.calleeText ?? ""
  }

  /// The head of a loop, short enough to show.
  package func head(of loop: Place<Region>) -> SourcePlace {
    let region = units[loop.unitIndex].facts.regions[loop.id.index]
    let place = SourcePlace(unit: loop.unitIndex, span: region.span)
    return head(
      of: Repetition(kind: .loop(loop), place: place, subject: "", isSearch: false)
    )
  }
}

extension LazyLoad {
  /// The function that walks the rows, or hands them to a serializer; nil where the framework does.
  package func walker(in program: Program) -> FunctionRef? {
    if let loop {
      let region = program.units[loop.unitIndex].facts.regions[loop.id.index]
      return FunctionRef(unit: loop.unitIndex, id: region.function)
    }
    guard !isServed else { return nil }
    // The field of a serializer is read where rows are handed to it.
    let call = fields.isEmpty ? calls.first : reads.first
    return call.map { program.call(at: $0).function }
  }
}

extension CallSite {
  /// Where the receiver of a method call ends; nil for other calls.
  package var receiverEnd: UInt32? {
    let facts = unit.facts
    let callee = facts.values[Int(instruction.a)]
    guard callee.kind == .member else { return nil }
    return facts.values[Int(callee.a)].end
  }
}

extension CallSite {
  /// Why few of those requests that come here come to a function that is called here too; nil where all do, or where
  /// it is far away.
  package func rareWay(to walker: FunctionRef) -> RareUse? {
    guard walker != function else { return nil }
    let uses = program.calls(in: function).map(program.call(at:))
      .filter { $0.resolved.targets.contains(walker) }
      .map { program.rareUse(of: $0) }
    return uses.contains { $0 == nil } ? nil : uses.first ?? nil
  }

  /// Whether it stands in a method that a mapper runs when it saves or removes one row.
  package var isOfSaving: Bool {
    let fact = unit.facts.functions[resolved.function.index]
    guard fact.owner.isPresent, fact.name.isPresent else { return false }
    return ["save", "delete", "clean", "full_clean"].contains(unit.facts.names.string(fact.name))
  }
}

extension Program {
  /// Whether a method of a view has the name of what changes rows: `post`, `perform_update`.
  package func isNamedAsChange(_ function: FunctionRef) -> Bool {
    [
      "post", "put", "patch", "delete", "create", "update", "partial_update", "destroy",
      "perform_create", "perform_update", "perform_destroy", "form_valid",
    ].contains(lastName(of: function))
  }
}
