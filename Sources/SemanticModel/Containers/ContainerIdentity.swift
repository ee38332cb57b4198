// Which collection an expression stands for, and who holds it.

import Facts

extension Evaluator {
  /// The one collection that an expression is, without a call between them that may have copied it.
  mutating func container(at id: ValueID, in unit: Int, depth: Int) -> ValueRef? {
    guard id.isPresent, depth < 16 else { return nil }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .array, .object, .result:
      let only = held(by: id, in: unit)
      let own =
        value.kind == .result
        ? origin(of: InstructionID(value.a), in: unit) : ValueRef(unit: unit, id: id)
      return only == [own] ? own : nil
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      if symbol.kind == .import { return single(id, in: unit) }
      return container(at: symbol.value, in: unit, depth: depth + 1)
    case .member, .choice: return single(id, in: unit)
    default: return nil
    }
  }

  private mutating func single(_ id: ValueID, in unit: Int) -> ValueRef? {
    let set = evaluate(id, in: unit)
    let all = held(by: id, in: unit)
    return all.count == 1 && members(of: set).count == 1 ? all.first : nil
  }

  /// All collections that an expression may be.
  mutating func held(by id: ValueID, in unit: Int) -> [ValueRef] {
    let set = evaluate(id, in: unit)
    return members(of: set).compactMap { maker(of: entities[$0]) }
  }

  private func maker(of entity: Entity) -> ValueRef? {
    switch entity {
    case .array(let place), .object(let place): return place
    case .library(let type, let origin?):
      let name = index.name(of: type)
      guard
        ["builtin.Map", "builtin.Set", "builtin.Array", "python.Collection"].contains(name)
      else { return nil }
      return isWeak(origin) ? nil : origin
    default: return nil
    }
  }

  /// A `WeakMap` keeps nothing alive.
  private func isWeak(_ origin: ValueRef) -> Bool {
    let facts = units[origin.unitIndex].facts
    let value = facts.values[origin.id.index]
    guard value.kind == .result else { return true }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .global else { return false }
    return facts.names.string(NameID(callee.a)).hasPrefix("Weak")
  }

  /// Every construction of each class: positions in the table of calls.
  mutating func constructions(_ table: CallTable) -> [ClassRef: [Int]] {
    var result: [ClassRef: [Int]] = [:]
    for (position, call) in table.calls.enumerated() {
      let unit = call.place.unitIndex
      let instruction = units[unit].facts.instructions[call.place.id.index]
      guard
        instruction.operation == .construct
          || units[unit].facts.values[Int(instruction.a)].kind == .symbol
      else { continue }
      for id in members(of: evaluate(ValueID(instruction.a), in: unit)) {
        guard case .classObject(let type) = entities[id] else { continue }
        result[type, default: []].append(position)
      }
    }
    return result
  }

  /// The fact of one collection; nil where it does not outlive a call.
  mutating func fact(
    of maker: ValueRef,
    _ search: ContainerSearch,
    _ makers: [ClassRef: [Int]]
  ) -> ContainerFact? {
    let unit = maker.unitIndex
    guard let owner = owner(of: maker, makers), let growths = search.growths[maker] else {
      return nil
    }
    let value = units[unit].facts.values[maker.id.index]
    let span =
      value.kind == .result ? units[unit].facts.instructions[Int(value.a)].span : value.span
    var fact = ContainerFact(
      place: SourcePlace(unit: unit, span: span),
      name: search.names[maker].map { Program.text(of: $0, in: units) } ?? "",
      owner: owner
    )
    fact.growths = growths
    fact.shrinkers = search.shrinkers[maker] ?? []
    fact.isMeasured = search.measured.contains(maker)
    fact.vainDeletion = fact.vainDeletion(among: search.deletions[maker] ?? [])
    if fact.vainDeletion != nil { fact.shrinkers = [] }
    fact.isOnlyExpired = !fact.shrinkers.isEmpty && !search.emptied.contains(maker)
    return fact
  }

  private mutating func owner(of maker: ValueRef, _ makers: [ClassRef: [Int]]) -> ContainerFact
    .Owner?
  {
    let unit = maker.unitIndex
    let id = function(enclosing: maker.id, in: unit)
    let function = units[unit].facts.functions[id.index]
    switch function.kind {
    case .module: return .process
    case .arrow, .function:
      // `const store = (() => { const items = []; … })();`
      let isModule = function.flags.contains(.invoked) && function.parent == FileFacts.module
      return isModule ? .process : nil
    case .classBody:
      let owner = ClassRef(unit: unit, id: function.owner)
      guard function.owner.isPresent else { return nil }
      let isStatic = units[unit].members(of: owner.id).contains {
        $0.isStatic && $0.value == maker.id
      }
      return isStatic ? .process : instances(of: owner, makers)
    case .method:
      guard function.owner.isPresent, units[unit].name(function.name) == .constructor else {
        return nil
      }
      return instances(of: ClassRef(unit: unit, id: function.owner), makers)
    default: return nil
    }
  }

  private func instances(of type: ClassRef, _ makers: [ClassRef: [Int]]) -> ContainerFact.Owner {
    let decorators = units[type.unitIndex].valueList(
      units[type.unitIndex].facts.classes[type.id.index].decorators
    )
    let isProvided = decorators.contains { value in
      decorator(value, in: type.unitIndex)?.makesOne == true
        && !hasScope(value, in: type.unitIndex)
    }
    return isProvided ? .provided : .constructed(by: makers[type] ?? [])
  }

  /// `@Injectable({ scope: Scope.REQUEST })`: one instance per request.
  private func hasScope(_ decorator: ValueID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let value = facts.values[decorator.index]
    guard value.kind == .result else { return false }
    let call = facts.instructions[Int(value.a)]
    return units[unit].valueList(ListID(call.b)).contains { argument in
      let object = facts.values[argument.index]
      guard object.kind == .object else { return false }
      let words = Array(units[unit].list(ListID(object.a)))
      return stride(from: 0, to: words.count, by: 2).contains {
        facts.names.string(NameID(words[$0])) == "scope"
      }
    }
  }
}
