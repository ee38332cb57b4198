// Fields of an API that ask the database for each object on their own.

import Facts
import SourceText

/// A query that the resolver of a field makes, once for each object whose field is asked for.
package struct FieldQuery: Sendable {
  /// The type whose objects have the field, and the field.
  package let type: String
  package let field: String
  /// The call of the resolver that leads to the database, and the way from there.
  package let site: CallSite
  package let path: [CallSite]
  /// A query of the API gives a list of the type itself, not only some field of another type.
  package let isListedByQuery: Bool
  /// The field has arguments of its own, as a list with pages has: it is mostly asked for one object.
  package let takesArguments: Bool
  /// Every call of the resolver comes to the query: no branch stands around it or leaves before it.
  package let isAlways: Bool
  /// The resolver asks a cache as well.
  package let asksCache: Bool
}

extension Program {
  /// The queries of resolvers that decorators declare (`@ResolveField()`, `@FieldResolver()`), of the types that come
  /// in lists; in order of their places.
  package var fieldQueries: [FieldQuery] {
    let resolving = units.indices.filter {
      units[$0].isRunning && !units[$0].isPython
        && !units[$0].facts.names.ids(of: Self.fieldDecorators).isEmpty
    }
    guard !resolving.isEmpty else { return [] }
    var found: [FieldQuery] = []
    let listed = listedTypes
    for position in resolving {
      let unit = units[position]
      let facts = unit.facts
      for type in facts.classes.dropFirst() where type.decorators.isPresent {
        let first = Int(type.firstMember)
        for member in facts.members[first..<first + Int(type.memberCount)]
        where member.function.isPresent {
          let function = FunctionRef(unit: position, id: member.function)
          guard isFieldResolver(function) else { continue }
          let parent = parentType(of: function) ?? resolvedType(of: type, in: position)
          guard let parent, let isListedByQuery = listed[parent] else { continue }
          let name = facts.names.string(member.name)
          let query = self.query(of: function, name, parent, isListedByQuery: isListedByQuery)
          if let query { found.append(query) }
        }
      }
    }
    return found.sorted { $0.site.place < $1.site.place }
  }

  private static let fieldDecorators: Set<String> = [
    "ResolveField", "ResolveProperty", "FieldResolver",
  ]

  private func isFieldResolver(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    return decorations(facts.functions[function.id.index].decorators, facts).contains {
      Self.fieldDecorators.contains($0.name)
    }
  }

  private func query(
    of function: FunctionRef,
    _ field: String,
    _ type: String,
    isListedByQuery: Bool
  ) -> FieldQuery? {
    let number = units.number(function)
    guard let term = summaries.costs[Int(number)].lowest(of: [.query]), term.degree == 0 else {
      return nil
    }
    let way = path(from: number, kinds: [.query])
    guard let site = way.first, let last = way.last, !Self.gathers(last) else { return nil }
    let facts = site.unit.facts
    let own = facts.functions[function.id.index]
    let isDirect = site.function == function
    let returns = (own.firstInstruction.index..<own.endInstruction.index).count {
      facts.instructions[$0].operation == .return
    }
    return FieldQuery(
      type: type,
      field: field,
      site: site,
      path: Array(way.dropFirst()),
      isListedByQuery: isListedByQuery,
      takesArguments: facts.parameters(of: function.id).contains { parameter in
        decorations(parameter.decorators, facts).contains { $0.name == "Args" || $0.name == "Arg" }
      },
      isAlways: isDirect && returns <= 1 && !isConditional(site),
      asksCache: !reachedKinds.functions[Int(number)].isDisjoint(with: EffectKinds([.cache]))
    )
  }

  private func isConditional(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if [.then, .otherwise, .case, .catch].contains(region.kind) { return true }
      next = region.parent
    }
    return false
  }

  /// Prisma puts the look-ups of one row that come together into one statement (its own DataLoader).
  private static func gathers(_ site: CallSite) -> Bool {
    site.library == "Prisma" && ["findUnique", "findUniqueOrThrow"].contains(site.calledName)
  }

  // MARK: Types

  /// The class that is the annotation of the parameter which is given the parent: `@Parent() order: Order`.
  private func parentType(of function: FunctionRef) -> String? {
    let facts = units[function.unitIndex].facts
    for parameter in facts.parameters(of: function.id) where parameter.type.isPresent {
      let isParent = decorations(parameter.decorators, facts).contains {
        ["Parent", "Root"].contains($0.name)
      }
      guard isParent else { continue }
      let annotation = facts.values[parameter.type.index]
      guard annotation.kind == .type else { return nil }
      return calledName(facts.values[Int(annotation.a)], facts)
    }
    return nil
  }

  /// The type whose fields a class resolves: `@Resolver(() => Order)`, `@Resolver(Order)`.
  private func resolvedType(of type: ClassFact, in unit: Int) -> String? {
    let facts = units[unit].facts
    for decoration in decorations(type.decorators, facts) where decoration.name == "Resolver" {
      guard let first = decoration.arguments.first else { return nil }
      let value = facts.values[first.index]
      guard value.kind == .function else { return calledName(value, facts) }
      return returned(by: FunctionID(value.a), facts).flatMap {
        calledName(facts.values[$0.index], facts)
      }
    }
    return nil
  }

  /// The types of which some decorator says a list (`() => [Order]`), or which a helper makes pages of
  /// (`Paginated(Order)`), and whether a query of the API is what gives it.
  private var listedTypes: [String: Bool] {
    var result: [String: Bool] = [:]
    for unit in units where unit.isRunning && !unit.isPython {
      let facts = unit.facts
      for step in facts.instructions where step.operation == .call {
        let name = calledName(facts.values[Int(step.a)], facts) ?? ""
        let arguments = facts.valueList(ListID(step.b))
        if Self.typeDecorators.contains(name) {
          for type in arguments.compactMap({ listed(by: $0, facts) }) {
            result[type] = name == "Query" || result[type] ?? false
          }
        } else if Self.makesPages(name) {
          for type in arguments.compactMap({ calledName(facts.values[$0.index], facts) }) {
            result[type] = true
          }
        }
      }
    }
    return result
  }

  private static let typeDecorators: Set<String> = [
    "Query", "Mutation", "Field", "ResolveField", "FieldResolver", "Subscription",
  ]

  private static func makesPages(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["paginat", "connection", "pageof"].contains { name.contains($0) }
  }

  private func listed(by id: ValueID, _ facts: FileFacts) -> String? {
    let value = facts.values[id.index]
    let list =
      value.kind == .function ? returned(by: FunctionID(value.a), facts) ?? id : id
    let shape = facts.values[list.index]
    guard shape.kind == .array, let first = facts.valueList(ListID(shape.a)).first else {
      return nil
    }
    return calledName(facts.values[first.index], facts)
  }

  private func returned(by function: FunctionID, _ facts: FileFacts) -> ValueID? {
    let own = facts.functions[function.index]
    return (own.firstInstruction.index..<own.endInstruction.index)
      .map { facts.instructions[$0] }.first { $0.operation == .return }.map { ValueID($0.a) }
  }

  private func decorations(_ list: ListID, _ facts: FileFacts) -> [(
    name: String, arguments: [ValueID]
  )] {
    facts.valueList(list).compactMap { decorator in
      let value = facts.values[decorator.index]
      guard value.kind == .result else { return nil }
      let step = facts.instructions[Int(value.a)]
      return calledName(facts.values[Int(step.a)], facts).map {
        ($0, Array(facts.valueList(ListID(step.b))))
      }
    }
  }
}
