// Which class the rows of a query have, and where they go: through members, methods and properties.

import Facts

extension Evaluator {
  /// The rows that an operation gives: of the query that its receiver is, or of the one that it begins itself.
  mutating func rows(
    _ count: RowCount,
    ofMany isOneOfMany: Bool = false,
    askedBy receiver: ValueRef?,
    or own: ValueRef? = nil
  ) -> EntitySetID {
    for origin in [receiver, own] {
      guard let origin else { continue }
      guard var row = row(askedBy: origin) else {
        guard var tuple = tuple(askedBy: origin) else { continue }
        tuple.isOneOfMany = isOneOfMany || count == .many
        let set = entities.set(.tuple(entities.id(tuple)))
        return count == .many ? collection(set) : set
      }
      if row.isHeld {
        row.isOneOfMany = isOneOfMany || count == .many
        let set = entities.set(.held(entities.id(row)))
        return count == .many ? collection(set) : set
      }
      if isOneOfMany || count == .many {
        row.isOneOfMany = row.isOneOfMany || row.path.isEmpty
      } else if !row.path.isEmpty || relations.byDeclaration[row.query] != nil {
        // One of those at the other end, not each of them.
        return entities.set(.instance(row.model))
      }
      let set = entities.set(.stored(entities.id(row)))
      return count == .many ? collection(set) : set
    }
    return .empty
  }

  /// How many statements may be made of one another.
  private static let longestStatement = 6

  /// The row of which a query gives one or many; the query is followed to where it was begun.
  mutating func row(askedBy origin: ValueRef, depth: Int = 0) -> StoredRow? {
    guard depth < Self.longestStatement else { return nil }
    if let declared = relations.byDeclaration[origin] {
      return relations[declared].target.map {
        StoredRow(model: $0, query: origin, isOneOfMany: false)
      }
    }
    let unit = origin.unitIndex
    let value = units[unit].facts.values[origin.id.index]
    // `model = Order` of a view that asks for all orders.
    if value.kind == .symbol { return row(ofModelNamedBy: origin) }
    guard value.kind == .result else { return nil }
    let call = units[unit].facts.instructions[Int(value.a)]
    guard call.operation == .call || call.operation == .read else { return nil }
    if let subject = subject(of: call, in: unit) {
      return row(of: evaluate(subject, in: unit), askedBy: origin, depth)
        ?? row(heldAs: subject, by: call, askedBy: origin)
    }
    return row(ofReceiver: ValueID(call.a), askedBy: origin, depth)
  }

  private mutating func row(ofModelNamedBy origin: ValueRef) -> StoredRow? {
    for id in members(of: evaluate(origin.id, in: origin.unitIndex)) {
      if case .classObject(let type) = entities[id] {
        return StoredRow(model: type, query: origin, isOneOfMany: false)
      }
    }
    return nil
  }

  /// The argument that names the class or holds the statement; `none` where several do.
  mutating func subject(of call: Instruction, in unit: Int) -> ValueID? {
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      guard case .member(let member, _) = entities[id], let operation = index.member(member).call,
        let position = operation.subjectArgument ?? operation.reads?.statement
      else { continue }
      let arguments = units[unit].valueList(ListID(call.b))
      let plain = arguments.filter {
        !units[unit].facts.values[$0.index].flags.contains(.keywords)
      }
      // Several classes make rows of several things.
      let isBuilt = operation.effects.isEmpty
      guard position < plain.count, !isBuilt || plain.count == 1 else { return ValueID.none }
      return plain[position]
    }
    return nil
  }

  private mutating func row(
    of set: EntitySetID,
    askedBy origin: ValueRef,
    _ depth: Int
  ) -> StoredRow? {
    let classes = members(of: set).compactMap { id -> ClassRef? in
      if case .classObject(let type) = entities[id] { type } else { nil }
    }
    if classes.count > 1 {
      // One class after another: what the class above them all declares is true of each row.
      return base(of: classes).map { StoredRow(model: $0, query: origin, isOneOfMany: false) }
    }
    for id in members(of: set) {
      switch entities[id] {
      case .classObject(let type): return StoredRow(model: type, query: origin, isOneOfMany: false)
      case .related(let row):
        // What is asked for in another way than `all()` is a query of its own, which nothing can read beforehand.
        if isPlain(origin) { return entities[row] }
        return StoredRow(model: entities[row].model, query: origin, isOneOfMany: false)
      case .library(_, let made?) where made != origin:
        if let row = row(askedBy: made, depth: depth + 1) { return row }
      default: continue
      }
    }
    return nil
  }

  /// The one of several classes that all others extend.
  private mutating func base(of classes: [ClassRef]) -> ClassRef? {
    for candidate in classes {
      var isAbove = true
      for type in classes where isAbove && type != candidate { isAbove = extends(type, candidate) }
      if isAbove { return candidate }
    }
    return nil
  }

  mutating func extends(_ type: ClassRef, _ base: ClassRef) -> Bool {
    var next = parents(of: type)
    for _ in 0..<8 {
      if next.contains(base) { return true }
      next = next.flatMap { parents(of: $0) }
    }
    return false
  }

  private func isPlain(_ origin: ValueRef) -> Bool {
    let facts = units[origin.unitIndex].facts
    let call = facts.instructions[Int(facts.values[origin.id.index].a)]
    return facts.lastName(of: ValueID(call.a)).map { facts.names.string($0) == "all" } ?? false
  }

  /// Walks down a chain to the class that it begins with: `Order.objects.filter(…)`.
  private mutating func row(
    ofReceiver callee: ValueID,
    askedBy origin: ValueRef,
    _ depth: Int
  ) -> StoredRow? {
    let unit = origin.unitIndex
    var next = callee
    for _ in 0..<24 {
      let value = units[unit].facts.values[next.index]
      switch value.kind {
      case .member:
        next = ValueID(value.a)
        let set = evaluate(next, in: unit)
        if let row = row(of: set, askedBy: origin, depth) { return row }
      case .result: next = ValueID(units[unit].facts.instructions[Int(value.a)].a)
      case .symbol:
        let symbol = units[unit].facts.symbols[Int(value.a)]
        guard symbol.value.isPresent else { return nil }
        if symbol.flags.contains(.reassigned) {
          return row(ofAnyAssigned: SymbolID(value.a), askedBy: origin, depth)
        }
        next = symbol.value
      default: return nil
      }
    }
    return nil
  }

  /// `query = Post.query` in one arm, something else in the other.
  private mutating func row(
    ofAnyAssigned symbol: SymbolID,
    askedBy origin: ValueRef,
    _ depth: Int
  ) -> StoredRow? {
    guard depth + 1 < Self.longestStatement else { return nil }
    let unit = origin.unitIndex
    var values = [units[unit].facts.symbols[symbol.index].value]
    for position in units[unit].index.assignments(to: symbol).prefix(8) {
      values.append(units[unit].index.assignment(at: position))
    }
    for value in values where value.isPresent {
      if let row = row(ofReceiver: value, askedBy: origin, depth + 1) { return row }
    }
    return nil
  }

  /// The type of the query that an application's own manager, or a relation's, begins.
  mutating func queryType(of entity: Entity) -> TypeID? {
    guard !relations.isEmpty else { return nil }
    switch entity {
    case .related(let row):
      return managerType(of: entities[row])
    case .instance(let type):
      let fact = units[type.unitIndex].facts.classes[type.id.index]
      for id in members(
        of: instances(of: evaluate(fact.superclass, in: type.unitIndex), origin: nil)
      ) {
        if case .library(let type, _) = entities[id], index.holdsRows(type) { return type }
      }
      return nil
    default: return nil
    }
  }
}

// What `self` is.
extension Evaluator {
  /// The stored rows on which a method is called.
  mutating func rows(givenTo function: FunctionRef) -> EntitySetID {
    guard !relations.isEmpty, units[function.unitIndex].facts.language == .python else {
      return .empty
    }
    let number = units.number(function)
    cells.note(numbers.holder(Int(number)))
    return receivers[number] ?? .empty
  }

  /// Hands the row that a method is called on to the method.
  mutating func bindReceiver(of call: Instruction, _ targets: Few<FunctionRef>, in unit: Int) {
    guard !targets.isEmpty, units[unit].facts.language == .python else { return }
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member else { return }
    var rows = EntitySetID.empty
    for id in members(of: evaluate(ValueID(callee.a), in: unit)) {
      switch entities[id] {
      case .stored: rows = entities.union(rows, entities.set(single: id))
      case .instance(let type):
        // A method of a class above: what it calls on itself may be written below.
        guard targets.contains(where: { isInherited($0, by: type) }) else { continue }
        rows = entities.union(rows, entities.set(single: id))
      default: continue
      }
    }
    guard !rows.isEmpty else { return }
    for target in targets { bind(rows, toReceiverOf: target) }
  }

  private func isInherited(_ target: FunctionRef, by type: ClassRef) -> Bool {
    let owner = units[target.unitIndex].facts.functions[target.id.index].owner
    return owner.isPresent && ClassRef(unit: target.unitIndex, id: owner) != type
  }

  mutating func bind(_ rows: EntitySetID, toReceiverOf target: FunctionRef) {
    let function = units[target.unitIndex].facts.functions[target.id.index]
    guard function.owner.isPresent, !function.flags.contains(.static) else { return }
    let number = units.number(target)
    let before = receivers[number] ?? .empty
    let after = entities.union(before, rows)
    guard after != before else { return }
    receivers[number] = after
    cells.change(numbers.holder(Int(number)))
  }
}

// Reads of members that run code.
extension Evaluator {
  /// Finds what a read runs: a property's function, or the query behind a relation.
  mutating func resolveRead(_ position: Int, _ read: Instruction, in unit: Int) {
    let member = units[unit].facts.values[Int(read.a)]
    let name = units[unit].name(NameID(member.b))
    var targets = Few<FunctionRef>()
    var operations = Few<LibraryCall>()
    for id in members(of: evaluate(ValueID(member.a), in: unit)) {
      let owner: ClassRef
      var row: StoredRow?
      switch entities[id] {
      case .instance(let type): owner = type
      case .stored(let found):
        row = entities[found]
        owner = entities[found].model
      default: continue
      }
      if let number = relation(name, of: owner) {
        let relation = relations[number]
        guard let load = relation.load, relation.access == .rows,
          row.map({ !leadsBack(number, from: $0) }) ?? true
        else { continue }
        let call = LibraryCall(member: load, isConstruction: false, origin: relation.declaration)
        if !operations.contains(where: { $0.origin == call.origin }) { operations.append(call) }
      } else if let getter = getter(name, of: owner), !targets.contains(getter) {
        targets.append(getter)
      }
    }
    if read.flags.contains(.callsFound) { addFound(read, &targets, &operations, in: unit) }
    calls[position].targets = targets
    calls[position].operations = operations
    calls[position].status = targets.isEmpty ? .unresolved : .project
  }

  /// What a template calls without saying so.
  private mutating func addFound(
    _ read: Instruction,
    _ targets: inout Few<FunctionRef>,
    _ operations: inout Few<LibraryCall>,
    in unit: Int
  ) {
    for id in members(of: evaluate(ValueID(read.a), in: unit)) {
      switch entities[id] {
      case .function(let function): if !targets.contains(function) { targets.append(function) }
      case .member(let member, let origin) where index.does(member, constructs: false):
        operations.append(LibraryCall(member: member, isConstruction: false, origin: origin))
      default: continue
      }
    }
  }

  /// The function behind a property of a class or of those above it.
  mutating func getter(
    _ name: Name,
    of owner: ClassRef,
    depth: Int = 0
  ) -> FunctionRef? {
    guard depth < 8 else { return nil }
    let unit = owner.unitIndex
    for member in units[unit].members(of: owner.id)
    where units[unit].name(member.name) == name && member.function.isPresent {
      guard units[unit].facts.functions[member.function.index].kind == .getter else { return nil }
      return FunctionRef(unit: unit, id: member.function)
    }
    let superclass = units[unit].facts.classes[owner.id.index].superclass
    for id in members(of: evaluate(superclass, in: unit)) {
      guard case .classObject(let parent) = entities[id], parent != owner else { continue }
      if let found = getter(name, of: parent, depth: depth + 1) { return found }
    }
    return nil
  }
}
