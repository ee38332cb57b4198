// One file of a load script, read.

import SyntaxTree

/// A module of a script: its tree, and what it imports.
package final class ScriptModule {
  package let path: String
  let tree: Tree
  let parents: [NodeID]
  /// The specifiers of its imports, each once, in their order.
  package private(set) var imports: [String] = []

  /// Reads a module; throws where it is no JavaScript.
  package init(path: String, bytes: [UInt8]) throws(ScriptProblem) {
    self.path = path
    var names = Interner.forJavaScript()
    tree = JavaScriptParser.parse(SourceBuffer(bytes), as: .javaScript, names: &names)
    parents = tree.parents()
    if let problem = tree.diagnostics.first {
      throw ScriptProblem(self, at: problem.offset, "\(problem.message); correct the script")
    }
    for id in 1..<max(1, NodeID(tree.count)) {
      guard let specifier = specifier(importedBy: tree.node(id)) else { continue }
      if !imports.contains(specifier) { imports.append(specifier) }
    }
  }

  func parent(of node: AnyNode) -> AnyNode { tree.node(parents[Int(node.id)]) }

  /// The text of a string literal without escapes, as specifiers and keys are.
  func string(_ node: AnyNode) -> String? {
    guard node.kind == .string, node.end >= node.start + 2 else { return nil }
    return StringText.decoded(tree.source, from: node.start + 1, to: node.end - 1)
  }

  /// `import … from "x"`, `export … from "x"`, `require("x")`.
  func specifier(importedBy node: AnyNode) -> String? {
    let record = node.record
    switch node.kind {
    case .importDeclaration where !node.has(.typeOnly): return string(node.node(record.b))
    case .exportNamed where record.c != 0: return string(node.node(record.c))
    case .exportAll: return string(node.node(record.b))
    case .call where node.node(record.a).kind == .identifier:
      let arguments = node.list(record.b)
      guard node.node(record.a).text == "require", arguments.count == 1 else { return nil }
      return string(arguments[0])
    default: return nil
    }
  }

  /// The function, and not only the statement, in which a node stands; nil at the top of the module.
  func function(around node: AnyNode) -> AnyNode? {
    var place = parent(of: node)
    while place.id != 0 {
      switch place.kind {
      case .function, .arrow, .field, .staticBlock: return place
      default: place = parent(of: place)
      }
    }
    return nil
  }
}

/// Why a script cannot be run as it is: file, line, column and a sentence.
package struct ScriptProblem: Error, Hashable, Sendable {
  package let path: String
  package let line: Int
  package let column: Int
  package let message: String

  init(_ module: ScriptModule, at offset: UInt32, _ message: String) {
    self.init(path: module.path, source: module.tree.source, at: offset, message)
  }

  private init(path: String, source: SourceBuffer, at offset: UInt32, _ message: String) {
    self.path = path
    let before = source.bytes.prefix(Int(offset))
    line = before.count { $0 == 0x0A } + 1
    column = before.reversed().prefix { $0 != 0x0A }.count + 1
    self.message = message
  }

  /// `smoke.js:3:7: what is wrong`.
  package var text: String { "\(path):\(line):\(column): \(message)" }
}
