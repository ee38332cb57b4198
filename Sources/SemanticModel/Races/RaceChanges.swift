// What a write changes, under which conditions, and whether it is the row that was read.

import Facts

extension RaceFinder {
  /// What one write does to a row.
  struct Changes {
    var fields: [Field] = []
    /// The columns that the write's own condition names.
    var conditions: Set<String> = []
    var isSameRow = false

    /// Whether the write fails, or changes nothing, where somebody else changed the row.
    var isVersioned: Bool {
      conditions.contains {
        ["version", "__v", "updatedAt", "updated_at", "rev", "_rev", "etag", "revision"].contains(
          $0
        )
      }
    }
  }

  struct Field {
    let name: String
    var value = ValueID.none
    /// Its new value is computed from the one that was read.
    var isComputed = false
    /// The database computes it from the one that is there.
    var isAtomic = false
    /// What stands for its value, where another function holds it.
    var told: ToldValue?
  }

  mutating func changes(by write: Access, of read: Access, _ asked: TableUse) -> Changes {
    var result = Changes()
    guard write.writes(.delete) == nil else { return result }
    let isFlush = write.writes(.flush) != nil
    let step = facts.instructions[write.position]
    let arguments = facts.valueList(ListID(step.b))
    let roots = isFlush ? nil : entityRoots(of: write, arguments)
    addStores(read, write, roots, &result)
    if isFlush { return result }
    let isOwn = write.isOwn
    if result.fields.isEmpty || !isOwn {
      addStatement(write, arguments, isOwn, &result)
      if result.fields.isEmpty { statementFields(of: write, arguments, &result) }
      let table = changedTable(by: write)
      let isAtomic = !result.fields.isEmpty && result.fields.allSatisfy(\.isAtomic)
      let isSame =
        table == asked.table && !asked.table.isEmpty
        || isAtomic && isKeyed(arguments, by: read, of: table)
      let callee = facts.values[Int(step.a)]
      let isInstance =
        callee.kind == .member && isRow(ValueID(callee.a), read) && isOwn
      if !result.fields.isEmpty, isSame || isInstance { result.isSameRow = true }
      for position in result.fields.indices {
        let field = result.fields[position]
        guard result.isSameRow, !field.isAtomic, field.value.isPresent else { continue }
        result.fields[position].isComputed =
          computes(field.value, from: field.name, read, 0)
      }
    }
    return result
  }

  func changedTable(by write: Access) -> String {
    let verbs: [TableUse.Verb] = [.update, .delete, .save, .other]
    return write.uses.first { verbs.contains($0.verb) }?.table ?? ""
  }

  // MARK: Objects that are stored

  /// The names whose objects a write stores.
  private func entityRoots(of write: Access, _ arguments: [ValueID]) -> Set<SymbolID> {
    var result: Set<SymbolID> = []
    if let root = write.site.root { result.insert(root) }
    for argument in arguments {
      if let root = flow.root(of: argument) { result.insert(root) }
    }
    return result
  }

  private mutating func addStores(
    _ read: Access,
    _ write: Access,
    _ roots: Set<SymbolID>?,
    _ result: inout Changes
  ) {
    for position in stores where position > read.position && position < write.position {
      let step = facts.instructions[position]
      let place = ValueID(step.a)
      let object = ValueID(facts.values[place.index].a)
      guard let root = flow.root(of: place),
        roots.map({ $0.contains(root) || isElement(object, of: $0) }) ?? true,
        isPartOfRow(object, read)
      else { continue }
      let name = facts.names.string(NameID(facts.values[place.index].b))
      var field = Field(name: name, value: ValueID(step.b))
      let isCompound = step.flags.contains(.compound) && isSum(UInt16(step.detail))
      // A unit of work writes the rows that joined a relation, and not the list of them.
      let isList = write.writes(.flush) != nil && program.relationNames.contains(name)
      field.isComputed =
        !isList && (isCompound || computes(ValueID(step.b), from: name, read, 0))
      result.fields.append(field)
      result.isSameRow = true
    }
    addMutations(read, write, roots, &result)
  }

  private static let mutators: Set<String> = [
    "push", "append", "add", "splice", "pull", "addToSet", "remove", "extend", "unshift",
  ]

  /// Lists of the row that are added to: `post.likes.push(user.id)`.
  private mutating func addMutations(
    _ read: Access,
    _ write: Access,
    _ roots: Set<SymbolID>?,
    _ result: inout Changes
  ) {
    for call in calls {
      let position = program.calls[call].place.id.index
      guard position > read.position, position < write.position else { continue }
      let callee = facts.values[Int(facts.instructions[position].a)]
      guard callee.kind == .member,
        Self.mutators.contains(facts.names.string(NameID(callee.b)))
      else { continue }
      let list = facts.values[Int(callee.a)]
      guard list.kind == .member, let root = flow.root(of: ValueID(callee.a)),
        roots?.contains(root) ?? true, isPartOfRow(ValueID(list.a), read)
      else { continue }
      result.fields.append(
        Field(name: facts.names.string(NameID(list.b)), value: ValueID(callee.a))
      )
      result.isSameRow = true
    }
  }

  // MARK: Statements

  func addStatement(
    _ write: Access,
    _ arguments: [ValueID],
    _ isOwn: Bool,
    _ result: inout Changes
  ) {
    guard isOwn else { return addParameters(write, arguments, &result) }
    if let first = arguments.first, let text = facts.statementText(first),
      let statement = UpdateText(text)
    {
      result.conditions.formUnion(statement.conditions)
      let values = parameters(Array(arguments.dropFirst()))
      for (name, source) in statement.columns {
        var field = Field(name: name)
        switch source {
        case .parameter(let number): if number < values.count { field.value = values[number] }
        case .itself: field.isAtomic = true
        case .other: break
        }
        result.fields.append(field)
      }
      return
    }
    addChain(ValueID(facts.instructions[write.position].a), &result)
    if Self.counting.contains(write.site.calleeName), addCount(arguments, &result) { return }
    let objects = arguments.filter { facts.values[resolved($0).index].kind == .object }
    let isSplit = objects.count > 1 && Self.filterFirst.contains(write.site.calleeName)
    for (position, argument) in arguments.enumerated() {
      let id = resolved(argument)
      guard facts.values[id.index].kind == .object else {
        // `update(id, { … })`
        continue
      }
      if isSplit, position == 0 {
        result.conditions.formUnion(names(in: id, 0))
      } else {
        addObject(id, &result, 0)
      }
    }
  }

  private static let counting: Set<String> = ["increment", "decrement"]

  /// `decrement({ id }, "stock", n)`, `user.increment("points")`, `item.decrement({ stock: n })`.
  private func addCount(_ arguments: [ValueID], _ result: inout Changes) -> Bool {
    for (position, argument) in arguments.prefix(2).enumerated() {
      let value = facts.values[argument.index]
      guard value.kind == .string else { continue }
      if position == 1 { result.conditions.formUnion(names(in: resolved(arguments[0]), 0)) }
      let name = facts.names.string(NameID(value.a))
      let amount = position + 1 < arguments.count ? arguments[position + 1] : ValueID.none
      result.fields.append(Field(name: name, value: amount, isAtomic: true))
      return true
    }
    // `item.decrement({ stock: 2 }, { transaction })`
    guard let first = arguments.first, case let steps = entries(resolved(first)), !steps.isEmpty
    else { return false }
    for (name, amount) in steps where !name.isEmpty {
      result.fields.append(Field(name: name, value: amount, isAtomic: true))
    }
    return true
  }

  private static let filterNames: Set<String> = [
    "filter", "where", "conditions", "condition", "criteria", "query", "match", "guard",
  ]
  private static let filterFirst: Set<String> = [
    "updateOne", "updateMany", "update", "findOneAndUpdate", "findOneAndReplace", "replaceOne",
    "update_one", "update_many", "find_one_and_update", "findAndModify",
  ]

  /// What is handed to a function of the project goes by the names of its parameters.
  private func addParameters(_ write: Access, _ arguments: [ValueID], _ result: inout Changes) {
    guard let target = write.site.resolved.targets.first else { return }
    let own = program.units[target.unitIndex].facts
    let isSplit =
      Self.filterFirst.contains(write.site.calleeName)
      && arguments.count { facts.values[resolved($0).index].kind == .object } > 1
    for (position, (argument, parameter)) in zip(arguments, own.parameters(of: target.id))
      .enumerated()
    {
      let id = resolved(argument)
      let isFilter =
        isSplit && position == 0
        || Self.filterNames.contains(own.names.string(parameter.name).lowercased())
      if facts.values[id.index].kind == .object, isFilter {
        result.conditions.formUnion(names(in: id, 0))
      } else if facts.values[id.index].kind == .object {
        addObject(id, &result, 0)
      } else if facts.values[id.index].kind == .binary {
        result.fields.append(Field(name: own.names.string(parameter.name), value: id))
      }
    }
  }

  /// The object behind a name that is set once.
  func resolved(_ id: ValueID) -> ValueID {
    let value = facts.values[id.index]
    guard value.kind == .symbol else {
      return value.kind == .spread ? resolved(ValueID(value.a)) : id
    }
    let symbol = facts.symbols[Int(value.a)]
    guard !symbol.flags.contains(.reassigned), symbol.value.isPresent,
      facts.values[symbol.value.index].kind == .object
    else { return id }
    return symbol.value
  }

  func entries(_ id: ValueID) -> [(name: String, value: ValueID)] {
    let value = facts.values[id.index]
    guard value.kind == .object else { return [] }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).map { position in
      let name = NameID(words[position])
      return (name == .any ? "" : facts.names.string(name), ValueID(words[position + 1]))
    }
  }

  private static let atomicDoors: Set<String> = [
    "$inc", "$push", "$addToSet", "$pull", "$mul", "$min", "$max", "$pop", "inc", "increment",
    "decrement",
  ]

  private func addObject(_ id: ValueID, _ result: inout Changes, _ depth: Int) {
    guard depth < 4 else { return }
    for (name, entry) in entries(id) {
      let value = resolved(entry)
      let isObject = facts.values[value.index].kind == .object
      switch name {
      case "where", "filter", "query": result.conditions.formUnion(names(in: value, 0))
      case "": if isObject { addObject(value, &result, depth + 1) }
      case "create", "select", "include", "$setOnInsert", "transaction", "new", "returning":
        continue
      default:
        if isObject, ["data", "$set", "set", "values"].contains(name) {
          addObject(value, &result, depth + 1)
          continue
        }
        if Self.atomicDoors.contains(name), isObject {
          for (inner, amount) in entries(value) {
            result.fields.append(Field(name: inner, value: amount, isAtomic: true))
          }
          continue
        }
        // A member alone is a value of an enumeration, not a column that is computed with.
        let isMember = facts.values[value.index].kind == .member
        result.fields.append(
          Field(name: name, value: entry, isAtomic: !isMember && isAtomic(value))
        )
      }
    }
  }

  /// Whether the database computes a value: `{ increment: 1 }`, `F("stock") - 1`.
  private func isAtomic(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .object:
      return entries(id).contains {
        ["increment", "decrement", "multiply", "divide", "push"].contains($0.name)
      }
    case .binary: return isAtomic(ValueID(value.a)) || isAtomic(ValueID(value.b))
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return ["F", "raw", "literal", "sql", "expr", "increment"].contains(
        program.calledName(callee, facts) ?? ""
      )
    case .member:
      // `Product.stock - 1`: a column of a class.
      let base = facts.values[Int(value.a)]
      guard base.kind == .symbol else { return false }
      let kind = facts.symbols[Int(base.a)].kind
      return kind == .class || kind == .import
    default: return false
    }
  }

  private static let conditionLinks: Set<String> = [
    "where", "filter", "filter_by", "andWhere", "eq", "match", "whereIn", "exclude",
  ]

  /// What links of a chain say: `knex("t").where({ … }).update(…)`.
  private func addChain(_ callee: ValueID, _ result: inout Changes) {
    var next = facts.values[callee.index]
    for _ in 0..<24 {
      switch next.kind {
      case .member, .awaited: next = facts.values[Int(next.a)]
      case .result:
        let link = facts.instructions[Int(next.a)]
        next = facts.values[Int(link.a)]
        let name = program.calledName(next, facts) ?? ""
        for argument in facts.valueList(ListID(link.b)) {
          let id = resolved(argument)
          if Self.conditionLinks.contains(name) {
            result.conditions.formUnion(names(in: id, 0))
          } else if name == "set" || name == "values", facts.values[id.index].kind == .object {
            addObject(id, &result, 0)
          }
        }
      default: return
      }
    }
  }

  /// All names that a condition mentions: keys, columns, the words of a text.
  func names(in id: ValueID, _ depth: Int) -> Set<String> {
    guard depth < 6, id.isPresent else { return [] }
    let value = facts.values[id.index]
    var result: Set<String> = []
    switch value.kind {
    case .object:
      for (name, entry) in entries(id) {
        if !name.isEmpty { result.insert(ReadFilter.column(of: name)) }
        let value = resolved(entry)
        guard !isKeyOfOther(value) else { continue }
        var inner = names(in: value, depth + 1)
        // `user: { id }` names the key of another row.
        if facts.values[value.index].kind == .object, !Self.isWrapper(name) {
          inner.subtract(["id", "_id", "pk"])
        }
        result.formUnion(inner)
      }
    case .array, .choice:
      for word in facts.list(ListID(value.a)) {
        result.formUnion(names(in: ValueID(word), depth + 1))
      }
    case .binary:
      result.formUnion(names(in: ValueID(value.a), depth + 1))
      result.formUnion(names(in: ValueID(value.b), depth + 1))
    case .member: result.insert(facts.names.string(NameID(value.b)))
    case .string:
      result.formUnion(UpdateText.words(facts.names.string(NameID(value.a))))
    case .result:
      for word in facts.list(ListID(facts.instructions[Int(value.a)].b)) {
        result.formUnion(names(in: ValueID(word), depth + 1))
      }
    case .spread, .unary: result.formUnion(names(in: ValueID(value.a), depth + 1))
    default: break
    }
    return result
  }

  /// Whether what stands under a name are columns of the row itself: `where`, `AND`, `$and`.
  private static func isWrapper(_ name: String) -> Bool {
    name.hasPrefix("$") || ["where", "filter", "query", "AND", "OR", "NOT"].contains(name)
  }

  /// The values that a statement is handed: an array of them, or one by one.
  private func parameters(_ arguments: [ValueID]) -> [ValueID] {
    guard let first = arguments.first else { return [] }
    let value = facts.values[first.index]
    if value.kind == .array { return facts.valueList(ListID(value.a)) }
    return arguments
  }
}
