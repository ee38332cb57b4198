// Functions: numbering them where they are met, and lowering them one after another.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  /// Numbers a function and queues its body.
  ///
  /// - Parameters:
  ///   - id: a function or arrow with a body; for anything else the value is unknown.
  ///   - kind: what it is where it is met.
  ///   - name: the name of a method.
  ///   - nameSpan: where that name stands.
  /// - Returns: the function as a value.
  mutating func functionValue(
    _ id: NodeID,
    _ kind: Function.Kind,
    name: NameID = .none,
    span nameSpan: ByteSpan? = nil
  ) -> ValueID {
    let node = tree[id]
    if node.c == 0 { return unknown(id) }
    let number = enqueue(id, kind, name: name)
    let value = add(.function, a: number.raw, at: id)
    if let nameSpan {
      functions.base[number.index].nameSpan = nameSpan
    } else if tree.kind(node.a) == .identifier {
      functions.base[number.index].name = names.number(of: Name(id: tree[node.a].a))
      functions.base[number.index].nameSpan = span(node.a)
      noteDeclared(node.a, value)
    }
    return value
  }

  /// A declaration's own name has its value from the start, so no step assigns it.
  mutating func noteDeclared(_ identifier: NodeID, _ value: ValueID) {
    guard tree.kind(identifier) == .identifier else { return }
    let symbol = binder.slots[Int(identifier)]
    if symbol != 0 { note(value, inSymbol: symbol) }
  }

  /// Adds a function that is lowered later.
  mutating func enqueue(_ id: NodeID, _ kind: Function.Kind, name: NameID) -> FunctionID {
    let node = tree[id]
    var flags: Function.Flags = .none
    if node.flags.contains(.async) { flags.insert(.async) }
    if node.flags.contains(.generator) { flags.insert(.generator) }
    let number = FunctionID(functions.count)
    functions.append(Function(kind, flags: flags, name: name, parent: function, span: span(id)))
    functionNodes.append(id)
    binder.slots[Int(id)] = number.raw
    return number
  }

  /// Lowers the whole file: the program, then every function in the order in which they were met.
  mutating func lowerFunctions() {
    let root = NodeID(truncatingIfNeeded: tree.count &- 1)
    _ = enqueue(root, .module, name: .none)
    var next = 1
    while next < functions.count {
      lowerFunction(FunctionID(next))
      next += 1
    }
  }

  private mutating func lowerFunction(_ number: FunctionID) {
    let id = functionNodes[number.index]
    function = number
    region = .none
    targets.count = 0
    labelCount = 0
    functions.base[number.index].firstInstruction = InstructionID(instructions.count)
    functions.base[number.index].firstValue = ValueID(values.count)
    let body = open(.body, at: id)
    functions.base[number.index].body = body
    switch tree.kind(id) {
    case .program: statements(tree[id].a)
    case .class: classBody(id)
    default: functionBody(id)
    }
    close()
    functions.base[number.index].endInstruction = InstructionID(instructions.count)
    functions.base[number.index].endValue = ValueID(values.count)
  }

  private mutating func functionBody(_ id: NodeID) {
    let node = tree[id]
    addParameters(node.b)
    if node.flags.contains(.expressionBody) {
      let value = expression(node.c, .returned)
      emit(.return, a: value.raw, at: node.c)
    } else {
      statement(node.c)
    }
  }
}

// Parameters.
extension Lowering {
  private mutating func addParameters(_ nodes: NodeListID) {
    functions.base[function.index].firstParameter = UInt32(truncatingIfNeeded: parameters.count)
    var position: UInt16 = 0
    for index in 0..<tree.count(of: nodes) {
      let id = tree.node(index, of: nodes)
      if isReceiver(id) { continue }
      let added = parameter(id, at: position)
      parameters.append(added)
      if position < UInt16.max { position += 1 }
    }
    let first = Int(functions[function.index].firstParameter)
    functions.base[function.index].parameterCount = UInt32(
      truncatingIfNeeded: parameters.count - first
    )
  }

  /// `this` as a parameter only declares a type.
  private func isReceiver(_ id: NodeID) -> Bool {
    tree.kind(id) == .this || (tree.kind(id) == .parameter && tree.kind(tree[id].a) == .this)
  }

  private mutating func parameter(_ id: NodeID, at position: UInt16) -> Parameter {
    var result = Parameter(symbol: .none, name: .none)
    var target = id
    var other: NodeID = 0
    if tree.kind(target) == .parameter {
      let node = tree[target]
      result.decorators = ListID(binder.slots[Int(id)])
      result.isProperty = node.flags.contains(.declare)
      result.type = type(node.b)
      other = node.c
      target = node.a
    }
    if tree.kind(target) == .rest {
      if tree[target].b != 0 { result.type = type(tree[target].b) }
      result.isRest = true
      target = tree[target].a
    }
    if tree.kind(target) == .defaultPattern {
      other = tree[target].b
      target = tree[target].a
    }
    let node = tree[target]
    var value = add(
      .parameter,
      a: function.raw,
      detail: position,
      flags: result.isRest ? .rest : .none,
      start: node.start,
      end: node.end
    )
    if other != 0 {
      value = defaulted(value, other, target: target, at: id)
      result.defaultValue = ValueID(lists[Int(values[value.index].a) + 2])
    }
    if tree.kind(target) == .identifier {
      result.name = names.number(of: Name(id: node.a))
      result.symbol = SymbolID(binder.slots[Int(target)])
      annotate(target, result.type)
    }
    destructure(target, value, .head)
    return result
  }
}
