// What calls return.

import Facts

extension Evaluator {
  /// What a call, construction or element results in.
  mutating func result(of id: InstructionID, in unit: Int) -> EntitySetID {
    let call = units[unit].facts.instructions[id.index]
    if call.operation == .read { return found(by: call, id, in: unit) }
    if let bound = bound(by: call, in: unit) { return bound }
    let callee = evaluate(ValueID(call.a), in: unit)
    var set = kept(by: call, callee, in: unit)
    guard set.isEmpty else { return set }
    for entity in entities[callee] {
      set = entities.union(set, result(of: entities[entity], entity, call: call, id: id, in: unit))
    }
    set = entities.union(set, handedOver(to: call, in: unit))
    if callee.isEmpty { set = resultOfMethod(call, in: unit) }
    if set.isEmpty { set = checked(takenBy: call, in: unit) }
    return call.flags.contains(.decorator) ? decorated(set, by: call, in: unit) : set
  }

  /// What a decorator that nobody knows makes of a function still does what the function does.
  private mutating func decorated(
    _ made: EntitySetID,
    by call: Instruction,
    in unit: Int
  ) -> EntitySetID {
    let isUnknown = members(of: made).allSatisfy {
      if case .foreign = entities[$0] { true } else { false }
    }
    return isUnknown ? entities.union(made, evaluate(argument: 0, of: call, in: unit)) : made
  }

  /// What a template makes of a member: it calls what can be called.
  private mutating func found(
    by read: Instruction,
    _ id: InstructionID,
    in unit: Int
  ) -> EntitySetID {
    var set = EntitySetID.empty
    for entity in members(of: evaluate(ValueID(read.a), in: unit)) {
      switch entities[entity] {
      case .function, .member:
        let one = result(of: entities[entity], entity, call: read, id: id, in: unit)
        set = entities.union(set, one)
      default: set = entities.union(set, entities.set(single: entity))
      }
    }
    return set
  }

  /// What `f.bind(…)` gives is `f`, and nothing runs; `nil` for other calls and for methods of that name.
  mutating func bound(by call: Instruction, in unit: Int) -> EntitySetID? {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member, units[unit].name(NameID(callee.b)) == words.bind else {
      return nil
    }
    let receiver = evaluate(ValueID(callee.a), in: unit)
    let isItself = evaluate(ValueID(call.a), in: unit) == receiver
    return isItself && !receiver.isEmpty ? receiver : nil
  }

  /// The value that stands for a call's result: where library values are made.
  func origin(of id: InstructionID, in unit: Int) -> ValueRef {
    ValueRef(unit: unit, id: units[unit].index.result(of: id))
  }

  private mutating func result(
    of callee: Entity,
    _ calleeID: EntityID,
    call: Instruction,
    id: InstructionID,
    in unit: Int
  ) -> EntitySetID {
    let constructs = call.operation == .construct
    switch callee {
    case .function(let function):
      if constructs { return entities.set(.made(function)) }
      let set = returns(of: function)
      if set.isEmpty { return callbackResult(of: function, call, in: unit) }
      return heldQueries.isEmpty ? set : asked(set, of: function, by: call, id, in: unit)
    // A class is constructed by `new` in one language and by a plain call in the other.
    case .classObject(let type): return entities.set(.instance(type))
    case .member(let member, let receiver):
      return result(of: member, receiver, constructs, call: call, id: id, in: unit)
    case .library(let type, let receiver):
      guard let member = index.operation(of: type, constructs: constructs) else {
        return .empty
      }
      return result(of: member, receiver, constructs, call: call, id: id, in: unit)
    case .exports(let exporter):
      let whole = whole(of: Int(exporter))
      var set = EntitySetID.empty
      for entity in entities[whole] where entity != calleeID {
        guard depth < Self.depthLimit else { break }
        depth += 1
        let one = result(of: entities[entity], entity, call: call, id: id, in: unit)
        depth -= 1
        set = entities.union(set, one)
      }
      return set
    case .package(let library):
      guard let member = index.export(.default, of: Int(library)) else { return .empty }
      return result(of: member, nil, constructs, call: call, id: id, in: unit)
    case .foreign: return entities.set(single: calleeID)
    default: return .empty
    }
  }

  private mutating func result(
    of id: MemberID,
    _ receiver: ValueRef?,
    _ constructs: Bool,
    call: Instruction,
    id callID: InstructionID,
    in unit: Int
  ) -> EntitySetID {
    let entry = index.member(id)
    let types = index.types(of: id)
    let constructs = constructs || entry.called == nil && entry.constructed != nil
    let operation = entry.operation(constructs: constructs)
    if let part = operation?.value.viewPart,
      case let given = self.part(part, askedBy: call, in: unit),
      !given.isEmpty
    {
      return given
    }
    if let operation, let passed = passed(by: operation, call: call, in: unit) {
      let isFilled = operation.value.settles && !units[unit].list(ListID(call.b)).isEmpty
      if operation.value.returns == nil || isFilled {
        return operation.value.passesThrough == Operation.receiver
          && operation.value.effects.isEmpty
          ? begun(passed, by: callID, in: unit) : passed
      }
    }
    if let named = operation.flatMap({ subclass(named: $0, call: call, in: unit) }) { return named }
    if let count = operation?.value.rows, !relations.isEmpty,
      case let rows = self.rows(count, askedBy: receiver, or: origin(of: callID, in: unit)),
      !rows.isEmpty
    {
      // A row that comes with something else in a tuple.
      return count == .one && operation?.value.returnsCollection == true ? collection(rows) : rows
    }
    let type = constructs ? types.constructReturns ?? types.instance : types.callReturns
    guard let type else {
      guard operation?.value.returnsCollection == true else { return .empty }
      return entities.set(.collection(entities.id(.row)))
    }
    // A chain (`find().sort().limit()`) is one value: it keeps the place where it was made.
    let isChain =
      !constructs && operation?.value.effects.isEmpty == true && receiver != nil
      && operation?.value.beginsStatement == false
    let made = isChain ? receiver : origin(of: callID, in: unit)
    let single = entities.id(.library(type, origin: made))
    if operation?.value.returnsCollection == true { return entities.set(.collection(single)) }
    return entities.set(single: single)
  }

  /// The first link of a chain on something that no call made is where the chain begins: `Order.query.limit(5)`.
  private mutating func begun(
    _ set: EntitySetID,
    by call: InstructionID,
    in unit: Int
  ) -> EntitySetID {
    var result = EntitySetID.empty
    for id in members(of: set) {
      if case .library(let type, origin: nil) = entities[id] {
        let made = entities.id(.library(type, origin: origin(of: call, in: unit)))
        result = entities.union(result, entities.set(single: made))
      } else if let type = queryType(of: entities[id]) {
        let made = entities.id(.library(type, origin: origin(of: call, in: unit)))
        result = entities.union(result, entities.set(single: made))
      } else {
        result = entities.union(result, entities.set(single: id))
      }
    }
    return result
  }

  /// Methods of collections and promises, whose receivers need no name.
  private mutating func resultOfMethod(_ call: Instruction, in unit: Int) -> EntitySetID {
    guard let id = methodOfUnknownReceiver(call, in: unit),
      let operation = index.member(id).called
    else { return .empty }
    return passed(by: operation, call: call, in: unit) ?? .empty
  }

  /// What an operation gives on of what it was given; `nil` where it makes something of its own.
  private mutating func passed(
    by operation: SharedOperation,
    call: Instruction,
    in unit: Int
  ) -> EntitySetID? {
    if let position = operation.value.passesThrough {
      if position == Operation.receiver { return receiver(of: call, in: unit) }
      let passed = evaluate(argument: position, of: call, in: unit)
      return operation.value.settles ? awaited(passed) : passed
    }
    guard let position = operation.value.resultOf else { return nil }
    let arguments = units[unit].list(ListID(call.b))
    guard position < arguments.count else { return receiver(of: call, in: unit) }
    var set = EntitySetID.empty
    let function = ValueID(arguments[arguments.startIndex + position])
    for id in members(of: evaluate(function, in: unit)) {
      guard case .function(let function) = entities[id] else { continue }
      set = entities.union(set, returns(of: function))
    }
    let iterates = operation.value.callbacks.contains {
      if case .perElementOfReceiver = $0.times { return $0.element == 0 }
      if case .perElement = $0.times { return true }
      return false
    }
    return iterates ? collection(set) : set
  }

  /// What a function of the project returns; promises are looked through.
  mutating func returns(of function: FunctionRef) -> EntitySetID {
    let cell = numbers.returned(by: Int(units.number(function)))
    if let known = cells.known(cell) { return known }
    guard depth < Self.depthLimit else {
      cells.giveUp()
      return .empty
    }
    let frame = cells.begin(cell)
    depth += 1
    let set = whatReturns(function)
    depth -= 1
    cells.finish(cell, set, frame)
    return set
  }

  private mutating func whatReturns(_ function: FunctionRef) -> EntitySetID {
    let unit = function.unitIndex
    let fact = units[unit].facts.functions[function.id.index]
    var set = EntitySetID.empty
    for position in units[unit].index.results(of: fact) {
      set = entities.union(set, evaluate(units[unit].index.result(at: position), in: unit))
    }
    return fact.flags.contains(.generator) ? collection(set) : set
  }

  /// What awaiting gives: a lazy query gives its rows.
  mutating func awaited(_ set: EntitySetID) -> EntitySetID {
    var result = EntitySetID.empty
    for id in entities[set] { result = entities.union(result, entities.set(single: awaited(id))) }
    return result
  }

  private mutating func awaited(_ id: EntityID) -> EntityID {
    switch entities[id] {
    case .library(let type, let origin):
      guard let rows = index.awaited(type) else { return id }
      return entities.id(.library(rows, origin: origin))
    case .collection(let element):
      let rows = awaited(element)
      return rows == element ? id : entities.id(.collection(rows))
    default: return id
    }
  }

  /// `R.findOne("monitor", …)`: an instance of the project's class of that name.
  private mutating func subclass(
    named operation: SharedOperation,
    call: Instruction,
    in unit: Int
  ) -> EntitySetID? {
    guard let position = operation.value.subclassNamedBy else { return nil }
    let arguments = units[unit].list(ListID(call.b))
    guard position < arguments.count else { return nil }
    let text = units[unit].facts.values[Int(arguments[arguments.startIndex + position])]
    guard text.kind == .string else { return nil }
    let name = units[unit].facts.names.string(NameID(text.a)).lowercased()
      .filter { $0 != "_" && $0 != "-" }
    guard let types = subclassNames[name] else { return nil }
    var set = EntitySetID.empty
    for type in types { set = entities.union(set, entities.set(.instance(type))) }
    return operation.value.returnsCollection ? collection(set) : set
  }
}
