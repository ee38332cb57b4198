// Which name of the store an action fills: what the arms of a reducer return, and what its functions assign.

import Facts
import SourceText

/// Reads one function that answers actions: the state first, the action second.
struct FieldReading {
  let program: Program
  let reducer: FunctionRef

  private var facts: FileFacts { program.units[reducer.unitIndex].facts }

  /// What the arms of `switch (action.type)` return, for the actions that they stand for.
  ///
  /// An arm stands for the types that are written between the arm before it and its own end.
  func byCase(
    sent: [String: [ValueRef]],
    text: (ValueRef) -> String?
  ) -> [(field: String, stored: StoredAnswer)] {
    let arms = facts.regions.filter { $0.kind == .case && $0.function == reducer.id }
      .sorted { $0.span.start < $1.span.start }
    let fact = facts.functions[reducer.id.index]
    var result: [(field: String, stored: StoredAnswer)] = []
    var before = fact.span.start
    for arm in arms {
      defer { before = arm.span.end }
      let kept = fields(in: arm)
      guard !kept.isEmpty else { continue }
      var payloads: [ValueRef] = []
      for position in fact.firstValue.index..<max(fact.firstValue.index, fact.endValue.index) {
        let value = facts.values[position]
        guard [.symbol, .string, .member].contains(value.kind), value.span.start >= before,
          value.span.end <= arm.span.end
        else { continue }
        let place = ValueRef(unit: reducer.unitIndex, id: ValueID(UInt32(position)))
        if let type = text(place), let found = sent[type] { payloads += found }
      }
      for (field, member) in kept {
        result += payloads.map {
          (field, StoredAnswer(value: $0, member: member, isLoader: false))
        }
      }
    }
    return result
  }

  /// What `builder.addCase(fetchOrders.fulfilled, (state, action) => …)` keeps of what a thunk loads.
  func byThunk() -> [(field: String, stored: StoredAnswer)] {
    program.calls(in: reducer).map { program.call(at: $0) }
      .filter { $0.calleeName == "addCase" }
      .flatMap { site -> [(field: String, stored: StoredAnswer)] in
        let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
        guard arguments.count > 1 else { return [] }
        let body = program.traced(ValueRef(unit: site.place.unit, id: arguments[1]))
        guard program.value(body).kind == .function else { return [] }
        let function = FunctionRef(unit: body.unitIndex, id: FunctionID(program.value(body).a))
        let kept = FieldReading(program: program, reducer: function).kept()
        return loaders(behind: ValueRef(unit: site.place.unit, id: arguments[0])).flatMap {
          loader in
          kept.map { ($0.field, StoredAnswer(value: loader, member: $0.member, isLoader: true)) }
        }
      }
  }

  /// What the function puts where, of the payload that it is given: `state.orders = action.payload`.
  func kept() -> [(field: String, member: String?)] {
    let fact = facts.functions[reducer.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).flatMap {
      position -> [(field: String, member: String?)] in
      let step = facts.instructions[position]
      if step.operation == .return { return entries(ofReturned: step) }
      guard step.operation == .assign, step.b != 0 else { return [] }
      let target = facts.values[Int(step.a)]
      guard target.kind == .member, facts.values[Int(target.a)].kind != .this else { return [] }
      let (names, base) = program.memberNames(of: place(step.a))
      guard names.count == 1, isParameter(base, 0), let member = payload(place(step.b)) else {
        return []
      }
      return [(names[0], member)]
    }
  }

  private func place(_ id: UInt32) -> ValueRef {
    ValueRef(unit: reducer.unitIndex, id: ValueID(id))
  }

  private func fields(in arm: Region) -> [(field: String, member: String?)] {
    (arm.firstInstruction.index..<max(arm.firstInstruction.index, arm.endInstruction.index))
      .map { facts.instructions[$0] }.filter { $0.operation == .return }
      .flatMap(entries(ofReturned:))
  }

  /// The names of a returned object under which the payload stands, or a member of it.
  private func entries(ofReturned step: Instruction) -> [(field: String, member: String?)] {
    guard step.a != 0 else { return [] }
    return program.entries(of: program.traced(place(step.a))).compactMap { entry in
      guard !entry.name.isEmpty, let member = payload(entry.value) else { return nil }
      return (entry.name, member)
    }
  }

  /// The member of the payload that a value is; nil inside where it is all of it, nil where it is something else.
  private func payload(_ place: ValueRef) -> String?? {
    let value = program.value(place)
    if value.kind == .choice, let first = facts.valueList(ListID(value.a)).first {
      return payload(ValueRef(unit: place.unitIndex, id: first))
    }
    if value.kind == .spread {
      return payload(ValueRef(unit: place.unitIndex, id: ValueID(value.a)))
    }
    if value.kind == .object {
      // `{ ...state.user, ...action.payload }`
      return program.entries(of: place).lazy.filter { $0.name.isEmpty }
        .compactMap { payload($0.value) }.first
    }
    let (names, base) = program.memberNames(of: place)
    guard place.unitIndex == reducer.unitIndex, isParameter(base, 1), names.first == "payload",
      names.count <= 2
    else { return nil }
    return .some(names.dropFirst().first)
  }

  private func isParameter(_ value: Value, _ position: Int) -> Bool {
    value.kind == .parameter && FunctionID(value.a) == reducer.id && Int(value.detail) == position
  }

  /// The functions that load what `fetchOrders.fulfilled` tells of.
  private func loaders(behind type: ValueRef) -> [ValueRef] {
    let value = program.value(type)
    let facts = program.units[type.unitIndex].facts
    guard value.kind == .member, facts.names.string(NameID(value.b)) == "fulfilled" else {
      return []
    }
    let thunk = program.traced(ValueRef(unit: type.unitIndex, id: ValueID(value.a)))
    let made = program.value(thunk)
    guard made.kind == .result else { return [] }
    let owner = program.units[thunk.unitIndex].facts
    return owner.valueList(ListID(owner.instructions[Int(made.a)].b))
      .map { program.traced(ValueRef(unit: thunk.unitIndex, id: $0)) }
      .filter { program.value($0).kind == .function }
  }
}
