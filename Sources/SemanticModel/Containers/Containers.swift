// Finds the collections that live long, and what puts things into them or takes them out.

import Facts

extension Evaluator {
  /// All collections that a module, a class or an instance holds and something adds to.
  mutating func containers(_ table: CallTable) -> [ContainerFact] {
    var search = ContainerSearch()
    for unit in units.indices where units[unit].isRunning {
      for function in units[unit].facts.functions.indices.dropFirst() {
        let fact = units[unit].facts.functions[function]
        let place = FunctionRef(unit: unit, id: FunctionID(function))
        var next = fact.firstInstruction
        while next < fact.endInstruction {
          note(units[unit].facts.instructions[next.index], in: place, &search)
          next = InstructionID(next.index + 1)
        }
      }
    }
    guard !search.growths.isEmpty else { return [] }
    for unit in units.indices where units[unit].isRunning { noteTests(in: unit, &search) }
    let makers = constructions(table)
    return search.growths.keys.sorted().compactMap { maker in
      fact(of: maker, search, makers)
    }
  }

  private mutating func note(
    _ step: Instruction,
    in function: FunctionRef,
    _ search: inout ContainerSearch
  ) {
    let unit = function.unitIndex
    // What the first operand of other steps counts is no value.
    switch step.operation {
    case .call, .assign, .remove: break
    default: return
    }
    let place = units[unit].facts.values[Int(step.a)]
    switch step.operation {
    case .call where place.kind == .member:
      let name = units[unit].name(NameID(place.b))
      if words.growing.contains(name) {
        grow(ValueID(place.a), step, key(of: step, name, in: unit), function, &search)
      } else if words.shrinking.contains(name) {
        let known = held(by: ValueID(place.a), in: unit)
        search.shrink(known, function, isExpiry: asksAge(step.region, in: unit))
        noteDeletion(step, name, known, in: unit, &search)
      }
    case .assign where place.kind == .index:
      grow(ValueID(place.a), step, key(ValueID(place.b), in: unit), function, &search)
    case .assign
    where place.kind == .member && words.sizes.contains(units[unit].name(NameID(place.b))):
      search.shrink(held(by: ValueID(place.a), in: unit), function)
    case .assign where !step.flags.contains(.declares):
      replace(step, in: function, &search)
    case .remove where place.kind == .index || place.kind == .member:
      let known = held(by: ValueID(place.a), in: unit)
      search.shrink(known, function, isExpiry: asksAge(step.region, in: unit))
    default: return
    }
  }

  /// What a map is asked to forget, as the source spells the key.
  private func noteDeletion(
    _ step: Instruction,
    _ name: Name,
    _ known: [ValueRef],
    in unit: Int,
    _ search: inout ContainerSearch
  ) {
    guard names.string(name) == "delete",
      let first = units[unit].valueList(ListID(step.b)).first
    else { return }
    let deletion = ContainerFact.Deletion(
      place: SourcePlace(unit: unit, span: step.span),
      key: Program.text(of: ValueRef(unit: unit, id: first), in: units)
    )
    for maker in known { search.deletions[maker, default: []].append(deletion) }
  }

  private static let ages: Set<String> = [
    "now", "expires", "expiry", "expired", "expire", "ttl", "age", "timestamp", "cutoff",
    "lifetime",
    "deadline", "stale",
  ]

  /// Whether a block runs by how old something is.
  private func asksAge(_ id: RegionID, in unit: Int) -> Bool {
    var next = id
    for _ in 0..<8 where next.isPresent {
      let region = units[unit].facts.regions[next.index]
      if region.kind == .body { return false }
      if region.kind == .then || region.kind == .otherwise, mentionsAge(region.subject, in: unit, 0)
      {
        return true
      }
      next = region.parent
    }
    return false
  }

  private func mentionsAge(_ id: ValueID, in unit: Int, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    func speaks(_ name: NameID) -> Bool {
      NameSplit.words(of: facts.names.string(name)).contains(where: Self.ages.contains)
    }
    switch value.kind {
    case .symbol: return speaks(facts.symbols[Int(value.a)].name)
    case .member:
      return speaks(NameID(value.b)) || mentionsAge(ValueID(value.a), in: unit, depth + 1)
    case .binary:
      return mentionsAge(ValueID(value.a), in: unit, depth + 1)
        || mentionsAge(ValueID(value.b), in: unit, depth + 1)
    case .unary: return mentionsAge(ValueID(value.a), in: unit, depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { mentionsAge($0, in: unit, depth + 1) }
    case .result:
      return mentionsAge(ValueID(facts.instructions[Int(value.a)].a), in: unit, depth + 1)
    default: return false
    }
  }

  private mutating func grow(
    _ receiver: ValueID,
    _ step: Instruction,
    _ key: ContainerFact.Key,
    _ function: FunctionRef,
    _ search: inout ContainerSearch
  ) {
    let unit = function.unitIndex
    guard let maker = container(at: receiver, in: unit, depth: 0),
      !isSetUpOnly(step.region, in: unit)
    else { return }
    search.growths[maker, default: []].append(
      ContainerFact.Growth(
        function: function,
        place: SourcePlace(unit: unit, span: step.span),
        key: key
      )
    )
    if search.names[maker] == nil {
      search.names[maker] = ValueRef(unit: unit, id: receiver)
    }
  }

  /// Code that only runs where an environment variable says so: tests, debugging.
  private func isSetUpOnly(_ id: RegionID, in unit: Int) -> Bool {
    var next = id
    while next.isPresent {
      let region = units[unit].facts.regions[next.index]
      if region.kind == .then, reads(region.subject, in: unit, depth: 0) { return true }
      next = region.parent
    }
    return false
  }

  private func reads(_ id: ValueID, in unit: Int, depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .member: return isSetting(ValueID(value.a), in: unit)
    case .binary:
      return [ValueID(value.a), ValueID(value.b)].contains {
        reads($0, in: unit, depth: depth + 1)
      }
    case .unary: return reads(ValueID(value.a), in: unit, depth: depth + 1)
    case .choice:
      return units[unit].valueList(ListID(value.a)).contains {
        reads($0, in: unit, depth: depth + 1)
      }
    case .result:
      let callee = units[unit].facts.instructions[Int(value.a)].a
      return reads(ValueID(callee), in: unit, depth: depth + 1)
    default: return false
    }
  }

  /// `queue = []` elsewhere than where the queue is made.
  private mutating func replace(
    _ step: Instruction,
    in function: FunctionRef,
    _ search: inout ContainerSearch
  ) {
    let unit = function.unitIndex
    let value = ValueRef(unit: unit, id: ValueID(step.b))
    // Adding to a copy is growth, whatever it is called.
    guard !units[unit].facts.values[value.id.index].kind.isText else { return }
    let known = held(by: ValueID(step.a), in: unit)
    guard !known.isEmpty else { return }
    search.shrink(known.filter { $0 != made(value) }, function)
  }

  private func made(_ value: ValueRef) -> ValueRef {
    let shape = units[value.unitIndex].facts.values[value.id.index]
    guard shape.kind == .result else { return value }
    return origin(of: InstructionID(shape.a), in: value.unitIndex)
  }

  /// Blocks and loops that run by a collection's size.
  private mutating func noteTests(in unit: Int, _ search: inout ContainerSearch) {
    for region in units[unit].facts.regions where region.subject.isPresent {
      guard region.kind == .then || region.kind == .otherwise || region.kind == .while else {
        continue
      }
      measure(region.subject, in: unit, depth: 0, &search)
    }
  }

  private mutating func measure(
    _ id: ValueID,
    in unit: Int,
    depth: Int,
    _ search: inout ContainerSearch
  ) {
    guard id.isPresent, depth < 8 else { return }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .binary:
      measure(ValueID(value.a), in: unit, depth: depth + 1, &search)
      measure(ValueID(value.b), in: unit, depth: depth + 1, &search)
    case .unary: measure(ValueID(value.a), in: unit, depth: depth + 1, &search)
    case .choice:
      for word in units[unit].list(ListID(value.a)) {
        measure(ValueID(word), in: unit, depth: depth + 1, &search)
      }
    case .member where words.sizes.contains(units[unit].name(NameID(value.b))):
      search.measured.formUnion(held(by: ValueID(value.a), in: unit))
    case .result:
      // `len(cache) > 100`
      let call = units[unit].facts.instructions[Int(value.a)]
      guard units[unit].facts.values[Int(call.a)].kind == .global,
        let first = units[unit].list(ListID(call.b)).first
      else { return }
      search.measured.formUnion(held(by: ValueID(first), in: unit))
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return }
      measure(symbol.value, in: unit, depth: depth + 1, &search)
    default: return
    }
  }
}

/// What was met so far, by the value that makes the collection.
struct ContainerSearch {
  var growths: [ValueRef: [ContainerFact.Growth]] = [:]
  var shrinkers: [ValueRef: [FunctionRef]] = [:]
  /// What something is taken out of for another reason than its age.
  var emptied: Set<ValueRef> = []
  var measured: Set<ValueRef> = []
  /// The calls that take out what has a key.
  var deletions: [ValueRef: [ContainerFact.Deletion]] = [:]
  /// An expression that stands for the collection.
  var names: [ValueRef: ValueRef] = [:]

  mutating func shrink(_ makers: [ValueRef], _ function: FunctionRef, isExpiry: Bool = false) {
    for maker in makers {
      shrinkers[maker, default: []].append(function)
      if !isExpiry { emptied.insert(maker) }
    }
  }
}

extension Value.Kind {
  /// A text, a number or the like: no collection.
  fileprivate var isText: Bool {
    switch self {
    case .string, .number, .boolean, .template: true
    default: false
    }
  }
}
