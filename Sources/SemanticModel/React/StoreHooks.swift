// Stores that components read through a hook of their own: `const useCart = create((set) => ({ … }))`.

import Facts

/// What one such store holds.
struct StoreHook: Sendable {
  /// The call that gives the hook.
  let call: CallRef
  /// By name: the values that its actions put into it.
  fileprivate(set) var writes: [String: [ValueRef]] = [:]
  /// The names whose values are functions.
  fileprivate(set) var actions: Set<String> = []
  /// By name of an action: its function.
  fileprivate(set) var functions: [String: FunctionRef] = [:]
  /// By name of an action: the names that it writes.
  fileprivate(set) var written: [String: Set<String>] = [:]
  /// The names that a timer, a message or a subscription writes inside the store itself.
  fileprivate(set) var streamed: Set<String> = []
  /// Those of them that look at what the store holds, for whoever calls them while rendering.
  fileprivate(set) var readers: Set<String> = []
}

extension Program {
  /// By the call that gives the hook: the store behind it.
  var storeHooks: [CallRef: StoreHook] {
    answers.storeHooks.value {
      var result: [CallRef: StoreHook] = [:]
      for site in calls(playing: [.storeHook]) where site.unit.isRunning {
        let unit = site.place.unit
        let made = site.resolved.place.id
        // `create<Cart>()((set) => …)`: the second call is given the function.
        let curried = table.calls(of: unit).first { position in
          let callee = units[unit].facts.values[Int(call(at: position).instruction.a)]
          return callee.kind == .result && InstructionID(callee.a) == made
        }
        let maker = curried.map { call(at: $0) } ?? site
        guard let function = creator(givenTo: maker, 0) else { continue }
        result[maker.resolved.place] = StoreHook(of: maker.resolved.place, function, in: self)
      }
      return result
    }
  }

  /// The store that a call of a component reads.
  func store(readBy site: CallSite) -> StoreHook? { storeReads[site.position] }

  /// By call of a component: the store that it reads.
  var storeReads: [Int: StoreHook] {
    answers.storeReads.value {
      let hooks = storeHooks
      guard !hooks.isEmpty else { return [:] }
      var result: [Int: StoreHook] = [:]
      for site in calls(named: { $0.hasPrefix("use") }) {
        let unit = site.resolved.place.unitIndex
        let callee = traced(ValueRef(unit: unit, id: ValueID(site.instruction.a)))
        guard value(callee).kind == .result else { continue }
        let made = CallRef(unit: callee.unitIndex, id: InstructionID(value(callee).a))
        if let hook = hooks[made] { result[site.position] = hook }
      }
      return result
    }
  }

  /// The name that a selector takes of a store; absent where it takes the store whole, or something made of it.
  func selected(by site: CallSite) -> String? {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
      return nil
    }
    for place in returns(of: traced(ValueRef(unit: site.place.unit, id: first))) {
      let facts = units[place.unitIndex].facts
      var value = value(place)
      var name: String?
      for _ in 0..<6 where value.kind == .member {
        name = facts.names.string(NameID(value.b))
        value = facts.values[Int(value.a)]
      }
      if let name { return name }
    }
    return nil
  }

  /// Whether a function calls what another is given at a position.
  fileprivate func calls(_ position: Int, of creator: FunctionRef, in function: FunctionRef) -> Bool
  {
    calls(in: function).contains {
      let step = call(at: $0).instruction
      let callee = value(traced(ValueRef(unit: function.unitIndex, id: ValueID(step.a))))
      return callee.kind == .parameter && FunctionID(callee.a) == creator.id
        && Int(callee.detail) == position
    }
  }

  /// The function that fills a store, behind what only wraps it.
  private func creator(givenTo site: CallSite, _ depth: Int) -> FunctionRef? {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first, depth < 4 else {
      return nil
    }
    let given = traced(ValueRef(unit: site.place.unit, id: first))
    let value = value(given)
    if value.kind == .function {
      return FunctionRef(unit: given.unitIndex, id: FunctionID(value.a))
    }
    guard value.kind == .result else { return nil }
    let ref = CallRef(unit: given.unitIndex, id: InstructionID(value.a))
    return table.position(of: ref).flatMap { creator(givenTo: call(at: $0), depth + 1) }
  }
}

extension StoreHook {
  /// Reads the function that fills it: its first parameter is what its actions write with.
  fileprivate init(of call: CallRef, _ creator: FunctionRef, in program: Program) {
    self.call = call
    let unit = creator.unitIndex
    var functions: [(name: String, function: FunctionRef)] = []
    for place in program.returns(of: creator) {
      for entry in program.entries(of: program.traced(place)) {
        let value = program.value(program.traced(entry.value))
        guard value.kind == .function else { continue }
        actions.insert(entry.name)
        let action = FunctionRef(unit: unit, id: FunctionID(value.a))
        functions.append((entry.name, action))
        self.functions[entry.name] = action
        if program.calls(1, of: creator, in: action), !program.calls(0, of: creator, in: action) {
          readers.insert(entry.name)
        }
      }
    }
    for position in program.table.calls(of: unit) {
      let site = program.call(at: position)
      guard program.isInside(site.function, creator) else { continue }
      let callee = program.value(
        program.traced(ValueRef(unit: unit, id: ValueID(site.instruction.a)))
      )
      guard callee.kind == .parameter, FunctionID(callee.a) == creator.id, callee.detail == 0,
        let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
      else { continue }
      let given = program.traced(ValueRef(unit: unit, id: first))
      let action = functions.first { program.isInside(site.function, $0.function) }?.name
      let isStreamed = program.isStreamed(site.function, upTo: creator)
      for object in [given] + program.returns(of: given) {
        for entry in program.entries(of: object) where !entry.name.isEmpty {
          writes[entry.name, default: []].append(entry.value)
          if let action { written[action, default: []].insert(entry.name) }
          if isStreamed { streamed.insert(entry.name) }
        }
      }
    }
  }
}
