// Stores that components read: what of a request ends up in which part of them.

import Facts

/// By the name of a part of the store: the values that actions put into it.
struct StoreSlices: Sendable {
  fileprivate(set) var payloads: [String: [ValueRef]] = [:]
  /// Functions whose results are put into it.
  fileprivate(set) var loaders: [String: [ValueRef]] = [:]
  /// By the name of a part, and by a name in it: what is known to be put under that name.
  fileprivate(set) var fields: [String: [String: [StoredAnswer]]] = [:]
  /// By the name of a part: the functions that answer its actions.
  fileprivate(set) var reducers: [String: [FunctionRef]] = [:]
  /// By such a function: what its action carries, where it answers one of its own name.
  fileprivate(set) var payloadsOfReducers: [FunctionRef: [ValueRef]] = [:]
  /// The parts whose reducers are in sight.
  fileprivate var known: Set<String> = []
  /// By type of action: what is sent with it.
  fileprivate var sent: [String: [ValueRef]] = [:]

  func isKnown(_ part: String) -> Bool { known.contains(part) }

  /// What is sent under the names of a part that no reducer in sight fills: `ALL_ORDERS_SUCCESS` for `allOrders`.
  ///
  /// Stores that a library or another package puts together are known by the names of their actions alone.
  func payloads(namedLike part: String) -> [ValueRef] {
    guard !known.contains(part) else { return [] }
    let subject = Self.subject(of: part)
    guard !subject.isEmpty else { return [] }
    let types = sent.keys.filter { type in
      let words = NameSplit.words(of: type)
      return words.count > 1 && Self.done.contains(words.last ?? "")
        && Self.subject(of: words.dropLast()) == subject
    }
    return types.sorted().flatMap { sent[$0] ?? [] }
  }

  /// The words of a name that tell what it is about, each as one of many.
  static func subject(of name: String) -> Set<String> {
    subject(of: NameSplit.words(of: name)[...])
  }

  private static func subject(of words: ArraySlice<String>) -> Set<String> {
    Set(
      words.filter { !filling.contains($0) }.map { word in
        word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
      }
    )
  }

  private static let done: Set<String> = ["success", "succeeded", "fulfilled", "loaded"]
  private static let filling: Set<String> = [
    "all", "get", "fetch", "load", "list", "set", "data", "state", "reducer", "slice",
  ]
}

/// What an action puts under a name of the store.
struct StoredAnswer: Sendable {
  /// The payload of the action, or the function that loads it.
  let value: ValueRef
  /// The member of it that is kept; absent where all of it is.
  let member: String?
  /// Whether the value is the function that loads it.
  let isLoader: Bool
}

extension Program {
  /// The parts of the store of the program, and what fills them.
  var storeSlices: StoreSlices {
    answers.storeSlices.value { StoreReading(self).slices() }
  }

  /// The part of the store that a selector reads, and the name in it: `orders` and `list` of
  /// `(state) => state.orders.list`.
  func slice(readBy site: CallSite) -> (part: String, field: String?)? {
    guard site.plays(.selector),
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    let function = traced(ValueRef(unit: site.place.unit, id: first))
    for place in returns(of: function) {
      let names = memberNames(of: place).names
      if let part = names.first { return (part, names.dropFirst().first) }
    }
    return nil
  }

  /// The names of the members that a value takes one of the other, the first taken first, and what they are taken of.
  func memberNames(of place: ValueRef) -> (names: [String], base: Value) {
    let facts = units[place.unitIndex].facts
    var value = value(place)
    var names: [String] = []
    for _ in 0..<8 {
      if value.kind == .member {
        names.append(facts.names.string(NameID(value.b)))
        value = facts.values[Int(value.a)]
      } else if value.kind == .symbol, facts.symbols[Int(value.a)].value.isPresent,
        !facts.symbols[Int(value.a)].flags.contains(.reassigned)
      {
        value = facts.values[facts.symbols[Int(value.a)].value.index]
      } else {
        break
      }
    }
    return (names.reversed(), value)
  }
}

/// Reads stores out of the calls that make them and the actions that fill them.
private struct StoreReading {
  let program: Program
  /// By type of action, and by name of the function that makes one.
  private var sent: [String: [ValueRef]] = [:]

  init(_ program: Program) {
    self.program = program
    let wanted = WordList(["dispatch"])
    for unit in program.units.indices
    where program.units[unit].isRunning
      && wanted.isMentioned(in: program.units[unit].facts.names)
    {
      collectActions(in: unit)
    }
  }

  private mutating func collectActions(in unit: Int) {
    let facts = program.units[unit].facts
    for position in program.table.calls(of: unit) {
      let site = program.call(at: position)
      guard site.calleeName == "dispatch",
        let first = facts.valueList(ListID(site.instruction.b)).first
      else { continue }
      let argument = ValueRef(unit: unit, id: first)
      let value = program.value(argument)
      if value.kind == .object {
        let entries = program.entries(of: argument)
        guard let payload = entries.last(where: { $0.name == "payload" }),
          let type = entries.last(where: { $0.name == "type" }), let name = text(type.value)
        else { continue }
        sent[name, default: []].append(payload.value)
      } else if value.kind == .result {
        let step = facts.instructions[Int(value.a)]
        let ref = CallRef(unit: unit, id: InstructionID(value.a))
        guard step.operation == .call, let made = program.table.position(of: ref),
          let given = facts.valueList(ListID(step.b)).first
        else { continue }
        let name = program.call(at: made).calleeName
        sent["()" + name, default: []].append(ValueRef(unit: unit, id: given))
      }
    }
  }

  private func text(_ place: ValueRef) -> String? {
    let traced = program.traced(place)
    let value = program.value(traced)
    guard value.kind == .string else { return nil }
    return program.units[traced.unitIndex].facts.names.string(NameID(value.a))
  }

  func slices() -> StoreSlices {
    var result = StoreSlices()
    result.sent = sent
    for site in program.calls(playing: [.store]) where site.unit.isRunning {
      let unit = site.place.unit
      guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
        continue
      }
      var object = program.traced(ValueRef(unit: unit, id: first))
      if let inner = program.member("reducer", of: object, depth: 0) {
        object = program.traced(inner)
      }
      for entry in program.entries(of: object) where !entry.name.isEmpty {
        result.known.insert(entry.name)
        fill(entry.name, by: entry.value, into: &result)
      }
    }
    return result
  }

  /// Adds what one reducer puts into its part.
  private func fill(_ name: String, by reducer: ValueRef, into result: inout StoreSlices) {
    let traced = program.traced(reducer)
    let value = program.value(traced)
    let facts = program.units[traced.unitIndex].facts
    switch value.kind {
    case .function: fill(name, from: FunctionID(value.a), in: traced.unitIndex, into: &result)
    case .member:
      // `ordersSlice.reducer`
      let base = program.traced(ValueRef(unit: traced.unitIndex, id: ValueID(value.a)))
      fill(name, bySlice: base, into: &result)
    case .result:
      let step = facts.instructions[Int(value.a)]
      for argument in facts.valueList(ListID(step.b)) {
        let inner = program.traced(ValueRef(unit: traced.unitIndex, id: argument))
        if program.value(inner).kind == .function { fill(name, by: inner, into: &result) }
      }
    default: return
    }
  }

  private func fill(
    _ name: String,
    from function: FunctionID,
    in unit: Int,
    into result: inout StoreSlices
  ) {
    // `USER_LIST_SUCCESS` fills `userList`: what a `case` compares stands in no fact.
    let words = NameSplit.words(of: name)
    for type in sent.keys.sorted() where NameSplit.words(of: type).dropLast().elementsEqual(words) {
      result.payloads[name, default: []] += sent[type] ?? []
    }
    let reading = FieldReading(program: program, reducer: FunctionRef(unit: unit, id: function))
    result.reducers[name, default: []].append(reading.reducer)
    for (field, stored) in reading.byCase(sent: sent, text: text) + reading.byThunk() {
      result.fields[name, default: [:]][field, default: []].append(stored)
    }
    let facts = program.units[unit].facts
    let fact = facts.functions[function.index]
    for position in fact.firstValue.index..<max(fact.firstValue.index, fact.endValue.index) {
      let place = ValueRef(unit: unit, id: ValueID(position))
      let value = program.value(place)
      if value.kind == .symbol || value.kind == .string || value.kind == .member,
        let type = text(place), let payloads = sent[type]
      {
        result.payloads[name, default: []] += payloads
      }
      // `builder.addCase(fetchOrders.fulfilled, …)`
      guard value.kind == .member, facts.names.string(NameID(value.b)) == "fulfilled" else {
        continue
      }
      let thunk = program.traced(ValueRef(unit: unit, id: ValueID(value.a)))
      let made = program.value(thunk)
      guard made.kind == .result else { continue }
      let owner = program.units[thunk.unitIndex].facts
      for argument in owner.valueList(ListID(owner.instructions[Int(made.a)].b)) {
        let inner = program.traced(ValueRef(unit: thunk.unitIndex, id: argument))
        if program.value(inner).kind == .function {
          result.loaders[name, default: []].append(inner)
        }
      }
    }
  }

  /// A slice with its reducers by name, and those for what is loaded.
  private func fill(_ name: String, bySlice slice: ValueRef, into result: inout StoreSlices) {
    let made = program.value(slice)
    guard made.kind == .result else { return }
    let facts = program.units[slice.unitIndex].facts
    guard let first = facts.valueList(ListID(facts.instructions[Int(made.a)].b)).first else {
      return
    }
    let options = ValueRef(unit: slice.unitIndex, id: first)
    if let reducers = program.member("reducers", of: options, depth: 0) {
      for entry in program.entries(of: program.traced(reducers)) {
        let payloads = sent["()" + entry.name] ?? []
        result.payloads[name, default: []] += payloads
        let body = program.traced(entry.value)
        guard program.value(body).kind == .function else { continue }
        let function = FunctionRef(unit: body.unitIndex, id: FunctionID(program.value(body).a))
        result.reducers[name, default: []].append(function)
        result.payloadsOfReducers[function] = payloads
        for (field, member) in FieldReading(program: program, reducer: function).kept() {
          result.fields[name, default: [:]][field, default: []] += payloads.map {
            StoredAnswer(value: $0, member: member, isLoader: false)
          }
        }
      }
    }
    guard let extra = program.member("extraReducers", of: options, depth: 0) else { return }
    let traced = program.traced(extra)
    if program.value(traced).kind == .function {
      fill(
        name,
        from: FunctionID(program.value(traced).a),
        in: traced.unitIndex,
        into: &result
      )
    }
  }
}
