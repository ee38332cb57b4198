// Expressions: their instructions in order of evaluation, and what they evaluate to.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  /// Lowers an expression.
  ///
  /// - Parameters:
  ///   - id: any node; what is no expression evaluates to something unknown.
  ///   - use: what happens to the result; handed down to the call that makes it.
  /// - Returns: what it evaluates to.
  mutating func expression(_ id: NodeID, _ use: Use = .none) -> ValueID {
    if isStackLow(id) { return unknown(id) }
    let node = tree[id]
    switch tree.kind(id) {
    case .name: return nameValue(id, node)
    case .attribute: return read(id, node)
    case .call: return call(id, node, use)
    case .subscript: return element(id, node)
    case .string, .concatenation, .formattedString: return text(id)
    case .number: return add(.number, a: number(numberValue(node)), at: id)
    case .true: return add(.boolean, a: 1, at: id)
    case .false: return add(.boolean, at: id)
    case .noneLiteral: return add(.null, at: id)
    case .tuple, .list, .set:
      let elements = nodes(node.a).map { expression($0) }
      return add(.array, a: list(elements).raw, at: id)
    case .dictionary: return dictionary(id, node)
    case .starred: return add(.spread, a: expression(node.a).raw, at: id)
    case .listComprehension, .setComprehension, .generator, .dictionaryComprehension:
      return comprehension(id, node)
    case .lambda: return lambda(id)
    default: return operation(id, node, use)
    }
  }

  /// A member whose value is asked for: a property or a relation runs code then.
  private mutating func read(_ id: NodeID, _ node: Node) -> ValueID {
    let value = place(id)
    guard mayRunCode(ValueID(facts.values[value.index].a)) else { return value }
    emit(.read, a: value.raw, at: id)
    return value
  }

  /// What is called, assigned or removed: the member itself, not what it holds.
  mutating func place(_ id: NodeID) -> ValueID {
    guard tree.kind(id) == .attribute else { return expression(id) }
    let node = tree[id]
    return add(.member, a: expression(node.a).raw, b: name(node.b).raw, at: id)
  }

  /// Modules and classes hold nothing that runs code when it is read.
  private func mayRunCode(_ base: ValueID) -> Bool {
    let kind = facts.functions[function.index].kind
    guard kind != .module, kind != .classBody else { return false }
    let value = facts.values[base.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)].kind
      return symbol != .import && symbol != .class && symbol != .function
    case .global, .module, .super, .class: return false
    default: return true
    }
  }

  private mutating func operation(_ id: NodeID, _ node: Node, _ use: Use) -> ValueID {
    switch tree.kind(id) {
    case .unary:
      let operand = expression(node.a)
      return add(.unary, a: operand.raw, operator: Self.unaryOperator(of: node.symbol), at: id)
    case .binary: return binary(id, node)
    case .comparison:
      let left = expression(node.a)
      let right = expression(node.b)
      let means = Self.operator(of: node.symbol)
      let test = add(.binary, a: left.raw, b: right.raw, operator: means, at: id)
      guard node.symbol == Token.notIn.rawValue else { return test }
      return add(.unary, a: test.raw, operator: .not, at: id)
    case .comparisonChain:
      _ = expression(node.a)
      for comparator in nodes(node.b) { _ = expression(comparator) }
      return unknown(id)
    case .boolean: return boolean(id, node, use)
    case .conditional: return choice(id, node, use)
    case .named:
      let value = expression(node.b)
      store(value, in: node.a, at: id)
      return value
    case .await:
      let inner = expression(node.a, use.union(.awaited).subtracting(.decorator))
      emit(.await, a: inner.raw, flags: use.subtracting(.decorator), at: id)
      return add(.awaited, a: inner.raw, at: id)
    case .yield, .yieldFrom: return yielded(id, node)
    default: return unknown(id)
    }
  }

  /// A name: a symbol, one of the names that a star import brings, or a built-in.
  private mutating func nameValue(_ id: NodeID, _ node: Node) -> ValueID {
    if let found = scopes.resolve(node.a, from: scope) {
      if found.isCaptured { facts.symbols[found.symbol.index].flags.insert(.captured) }
      return add(.symbol, a: found.symbol.raw, at: id)
    }
    let name = name(node.a)
    if starModules.isEmpty { return add(.global, a: name.raw, at: id) }
    return isOfClass(node.a) ? starred(node.a, name, at: id) : choice(among: name, at: id)
  }

  /// What a name is that one of the star imports may bring.
  private mutating func choice(among name: NameID, at id: NodeID) -> ValueID {
    var choices = starModules.map { add(.member, a: $0.raw, b: name.raw, at: id) }
    choices.append(add(.global, a: name.raw, at: id))
    return add(.choice, a: list(choices).raw, operator: .or, at: id)
  }

  /// Whether a name is written as those of classes are.
  private func isOfClass(_ key: UInt32) -> Bool {
    let first = names.text(of: Name(id: key)).utf8.first ?? 0
    return first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
  }

  /// A class that a star import brings is known by its name, as one that is imported by name is.
  private mutating func starred(_ key: UInt32, _ name: NameID, at id: NodeID) -> ValueID {
    if let known = starNames[key] { return add(.symbol, a: known.raw, at: id) }
    let value = choice(among: name, at: id)
    var symbol = Symbol(.import, name: name, function: FileFacts.module, declaration: span(id))
    symbol.value = value
    facts.symbols.append(symbol)
    let known = SymbolID(facts.symbols.count - 1)
    starNames[key] = known
    return add(.symbol, a: known.raw, at: id)
  }

  private mutating func yielded(_ id: NodeID, _ node: Node) -> ValueID {
    let inner = node.a == 0 ? ValueID.none : expression(node.a)
    let delegates = tree.kind(id) == .yieldFrom
    facts.functions[function.index].flags.insert(.generator)
    emit(.yield, a: inner.raw, flags: delegates ? .delegates : .none, at: id)
    return unknown(id)
  }

  private mutating func boolean(_ id: NodeID, _ node: Node, _ use: Use) -> ValueID {
    let isAnd = node.symbol == Token.and.rawValue
    var operands: [ValueID] = []
    for operand in nodes(node.a) {
      guard let last = operands.last else {
        operands.append(expression(operand))
        continue
      }
      open(isAnd ? .then : .otherwise, subject: last, at: span(operand))
      operands.append(expression(operand))
      closeUnlessEmpty()
    }
    return add(.choice, a: list(operands).raw, operator: isAnd ? .and : .or, at: id)
  }

  /// `body if test else alternate`.
  private mutating func choice(_ id: NodeID, _ node: Node, _ use: Use) -> ValueID {
    let test = expression(node.b)
    let group = newGroup()
    open(.then, subject: test, group: group, at: span(node.a))
    let first = expression(node.a, use)
    closeUnlessEmpty()
    open(.otherwise, subject: test, group: group, at: span(node.c))
    let second = expression(node.c, use)
    closeUnlessEmpty()
    let arms = [first, second].filter(\.isPresent)
    return add(.choice, a: list(arms).raw, operator: .conditional, at: id)
  }

  /// `object[index]`: a text is a member's name, a slice asks for a part.
  private mutating func element(_ id: NodeID, _ node: Node) -> ValueID {
    if let type = annotatedAlias(node) { return type }
    let base = expression(node.a)
    if tree.kind(node.b) == .string {
      return add(.member, a: base.raw, b: textName(node.b).raw, at: id)
    }
    guard tree.kind(node.b) == .slice else {
      return add(.index, a: base.raw, b: expression(node.b).raw, at: id)
    }
    let bounds = tree[node.b]
    let lower = bounds.a == 0 ? add(.null, at: node.b) : expression(bounds.a)
    let upper = bounds.b == 0 ? add(.null, at: node.b) : expression(bounds.b)
    let method = add(.member, a: base.raw, b: name("__getitem__").raw, at: id)
    let call = emit(.call, a: method.raw, b: list([lower, upper]).raw, at: id)
    return add(.result, a: call.raw, at: id)
  }

  /// Whether a value is a query for some columns of each row: `orders.values("id", "total")`.
  ///
  /// Nobody puts such a query under the name of a dictionary but to have all of its rows written there.
  mutating func isOfColumns(_ id: ValueID) -> Bool {
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let named = facts.symbols[Int(value.a)].value
      guard named.isPresent else { return false }
      value = facts.values[named.index]
    }
    guard value.kind == .result else { return false }
    let call = facts.instructions[Int(value.a)]
    let callee = facts.values[Int(call.a)]
    guard callee.kind == .member, let first = facts.valueList(ListID(call.b)).first,
      facts.values[first.index].kind == .string
    else { return false }
    return [name("values"), name("values_list")].contains(NameID(callee.b))
  }

  private mutating func dictionary(_ id: NodeID, _ node: Node) -> ValueID {
    var pairs: [UInt32] = []
    for entry in nodes(node.a) {
      let content = tree[entry]
      if content.a == 0 {
        let inner = expression(content.b)
        pairs.append(NameID.any.raw)
        pairs.append(add(.spread, a: inner.raw, at: entry).raw)
      } else if tree.kind(content.a) == .string {
        pairs.append(textName(content.a).raw)
        let value = expression(content.b)
        if isOfColumns(value) { iterate(value, at: content.b) }
        pairs.append(value.raw)
      } else {
        _ = expression(content.a)
        pairs.append(NameID.any.raw)
        pairs.append(expression(content.b).raw)
      }
    }
    return add(.object, a: list(pairs).raw, at: id)
  }

  /// A comprehension runs in place, as loops inside one another.
  private mutating func comprehension(_ id: NodeID, _ node: Node) -> ValueID {
    let isDictionary = tree.kind(id) == .dictionaryComprehension
    let outer = region
    let outerScope = scope
    var first = ValueID.none
    for clause in nodes(isDictionary ? node.c : node.b) {
      let content = tree[clause]
      let collection = expression(content.b)
      iterate(collection, at: content.b)
      if !first.isPresent { first = collection }
      scope = scopes.byNode[id] ?? scope
      scopes[scope].function = function
      let flags: Region.Flags = content.flags.contains(.async) ? .async : .none
      let loop = open(.forEach, flags: flags, subject: collection, at: span(id))
      bindElement(of: collection, to: content.a, in: loop)
      for condition in nodes(content.c) { _ = expression(condition) }
    }
    if isDictionary { _ = expression(node.a) }
    let value = expression(isDictionary ? node.b : node.a)
    while region != outer { close() }
    scope = outerScope
    guard first.isPresent else { return unknown(id) }
    return add(.gathered, a: value.raw, b: first.raw, at: id)
  }
}

// Operators.
extension Lowering {
  /// A sum or a `%` with a text in it is a template.
  private mutating func binary(_ id: NodeID, _ node: Node) -> ValueID {
    // Sums nest to the left and can be long.
    var links: [NodeID] = []
    var leftmost = id
    while tree.kind(leftmost) == .binary {
      links.append(leftmost)
      leftmost = tree[leftmost].a
    }
    var value = expression(leftmost)
    for link in links.reversed() {
      let right = expression(tree[link].b)
      value = combined(value, right, at: link)
    }
    return value
  }

  private mutating func combined(_ left: ValueID, _ right: ValueID, at id: NodeID) -> ValueID {
    let symbol = tree[id].symbol
    let isSum = symbol == Token.plus.rawValue
    let isFormatted = symbol == Token.remainder.rawValue && isText(left)
    if isFormatted || isSum && (isText(left) || isText(right)) {
      return add(.template, a: list(parts(of: left) + [right]).raw, at: id)
    }
    let means = Self.operator(of: symbol)
    return add(.binary, a: left.raw, b: right.raw, operator: means, at: id)
  }

  private func isText(_ value: ValueID) -> Bool {
    let kind = facts.values[value.index].kind
    return kind == .string || kind == .template
  }

  /// A short template is spread out, so that a sum of texts stays one list.
  private func parts(of value: ValueID) -> [ValueID] {
    let shape = facts.values[value.index]
    guard shape.kind == .template, facts.lists[Int(shape.a)] <= 8 else { return [value] }
    return facts.valueList(ListID(shape.a))
  }

  private static func unaryOperator(of symbol: UInt8) -> Operator {
    switch Token(rawValue: symbol) ?? .unknown {
    case .not: .not
    case .minus: .negate
    case .invert: .bits
    default: .none
    }
  }

  /// What a binary operator or an assignment with one means.
  static func `operator`(of symbol: UInt8) -> Operator {
    switch Token(rawValue: symbol) ?? .unknown {
    case .plus, .plusAssign: .add
    case .minus, .minusAssign: .subtract
    case .times, .timesAssign, .at, .matrixMultiplyAssign: .multiply
    case .divide, .divideAssign, .floorDivide, .floorDivideAssign: .divide
    case .remainder, .remainderAssign: .remainder
    case .power, .powerAssign: .power
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal, .is: .equal
    case .notEqual, .isNot: .notEqual
    case .in, .notIn: .contains
    case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight, .bitAndAssign, .bitOrAssign,
      .bitXorAssign, .shiftLeftAssign, .shiftRightAssign:
      .bits
    default: .none
    }
  }
}
