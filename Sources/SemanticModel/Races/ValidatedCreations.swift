// Rows that a form or serializer makes because its validation found none like them.

import Facts
import Queries
import SourceText

/// A look-up in a validation, and the row that the same class makes once the validation has passed.
package struct ValidatedCreation: Sendable {
  /// The call that looks for a row.
  package let check: CallSite
  package let model: String
  /// The columns by which it looks.
  package let columns: [String]
  /// Where the row is made, or where the class says whose rows it makes.
  package let creation: SourcePlace
}

extension Program {
  /// The validations that refuse what is there already, where the database does not.
  package var validatedCreations: [ValidatedCreation] {
    var seen: Set<FunctionRef> = []
    return queries.compactMap { query in
      let site = call(at: query.call)
      guard [.read, .exists, .count].contains(query.action), site.unit.isPython,
        site.unit.isRunning, site.isReached(from: EntryKinds(.request)),
        let owner = validating(site.function), let columns = asked(by: query),
        uniqueKeys.knows(query.model), !uniqueKeys.holds(Set(columns), of: query.model),
        // A key that is made of what was looked up refuses the second row as well.
        !uniqueKeys.hasNaturalKey(query.model),
        refuses(what: site),
        let creation = creation(of: query.model, by: owner), seen.insert(site.function).inserted
      else { return nil }
      return ValidatedCreation(
        check: site,
        model: query.model,
        columns: columns,
        creation: creation
      )
    }
  }

  /// The class whose validation a function is: `validate`, `validate_email`, `clean`.
  private func validating(_ function: FunctionRef) -> ClassRef? {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    guard fact.owner.isPresent, fact.name.isPresent else { return nil }
    let name = facts.names.string(fact.name)
    let isOne =
      name == "validate" || name == "clean" || name.hasPrefix("validate_")
      || name.hasPrefix("clean_")
    return isOne ? ClassRef(unit: function.unitIndex, id: fact.owner) : nil
  }

  /// The columns of a look-up that all requests ask by; nil where more is asked that is not known.
  private func asked(by query: Query) -> [String]? {
    guard query.shapes.count == 1, let shape = query.shapes.first, shape.isComplete else {
      return nil
    }
    let own = shape.predicates.filter { !$0.path.isEmpty && !$0.isOptional && !$0.isConstant }
    guard !own.isEmpty, own.allSatisfy({ $0.path.count == 1 }) else { return nil }
    return own.map { $0.path[0] }
  }

  /// Whether a row that was found ends the validation with an exception.
  private func refuses(what site: CallSite) -> Bool {
    let facts = site.unit.facts
    let flow = FunctionFlow(facts, of: site.function.id)
    return RaceFinder.branches(of: site.function.id, facts).contains { branch in
      branch.isThen && facts.values[branch.subject.index].kind != .unary
        && branch.span.contains { facts.instructions[$0].operation == .throw }
        && flow.dependencies(of: branch.subject).contains(site.resolved.place.id.index)
    }
  }

  /// Where a class makes a row of a model: in a method of its own, or by what it says of itself.
  private func creation(of model: String, by owner: ClassRef) -> SourcePlace? {
    let facts = units[owner.unitIndex].facts
    let wanted = Self.foldedTable(model)
    let makers = facts.members(of: owner.id).filter {
      $0.function.isPresent && ["create", "save"].contains(facts.names.string($0.name))
    }
    for maker in makers {
      let function = FunctionRef(unit: owner.unitIndex, id: maker.function)
      for position in calls(in: function) {
        let site = call(at: position)
        guard ["create", "save", "bulk_create"].contains(site.calledName) else { continue }
        let text = site.calleeText.split(separator: ".").first.map(String.init) ?? ""
        if Self.foldedTable(text) == wanted { return site.place }
      }
    }
    guard makers.isEmpty else { return nil }
    let span = facts.classes[owner.id.index].span
    for position in facts.classes.indices.dropFirst() where position != owner.id.index {
      let inner = facts.classes[position]
      guard span.contains(inner.span), facts.names.isText("Meta", inner.name) else { continue }
      for member in facts.members(of: ClassID(position))
      where facts.names.isText("model", member.name) {
        let value = facts.values[member.value.index]
        guard value.kind == .symbol,
          Self.foldedTable(facts.names.string(facts.symbols[Int(value.a)].name)) == wanted
        else { continue }
        return SourcePlace(unit: owner.unitIndex, span: member.span)
      }
    }
    return nil
  }
}
