// How the reducers of a store change its lists: what they put in front, add behind, or take out.

import Facts
import SourceText

/// One change of a list that a store keeps.
struct StoredListChange: Sendable {
  enum Kind: Sendable { case removed, prepended, pageAppended }
  let kind: Kind
  let place: SourcePlace
  /// The function that answers the action.
  let reducer: FunctionRef
}

extension Program {
  /// The part of the store that a list is, and the name in it.
  func storedList(behind rows: ValueRef) -> (part: String, field: String?)? {
    guard rows.id.isPresent else { return nil }
    var place = rows
    let facts = units[rows.unitIndex].facts
    for _ in 0..<3 where value(place).kind == .choice {
      guard let first = facts.valueList(ListID(value(place).a)).first else { return nil }
      place = ValueRef(unit: place.unitIndex, id: first)
    }
    let (names, base) = memberNames(of: place)
    guard base.kind == .result,
      let position = table.position(
        of: CallRef(unit: place.unitIndex, id: InstructionID(base.a))
      ), let slice = slice(readBy: call(at: position))
    else { return nil }
    guard names.count <= 1, names.isEmpty || slice.field == nil else { return nil }
    return (slice.part, slice.field ?? names.first)
  }

  /// How the reducers of a part change the list under a name of it, or the part itself.
  func changes(ofPart part: String, field: String?) -> [StoredListChange] {
    (storeSlices.reducers[part] ?? []).flatMap { reducer -> [StoredListChange] in
      let facts = units[reducer.unitIndex].facts
      let fact = facts.functions[reducer.id.index]
      let first = fact.firstInstruction.index
      return (first..<max(first, fact.endInstruction.index)).flatMap { position in
        changes(by: facts.instructions[position], of: field, in: reducer)
      }
    }
  }

  private func changes(
    by step: Instruction,
    of field: String?,
    in reducer: FunctionRef
  ) -> [StoredListChange] {
    let facts = units[reducer.unitIndex].facts
    func place(_ id: UInt32) -> ValueRef { ValueRef(unit: reducer.unitIndex, id: ValueID(id)) }
    func change(_ kind: StoredListChange.Kind?) -> [StoredListChange] {
      guard let kind else { return [] }
      let place = SourcePlace(unit: reducer.unitIndex, span: step.span)
      return [StoredListChange(kind: kind, place: place, reducer: reducer)]
    }
    switch step.operation {
    case .assign where step.b != 0:
      guard isList(place(step.a), field, of: reducer) else { return [] }
      return change(kind(of: place(step.b), field, in: reducer, 0))
    case .return where step.a != 0:
      if let field {
        let entry = entries(of: traced(place(step.a))).last { $0.name == field }
        return change(entry.flatMap { kind(of: $0.value, field, in: reducer, 0) })
      }
      return change(kind(of: place(step.a), nil, in: reducer, 0))
    case .call:
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, isList(place(callee.a), field, of: reducer) else { return [] }
      let arguments = facts.valueList(ListID(step.b))
      switch facts.names.string(NameID(callee.b)) {
      case "unshift": return change(.prepended)
      case "splice" where arguments.count == 2: return change(.removed)
      case "push" where arguments.contains { facts.values[$0.index].kind == .spread }:
        return change(.pageAppended)
      default: return []
      }
    default: return []
    }
  }

  /// Whether a value is the list itself: `state.orders`, or `state` where the part is a list.
  private func isList(_ place: ValueRef, _ field: String?, of reducer: FunctionRef) -> Bool {
    let (names, base) = memberNames(of: place)
    return names == (field.map { [$0] } ?? []) && base.kind == .parameter
      && FunctionID(base.a) == reducer.id && base.detail == 0
  }

  /// What becomes of a list that is replaced by a value.
  private func kind(
    of place: ValueRef,
    _ field: String?,
    in reducer: FunctionRef,
    _ depth: Int
  ) -> StoredListChange.Kind? {
    guard depth < 4, place.unitIndex == reducer.unitIndex else { return nil }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: UInt32) -> ValueRef { ValueRef(unit: place.unitIndex, id: ValueID(id)) }
    switch value.kind {
    case .choice:
      return facts.list(ListID(value.a)).lazy
        .compactMap { self.kind(of: inner($0), field, in: reducer, depth + 1) }.first
    case .array:
      let items = facts.valueList(ListID(value.a))
      let before = items.firstIndex { item in
        let part = facts.values[item.index]
        return part.kind == .spread && isList(inner(part.a), field, of: reducer)
      }
      guard let before, items.count > 1 else { return nil }
      if before > 0 { return .prepended }
      return items.dropFirst().contains { facts.values[$0.index].kind == .spread }
        ? .pageAppended : nil
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard step.operation == .call, callee.kind == .member,
        isList(inner(callee.a), field, of: reducer)
      else { return nil }
      switch facts.names.string(NameID(callee.b)) {
      case "filter": return .removed
      case "concat": return .pageAppended
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether an action that a reducer answers carries a page of an answer: one of several.
  func carriesPage(_ change: StoredListChange) -> Bool {
    (storeSlices.payloadsOfReducers[change.reducer] ?? []).contains { payload in
      dataSource(of: payload).requests.contains { isPaged($0) }
    }
  }
}
