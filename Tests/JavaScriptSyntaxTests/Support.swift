// How the tests read code.

import SyntaxTree
import Testing

@testable import JavaScriptSyntax

/// Code that has been read, with its interner.
struct Parsed: ~Copyable {
  let tree: Tree
  private let names: Interner

  init(_ text: String, as dialect: Dialect = .javaScript) {
    self.init(bytes: Array(text.utf8), as: dialect)
  }

  init(bytes: [UInt8], as dialect: Dialect = .javaScript) {
    var names = Interner.forJavaScript()
    tree = JavaScriptParser.parse(SourceBuffer(bytes), as: dialect, names: &names)
    self.names = names
  }

  /// The statements as nested lists.
  var nested: String {
    var dump = TreeDump()
    dump.printNested(tree, names)
    let text = String(decoding: dump.output, as: UTF8.self)
    let prefix = "(program body: ["
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count).dropLast(3)) : ""
  }

  func text(_ name: Name) -> String { names.text(name) }

  /// The first node of a kind, in post-order.
  func first(_ kind: Kind) throws -> AnyNode {
    for id in 1..<tree.count where tree.kinds[id] == kind { return tree.node(NodeID(id)) }
    throw NotFound()
  }

  struct NotFound: Error {}
}

extension AnyNode {
  /// The operand that `Layout.table` calls by this name; 0 if there is none.
  func operand(_ field: String) -> UInt32 {
    let operands = [record.a, record.b, record.c, record.d]
    for (slot, operand) in zip(Layout[kind].slots, operands) {
      if slot.name == field { return operand }
      guard case .record(let slots) = slot, operand != 0 else { continue }
      for (index, slot) in slots.enumerated() where slot.name == field {
        return recordWord(operand, index)
      }
    }
    return 0
  }

  func child(_ field: String) -> AnyNode { node(operand(field)) }
  func children(_ field: String) -> [AnyNode] { Array(list(operand(field))) }
}

extension Slot {
  fileprivate var name: String {
    switch self {
    case .child(let name), .list(let name), .name(let name), .offset(let name), .pieces(let name):
      "\(name)"
    case .empty, .record: ""
    }
  }
}

extension Interner {
  /// The name with this text, which is added if it is new.
  mutating func intern(_ text: String) -> Name {
    let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
    return padded.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { intern($0, text.utf8.count) } ?? .none
    }
  }
}

/// Checks that code is read without a complaint, as the tree that is written out.
func expectTree(
  of source: String,
  as dialect: Dialect,
  is expected: String,
  at location: SourceLocation = #_sourceLocation
) {
  let parsed = Parsed(source, as: dialect)
  #expect(parsed.tree.diagnostics == [], sourceLocation: location)
  #expect(TreeCheck(parsed.tree) == .sound, sourceLocation: location)
  let nested = parsed.nested
  #expect(nested == expected, sourceLocation: location)
}

/// Reads code on a large stack, as the pipeline does, and checks the promises of its tree.
func readOnLargeStack(_ text: String, as dialect: Dialect) throws -> Tree {
  var tree: Tree?
  let didRun = LargeStack.run {
    var names = Interner.forJavaScript()
    tree = JavaScriptParser.parse(
      SourceBuffer(text.utf8),
      as: dialect,
      names: &names,
      stackBudget: LargeStack.parserBudget
    )
  }
  #expect(didRun)
  let read = try #require(tree)
  #expect(TreeCheck(read) == .sound)
  return read
}
