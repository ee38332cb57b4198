// The tree as text: lines for the differential tests, nested lists for the golden tests.

package import SyntaxTree

/// Prints trees from `Layout.table`.
package struct TreeDump: ~Copyable {
  /// The UTF-8 text printed so far.
  package private(set) var output: [UInt8] = []

  package init() {}

  /// Forgets what was printed.
  package mutating func removeAll() { output.removeAll(keepingCapacity: true) }

  /// Prints one line `Type start end detail` for each node, in the terms of ESTree.
  ///
  /// Where ESTree has two nodes in one place (the key and value of a shorthand property) or a node that the
  /// tree keeps as a name (the property of a member), the lines are there all the same.
  package mutating func printLines(of tree: Tree, _ names: borrowing Interner) {
    for id in 1..<tree.count {
      let node = tree.node(NodeID(id))
      line(typeName(of: node), node.start, node.end, detail(of: node, names))
      printHiddenNodes(of: node, names)
    }
  }

  private mutating func line(
    _ type: StaticString,
    _ start: UInt32,
    _ end: UInt32,
    _ detail: String = ""
  ) {
    output.append(
      contentsOf: UnsafeBufferPointer(start: type.utf8Start, count: type.utf8CodeUnitCount)
    )
    output.append(contentsOf: " \(start) \(end)".utf8)
    if !detail.isEmpty { output.append(contentsOf: " \(detail)".utf8) }
    output.append(0x0A)
  }

  private func typeName(of node: AnyNode) -> StaticString {
    switch node.kind {
    case .function where node.has(.declaration): "FunctionDeclaration"
    case .class where node.has(.declaration): "ClassDeclaration"
    default: Layout[node.kind].typeName
    }
  }

  private func detail(of node: AnyNode, _ names: borrowing Interner) -> String {
    switch node.kind {
    case .identifier, .privateName, .jsxIdentifier, .typeKeyword:
      names.text(Name(id: node.record.a))
    case .typeOperator: names.text(Name(id: node.record.b))
    case .unary, .update, .binary, .logical, .assignment:
      "\(Token(rawValue: node.record.symbol)?.operatorText ?? "")"
    case .variableDeclaration: "\(VariableKeyword(rawValue: node.record.symbol)?.text ?? "")"
    case .property: node.has(.computed) ? "computed" : ""
    case .function: "\(node.has(.async)) \(node.has(.generator))"
    case .arrow: "\(node.has(.async))"
    case .call, .member, .index: node.has(.optional) ? "?." : ""
    case .method, .field: node.has(.static) ? "static" : ""
    default: ""
    }
  }

  /// Prints what ESTree has as nodes and the tree has not.
  private mutating func printHiddenNodes(of node: AnyNode, _ names: borrowing Interner) {
    let record = node.record
    switch node.kind {
    case .property where node.has(.shorthand), .importSpecifier where record.a == record.b,
      .exportSpecifier where record.a == record.b:
      let key = node.node(record.a)
      line(typeName(of: key), key.start, key.end, detail(of: key, names))
    case .member, .qualifiedName:
      let type: StaticString = node.has(.privateName) ? "PrivateIdentifier" : "Identifier"
      line(type, record.c, node.end, names.text(Name(id: record.b)))
    case .jsxMember, .jsxNamespacedName:
      line("JSXIdentifier", record.c, node.end, names.text(Name(id: record.b)))
    case .template:
      let count = node.list(record.a).count
      for index in 0...count {
        let place = record.a + 1 + UInt32(count + index * 2)
        line("TemplateElement", node.tree.words[Int(place)], node.tree.words[Int(place) + 1])
      }
    default: break
    }
  }
}

extension TreeDump {
  /// Prints the tree as nested lists, `(kind modifiers detail field: child field: [list])`, without places.
  ///
  /// For small trees only: it recurses.
  package mutating func printNested(_ tree: Tree, _ names: borrowing Interner) {
    nested(tree.root, names)
    output.append(0x0A)
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func nested(_ node: AnyNode, _ names: borrowing Interner) {
    if node.isHole { return write("_") }
    write("(\(node.kind)")
    let detail = nestedDetail(of: node, names)
    if !detail.isEmpty { write(" \(detail)") }
    let operands = [node.record.a, node.record.b, node.record.c, node.record.d]
    for (slot, operand) in zip(Layout[node.kind].slots, operands) {
      nested(slot, operand, in: node, names)
    }
    write(")")
  }

  private func nestedDetail(of node: AnyNode, _ names: borrowing Interner) -> String {
    let text =
      switch node.kind {
      case .string, .number, .bigInt, .regExp, .literalType, .jsxText: node.text
      case .function, .arrow, .method, .field, .property: ""
      default: detail(of: node, names)
      }
    return (Self.modifiers(node) + (text.isEmpty ? [] : [text])).joined(separator: " ")
  }

  /// Whether `?.` is said by the detail of the node.
  private static func isChainLink(_ kind: Kind) -> Bool {
    kind == .call || kind == .member || kind == .index
  }

  private static func modifiers(_ node: AnyNode) -> [String] {
    let words: [(Flags, String)] = [
      (.declare, "declare"), (.declaration, "declaration"), (.typeOnly, "type"),
      (.static, "static"), (.async, "async"), (.generator, "*"), (.getter, "get"),
      (.setter, "set"), (.computed, "computed"), (.shorthand, "shorthand"), (.prefix, "prefix"),
    ]
    let isOptional = node.has(.optional) && !Self.isChainLink(node.kind)
    return words.filter { node.has($0.0) }.map(\.1) + (isOptional ? ["?"] : [])
  }

  private mutating func nested(
    _ slot: Slot,
    _ operand: UInt32,
    in node: AnyNode,
    _ names: borrowing Interner
  ) {
    switch slot {
    case .empty, .offset: break
    case .child(let name):
      if operand == 0 { return }
      write(" \(name): ")
      nested(node.node(operand), names)
    case .list(let name), .pieces(let name):
      if operand == 0 { return }
      write(" \(name): [")
      for (index, child) in node.list(operand).enumerated() {
        if index > 0 { write(" ") }
        nested(child, names)
      }
      write("]")
    case .name:
      switch node.kind {
      case .identifier, .privateName, .jsxIdentifier, .typeKeyword, .typeOperator: break
      default: if operand != 0 { write(" \(names.text(Name(id: operand)))") }
      }
    case .record(let slots):
      if operand == 0 { return }
      for (index, slot) in slots.enumerated() {
        nested(slot, node.recordWord(operand, index), in: node, names)
      }
    }
  }
}
