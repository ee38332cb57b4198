// The tree as text: lines for the differential tests, nested lists for the golden tests.

package import SyntaxTree

/// Prints trees from `Layout.table`.
package struct TreeDump: ~Copyable {
  /// The UTF-8 text printed so far.
  package private(set) var output: [UInt8] = []

  package init() {}

  /// Forgets what was printed.
  package mutating func removeAll() { output.removeAll(keepingCapacity: true) }

  /// Prints one line `Type start end detail` for each node that CPython's `ast` has with a place.
  ///
  /// What stands in a formatted string has `-` for its places, which CPython 3.11 gets wrong.
  package mutating func printLines(of tree: Tree, _ names: borrowing Interner) {
    let hidden = HiddenNodes(tree)
    for id in 1..<tree.count where !hidden.isHidden[id] {
      let node = tree.node(NodeID(id))
      let type = typeName(of: node)
      if type.utf8CodeUnitCount == 0 { continue }
      let (start, end) = range(of: node, hidden.parents)
      let detail = detail(of: node, names)
      write("\(type) ")
      if hidden.isFormatted[id] { write("- -") } else { write("\(start) \(end)") }
      write(detail.isEmpty ? "\n" : " \(detail)\n")
    }
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  private func typeName(of node: AnyNode) -> StaticString {
    switch node.kind {
    case .function where node.has(.async): "AsyncFunctionDef"
    case .for where node.has(.async): "AsyncFor"
    case .with where node.has(.async): "AsyncWith"
    case .concatenation where hasFormattedPart(node): "JoinedStr"
    case .typeParameter where node.record.symbol == Token.times.rawValue: "TypeVarTuple"
    case .typeParameter where node.record.symbol == Token.power.rawValue: "ParamSpec"
    default: Layout[node.kind].typeName
    }
  }

  private func hasFormattedPart(_ node: AnyNode) -> Bool {
    node.list(node.record.a).contains { $0.kind == .formattedString }
  }

  /// Where `ast` says that a node is.
  private func range(of node: AnyNode, _ parents: [NodeID]) -> (UInt32, UInt32) {
    switch node.kind {
    case .function: (node.recordWord(node.record.d, 3), node.end)
    case .class: (node.recordWord(node.record.d, 2), node.end)
    case .parameter: (node.start, node.record.d)
    case .branch: (node.start, node.node(parents[Int(node.id)]).end)
    default: (node.start, node.end)
    }
  }

  private func detail(of node: AnyNode, _ names: borrowing Interner) -> String {
    let record = node.record
    return switch node.kind {
    case .name, .parameter, .function, .class, .starPattern, .argument, .typeParameter:
      names.text(Name(id: record.a))
    case .attribute, .capturePattern, .handler: names.text(Name(id: record.b))
    case .unary, .binary, .boolean, .comparison, .augmentedAssignment:
      Self.text(ofOperator: UInt32(record.symbol))
    case .comparisonChain:
      (0..<node.list(record.b).count).map { index in
        Self.text(ofOperator: node.tree.words[Int(record.c) + index])
      }.joined(separator: ",")
    case .importFrom: "\(record.symbol) \(names.text(Name(id: record.a)))"
    case .importedName:
      "\(names.text(Name(id: record.a))) \(names.text(Name(id: record.b)))"
    case .replacement where record.symbol == 0:
      // `{value=}` means `{value=!r}`.
      node.has(.selfDocumenting) && record.b == 0 ? "r" : ""
    case .replacement: "\(Unicode.Scalar(record.symbol))"
    default: ""
    }
  }

  private static func text(ofOperator raw: UInt32) -> String {
    "\(Token(rawValue: UInt8(truncatingIfNeeded: raw))?.operatorText ?? "")"
  }
}

/// Which nodes `ast` does not have, or not with a place that can be compared.
private struct HiddenNodes {
  let parents: [NodeID]
  private(set) var isHidden: [Bool]
  private(set) var isFormatted: [Bool]

  init(_ tree: Tree) {
    parents = tree.parents()
    isHidden = [Bool](repeating: false, count: tree.count)
    isFormatted = isHidden
    for id in stride(from: tree.count - 1, to: 0, by: -1) {
      let parent = Int(parents[id])
      let outer = tree.kinds[parent]
      isHidden[id] = Self.hides(outer, tree.kinds[id])
      isFormatted[id] = isFormatted[parent] || outer == .formattedString
    }
  }

  /// Whether a node within another one is part of it for `ast`.
  private static func hides(_ outer: Kind, _ inner: Kind) -> Bool {
    switch outer {
    case .global, .nonlocal: true
    case .concatenation: inner == .string || inner == .formattedString
    // The rest of a mapping is a name.
    case .mappingPattern: inner == .starPattern
    default: false
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

  private mutating func nested(_ node: AnyNode, _ names: borrowing Interner) {
    write("(\(node.kind)")
    for word in modifiers(of: node) { write(" \(word)") }
    let operands = [node.record.a, node.record.b, node.record.c, node.record.d]
    for (slot, operand) in zip(Layout[node.kind].slots, operands) {
      nested(slot, operand, in: node, names)
    }
    write(")")
  }

  private func modifiers(of node: AnyNode) -> [String] {
    let words: [(Flags, String)] = [
      (.async, "async"), (.star, "star"), (.bytes, "bytes"), (.raw, "raw"),
      (.template, "template"), (.selfDocumenting, "="), (.parenthesized, "parenthesized"),
    ]
    return words.filter { node.has($0.0) }.map(\.1) + [symbol(of: node)].filter { !$0.isEmpty }
  }

  private func symbol(of node: AnyNode) -> String {
    let symbol = node.record.symbol
    if symbol == 0 { return node.kind == .number ? node.text : "" }
    switch node.kind {
    case .importFrom: return "\(symbol)"
    case .replacement: return "!\(Unicode.Scalar(symbol))"
    case .singletonPattern: return node.text
    default: return Self.text(ofOperator: UInt32(symbol))
    }
  }

  private mutating func nested(
    _ slot: Slot,
    _ operand: UInt32,
    in node: AnyNode,
    _ names: borrowing Interner
  ) {
    switch slot {
    case .empty: break
    case .offset(let name):
      // Between its two offsets stands the text of a string.
      if "\(name)" == "textStart" {
        write(" \"\(node.tree.source.text(node.record.a, node.record.b))\"")
      }
    case .child(let name):
      if operand == 0 { return }
      write(" \(name): ")
      nested(node.node(operand), names)
    case .list(let name): list(name, operand, in: node, names)
    case .pieces(let name):
      for index in 0...node.list(operand).count { write(" \"\(node.piece(index))\"") }
      list(name, operand, in: node, names)
    case .name: if operand != 0 { write(" \(names.text(Name(id: operand)))") }
    case .operators:
      for index in 0..<node.list(node.record.b).count {
        write(" \(Self.text(ofOperator: node.tree.words[Int(operand) + index]))")
      }
    case .record(let slots):
      if operand == 0 { return }
      for (index, slot) in slots.enumerated() {
        nested(slot, node.recordWord(operand, index), in: node, names)
      }
    }
  }

  private mutating func list(
    _ name: StaticString,
    _ operand: UInt32,
    in node: AnyNode,
    _ names: borrowing Interner
  ) {
    if operand == 0 || node.list(operand).isEmpty { return }
    write(" \(name): [")
    for (index, child) in node.list(operand).enumerated() {
      if index > 0 { write(" ") }
      nested(child, names)
    }
    write("]")
  }
}
