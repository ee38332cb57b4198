// A row that one function looks for, and that the function behind `.then` makes.

import Facts

extension Program {
  /// `User.findOne({ email }).then((user) => { if (user) return refuse(); new User({ email }).save(); })`.
  func handedOnRaces(_ facts: [Int: ReadFact], _ uses: inout TableUses) -> [Race] {
    var result: [Race] = []
    for site in calls(named: ["then"]) {
      guard !site.unit.isPython, site.unit.isRunning, let read = readBehind(site),
        let closure = handler(of: site)
      else { continue }
      let own = uses.uses(of: read.position, Self.nothing).first
      guard let use = own, use.verb == .read, !use.table.isEmpty,
        let write = insertion(into: use.table, in: closure, site.place.unit, &uses)
      else { continue }
      var known: ReadFilter?
      if let fact = facts[read.position] {
        let filter = self.filter(of: fact)
        if !filter.conditions.isEmpty { known = filter }
      }
      result.append(
        Race(
          kind: .create,
          read: read,
          write: write,
          subject: subject(of: read),
          table: use.table,
          filter: (known ?? chainFilter(of: read))?.inColumns,
          mentioned: [],
          sharedColumns: [],
          picked: [],
          between: 0,
          isLong: false
        )
      )
    }
    return result
  }

  private static let nothing = EffectKinds([] as [EffectKind])

  /// The library's call whose promise is handed on.
  private func readBehind(_ site: CallSite) -> CallSite? {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member, case let base = facts.values[Int(callee.a)], base.kind == .result,
      let position = table.position(
        of: CallRef(unit: site.place.unit, id: InstructionID(base.a))
      ),
      case let read = call(at: position), !read.resolved.operations.isEmpty,
      read.effects.contains(where: { $0.kind == .query })
    else { return nil }
    return read
  }

  /// The function that is handed the row, and the name that it gives it.
  private func handler(of site: CallSite) -> Handed? {
    let facts = site.unit.facts
    guard let first = facts.valueList(ListID(site.instruction.b)).first,
      case let value = facts.values[first.index], value.kind == .function,
      let parameter = facts.parameters(of: FunctionID(value.a)).first, parameter.symbol.isPresent
    else { return nil }
    return Handed(function: FunctionID(value.a), row: parameter.symbol)
  }

  private struct Handed {
    let function: FunctionID
    let row: SymbolID
  }

  /// The call that makes a row of a table where the one that was handed on is nothing.
  private func insertion(
    into table: String,
    in handed: Handed,
    _ unit: Int,
    _ uses: inout TableUses
  ) -> CallSite? {
    let facts = units[unit].facts
    let own = facts.functions[handed.function.index]
    let tests = RaceFinder.branches(of: handed.function, facts).compactMap { branch in
      Self.saysFound(branch, handed, facts).map { (branch: branch, isFound: $0) }
    }
    guard !tests.isEmpty else { return nil }
    for position in self.table.calls(of: unit) {
      let place = calls[position].place.id
      guard place >= own.firstInstruction, place < own.endInstruction else { continue }
      let isMissing = tests.contains { test in
        let holds = test.branch.span.contains(place.index)
        return holds
          ? !test.isFound
          : test.isFound && test.branch.leaves && test.branch.span.upperBound <= place.index
      }
      let isOther = tests.contains { $0.isFound && $0.branch.span.contains(place.index) }
      guard isMissing, !isOther, case let site = call(at: position),
        let use = uses.uses(of: position, Self.nothing).first
      else { continue }
      if use.verb == .insert, use.table == table { return site }
      if use.verb == .save, Self.madeTable(of: site) == table { return site }
    }
    return nil
  }

  /// Whether the block of a test runs where the row is there; nil where the test asks something else.
  private static func saysFound(_ branch: RaceFinder.Branch, _ handed: Handed, _ facts: FileFacts)
    -> Bool?
  {
    func isRow(_ value: Value) -> Bool {
      switch value.kind {
      case .symbol: SymbolID(value.a) == handed.row
      case .parameter: FunctionID(value.a) == handed.function && value.detail == 0
      case .member:
        ["length"].contains(facts.names.string(NameID(value.b)))
          && isRow(facts.values[Int(value.a)])
      default: false
      }
    }
    let subject = facts.values[branch.subject.index]
    var isNegated = false
    switch subject.kind {
    case .unary where subject.detail == Operator.not.rawValue:
      guard isRow(facts.values[Int(subject.a)]) else { return nil }
      isNegated = true
    case .binary:
      let right = facts.values[Int(subject.b)]
      guard isRow(facts.values[Int(subject.a)]) else { return nil }
      let isNothing =
        right.kind == .null || right.kind == .undefined
        || right.kind == .number && facts.numbers[Int(right.a)] == 0
      guard isNothing || right.kind == .number else { return nil }
      isNegated = subject.detail == Operator.equal.rawValue && isNothing
    default:
      guard isRow(subject) else { return nil }
    }
    return branch.isThen ? !isNegated : isNegated
  }

  /// The table of `row` in `row.save()`, where it was constructed under that name.
  private static func madeTable(of site: CallSite) -> String? {
    let facts = site.unit.facts
    guard let root = site.root, case let id = facts.symbols[root.index].value, id.isPresent,
      case let value = facts.values[id.index], value.kind == .result,
      case let step = facts.instructions[Int(value.a)], step.operation == .construct,
      let name = site.program.calledName(facts.values[Int(step.a)], facts)
    else { return nil }
    return Program.foldedTable(name)
  }
}
