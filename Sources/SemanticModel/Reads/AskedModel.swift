// The models that a session is asked for, and which of them the rows are.

import Facts

extension Program {
  /// The model whose rows a query of a session gives: of several that are joined, the one that refers to another.
  ///
  /// One row of a chat joined with its messages is as many rows as there are messages.
  func askedModel(of fact: ReadFact) -> String? {
    for position in [fact.call] + fact.chained {
      let link = call(at: position)
      let models = queriedModels(by: link.instruction, link.unit.facts)
      guard let first = models.first else { continue }
      return models.first { model in
        models.contains { $0 != model && refers(model, to: $0) }
      } ?? first
    }
    return nil
  }

  /// Whether a link belongs to another caller of the function that builds the query: it gets a query of its own.
  func isOfAnotherRead(_ link: CallSite, _ fact: ReadFact) -> Bool {
    guard let first = fact.chained.first else { return false }
    let (builder, reader, adder) = (
      call(at: first).function, call(at: fact.call).function, link.function
    )
    guard Set([builder, reader, adder]).count == 3 else { return false }
    return calls(adder, builder) && !calls(reader, adder)
  }

  private func calls(_ caller: FunctionRef, _ callee: FunctionRef) -> Bool {
    let number = Int32(units.number(caller))
    return reachability.callers[Int(units.number(callee))].prefix(64).contains {
      $0.caller == number
    }
  }

  /// `session.query(Order)`, `session.query(Order.id, Customer.name.label("customer"))`: what a session is asked for.
  func queriedModels(by call: Instruction, _ facts: FileFacts) -> [String] {
    let callee = facts.values[Int(call.a)]
    guard facts.language == .python, callee.kind == .member,
      facts.names.isWord("query", NameID(callee.b))
    else { return [] }
    return facts.valueList(ListID(call.b)).compactMap { model(asked: $0, facts) }
  }

  private func model(asked id: ValueID, _ facts: FileFacts) -> String? {
    var value = facts.values[id.index]
    // `Order.id.label("number")`
    if value.kind == .result {
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member else { return nil }
      value = facts.values[Int(callee.a)]
      guard value.kind == .member else { return nil }
    }
    var name = calledName(value, facts)
    // The column of a model, however its name is written: `Order.id`, `Order.OrderId`. A model may stand in a module
    // of its own: `tables.Order.id`.
    if value.kind == .member, let column = name {
      let owner = calledName(facts.values[Int(value.a)], facts)
      let isOfModel = owner.map(RaceNames.isClass) ?? false
      if isOfModel || !RaceNames.isClass(column) { name = owner }
    }
    return name.flatMap { RaceNames.isClass($0) ? $0 : nil }
  }

  /// Whether rows of a model refer to one of another: a `Message` with a `chat_id`.
  func refers(_ model: String, to owner: String) -> Bool {
    let wanted = UniqueKeys.folded(owner)
    return columnsOfModels[model]?.contains { $0 == wanted + "id" || $0 == wanted } ?? false
  }

  /// What the relations of the models of Python are called.
  var relationNames: Set<String> {
    answers.relationNames.value {
      var result: Set<String> = []
      for unit in units where unit.facts.language == .python {
        let facts = unit.facts
        for position in facts.classes.indices.dropFirst() {
          for member in facts.members(of: ClassID(position)) {
            guard let call = facts.call(behind: member.value),
              let word = facts.lastName(of: ValueID(call.a)),
              libraries.relationWords.contains(unit.name(word))
            else { continue }
            result.insert(facts.names.string(member.name))
          }
        }
      }
      return result
    }
  }

  /// By class of Python: the names of its members, in small letters without separators.
  private var columnsOfModels: [String: Set<String>] {
    answers.columnsOfModels.value {
      var result: [String: Set<String>] = [:]
      for unit in units where unit.facts.language == .python {
        let facts = unit.facts
        for position in facts.classes.indices.dropFirst() {
          let members = facts.members(of: ClassID(position))
          guard !members.isEmpty else { continue }
          result[facts.names.string(facts.classes[position].name), default: []]
            .formUnion(members.map { UniqueKeys.folded(facts.names.string($0.name)) })
        }
      }
      return result
    }
  }
}
