// How the tests read code.

import SyntaxTree
import Testing

@testable import PythonSyntax

/// Code that has been read, with its interner.
struct Parsed: ~Copyable {
  let tree: Tree
  private let names: Interner

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    var names = Interner.forPython()
    tree = PythonParser.parse(SourceBuffer(bytes), names: &names)
    self.names = names
  }

  /// The statements as nested lists.
  var nested: String {
    var dump = TreeDump()
    dump.printNested(tree, names)
    let text = String(decoding: dump.output, as: UTF8.self)
    let prefix = "(module body: ["
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count).dropLast(3)) : ""
  }

  func text(_ name: Name) -> String { names.text(name) }

  /// The texts of the diagnostics' places, up to the end of their lines.
  var complaints: [String] {
    tree.diagnostics.map { diagnostic in
      let rest = tree.source.text(diagnostic.offset, UInt32(tree.source.count))
      return "\(diagnostic.code): \(rest.prefix { $0 != "\n" })"
    }
  }
}

/// Checks that code is read without a complaint, as the tree that is written out.
func expectTree(
  of source: String,
  is expected: String,
  at location: SourceLocation = #_sourceLocation
) {
  let parsed = Parsed(source)
  #expect(parsed.tree.diagnostics == [], sourceLocation: location)
  #expect(TreeCheck(parsed.tree) == .sound, sourceLocation: location)
  let nested = parsed.nested
  #expect(nested == expected, sourceLocation: location)
}

/// Reads code on a large stack, as the pipeline does, and checks the promises of its tree.
func readOnLargeStack(_ text: String) throws -> Tree {
  var tree: Tree?
  let didRun = LargeStack.run {
    var names = Interner.forPython()
    tree = PythonParser.parse(
      SourceBuffer(text.utf8),
      names: &names,
      stackBudget: LargeStack.parserBudget
    )
  }
  #expect(didRun)
  let read = try #require(tree)
  #expect(TreeCheck(read) == .sound)
  return read
}
