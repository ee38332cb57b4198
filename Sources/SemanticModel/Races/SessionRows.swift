// Rows of a unit of work: to set an attribute is the write, and whoever commits stores it.

import Facts

extension RaceFinder {
  /// The library whose session stores every row that was changed.
  private static let unitOfWork = "SQLAlchemy"

  /// Whether a function of Python that reads rows or commits sets an attribute by more than a plain value.
  static func maySetRows(_ accesses: [Access], _ facts: FileFacts, _ range: Range<Int>) -> Bool {
    guard facts.language == .python,
      accesses.contains(where: { access in
        access.isOwn && access.site.library == unitOfWork
          && (access.read != nil || access.writes(.flush) != nil)
      })
    else { return false }
    return range.contains { position in
      let step = facts.instructions[position]
      return step.operation == .assign && facts.values[Int(step.a)].kind == .member
        && facts.values[Int(facts.values[Int(step.a)].a)].kind != .this
    }
  }

  /// A row that a function is handed, and changes by what it held: `lot.quantity -= n; session.commit()`.
  mutating func carriedBySession() -> Race? {
    guard facts.language == .python else { return nil }
    for write in accesses
    where write.isOwn && write.writes(.flush) != nil && write.site.library == Self.unitOfWork {
      for position in stores where position < write.position {
        let place = facts.values[Int(facts.instructions[position].a)]
        let name = facts.names.string(NameID(place.b))
        guard isHandedRow(ValueID(place.a), with: name) else { continue }
        if isRaised(at: position) { return made(.carried, name, "", write, write) }
        if takes(at: position) { return made(.carriedClaim, name, "", write, write) }
      }
    }
    return nil
  }

  /// A number that is set to a sum of itself, where only callers commit: `counter.value = int(counter.value) + 1`.
  mutating func pending() -> Race? {
    guard facts.language == .python else { return nil }
    let flushes = accesses.filter { $0.writes(.flush) != nil }.map(\.position)
    for read in accesses
    where read.isOwn && read.read?.verb == .read && read.site.library == Self.unitOfWork {
      guard !flushes.contains(where: { $0 > read.position }), !isLocked(read) else { continue }
      for position in stores where position > read.position {
        let step = facts.instructions[position]
        let place = facts.values[Int(step.a)]
        let name = facts.names.string(NameID(place.b))
        guard isPartOfRow(ValueID(place.a), read), isColumn(name, of: nil),
          isRaised(at: position) || computes(ValueID(step.b), from: name, read, 0),
          isCommittedByCallers
        else { continue }
        return made(.pending, name, read.read?.table ?? "", read, read)
      }
    }
    return nil
  }

  private func isRaised(at position: Int) -> Bool {
    let step = facts.instructions[position]
    let place = facts.values[Int(step.a)]
    return step.flags.contains(.compound) && isSum(UInt16(step.detail))
      || adds(ValueID(step.b), to: NameID(place.b), of: ValueID(place.a), 0)
  }

  // MARK: States

  /// Whether a fixed state is set that one only may bring about, after a test of what the row brought along.
  private mutating func takes(at position: Int) -> Bool {
    let step = facts.instructions[position]
    let place = facts.values[Int(step.a)]
    let row = facts.values[Int(place.a)]
    guard isFixedValue(ValueID(step.b)), row.kind == .symbol else { return false }
    let name = facts.names.string(NameID(place.b))
    let words = NameSplit.words(of: name)
    let value = text(of: ValueID(step.b))
    let isTaking =
      words.contains(where: Self.spent.contains) || words.contains(where: Self.held.contains)
      || NameSplit.words(of: value.lowercased()).contains(where: Self.spent.contains)
    guard isTaking else { return false }
    var tests: [Test] = []
    for branch in branches where branch.span.lowerBound <= position {
      let holds = branch.span.contains(position)
      guard holds || branch.leaves && branch.span.upperBound <= position else { continue }
      addTests(of: branch.subject, { $0 == SymbolID(row.a) }, &tests, 0)
    }
    return tests.contains { $0.field == name }
  }

  // MARK: Rows

  /// Whether a value is a row of a model that the function is handed.
  private func isHandedRow(_ id: ValueID, with column: String) -> Bool {
    guard isHandedIn(id, 0) else { return false }
    let value = facts.values[id.index]
    // A method of the model itself.
    if isOwnObject(value) {
      let owner = facts.functions[function.id.index].owner
      return owner.isPresent
        && isColumn(column, of: facts.names.string(facts.classes[owner.index].name))
    }
    guard value.kind == .symbol else { return isColumn(column, of: nil) }
    let symbol = facts.symbols[Int(value.a)]
    let parameter = facts.parameters(of: function.id).first { $0.symbol == SymbolID(value.a) }
    guard let parameter else { return isColumn(column, of: nil) }
    if parameter.type.isPresent, let type = className(of: parameter.type) {
      return isColumn(column, of: type)
    }
    return !Self.bodies.contains(facts.names.string(symbol.name)) && isColumn(column, of: nil)
  }

  /// What requests bring along goes by these names.
  private static let bodies: Set<String> = [
    "data", "payload", "body", "dto", "request", "req", "form", "schema", "params", "args",
    "values", "config", "settings", "state", "stats", "result", "response", "ctx", "context",
  ]

  private func isOwnObject(_ value: Value) -> Bool {
    guard value.kind == .symbol else { return value.kind == .this }
    let symbol = facts.symbols[Int(value.a)]
    return symbol.value.isPresent && facts.values[symbol.value.index].kind == .this
  }

  /// The last class that an annotation names: `Order`, `models.Order`, `Optional[Order]`.
  private func className(of annotation: ValueID) -> String? {
    var value = facts.values[annotation.index]
    for _ in 0..<4 {
      switch value.kind {
      case .type:
        let inner = facts.valueList(ListID(value.b))
        value = facts.values[inner.first?.index ?? Int(value.a)]
      case .index: value = facts.values[Int(value.b)]
      case .symbol: return facts.names.string(facts.symbols[Int(value.a)].name)
      case .member: return facts.names.string(NameID(value.b))
      case .string: return facts.names.string(NameID(value.a))
      default: return nil
      }
    }
    return nil
  }

  private func isColumn(_ name: String, of model: String?) -> Bool {
    let columns = program.mappedColumns
    guard let model else { return columns.values.contains { $0.contains(name) } }
    return columns[model]?.contains(name) ?? false
  }

  // MARK: Callers

  /// Whether some function that runs this one commits afterwards.
  private var isCommittedByCallers: Bool {
    var next = [function]
    var seen = Set(next)
    for _ in 0..<4 {
      var above: [FunctionRef] = []
      for callee in next.prefix(32) {
        for caller in program.reachability.callers[Int(program.units.number(callee))].prefix(16) {
          let site = program.call(at: Int(caller.call))
          if program.calls(in: site.function).contains(where: { commits($0, after: site) }) {
            return true
          }
          if seen.insert(site.function).inserted { above.append(site.function) }
        }
      }
      next = above
    }
    return false
  }

  private func commits(_ position: Int, after site: CallSite) -> Bool {
    position > site.position
      && program.call(at: position).effects.contains { $0.verb == "flush" }
  }
}

extension Program {
  /// By mapped class of Python: the names of its columns.
  var mappedColumns: [String: Set<String>] {
    answers.mappedColumns.value {
      var result: [String: Set<String>] = [:]
      for unit in units where unit.isPython {
        let facts = unit.facts
        for position in facts.classes.indices.dropFirst() {
          let members = facts.members(of: ClassID(position)).filter { !$0.function.isPresent }
          let isMapped = members.contains { member in
            facts.names.isText("__tablename__", member.name)
              || facts.call(behind: member.value).flatMap { facts.lastName(of: ValueID($0.a)) }
                .map { facts.names.isText("Column", $0) || facts.names.isText("mapped_column", $0) }
                ?? false
          }
          guard isMapped else { continue }
          result[facts.names.string(facts.classes[position].name), default: []]
            .formUnion(members.map { facts.names.string($0.name) })
        }
      }
      return result
    }
  }
}
