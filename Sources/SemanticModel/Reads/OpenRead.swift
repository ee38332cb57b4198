// The reads that nothing bounds: what rules and reports ask.

import Facts

/// A read that gives as many rows as there are.
package struct OpenRead: Sendable {
  package let site: CallSite
  package let fact: ReadFact
  package let filter: ReadFilter
  package let reach: ReadFilter.Reach
  /// What is read, as the source names it: `order`, `User`; empty where it has no name.
  package let subject: String
  /// Nothing is used of the rows but how many there are.
  package var isOnlyCounted = false
  /// Begins behind some rows, as a page does, and has no end.
  package var isOpenPage = false
  /// The call lets a repository read: the statement stands there.
  package var isAsked = false

  /// Whether the argument that takes options is a plain filter, to which a limit cannot be added.
  package var isPlainlyFiltered: Bool {
    guard case .option(_, let position) = fact.rule.filter else { return false }
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    return position < arguments.count
      && fact.rule.isPlainFilter(arguments[position], site.unit.facts)
  }

  /// Whether the rows are no more than their keys (`select: { id: true }`).
  package var selectsKeys: Bool {
    guard let select = site.arguments.lazy.compactMap({ $0["select"] }).first else { return false }
    return !select.properties.isEmpty
      && select.properties.allSatisfy { $0.name.hasSuffix("id") || $0.name.hasSuffix("Id") }
  }
}

extension Program {
  /// Whether rows are walked by a serializer that writes all of them: `PostSerializer(posts, many=True)`.
  package func isWrittenOut(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    let next = site.resolved.place.id.index + 1
    guard callee.kind == .member, facts.names.isText("__iter__", NameID(callee.b)),
      next < facts.instructions.count, facts.instructions[next].operation == .call
    else { return false }
    let given = facts.valueList(ListID(facts.instructions[next].b))
    guard given.first == ValueID(callee.a), let last = given.last else { return false }
    let options = facts.values[last.index]
    guard options.kind == .object, options.flags.contains(.keywords) else { return false }
    let words = Array(facts.list(ListID(options.a)))
    return stride(from: 0, to: words.count - 1, by: 2).contains {
      facts.names.isText("many", NameID(words[$0]))
    }
  }

  /// All reads of the program that no limit, key or aggregate bounds, in order of file and place; without those of
  /// which something could not be followed.
  package var unboundedReads: [OpenRead] {
    answers.unboundedReads.value {
      let all = readsWithoutLimit.filter { $0.matched == nil }
      let handed = handedReads(besides: Set(all.map(\.site.position)))
      let asked = askedReads()
      let senders = senders
      let own = all.filter { !senders.contains($0.site.position) }
      return (own + relayedReads + handed + asked).sorted { $0.site.place < $1.site.place }
    }
  }

  var readsWithoutLimit: [OpenRead] {
    answers.readsWithoutLimit.value { reads.compactMap { unboundedRead($0, isGathered: false) } }
  }

  /// The reads of the rows of many owners at once, which only the number of the owners bounds.
  package var gatheredReads: [OpenRead] {
    reads.compactMap { unboundedRead($0, isGathered: true) }
      .sorted { $0.site.place < $1.site.place }
  }

  private func unboundedRead(_ fact: ReadFact, isGathered: Bool) -> OpenRead? {
    guard fact.status == .unbounded else { return nil }
    let site = call(at: fact.call)
    var subject = askedModel(of: fact) ?? subject(of: site)
    if case .text(let position) = fact.rule.filter {
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard position < arguments.count,
        let statement = statement(arguments[position], in: site.place.unit),
        !statement.isBounded
      else { return nil }
      subject = statement.table
    }
    if case .condition(let position) = fact.rule.filter {
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      if position < arguments.count {
        guard let text = site.unit.facts.statementText(arguments[position]),
          !StatementReading(condition: text).isBounded
        else { return nil }
      }
      subject = firstText(of: site.instruction, site.unit.facts) ?? subject
    }
    if fact.rule.beginsAtRelations, subject.hasSuffix("_set") { subject.removeLast(4) }
    if fact.rule.statement != nil {
      guard let named = statementSubject(of: fact) else { return nil }
      subject = named.isEmpty ? subject : named
    }
    if let table = namedTable(of: fact) { subject = table }
    if let model = knownModel(ofCall: fact.call), !RaceNames.isClass(subject) { subject = model }
    guard !isAggregate(fact), !isBuiltByCallers(fact) else { return nil }
    let filter = filter(of: fact)
    let reach = filter.reach
    guard isGathered ? filter.gatheredBy != nil : reach != .few else { return nil }
    // Whatever an aggregation selects: it is made to count, and counts for less.
    let isOnlyCounted =
      isOnlyCounted(site)
      && (filter.isComplete || fact.rule.isOfStages || hasPage(of: subject, beside: fact))
    let isOpenPage = !fact.isSentEarly && isOpenPage(fact)
    guard reach != .unknown || isOnlyCounted || isOpenPage else { return nil }
    return OpenRead(
      site: site,
      fact: fact,
      filter: filter,
      reach: reach,
      subject: subject,
      isOnlyCounted: isOnlyCounted,
      isOpenPage: isOpenPage
    )
  }

  /// Whether a read skips rows, by an option or by a link of its chain.
  private func isOpenPage(_ fact: ReadFact) -> Bool {
    let names = ["skip", "offset"]
    let isOption = call(at: fact.call).arguments.contains { argument in
      names.contains { argument[$0] != nil }
    }
    return isOption
      || fact.chained.contains { call(at: $0).method.map { names.contains($0.name) } ?? false }
  }

  /// What a statement that was built elsewhere reads, empty where it has no name; nil where it writes, or where its
  /// text bounds it or is not known.
  private func statementSubject(of fact: ReadFact) -> String? {
    var subject = ""
    for position in fact.chained {
      let beginning = call(at: position)
      let facts = beginning.unit.facts
      let callee = facts.values[Int(beginning.instruction.a)]
      let first = facts.valueList(ListID(beginning.instruction.b)).first
      guard let name = name(of: callee, facts) else { continue }
      if fact.rule.writes.contains(name) { return nil }
      if let options = fact.rule.streaming[name], beginning.option(options) != nil { return nil }
      if fact.rule.texts.contains(name), let first {
        guard let text = statement(first, in: beginning.place.unit), !text.isBounded else {
          return nil
        }
        return text.table
      }
      guard fact.rule.selects.contains(name) else { continue }
      // `orders.select()`
      let own = callee.kind == .member ? ValueID(callee.a) : nil
      guard let first = first ?? own else { continue }
      var value = facts.values[first.index]
      // `select(Patient.id, …)`
      if value.kind == .member { value = facts.values[Int(value.a)] }
      subject = self.name(of: value, facts) ?? subject
    }
    return subject
  }

  /// Whether what is asked is a parameter: who calls has said which rows.
  private func isBuiltByCallers(_ fact: ReadFact) -> Bool {
    guard fact.rule.filter == .chained, fact.chained.isEmpty else { return false }
    let site = call(at: fact.call)
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member else { return false }
    var base = facts.values[Int(callee.a)]
    if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
    return base.kind == .parameter
  }

  /// Whether the read, or a link of its chain, asks for a count or sum in place of rows.
  private func isAggregate(_ fact: ReadFact) -> Bool {
    isGrouped(fact)
      || ([fact.call] + fact.chained).contains { position in
        let site = call(at: position)
        let facts = site.unit.facts
        return facts.valueList(ListID(site.instruction.b)).contains { asksAggregate($0, facts, 0) }
      }
  }

  /// One row for each group: `values("status").annotate(total=Count("id"))`.
  private func isGrouped(_ fact: ReadFact) -> Bool {
    fact.chained.contains { position in
      let site = call(at: position)
      let facts = site.unit.facts
      let callee = facts.values[Int(site.instruction.a)]
      guard name(of: callee, facts) == "annotate", callee.kind == .member else { return false }
      let base = facts.values[Int(callee.a)]
      guard base.kind == .result,
        let before = name(of: facts.values[Int(facts.instructions[Int(base.a)].a)], facts)
      else { return false }
      return before == "values" || before == "values_list"
    }
  }

  private static let aggregates: Set<String> = [
    "count", "countAll", "countDistinct", "sum", "max", "min", "avg", "groupBy",
  ]

  private func asksAggregate(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .object:
      return stride(from: 1, to: facts.list(ListID(value.a)).count, by: 2).contains { offset in
        let list = facts.list(ListID(value.a))
        return asksAggregate(ValueID(list[list.startIndex + offset]), facts, depth + 1)
      }
    case .array:
      return facts.valueList(ListID(value.a)).contains { asksAggregate($0, facts, depth + 1) }
    case .string:
      let text = facts.names.string(NameID(value.a)).lowercased()
      return ["count(", "sum(", "max(", "min(", "avg("].contains { text.hasPrefix($0) }
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      if let name = name(of: callee, facts), Self.aggregates.contains(name) { return true }
      // `count().as("n")`
      return callee.kind == .member && asksAggregate(ValueID(callee.a), facts, depth + 1)
    case .function:
      let function = facts.functions[Int(value.a)]
      return (function.firstInstruction.index..<function.endInstruction.index).contains {
        position in
        let step = facts.instructions[position]
        guard step.operation == .call else { return false }
        return name(of: facts.values[Int(step.a)], facts).map(Self.aggregates.contains) ?? false
      }
    default: return false
    }
  }

  /// The model, table or repository that a call asks: the last name in front of its method, or a text among its
  /// arguments.
  package func subject(of site: CallSite) -> String {
    let facts = site.unit.facts
    var value = facts.values[Int(site.instruction.a)]
    if value.kind != .member, let text = firstText(of: site.instruction, facts) { return text }
    if site.asksNamedBuilder, let model = knownModel(ofCall: site.position) { return model }
    var steps = 0
    // The chain's beginning knows its table: `knex("orders").where(…)`, `repository.createQueryBuilder("o")`.
    while steps < 32 {
      steps += 1
      switch value.kind {
      case .member:
        let base = facts.values[Int(value.a)]
        let isQuery =
          site.unit.isPython
          && (base.kind == .symbol ? isStatement(base, facts) : isManager(base, facts))
        if let name = name(of: base, facts), !isQuery, !Self.doors.contains(name) {
          // `manager.find(Order, …)` asks for what its first argument says.
          guard ["manager", "em", "entityManager"].contains(name) else { return name }
          let first = facts.valueList(ListID(site.instruction.b)).first.map {
            facts.values[$0.index]
          }
          return first.flatMap { self.name(of: $0, facts) } ?? name
        }
        value = base
      case .result:
        let call = facts.instructions[Int(value.a)]
        value = facts.values[Int(call.a)]
        let naming: Set<String> = [
          "collection", "from", "table", "model", "into", "getRepository", "get_collection",
        ]
        let isNaming = name(of: value, facts).map(naming.contains) ?? false
        if value.kind != .member || isNaming, let text = firstText(of: call, facts) { return text }
        if let model = queriedModels(by: call, facts).first { return model }
      case .awaited: value = facts.values[Int(value.a)]
      case .symbol where site.unit.isPython && isStatement(value, facts):
        // `query = Order.query.filter_by(…)`, asked under its own name.
        value = facts.values[facts.symbols[Int(value.a)].value.index]
      default:
        return name(of: value, facts) ?? firstText(of: site.instruction, facts) ?? ""
      }
    }
    return ""
  }

  /// Whether a name stands for what a chain of calls or a model's own query made.
  private func isStatement(_ value: Value, _ facts: FileFacts) -> Bool {
    let symbol = facts.symbols[Int(value.a)]
    guard symbol.value.isPresent else { return false }
    let origin = facts.values[symbol.value.index]
    guard origin.kind == .result else {
      return origin.kind == .member
        && name(of: origin, facts).map(Self.doors.contains) ?? false
    }
    return facts.values[Int(facts.instructions[Int(origin.a)].a)].kind == .member
  }

  /// Whether a member of a class is what asks for its rows, by whatever name: `Order.open_orders.filter(…)`.
  private func isManager(_ value: Value, _ facts: FileFacts) -> Bool {
    guard value.kind == .member, let own = name(of: value, facts)?.utf8.first,
      let owner = name(of: facts.values[Int(value.a)], facts)
    else { return false }
    return RaceNames.isClass(owner) && own >= 97 && own <= 122
  }

  /// Members through which a model is asked: `Order.objects`, `Order.query`.
  private static let doors: Set<String> = ["objects", "query"]

  private func firstText(of call: Instruction, _ facts: FileFacts) -> String? {
    guard let first = facts.valueList(ListID(call.b)).first else { return nil }
    var value = facts.values[first.index]
    let constant = name(of: value, facts).flatMap { $0 == $0.uppercased() ? $0 : nil }
    if value.kind == .symbol, case let symbol = facts.symbols[Int(value.a)],
      symbol.value.isPresent, !symbol.flags.contains(.reassigned)
    {
      value = facts.values[symbol.value.index]
    }
    return value.kind == .string ? facts.names.string(NameID(value.a)) : constant
  }

  /// The table that a later link of a builder's chain names: `db.select("*").from("orders")`.
  private func namedTable(of fact: ReadFact) -> String? {
    guard fact.rule.filter == .chained, fact.rule.statement == nil else { return nil }
    for position in fact.chained {
      let link = call(at: position)
      guard let method = link.method?.name, ["from", "into", "table"].contains(method) else {
        continue
      }
      if let text = firstText(of: link.instruction, link.unit.facts) { return text }
    }
    return nil
  }

  private func name(of value: Value, _ facts: FileFacts) -> String? {
    switch value.kind {
    case .symbol:
      facts.receiverClassName(value) ?? facts.names.string(facts.symbols[Int(value.a)].name)
    case .member: facts.names.string(NameID(value.b))
    default: nil
    }
  }
}
