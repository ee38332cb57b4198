// What a read that decides over a write selects by.

import Facts

extension RaceFinder {
  /// What a read selects by; nil where nothing is known of it.
  func filter(of read: Access) -> ReadFilter? {
    guard let use = read.read else { return nil }
    if let fact = reads[use.call] {
      let filter = program.filter(of: fact)
      if !filter.conditions.isEmpty { return filter.inColumns }
    }
    // What a function of its own makes of a query that it has under a name is not known to be the row.
    return program.chainFilter(of: program.call(at: use.call), followingNames: read.isOwn)?
      .inColumns
  }
}

extension RaceFinder {
  private static let choices: Set<String> = [
    "select", "include", "attributes", "projection", "orderBy", "order", "sort", "populate",
  ]

  /// The names that the conditions of a read mention; what it selects and sorts by decides nothing.
  func mentioned(by read: Access) -> Set<String> {
    guard read.position >= 0 else { return [] }
    return facts.valueList(ListID(facts.instructions[read.position].b)).reduce(into: []) {
      result,
      word in
      let id = resolved(word)
      guard facts.values[id.index].kind == .object else {
        return result.formUnion(names(in: id, 0))
      }
      for (name, entry) in entries(id) where !Self.choices.contains(name) {
        if !name.isEmpty { result.insert(ReadFilter.column(of: name)) }
        if !isKeyOfOther(resolved(entry)) { result.formUnion(names(in: resolved(entry), 1)) }
      }
    }
  }

  /// Whether what a column is compared with is the key of another row, not of this one: `user: req.user._id`,
  /// `postId: post.id`.
  func isKeyOfOther(_ id: ValueID) -> Bool {
    guard id.isPresent, case let value = facts.values[id.index] else { return false }
    return value.kind == .member
      && ["id", "_id", "pk"].contains(facts.names.string(NameID(value.b)))
  }

  /// Whether a read asks for what belongs to a row that the function has just made: nobody else knows its key.
  mutating func isAboutNewRow(_ read: Access) -> Bool {
    let arguments = facts.valueList(ListID(facts.instructions[read.position].b))
    for maker in accesses where maker.position < read.position {
      guard insertedTable(by: maker) != nil else { continue }
      if arguments.contains(where: { holdsKey($0, of: maker, 0) }) { return true }
    }
    return false
  }

  /// Whether a condition compares something with the key of what a write made.
  private func holdsKey(_ id: ValueID, of maker: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    if value.kind == .object {
      return entries(id).contains { holdsKey($0.1, of: maker, depth + 1) }
    }
    guard value.kind == .member, ["id", "_id"].contains(facts.names.string(NameID(value.b))),
      case let row = facts.values[Int(value.a)], row.kind == .symbol,
      !facts.symbols[Int(row.a)].flags.contains(.reassigned)
    else { return false }
    return isRow(ValueID(value.a), maker)
  }

  /// The columns by which a row is looked for among those that a read gave: `rows.find((row) => row.key === key)`.
  func picked(of read: Access, over position: Int) -> Set<String> {
    var result: Set<String> = []
    for branch in branches
    where branch.span.lowerBound > read.position && branch.span.lowerBound <= position {
      result.formUnion(picked(by: branch.subject, read, 0))
    }
    return result
  }

  private static let pickers: Set<String> = ["find", "some", "filter", "findIndex", "findLast"]

  private func picked(by id: ValueID, _ read: Access, _ depth: Int) -> Set<String> {
    guard id.isPresent, depth < 8 else { return [] }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary, .awaited, .member: return picked(by: ValueID(value.a), read, depth + 1)
    case .symbol:
      return picked(by: facts.symbols[Int(value.a)].value, read, depth + 1)
    case .result:
      guard range.contains(Int(value.a)) else { return [] }
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, Self.pickers.contains(facts.names.string(NameID(callee.b))),
        isRow(ValueID(callee.a), read),
        let test = facts.valueList(ListID(step.b)).first.map({ facts.values[$0.index] }),
        test.kind == .function
      else { return [] }
      return compared(in: FunctionID(test.a))
    default: return []
    }
  }

  /// The members of a function's parameter that it compares with something.
  private func compared(in closure: FunctionID) -> Set<String> {
    let own = facts.functions[closure.index]
    var result: Set<String> = []
    for position in own.firstValue.index..<max(own.firstValue.index, own.endValue.index) {
      let value = facts.values[position]
      guard value.kind == .binary, value.detail == Operator.equal.rawValue else { continue }
      for side in [facts.values[Int(value.a)], facts.values[Int(value.b)]]
      where side.kind == .member {
        let parameter = program.units.parameter(behind: ValueID(side.a), in: function.unitIndex)
        guard parameter?.function.id == closure else { continue }
        result.insert(facts.names.string(NameID(side.b)))
      }
    }
    return result
  }
}

extension Program {
  private static let links: Set<String> = [
    "filter", "filter_by", "where", "andWhere", "get", "get_or_404", "findOne", "findOneBy",
    "first", "findOneAndUpdate", "updateOne", "exists", "existsBy", "count", "find", "findFirst",
    "countDocuments", "find_one",
    "get_object_or_404", "one", "one_or_none", "aget", "afirst", "findAll",
  ]

  /// The conditions along a chain, among the arguments, and in the statement that a session is handed.
  func chainFilter(of site: CallSite, followingNames: Bool = false) -> ReadFilter? {
    let unit = site.place.unit
    let facts = site.unit.facts
    var reader = FilterReader(units: units)
    var result = ReadFilter()
    let arguments = facts.valueList(ListID(site.instruction.b))
    if let first = arguments.first, let text = facts.statementText(first) {
      result.merge(StatementReading(statement: text).filter)
    }
    var starts = [facts.values[Int(site.instruction.a)]]
    for argument in arguments.prefix(2) {
      var value = facts.values[argument.index]
      if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
      if value.kind == .result { starts.append(value) }
      guard value.kind == .object else { continue }
      let isWrapped = reader.entries(value, in: unit).contains { $0.key == "where" }
      if isWrapped {
        result.merge(reader.option("where", of: argument, in: unit))
      } else if Self.links.contains(site.calleeName),
        argument == arguments.first
          || value.flags.contains(.keywords)
      {
        result.merge(reader.conditions(argument, in: unit))
      }
    }
    for start in starts {
      var next = start
      for _ in 0..<24 {
        switch next.kind {
        case .member, .awaited: next = facts.values[Int(next.a)]
        case .symbol:
          // `const query = repository.createQueryBuilder("u").where(…)`, asked under its name.
          let symbol = facts.symbols[Int(next.a)]
          if site.unit.isPython, let held = queryValue(heldBy: SymbolID(next.a), at: site, facts) {
            next = facts.values[held.index]
            continue
          }
          guard symbol.value.isPresent, !symbol.flags.contains(.reassigned),
            [.result, .awaited].contains(facts.values[symbol.value.index].kind)
          else { break }
          next = facts.values[symbol.value.index]
        case .result:
          let link = facts.instructions[Int(next.a)]
          next = facts.values[Int(link.a)]
          let name = calledName(next, facts) ?? ""
          if Self.links.contains(name) { result.merge(reader.chained(link, by: name, in: unit)) }
        default: break
        }
        let isNamed = followingNames && next.kind == .symbol
        if !isNamed, ![.member, .awaited, .result].contains(next.kind) { break }
      }
    }
    return result.conditions.isEmpty ? nil : result
  }
}

extension ReadFilter {
  /// The filter with columns in place of look-ups: `email__iexact` is `email`, `count__gt` a range of it.
  var inColumns: ReadFilter {
    var result = self
    result.conditions = conditions.map { condition in
      let column = Self.column(of: condition.name)
      guard column.utf8.count < condition.name.utf8.count else { return condition }
      let lookup = condition.name.utf8.dropFirst(column.utf8.count + 2)
      let isExact = ["exact", "iexact"].contains(String(decoding: Array(lookup), as: UTF8.self))
      return Condition(
        name: column,
        comparison: isExact ? condition.comparison : .other,
        isOptional: condition.isOptional
      )
    }
    return result
  }

  /// What stands in front of a look-up.
  static func column(of name: String) -> String {
    let bytes = Array(name.utf8)
    guard bytes.count > 3 else { return name }
    for position in 1..<(bytes.count - 2)
    where bytes[position] == UInt8(ascii: "_") && bytes[position + 1] == UInt8(ascii: "_") {
      return String(decoding: bytes[..<position], as: UTF8.self)
    }
    return name
  }
}
