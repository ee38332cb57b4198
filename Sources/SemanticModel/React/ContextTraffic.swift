// State that the fields of other components change, through a function that a context hands them.

import Facts

extension Program {
  /// The state that key strokes in other components set, through the value of a context.
  var cellsTypedThroughContexts: Set<CellID> {
    var result: Set<CellID> = []
    for (context, givers) in contextGivers {
      let names = uses(ofContext: context).reduce(into: Set<String>()) {
        $0.formUnion(membersTyped(of: $1))
      }
      guard !names.isEmpty else { continue }
      for giver in givers { result.formUnion(cells(of: giver, setBy: names)) }
    }
    return result
  }

  /// The members of what a hook gives that its file calls at each key stroke or event of a stream.
  private func membersTyped(of use: CallSite) -> Set<String> {
    let unit = use.place.unit
    let facts = units[unit].facts
    let held = heldMembers(of: [use.resolved.place.id], in: unit)
    guard !held.isEmpty else { return [] }
    let often = functionsRunOften(in: unit)
    guard !often.isEmpty else { return [] }
    return table.calls(of: unit).reduce(into: []) { result, position in
      let site = call(at: position)
      let callee = facts.values[Int(site.instruction.a)]
      guard callee.kind == .symbol, often.contains(site.function) else { return }
      if let member = held[SymbolID(callee.a)] { result.insert(member.name) }
    }
  }

  /// The state of a provider that some functions of its value set, to something that is not the same each time.
  private func cells(of giver: Giver, setBy names: Set<String>) -> [CellID] {
    guard let file = react.files[giver.value.unitIndex] else { return [] }
    let functions = givenObjects(giver.value).flatMap(entries(of:)).filter {
      names.contains($0.name)
    }.compactMap { entry -> FunctionRef? in
      let traced = traced(entry.value)
      return handler(value(traced), traced, 0)
    }
    let own = functions.reduce(into: Set<FunctionRef>()) { $0.formUnion(ownFunctions(from: $1)) }
    return file.cellIDs.filter { id in
      let cell = file.cells[id.position]
      return cell.component == giver.component
        && cell.writes.contains { own.contains($0.function) && !isConstant($0.value) }
    }
  }

  /// The object that a provider gives, also where it keeps it.
  private func givenObjects(_ place: ValueRef) -> [ValueRef] {
    let made = traced(place)
    guard value(made).kind == .result,
      let position = table.position(
        of: CallRef(unit: made.unitIndex, id: InstructionID(value(made).a))
      ), call(at: position).plays(.memo),
      let first = call(at: position).unit.facts.valueList(
        ListID(call(at: position).instruction.b)
      ).first
    else { return [made] }
    return returns(of: traced(ValueRef(unit: made.unitIndex, id: first))).map { traced($0) }
  }

  /// The functions of a file that run at each key stroke or event of a stream.
  func functionsRunOften(in unit: Int) -> Set<FunctionRef> {
    eventHandlers(in: unit).filter { $0.isTyping || $0.isStream }
      .reduce(into: []) { $0.formUnion(ownFunctions(from: $1.function)) }
  }

  /// By name of a file: the member of what one of some calls gives that it stands for, `const { set } = useCart()`.
  func heldMembers(of calls: Set<InstructionID>, in unit: Int) -> [SymbolID: (
    call: InstructionID, name: String
  )] {
    let facts = units[unit].facts
    var result: [SymbolID: (call: InstructionID, name: String)] = [:]
    for position in facts.symbols.indices.dropFirst() {
      let value = facts.values[facts.symbols[position].value.index]
      guard value.kind == .member else { continue }
      var base = facts.values[Int(value.a)]
      if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
      guard base.kind == .result, calls.contains(InstructionID(base.a)) else { continue }
      result[SymbolID(position)] = (InstructionID(base.a), facts.names.string(NameID(value.b)))
    }
    return result
  }
}
