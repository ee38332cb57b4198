// Views that are given a serializer and a query: what they read of the rows, and what runs for each.

import Facts

extension Evaluator {
  /// Whether a view gives all rows of its query.
  ///
  /// A library's view that only makes, reads, changes or deletes one row does not, unless the application's own method
  /// lists.
  private mutating func isListing(_ type: ClassRef) -> Bool {
    let lineage = lineage(of: type)
    let inherited = lineage.answers.filter(\.isInherited)
    if inherited.contains(where: \.isListing) { return true }
    // The library asks nothing by itself: the view's own methods must take the query up.
    if inherited.isEmpty { return takesUpQuery(lineage) }
    let readers = inherited.contains { $0.verb == "GET" } ? ["list"] : ["get", "list"]
    return !methods(readers, in: lineage).isEmpty
  }

  private static let queryTakers = ["get_queryset", "filter_queryset", "queryset", "list"]

  /// Whether a method of a view names its query, or what gives it.
  private func takesUpQuery(_ lineage: Lineage) -> Bool {
    lineage.classes.contains { type in
      let facts = units[type.unitIndex].facts
      return units[type.unitIndex].members(of: type.id).contains { member in
        guard member.function.isPresent else { return false }
        let function = facts.functions[member.function.index]
        return (function.firstValue.index..<function.endValue.index).contains { position in
          let value = facts.values[position]
          return value.kind == .member
            && Self.queryTakers.contains { facts.names.isText($0, NameID(value.b)) }
        }
      }
    }
  }

  /// Whether a view looks for its row by a method that asks neither its query nor the class above.
  private mutating func findsRowItself(_ type: ClassRef, _ rule: SerializerRule) -> Bool {
    guard let method = methods(["get_object"], in: lineage(of: type)).first else { return false }
    return !(rule.queryMembers + ["super", "get_object", "filter_queryset"])
      .contains { calls($0, in: method) }
  }

  /// Finds the views that name a serializer.
  mutating func findViews() {
    guard let rule = serializers.rules.values.first(where: { $0.viewMember != nil }),
      let member = rule.viewMember
    else { return }
    let unnamed = unnamedViews()
    for unit in units.indices where units[unit].facts.language == .python {
      let facts = units[unit].facts
      for position in facts.classes.indices.dropFirst() {
        let own = units[unit].members(of: ClassID(position))
        let named = namedSerializers(among: own, member, rule, in: unit)
        for (serializer, mayList) in named where serializers.rules[serializer] != nil {
          let queries = own.filter { rule.queryMembers.contains(facts.names.string($0.name)) }
          // What a method gives stands in the place of what the class says.
          let methods = queries.filter(\.function.isPresent)
          let type = ClassRef(unit: unit, id: ClassID(position))
          if unnamed.contains(type) { continue }
          let isListing = mayList && isListing(type)
          // Its one row comes from a method of its own, and so do the relations that come with it.
          if !isListing, findsRowItself(type, rule) { continue }
          for query in methods.isEmpty ? queries : methods {
            let function =
              query.function.isPresent ? FunctionRef(unit: unit, id: query.function) : nil
            let view = Serializers.View(
              serializer: serializer,
              query: ValueRef(unit: unit, id: query.value),
              function: function,
              isListing: isListing,
              narrowing: narrowing(of: type, besides: function, rule)
            )
            serializers.views.append(view)
            bindParts(of: type, serializer: serializer, rows: rows(of: view), rule)
          }
        }
      }
    }
  }

  /// The methods through which the query of a view goes, without the one that begins it.
  ///
  /// What a class above would give for the query is asked for only where the view's own method calls it.
  private mutating func narrowing(
    of view: ClassRef,
    besides own: FunctionRef?,
    _ rule: SerializerRule
  ) -> [FunctionRef] {
    let asksAbove = own.map { calls("super", in: $0) } ?? true
    var result: [FunctionRef] = []
    for type in lineage(of: view).classes {
      let names = units[type.unitIndex].facts.names
      for member in units[type.unitIndex].members(of: type.id) where member.function.isPresent {
        let name = names.string(member.name)
        guard rule.narrowingMembers.contains(name),
          asksAbove || !rule.queryMembers.contains(name)
        else { continue }
        let function = FunctionRef(unit: type.unitIndex, id: member.function)
        if function != own { result.append(function) }
      }
    }
    return result
  }

  private func calls(_ name: String, in function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    return (fact.firstInstruction.index..<fact.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      return step.operation == .call
        && facts.lastName(of: ValueID(step.a)).map { facts.names.isText(name, $0) } ?? false
    }
  }

  /// Adds what the methods say through which the queries of views go.
  mutating func addNarrowing(to plans: inout [ValueRef: EagerPlan]) {
    for view in serializers.views where !view.narrowing.isEmpty {
      let words = serializers.rules[view.serializer]?.loadingCalls ?? []
      for id in members(of: rows(of: view)) {
        guard case .stored(let found) = entities[id],
          case let query = entities[found].query, var plan = plans[query]
        else { continue }
        for method in view.narrowing { addNames(saidIn: method, words, &plan) }
        plans[query] = plan
      }
    }
  }

  /// The rows that a view hands to its serializer: each of many, or one.
  mutating func rows(of view: Serializers.View) -> EntitySetID {
    let query =
      view.function.map { returns(of: $0) } ?? evaluate(view.query.id, in: view.query.unitIndex)
    let rows = elements(of: query)
    return view.isListing ? rows : single(rows)
  }

  /// The rows, each as the only one of its query.
  mutating func single(_ rows: EntitySetID) -> EntitySetID {
    var one = EntitySetID.empty
    for id in members(of: rows) {
      guard case .stored(let found) = entities[id], case var row = entities[found] else { continue }
      row.isOneOfMany = false
      one = entities.union(one, entities.set(.stored(entities.id(row))))
    }
    return one
  }

  /// The call that begins the query of a row.
  func beginning(of row: StoredRow) -> CallRef? {
    let value = units[row.query.unitIndex].facts.values[row.query.id.index]
    guard value.kind == .result else { return nil }
    return CallRef(unit: row.query.unitIndex, id: InstructionID(value.a))
  }

  /// What the serializers of views read of the rows of their queries, told where each query begins.
  mutating func viewReads(_ table: CallTable) -> [RelationRead] {
    var result: [RelationRead] = []
    for view in serializers.views {
      // A view may ask in several ways: each is a query of its own.
      for id in members(of: rows(of: view)) {
        guard case .stored(let row) = entities[id], let begun = beginning(of: entities[row]),
          let call = table.position(of: begun)
        else { continue }
        result += reads(of: view.serializer, rows: entities.set(single: id), at: call)
      }
    }
    return result
  }

  /// By the call that begins the query of a view: the methods of its serializer that run once for each row.
  mutating func methodsOfViews() -> [CallRef: [FunctionRef]] {
    var result: [CallRef: [FunctionRef]] = [:]
    for view in serializers.views {
      let methods = methodsPerRow(of: view.serializer, isMany: view.isListing)
      guard !methods.isEmpty else { continue }
      for id in members(of: rows(of: view)) {
        guard case .stored(let row) = entities[id], let call = beginning(of: entities[row]) else {
          continue
        }
        result[call, default: []] += methods
      }
    }
    return result
  }
}
