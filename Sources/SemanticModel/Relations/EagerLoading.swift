// What a query is told to read together with its rows.

import Facts

/// The relations that come with the rows of one query.
struct EagerPlan: Sendable {
  /// As names, from the query's row on.
  private(set) var paths: Set<[Name]> = []
  /// Something was said that could not be followed, or all relations are loaded.
  var isOpen = false
  /// The query gives no more rows than a handful that its code fixes.
  var isShort = false
  /// The query itself names its one row by the key: `Order.objects.filter(id=5)`.
  var isOfOneRow = false
  /// The columns that the query compares with one value.
  var fixedColumns: Set<String> = []
  /// The columns that the query compares with the elements of a list.
  var listedColumns: Set<String> = []
  /// The relation that leads back to the row whose related rows are asked for: that row is known.
  var parent: Int32?

  /// Adds a path, with what leads to it.
  mutating func add(_ path: [Name]) {
    for length in 1...max(1, path.count) { paths.insert(Array(path.prefix(length))) }
  }

  mutating func add(only path: [Name]) { paths.insert(path) }
}

extension Evaluator {
  /// The plans of some queries, from the calls that are chained to them.
  mutating func eagerPlans(of queries: Set<ValueRef>, _ table: CallTable) -> [ValueRef: EagerPlan] {
    var wanted = queries
    var plans = Dictionary(uniqueKeysWithValues: queries.map { ($0, EagerPlan()) })
    var chains: [ValueRef: [Int]] = [:]
    // Queries for related rows are met on the way: a query for the rows of one for rows of another.
    for _ in 0..<Self.nestedQueries {
      let found = chained(to: wanted, table)
      chains.merge(found) { old, _ in old }
      wanted = []
      for calls in found.values {
        for call in calls { collectInner(call, table, &wanted) }
      }
      wanted.subtract(chains.keys)
      if wanted.isEmpty { break }
    }
    for query in queries {
      var plan = EagerPlan()
      addChain(of: query, prefix: [], chains, table, &plan, depth: 0)
      addManager(of: query, &plan)
      plan.parent = parentRelation(of: query)
      plans[query] = plan
    }
    return plans
  }

  /// How deep queries for related rows may be written into one another.
  private static let nestedQueries = 4

  /// By query: the calls that were made on it, the one that began it first.
  private func chained(to queries: Set<ValueRef>, _ table: CallTable) -> [ValueRef: [Int]] {
    var result: [ValueRef: [Int]] = [:]
    for query in queries {
      let value = units[query.unitIndex].facts.values[query.id.index]
      guard value.kind == .result else { continue }
      let place = CallRef(unit: query.unitIndex, id: InstructionID(value.a))
      result[query] = table.position(of: place).map { [$0] } ?? []
    }
    for position in table.calls.indices {
      for operation in table.calls[position].operations {
        guard let origin = operation.origin, queries.contains(origin) else { continue }
        if result[origin]?.last != position { result[origin, default: []].append(position) }
      }
    }
    return result
  }

  private mutating func addChain(
    of query: ValueRef,
    prefix: [Name],
    _ chains: [ValueRef: [Int]],
    _ table: CallTable,
    _ plan: inout EagerPlan,
    depth: Int
  ) {
    guard depth < Self.nestedQueries else { return }
    for position in chains[query] ?? [] {
      let call = table.calls[position]
      let unit = call.place.unitIndex
      let instruction = units[unit].facts.instructions[call.place.id.index]
      if prefix.isEmpty {
        let begins = call.place == CallRef(unit: query.unitIndex, id: beginning(of: query))
        addBounds(instruction, in: unit, begins: begins, &plan)
        if picksOneRow(instruction, in: unit, query) { plan.isOfOneRow = true }
      }
      for operation in call.operations {
        switch index.member(operation.member).called?.value.loading {
        case .takesLoaders:
          for argument in units[unit].valueList(ListID(instruction.b)) {
            addLoader(argument, after: prefix, in: unit, &plan)
          }
        case .names(let allIfNone):
          addNames(instruction, prefix, allIfNone, in: unit, chains, table, &plan, depth)
        case .option(let name):
          let options = option(name, of: instruction, in: unit)
          guard options.isPresent else { break }
          for loader in elementsWritten(in: options, in: unit) {
            addLoader(loader, after: prefix, in: unit, &plan)
          }
        default: break
        }
        break
      }
    }
  }

  /// Reads `select_related("customer", "items__product")`.
  private mutating func addNames(
    _ call: Instruction,
    _ prefix: [Name],
    _ allIfNone: Bool,
    in unit: Int,
    _ chains: [ValueRef: [Int]],
    _ table: CallTable,
    _ plan: inout EagerPlan,
    _ depth: Int
  ) {
    let arguments = units[unit].valueList(ListID(call.b))
    if arguments.isEmpty, allIfNone { plan.isOpen = true }
    for argument in arguments {
      let value = units[unit].facts.values[argument.index]
      if value.kind == .string {
        plan.add(prefix + path(value, in: unit))
      } else if let named = units[unit].facts.call(behind: argument),
        let inner = inner(named, in: unit)
      {
        let path = prefix + inner.path
        plan.add(path)
        if let query = inner.query {
          addChain(of: query, prefix: path, chains, table, &plan, depth: depth + 1)
        }
      } else {
        plan.isOpen = true
      }
    }
  }

  /// Reads `Prefetch("items", queryset=Item.objects.select_related("product"))`.
  private mutating func inner(
    _ call: Instruction,
    in unit: Int
  ) -> (path: [Name], query: ValueRef?)? {
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      guard case .member(let member, _) = entities[id] else { continue }
      let called = index.member(member).call ?? index.member(member).construct
      guard case .named(let key)? = called?.loading else { continue }
      let name = units[unit].facts.values[units[unit].value(at: 0, of: ListID(call.b)).index]
      guard name.kind == .string else { return nil }
      var value = option(key, of: call, in: unit)
      let second = units[unit].value(at: 1, of: ListID(call.b))
      if !value.isPresent, !units[unit].facts.values[second.index].flags.contains(.keywords) {
        value = second
      }
      for id in members(of: evaluate(value, in: unit)) {
        if case .library(_, let origin?) = entities[id] { return (path(name, in: unit), origin) }
      }
      return (path(name, in: unit), nil)
    }
    return nil
  }

  /// Remembers the queries for related rows that a call is given.
  private mutating func collectInner(
    _ position: Int,
    _ table: CallTable,
    _ wanted: inout Set<ValueRef>
  ) {
    let call = table.calls[position]
    let unit = call.place.unitIndex
    guard units[unit].facts.language == .python else { return }
    let instruction = units[unit].facts.instructions[call.place.id.index]
    for argument in units[unit].valueList(ListID(instruction.b)) {
      guard let named = units[unit].facts.call(behind: argument) else { continue }
      if let query = inner(named, in: unit)?.query { wanted.insert(query) }
    }
  }

  /// The names of `items__product`, or of `items.product`.
  private func path(_ text: Value, in unit: Int) -> [Name] {
    let text = units[unit].facts.names.string(NameID(text.a))
    var parts: [String] = [""]
    var before: Character = " "
    for character in text {
      if character == "." || character == "_" && before == "_" {
        if character == "_", parts[parts.count - 1].last == "_" {
          parts[parts.count - 1].removeLast()
        }
        parts.append("")
        before = " "
      } else {
        parts[parts.count - 1].append(character)
        before = character
      }
    }
    return parts.map { names.known($0) ?? .absent }
  }
}

// Loaders.
extension Evaluator {
  private mutating func addLoader(
    _ id: ValueID,
    after prefix: [Name],
    in unit: Int,
    _ plan: inout EagerPlan
  ) {
    guard loader(id, after: prefix, in: unit, &plan, depth: 0) == nil else { return }
    plan.isOpen = true
  }

  /// Follows a loader, with what is chained to it; gives where it leads to, or nil if it cannot be followed.
  private mutating func loader(
    _ id: ValueID,
    after prefix: [Name],
    in unit: Int,
    _ plan: inout EagerPlan,
    depth: Int
  ) -> [Name]? {
    guard depth < 8 else { return nil }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      return loader(symbol.value, after: prefix, in: unit, &plan, depth: depth + 1)
    }
    guard let call = facts.call(behind: id), let loading = loading(of: call, in: unit) else {
      return nil
    }
    var path = prefix
    let callee = facts.values[Int(call.a)]
    if callee.kind == .member, facts.call(behind: ValueID(callee.a)) != nil {
      let base = loader(ValueID(callee.a), after: prefix, in: unit, &plan, depth: depth + 1)
      guard let base else { return nil }
      path = base
    }
    for argument in units[unit].valueList(ListID(call.b)) {
      if loading == .takesLoaders {
        let inner = loader(argument, after: path, in: unit, &plan, depth: depth + 1)
        if inner == nil { plan.isOpen = true }
        continue
      }
      let shape = facts.values[argument.index]
      switch shape.kind {
      case .member: path.append(units[unit].name(NameID(shape.b)))
      case .string:
        if facts.names.string(NameID(shape.a)) == "*" { plan.isOpen = true }
        path += self.path(shape, in: unit)
      case .symbol, .class, .object: continue
      default: plan.isOpen = true
      }
      if loading == .eager { plan.add(only: path) }
    }
    return path
  }

  private mutating func loading(of call: Instruction, in unit: Int) -> RelationLoading? {
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      guard case .member(let member, _) = entities[id] else { continue }
      if let loading = index.member(member).called?.value.loading { return loading }
    }
    return nil
  }

  /// The elements of a list that is written out; the value itself where it is none.
  private func elementsWritten(in id: ValueID, in unit: Int) -> [ValueID] {
    let value = units[unit].facts.values[id.index]
    return value.kind == .array ? units[unit].valueList(ListID(value.a)) : [id]
  }

  /// What a model's own manager reads together with every row.
  private mutating func addManager(of query: ValueRef, _ plan: inout EagerPlan) {
    guard let row = row(askedBy: query) else { return }
    let unit = row.model.unitIndex
    for member in units[unit].members(of: row.model.id) where member.value.isPresent {
      for id in members(of: evaluate(member.value, in: unit)) {
        guard case .instance(let manager) = entities[id], queryType(of: entities[id]) != nil else {
          continue
        }
        for method in units[manager.unitIndex].members(of: manager.id)
        where method.function.isPresent {
          addNames(
            saidIn: FunctionRef(unit: manager.unitIndex, id: method.function),
            [],
            &plan
          )
        }
      }
    }
  }

  /// Adds the relations that a function names for any query; `words`: calls that name them, whatever they are made on.
  mutating func addNames(
    saidIn function: FunctionRef,
    _ words: [String],
    _ plan: inout EagerPlan
  ) {
    let unit = function.unitIndex
    let fact = units[unit].facts.functions[function.id.index]
    for position in fact.firstInstruction.index..<fact.endInstruction.index {
      let call = units[unit].facts.instructions[position]
      guard call.operation == .call else { continue }
      var allIfNone = false
      if case .names(let all)? = loading(of: call, in: unit) {
        allIfNone = all
      } else if !isCalled(words, call, in: unit) {
        continue
      }
      let arguments = units[unit].valueList(ListID(call.b))
      if arguments.isEmpty, allIfNone { plan.isOpen = true }
      for argument in arguments {
        let value = units[unit].facts.values[argument.index]
        if value.kind == .string { plan.add(path(value, in: unit)) } else { plan.isOpen = true }
      }
    }
  }

  private func isCalled(_ words: [String], _ call: Instruction, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard let name = facts.lastName(of: ValueID(call.a)) else { return false }
    return words.contains { facts.names.isText($0, name) }
  }

  private func beginning(of query: ValueRef) -> InstructionID {
    InstructionID(units[query.unitIndex].facts.values[query.id.index].a)
  }

  /// What a chained call says of the number of rows.
  private func addBounds(
    _ call: Instruction,
    in unit: Int,
    begins: Bool,
    _ plan: inout EagerPlan
  ) {
    let facts = units[unit].facts
    guard let method = facts.lastName(of: ValueID(call.a)) else { return }
    let arguments = units[unit].valueList(ListID(call.b))
    switch facts.names.string(method) {
    case "limit":
      guard let first = arguments.first, let count = constant(first, in: unit) else { return }
      if count <= Double(Self.smallCount) { plan.isShort = true }
    // `return queryset.none()` is another way than the one that goes on with the query.
    case "none": plan.isShort = plan.isShort || begins
    case "__getitem__":
      guard arguments.count == 2, let count = constant(arguments[1], in: unit) else { return }
      if count >= 0, count <= Double(Self.smallCount) { plan.isShort = true }
    case "filter_by", "filter", "where", "get":
      for argument in arguments { addFixed(argument, facts, &plan) }
    default: return
    }
  }

  /// Reads `customer_id=5` and `Order.customer_id == id`.
  private func addFixed(_ id: ValueID, _ facts: FileFacts, _ plan: inout EagerPlan) {
    let value = facts.values[id.index]
    if value.kind == .object {
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2) {
        plan.fixedColumns.insert(facts.names.string(NameID(words[position])))
      }
    } else if value.kind == .binary, value.detail == Operator.equal.rawValue {
      let left = facts.values[Int(value.a)]
      if left.kind == .member { plan.fixedColumns.insert(facts.names.string(NameID(left.b))) }
    } else if value.kind == .result {
      // `Order.customer_id.in_(ids)`
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member, facts.names.isText("in_", NameID(callee.b)),
        case let column = facts.values[Int(callee.a)], column.kind == .member
      else { return }
      plan.listedColumns.insert(facts.names.string(NameID(column.b)))
    }
  }

  /// `project.channel_set.order_by(…)`: the relation of the rows to the one row that is asked for them.
  private mutating func parentRelation(of query: ValueRef) -> Int32? {
    let facts = units[query.unitIndex].facts
    let value = facts.values[query.id.index]
    guard value.kind == .result else { return nil }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .member else { return nil }
    for id in members(of: evaluate(ValueID(callee.a), in: query.unitIndex)) {
      guard case .related(let found) = entities[id] else { continue }
      let row = entities[found]
      guard let number = row.path.last ?? relations.byDeclaration[row.query] else { continue }
      return relations[number].inverse
    }
    return nil
  }
}
