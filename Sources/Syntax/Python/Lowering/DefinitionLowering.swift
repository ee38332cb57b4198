// Functions, their parameters and decorators, and classes.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  /// Lowers the whole file: the module, then every function in the order in which they were met.
  mutating func lowerFunctions() {
    let root = NodeID(truncatingIfNeeded: tree.count - 1)
    enqueue(root, .module, name: .none, scope: Scopes.module, parameters: [])
    var next = 0
    while next < pending.count {
      lower(pending[next])
      next += 1
    }
  }

  @discardableResult
  private mutating func enqueue(
    _ id: NodeID,
    _ kind: Function.Kind,
    name: NameID,
    scope: Int,
    parameters: [ParameterHead],
    owner: ClassID = .none,
    hasReceiver: Bool = false
  ) -> FunctionID {
    let number = FunctionID(facts.functions.count)
    var fact = Function(kind, name: name, parent: function, span: span(id))
    fact.owner = owner
    if tree.kind(id) == .function, tree[id].flags.contains(.async) { fact.flags.insert(.async) }
    facts.functions.append(fact)
    pending.append(
      Pending(
        function: number,
        node: id,
        scope: scope,
        parameters: parameters,
        owner: owner,
        hasReceiver: hasReceiver
      )
    )
    return number
  }

  private mutating func lower(_ next: Pending) {
    function = next.function
    region = .none
    scope = next.scope
    loops = []
    scopes[scope].function = function
    facts.functions[function.index].firstInstruction = InstructionID(facts.instructions.count)
    facts.functions[function.index].firstValue = ValueID(facts.values.count)
    let body = open(.body, at: span(next.node))
    facts.functions[function.index].body = body
    let node = tree[next.node]
    switch tree.kind(next.node) {
    case .module:
      statements(node.a)
      exportNames(at: next.node)
    case .class: classBody(next, node)
    case .lambda:
      addParameters(next)
      let value = expression(node.b, .returned)
      emit(.return, a: value.raw, at: node.b)
    default:
      addParameters(next)
      statements(node.c)
    }
    close()
    facts.functions[function.index].endInstruction = InstructionID(facts.instructions.count)
    facts.functions[function.index].endValue = ValueID(facts.values.count)
  }

  /// Everything that a module binds can be taken from it.
  private mutating func exportNames(at root: NodeID) {
    for symbol in scopes[Scopes.module].symbols.values.sorted() {
      let place = facts.symbols[symbol.index].declaration
      let value = add(.symbol, a: symbol.raw, at: root)
      facts.values[value.index].start = place.start
      facts.values[value.index].end = place.end
      let name = facts.symbols[symbol.index].name
      facts.exports.append(ExportFact(name: name, value: value, span: place))
    }
    for module in starModules {
      let place = facts.values[module.index].span
      facts.exports.append(ExportFact(name: .any, value: module, span: place))
    }
  }
}

// Functions.
extension Lowering {
  /// `def`: the function, what its decorators make of it, and its name.
  mutating func definition(_ id: NodeID) {
    let node = tree[id]
    let name = functionName(node.a)
    let owner =
      facts.functions[function.index].kind == .classBody
      ? facts.functions[function.index].owner : .none
    let decorators = nodes(NodeListID(tree.word(0, of: node.d)))
    let marks = DecoratorMarks(decorators.map { lastWord(of: $0) })
    let number = enqueue(
      id,
      marks.isGetter ? .getter : marks.isSetter ? .setter : owner.isPresent ? .method : .function,
      name: name,
      scope: scopes.byNode[id] ?? scope,
      parameters: parameterHeads(node.b),
      owner: owner,
      hasReceiver: owner.isPresent && !marks.isStatic
    )
    if marks.isStatic || marks.isOfClass || node.a == Word.new.rawValue {
      facts.functions[number.index].flags.insert(.static)
    }
    let start = tree.word(4, of: node.d)
    facts.functions[number.index].nameSpan = ByteSpan(start: start, end: start)
    let value = add(.function, a: number.raw, at: id)
    var applied: [ValueID] = [value]
    if !marks.isKnown {
      let (list, made) = apply(decorators, to: value, at: id)
      facts.functions[number.index].decorators = list
      applied += made
    } else if marks.isKept {
      // Nothing is called, but what reads the property asks whether its value is kept.
      facts.functions[number.index].decorators = list(decorators.map { expression($0) })
    }
    let stored =
      applied.count == 1
      ? value : add(.choice, a: list(applied).raw, operator: .or, at: id)
    if owner.isPresent {
      var member = ClassMember(name: name, isStatic: false, span: span(id))
      member.function = number
      member.decorators = facts.functions[number.index].decorators
      facts.members.append(member)
    }
    if let found = scopes.resolve(node.a, from: scope) {
      note(stored, inNamed: found.symbol, at: id)
    }
  }

  /// `__init__` is what constructs, in the words of the facts.
  private mutating func functionName(_ id: UInt32) -> NameID {
    id == Word.construct.rawValue ? .constructor : name(id)
  }

  /// Gives a name that a definition or an import binds its value; a second one is assigned.
  mutating func note(_ value: ValueID, inNamed symbol: SymbolID, at id: NodeID) {
    guard facts.symbols[symbol.index].value.isPresent else {
      facts.symbols[symbol.index].value = value
      return
    }
    facts.symbols[symbol.index].flags.insert(.reassigned)
    let place = add(.symbol, a: symbol.raw, at: id)
    emit(.assign, a: place.raw, b: value.raw, flags: .declares, at: id)
  }

  /// Evaluates decorators from the first to the last and applies them from the last to the first.
  ///
  /// - Returns: what stands behind each `@`, and what each application gives.
  private mutating func apply(
    _ decorators: [NodeID],
    to value: ValueID,
    at id: NodeID
  ) -> (list: ListID, results: [ValueID]) {
    let callees = decorators.map { expression($0) }
    var current = value
    var results: [ValueID] = []
    for (decorator, callee) in zip(decorators, callees).reversed() {
      let arguments = list([current])
      let call = emit(.call, a: callee.raw, b: arguments.raw, flags: .decorator, at: decorator)
      current = add(.result, a: call.raw, at: decorator)
      results.append(current)
    }
    return (list(callees), results)
  }

  /// The last name of a decorator: `setter` of `@name.setter`, `cached` of `@lib.cached(…)`.
  private func lastWord(of decorator: NodeID) -> UInt32 {
    var id = decorator
    if tree.kind(id) == .call { id = tree[id].a }
    switch tree.kind(id) {
    case .name: return tree[id].a
    case .attribute: return tree[id].b
    default: return 0
    }
  }

  mutating func lambda(_ id: NodeID) -> ValueID {
    let number = enqueue(
      id,
      .arrow,
      name: .none,
      scope: scopes.byNode[id] ?? scope,
      parameters: parameterHeads(tree[id].a)
    )
    return add(.function, a: number.raw, at: id)
  }

  /// Defaults and annotations are evaluated where the function is defined.
  private mutating func parameterHeads(_ list: NodeListID) -> [ParameterHead] {
    nodes(list).filter { tree.kind($0) == .parameter }.map { id in
      let node = tree[id]
      self.extras = []
      let type = node.b == 0 ? ValueID.none : type(node.b)
      let extras = self.list(self.extras)
      let value = node.c == 0 ? ValueID.none : expression(node.c)
      return ParameterHead(node: id, defaultValue: value, type: type, extras: extras)
    }
  }

  private mutating func addParameters(_ next: Pending) {
    let first = facts.parameters.count
    var heads = next.parameters[...]
    if next.hasReceiver, let receiver = heads.popFirst() {
      let this = add(.this, at: receiver.node)
      if let symbol = scopes[scope].symbols[tree[receiver.node].a] {
        facts.symbols[symbol.index].value = this
      }
    }
    for (position, head) in heads.enumerated() {
      parameter(head, at: UInt16(truncatingIfNeeded: min(position, Int(UInt16.max))))
    }
    facts.functions[function.index].firstParameter = UInt32(truncatingIfNeeded: first)
    facts.functions[function.index].parameterCount = UInt32(
      truncatingIfNeeded: facts.parameters.count - first
    )
  }

  private mutating func parameter(_ head: ParameterHead, at position: UInt16) {
    let node = tree[head.node]
    let isRest = node.symbol != 0
    var value = add(.parameter, a: function.raw, flags: isRest ? .rest : .none, at: head.node)
    facts.values[value.index].detail = position
    if head.defaultValue.isPresent {
      value = add(
        .choice,
        a: list([value, head.defaultValue]).raw,
        operator: .nullish,
        at: head.node
      )
    }
    let symbol = scopes[scope].symbols[node.a] ?? .none
    facts.symbols[symbol.index].value = value
    facts.symbols[symbol.index].type = head.type
    facts.parameters.append(
      Parameter(
        symbol: symbol,
        name: name(node.a),
        defaultValue: head.defaultValue,
        type: head.type,
        decorators: head.extras,
        isRest: isRest
      )
    )
  }
}

// Classes.
extension Lowering {
  mutating func classDefinition(_ id: NodeID) {
    let node = tree[id]
    let number = ClassID(facts.classes.count)
    let symbol = scopes.resolve(node.a, from: scope)?.symbol ?? .none
    let name = name(node.a)
    facts.classes.append(ClassFact(name: name, symbol: symbol, function: function, span: span(id)))
    facts.classes[number.index].sharesMembers = true
    var bases: [ValueID] = []
    var keywords: [UInt32] = []
    for argument in nodes(node.b) {
      let isKeyword = tree.kind(argument) == .argument
      let value = expression(isKeyword ? tree[argument].b : generic(argument))
      if !isKeyword { bases.append(value) }
      if isKeyword, tree[argument].a != 0 {
        keywords += [self.name(tree[argument].a).raw, value.raw]
      }
    }
    if !keywords.isEmpty {
      let object = add(.object, a: list(keywords).raw, flags: .keywords, at: id)
      facts.classes[number.index].keywords = object
    }
    if bases.count == 1 {
      facts.classes[number.index].superclass = bases[0]
    } else if !bases.isEmpty {
      let choice = add(.choice, a: list(bases).raw, operator: .or, at: id)
      facts.classes[number.index].superclass = choice
    }
    let value = add(.class, a: number.raw, at: id)
    let decorators = nodes(NodeListID(tree.word(0, of: node.d)))
    let (list, _) = apply(decorators, to: value, at: id)
    facts.classes[number.index].decorators = list
    enqueue(
      id,
      .classBody,
      name: name,
      scope: scopes.byNode[id] ?? scope,
      parameters: [],
      owner: number
    )
    if symbol.isPresent { note(value, inNamed: symbol, at: id) }
  }

  /// `Repository[Order]` extends `Repository`: what stands in brackets names types only.
  private func generic(_ base: NodeID) -> NodeID {
    guard tree.kind(base) == .subscript, case let named = tree[base].a,
      tree.kind(named) == .name || tree.kind(named) == .attribute
    else { return base }
    return named
  }

  private mutating func classBody(_ next: Pending, _ node: Node) {
    facts.classes[next.owner.index].firstMember = UInt32(truncatingIfNeeded: facts.members.count)
    statements(node.c)
    let first = Int(facts.classes[next.owner.index].firstMember)
    facts.classes[next.owner.index].memberCount = UInt32(
      truncatingIfNeeded: facts.members.count - first
    )
  }

  /// What is assigned in the body of a class is a field of it.
  mutating func noteField(_ value: ValueID, of symbol: SymbolID, at target: NodeID) {
    guard facts.functions[function.index].kind == .classBody,
      scopes.bindings[symbol.index].scope == scope
    else { return }
    var member = ClassMember(
      name: facts.symbols[symbol.index].name,
      isStatic: false,
      span: span(target)
    )
    member.value = value
    member.type = facts.symbols[symbol.index].type
    facts.members.append(member)
  }
}

/// What the decorators of the language itself make of a function.
private struct DecoratorMarks {
  private(set) var isStatic = false
  private(set) var isOfClass = false
  private(set) var isGetter = false
  private(set) var isSetter = false
  /// The object keeps what the getter gives.
  private(set) var isKept = false
  /// Whether nothing else is applied.
  private(set) var isKnown = true

  /// - Parameter words: the last name of each decorator.
  init(_ words: [UInt32]) {
    for word in words {
      switch Word(rawValue: word) {
      case .staticmethod: isStatic = true
      case .classmethod: isOfClass = true
      case .cachedProperty:
        isGetter = true
        isKept = true
      case .property, .hybridProperty: isGetter = true
      case .setter, .deleter: isSetter = true
      case .abstractmethod, .override, .overload, .wraps: continue
      default: isKnown = false
      }
    }
  }
}
