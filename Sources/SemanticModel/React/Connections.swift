// Components that are given parts of the store as properties: `connect(mapState, actions)(Orders)`.

import Facts

extension Program {
  /// By component: the function that makes properties of it out of the store.
  var connections: [FunctionRef: FunctionRef] {
    answers.connections.value {
      var result: [FunctionRef: FunctionRef] = [:]
      for site in calls(playing: [.connector]) where site.unit.isRunning {
        let unit = site.place.unit
        guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first,
          let outer = table.calls(of: unit).first(where: { isCall($0, ofResultOf: site) })
        else { continue }
        let mapper = traced(ValueRef(unit: unit, id: first))
        guard value(mapper).kind == .function,
          let component = component(wrappedBy: call(at: outer), 0)
        else { continue }
        result[component] = FunctionRef(unit: mapper.unitIndex, id: FunctionID(value(mapper).a))
      }
      return result
    }
  }

  private func isCall(_ position: Int, ofResultOf site: CallSite) -> Bool {
    let callee = units[site.place.unit].facts.values[Int(call(at: position).instruction.a)]
    return callee.kind == .result && InstructionID(callee.a) == site.resolved.place.id
  }

  /// The component that a wrapper is given, through further wrappers: `withRouter(Orders)`.
  func component(wrappedBy site: CallSite, _ depth: Int) -> FunctionRef? {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first, depth < 4 else {
      return nil
    }
    let given = traced(ValueRef(unit: site.place.unit, id: first))
    guard value(given).kind == .result else { return component(behind: given) }
    let ref = CallRef(unit: given.unitIndex, id: InstructionID(value(given).a))
    return table.position(of: ref).flatMap { component(wrappedBy: call(at: $0), depth + 1) }
  }

  /// The component that a function or a class is.
  func component(behind place: ValueRef) -> FunctionRef? {
    let value = value(place)
    switch value.kind {
    case .function: return FunctionRef(unit: place.unitIndex, id: FunctionID(value.a))
    case .class:
      let span = units[place.unitIndex].facts.classes[Int(value.a)].span
      return classComponents[place.unitIndex]?.first { $0.span == span }?.render
    default: return nil
    }
  }
}

extension DataTrace {
  /// What a part of the store holds, as far as the name in it is told apart from others.
  mutating func follow(slice: String, field: String?) {
    let slices = program.storeSlices
    if let field, let stored = slices.fields[slice]?[field] {
      for answer in stored.prefix(16) {
        let part = answer.member.map { Part.member($0) }
        if answer.isLoader {
          follow(returnsOf: answer.value, part)
        } else {
          follow(answer.value, part)
        }
      }
      return
    }
    if !slices.isKnown(slice) {
      for payload in slices.payloads(namedLike: slice).prefix(4) {
        follow(payload, field.map { .member($0) })
      }
      return
    }
    for payload in (slices.payloads[slice] ?? []).prefix(16) { follow(payload, nil) }
    for loader in (slices.loaders[slice] ?? []).prefix(16) { follow(returnsOf: loader, nil) }
  }

  /// What a property of a component is that comes out of the store.
  ///
  /// Tells whether it does; what is known of no name in the store has no source.
  mutating func follow(property name: String, connectedTo component: FunctionRef, _ part: Part?)
    -> Bool
  {
    guard let mapper = program.connections[component] else { return false }
    for place in program.returns(of: mapper) {
      guard
        let entry = program.entries(of: program.traced(place)).last(where: { $0.name == name })
      else { continue }
      let (names, base) = program.memberNames(of: entry.value)
      guard base.kind == .parameter, FunctionID(base.a) == mapper.id, let slice = names.first else {
        return true
      }
      var field = names.dropFirst().first
      if field == nil, case .member(let own) = part { field = own }
      if let field, program.storeSlices.fields[slice]?[field] != nil {
        follow(slice: slice, field: field)
      }
      return true
    }
    return false
  }
}
