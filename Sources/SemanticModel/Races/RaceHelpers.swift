// What functions of the project do for the one that calls them: they test the row that they are handed, and change it.

import Facts

extension RaceFinder {
  /// A test of one field of what was read.
  struct Test {
    let field: String
    /// What it is compared with, as it is written; empty where the field itself is the test.
    let other: String
    let isOrder: Bool
  }

  /// What a function that is called writes into a field, told where its values cannot be followed.
  struct ToldValue {
    let text: String
    let isFixed: Bool
  }

  // MARK: Tests elsewhere

  /// What functions test of the row before a write, and end by an exception.
  mutating func guardingTests(of read: Access, over position: Int) -> [Test] {
    var result = testsInside(read)
    for call in calls {
      let at = program.calls[call].place.id.index
      guard at > read.position, at < position, let target = program.calls[call].targets.first,
        program.calls[call].targets.count == 1
      else { continue }
      let arguments = facts.valueList(ListID(facts.instructions[at].b))
      let own = program.units[target.unitIndex].facts
      for (argument, parameter) in zip(arguments, own.parameters(of: target.id))
      where parameter.symbol.isPresent && isRow(argument, read) {
        result += RaceFinder(reading: target, for: self).refusals { $0 == parameter.symbol }
      }
    }
    return result
  }

  /// What the function that reads the row tests before it hands it back.
  private func testsInside(_ read: Access) -> [Test] {
    guard !read.isOwn, let use = read.read else { return [] }
    let call = program.calls[use.call]
    let reader = RaceFinder(
      reading: FunctionRef(unit: call.place.unitIndex, id: call.function),
      for: self
    )
    return reader.refusals { reader.isResult(of: call.place.id.index, $0) }
  }

  private func isResult(of position: Int, _ symbol: SymbolID) -> Bool {
    var value = facts.values[facts.symbols[symbol.index].value.index]
    if value.kind == .awaited { value = facts.values[Int(value.a)] }
    return value.kind == .result && Int(value.a) == position
  }

  /// The tests of some rows that end this function by an exception.
  private func refusals(of isRow: (SymbolID) -> Bool) -> [Test] {
    var result: [Test] = []
    for branch in branches where branch.span.contains(where: { isThrow($0) }) {
      addTests(of: branch.subject, isRow, &result, 0)
    }
    return result
  }

  /// What a function that gives back yes or no tests of the row that it is handed.
  var answeredTests: [Test] {
    guard let row = facts.parameters(of: function.id).first?.symbol, row.isPresent else {
      return []
    }
    var result: [Test] = []
    for position in range {
      let step = facts.instructions[position]
      guard step.operation == .return, facts.regions[step.region.index].function == function.id
      else { continue }
      addTests(of: ValueID(step.a), { $0 == row }, &result, 0)
    }
    return result
  }

  private func isThrow(_ position: Int) -> Bool {
    facts.instructions[position].operation == .throw
  }

  func addTests(
    of id: ValueID,
    _ isRow: (SymbolID) -> Bool,
    _ result: inout [Test],
    _ depth: Int
  ) {
    guard id.isPresent, depth < 8, result.count < 16 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      if value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue {
        addTests(of: ValueID(value.a), isRow, &result, depth + 1)
        return addTests(of: ValueID(value.b), isRow, &result, depth + 1)
      }
      for (own, other) in [(value.a, value.b), (value.b, value.a)] {
        guard let field = column(ValueID(own), isRow) else { continue }
        let isOrder = Self.orders.contains(value.detail)
        result.append(Test(field: field, other: text(of: ValueID(other)), isOrder: isOrder))
      }
    case .unary: addTests(of: ValueID(value.a), isRow, &result, depth + 1)
    case .member:
      if let field = column(id, isRow) {
        result.append(Test(field: field, other: "", isOrder: false))
      }
    default: return
    }
  }

  /// The field of a row that a value is: `order.status`.
  private func column(_ id: ValueID, _ isRow: (SymbolID) -> Bool) -> String? {
    let value = facts.values[id.index]
    guard value.kind == .member else { return nil }
    let base = facts.values[Int(value.a)]
    guard base.kind == .symbol, isRow(SymbolID(base.a)) else { return nil }
    return facts.names.string(NameID(value.b))
  }

  // MARK: Writes elsewhere

  /// What the one statement says that a called function changes a row with.
  func statementFields(of write: Access, _ arguments: [ValueID], _ result: inout Changes) {
    guard !write.isOwn, let (reader, inner) = innerWrite(of: write) else { return }
    var found = Changes()
    reader.addStatement(
      inner,
      reader.facts.valueList(ListID(reader.facts.instructions[inner.position].b)),
      true,
      &found
    )
    let isDirect = write.site.resolved.targets.first == reader.function
    for field in found.fields {
      var field = field
      let value = reader.resolved(field.value)
      if isDirect, let given = reader.parameter(value), given < arguments.count {
        field.value = arguments[given]
      } else {
        field.told = ToldValue(
          text: reader.text(of: field.value),
          isFixed: reader.isFixedValue(field.value)
        )
        field.value = .none
      }
      result.fields.append(field)
    }
    result.conditions.formUnion(found.conditions)
  }

  /// The table of the row that a called function makes and stores.
  func innerInsertedTable(of write: Access) -> String? {
    guard let (found, inner) = innerWrite(of: write) else { return nil }
    var reader = found
    return reader.insertedTable(by: inner)
  }

  /// The one statement by which a called function changes a table, and who reads it; nil where it takes a lock.
  private func innerWrite(of write: Access) -> (RaceFinder, Access)? {
    let writes = write.uses.filter { !$0.verb.isRead }
    guard write.site.resolved.targets.count == 1, writes.count == 1, let use = writes.first else {
      return nil
    }
    let call = program.calls[use.call]
    let reader = RaceFinder(
      reading: FunctionRef(unit: call.place.unitIndex, id: call.function),
      for: self
    )
    guard !reader.isGuarded else { return nil }
    return (
      reader,
      Access(
        site: program.call(at: use.call),
        position: call.place.id.index,
        kinds: callKinds[use.call],
        uses: [use],
        given: nil
      )
    )
  }

  /// The place of the parameter that a value is.
  private func parameter(_ id: ValueID) -> Int? {
    guard id.isPresent else { return nil }
    var value = facts.values[id.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    guard value.kind == .parameter, FunctionID(value.a) == function.id else { return nil }
    return Int(value.detail)
  }

  // MARK: What the row points to

  /// Whether a write is told its row by a key that the row that was read holds: `pay(card.accountId)`.
  func isKeyed(_ arguments: [ValueID], by read: Access, of table: String) -> Bool {
    guard !table.isEmpty else { return false }
    return arguments.contains { argument in
      let id = resolved(argument)
      let values =
        facts.values[id.index].kind == .object ? entries(id).map(\.value) : [argument]
      return values.contains { value in
        let member = facts.values[value.index]
        guard member.kind == .member, isRow(ValueID(member.a), read) else { return false }
        return UniqueKeys.folded(facts.names.string(NameID(member.b))) == table + "id"
      }
    }
  }
}
