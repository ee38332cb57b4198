// Statements: assignments, branches, loops, exceptions.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func statements(_ list: NodeListID) {
    for index in 0..<tree.count(of: list) { statement(tree.node(index, of: list)) }
  }

  mutating func statement(_ id: NodeID) {
    if isStackLow(id) { return }
    let node = tree[id]
    switch tree.kind(id) {
    case .expressionStatement:
      // A text alone is documentation.
      if tree.kind(node.a) != .string { _ = expression(node.a, .discarded) }
    case .assignment:
      let value = expression(node.b)
      for target in nodes(node.a) { store(value, in: target, at: id) }
    case .augmentedAssignment: augmented(id, node)
    case .annotatedAssignment: annotated(id, node)
    case .typeAlias: store(expression(node.c), in: node.a, at: id)
    case .delete:
      for target in nodes(node.a) { emit(.remove, a: place(target).raw, at: id) }
    case .return:
      let value = node.a == 0 ? ValueID.none : expression(node.a, .returned)
      emit(.return, a: value.raw, at: id)
    case .raise:
      let value = node.a == 0 ? ValueID.none : expression(node.a)
      emit(.throw, a: value.raw, at: id)
    case .assert: _ = expression(node.a)
    case .break, .continue:
      let kind: Instruction.Operation = tree.kind(id) == .break ? .break : .continue
      emit(kind, a: loops.last?.raw ?? 0, at: id)
    case .function: definition(id)
    case .class: classDefinition(id)
    case .import: importModules(node)
    case .importFrom: importNames(id, node)
    default: compound(id, node)
    }
  }

  private mutating func compound(_ id: NodeID, _ node: Node) {
    switch tree.kind(id) {
    case .if: conditional(id, node)
    case .while: whileLoop(id, node)
    case .for: forLoop(id, node)
    case .try: attempt(id, node)
    case .with: with(id, node)
    case .match: match(id, node)
    default: return
    }
  }
}

// Assignments.
extension Lowering {
  /// Assigns a value to a name, member, element, or to each part of a pattern.
  mutating func store(
    _ value: ValueID,
    in target: NodeID,
    isDeclaration: Bool = true,
    at id: NodeID
  ) {
    let node = tree[target]
    switch tree.kind(target) {
    case .tuple, .list:
      for (position, part) in nodes(node.a).enumerated() {
        let index = add(.number, a: number(Double(position)), at: part)
        let piece = add(.index, a: value.raw, b: index.raw, at: part)
        store(piece, in: part, at: id)
      }
    case .starred:
      let rest = add(.element, a: value.raw, at: target)
      store(rest, in: node.a, at: id)
    default:
      let place = place(target)
      // `context["orders"] = orders` writes the rows out, as an entry of a literal does.
      if facts.values[place.index].kind == .index, isOfColumns(value) { iterate(value, at: id) }
      emit(.assign, a: place.raw, b: value.raw, flags: isDeclaration ? .declares : .none, at: id)
      noteStored(value, place, target)
    }
  }

  private mutating func noteStored(_ value: ValueID, _ place: ValueID, _ target: NodeID) {
    let shape = facts.values[place.index]
    if shape.kind == .symbol { note(value, in: SymbolID(shape.a), at: target) }
    let stored = facts.values[value.index]
    guard stored.kind == .function, !facts.functions[Int(stored.a)].name.isPresent else { return }
    switch shape.kind {
    case .symbol: facts.functions[Int(stored.a)].name = facts.symbols[Int(shape.a)].name
    case .member: facts.functions[Int(stored.a)].name = NameID(shape.b)
    default: return
    }
  }

  /// The first assignment gives a symbol its value, others make it vary.
  mutating func note(_ value: ValueID, in symbol: SymbolID, at target: NodeID) {
    if facts.symbols[symbol.index].value.isPresent {
      facts.symbols[symbol.index].flags.insert(.reassigned)
    } else {
      facts.symbols[symbol.index].value = value
    }
    noteField(value, of: symbol, at: target)
  }

  private mutating func augmented(_ id: NodeID, _ node: Node) {
    let place = place(node.a)
    let value = expression(node.b)
    let means = Self.operator(of: node.symbol)
    emit(.assign, a: place.raw, b: value.raw, operator: means, flags: .compound, at: id)
    let shape = facts.values[place.index]
    if shape.kind == .symbol { note(value, in: SymbolID(shape.a), at: node.a) }
  }

  private mutating func annotated(_ id: NodeID, _ node: Node) {
    let type = type(node.b)
    let symbol = tree.kind(node.a) == .name ? scopes.resolve(tree[node.a].a, from: scope) : nil
    if let symbol, type.isPresent { facts.symbols[symbol.symbol.index].type = type }
    if node.c != 0 {
      store(expression(node.c), in: node.a, at: id)
    } else if let symbol {
      noteField(.none, of: symbol.symbol, at: node.a)
    }
  }
}

// Branches and loops.
extension Lowering {
  /// The arms of an `if … elif … else` are alternatives side by side.
  private mutating func conditional(_ id: NodeID, _ node: Node) {
    let group = newGroup()
    var test = ValueID.none
    for (position, branch) in nodes(node.a).enumerated() {
      let arm = tree[branch]
      if position == 0 {
        test = expression(arm.a)
      } else {
        open(.otherwise, subject: test, at: span(arm.a))
        test = expression(arm.a)
        closeUnlessEmpty()
      }
      open(.then, subject: test, group: group, at: span(of: arm.b, else: branch))
      statements(arm.b)
      close()
    }
    guard tree.count(of: node.b) > 0 else { return }
    open(.otherwise, subject: test, group: group, at: span(of: node.b, else: id))
    statements(node.b)
    close()
  }

  private mutating func whileLoop(_ id: NodeID, _ node: Node) {
    let loop = open(.while, at: span(id))
    let test = expression(node.a)
    facts.regions[loop.index].subject = test
    let value = facts.values[test.index]
    let isTrue = value.kind == .boolean && value.a == 1
    let isNumber = value.kind == .number && facts.numbers[Int(value.a)] != 0
    if isTrue || isNumber { facts.regions[loop.index].flags.insert(.endless) }
    loops.append(loop)
    statements(node.b)
    loops.removeLast()
    close()
    statements(node.c)
  }

  private mutating func forLoop(_ id: NodeID, _ node: Node) {
    let collection = expression(node.b)
    iterate(collection, at: node.b)
    let flags: Region.Flags = node.flags.contains(.async) ? .async : .none
    let loop = open(.forEach, flags: flags, subject: collection, at: span(id))
    loops.append(loop)
    bindElement(of: collection, to: node.a, in: loop)
    statements(node.c)
    loops.removeLast()
    close()
    statements(node.d)
  }

  /// A loop asks its collection for an iterator; that of a query asks the database.
  mutating func iterate(_ collection: ValueID, at id: NodeID) {
    switch facts.values[collection.index].kind {
    case .symbol, .member, .result, .index, .awaited, .element:
      let name = name("__iter__")
      let method = add(.member, a: collection.raw, b: name.raw, at: id)
      emit(.call, a: method.raw, flags: .discarded, at: id)
    default: return
    }
  }

  mutating func bindElement(of collection: ValueID, to target: NodeID, in loop: RegionID) {
    let element = add(.element, a: collection.raw, at: target)
    facts.regions[loop.index].bindings = list(boundSymbols(in: target).map(\.raw))
    bind(element, to: target)
  }

  /// Gives the names of a pattern their values; no step assigns them.
  mutating func bind(_ value: ValueID, to target: NodeID) {
    let node = tree[target]
    switch tree.kind(target) {
    case .name:
      guard let found = scopes.resolve(node.a, from: scope) else { return }
      note(value, in: found.symbol, at: target)
    case .tuple, .list:
      for (position, part) in nodes(node.a).enumerated() {
        let index = add(.number, a: number(Double(position)), at: part)
        bind(add(.index, a: value.raw, b: index.raw, at: part), to: part)
      }
    case .starred: bind(value, to: node.a)
    default: store(value, in: target, at: target)
    }
  }

  /// The symbols of the names in a pattern, in source order.
  private func boundSymbols(in target: NodeID) -> [SymbolID] {
    (tree[target].lowest...target).compactMap { id in
      guard tree.kind(id) == .name else { return nil }
      return scopes.resolve(tree[id].a, from: scope)?.symbol
    }
  }
}

// Exceptions, contexts, patterns.
extension Lowering {
  private mutating func attempt(_ id: NodeID, _ node: Node) {
    open(.try, at: span(of: node.a, else: id))
    statements(node.a)
    close()
    for handler in nodes(node.b) {
      let content = tree[handler]
      let kind = content.a == 0 ? ValueID.none : expression(content.a)
      let caught = open(.catch, subject: kind, at: span(handler))
      if content.b != 0, let found = scopes.resolve(content.b, from: scope) {
        let error = add(.caught, at: handler)
        facts.regions[caught.index].bindings = list([found.symbol.raw])
        note(error, in: found.symbol, at: handler)
      }
      statements(content.c)
      close()
    }
    statements(node.c)
    guard tree.count(of: node.d) > 0 else { return }
    open(.finally, at: span(of: node.d, else: id))
    statements(node.d)
    close()
  }

  private mutating func with(_ id: NodeID, _ node: Node) {
    let outer = region
    let flags: Region.Flags = node.flags.contains(.async) ? .async : .none
    for item in nodes(node.a) {
      let manager = expression(tree[item].a)
      open(.with, flags: flags, subject: manager, at: span(id))
      if tree[item].b != 0 { store(manager, in: tree[item].b, at: item) }
    }
    statements(node.b)
    while region != outer { close() }
  }

  private mutating func match(_ id: NodeID, _ node: Node) {
    let subject = expression(node.a)
    let group = newGroup()
    for item in nodes(node.b) {
      let content = tree[item]
      open(.case, subject: subject, group: group, at: span(item))
      capture(subject, in: content.a)
      if content.b != 0 { _ = expression(content.b) }
      statements(content.c)
      close()
    }
  }

  /// What a whole pattern captures is the subject; what its parts capture is not known.
  private mutating func capture(_ subject: ValueID, in pattern: NodeID) {
    guard tree.kind(pattern) == .capturePattern, tree[pattern].b != 0 else { return }
    guard let found = scopes.resolve(tree[pattern].b, from: scope) else { return }
    note(subject, in: found.symbol, at: pattern)
  }
}
