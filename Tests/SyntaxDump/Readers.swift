// The front ends behind one door: what a file is decides which of them reads it.

import JavaScriptSyntax
import PythonSyntax
import SyntaxTree

/// Reads files, with the names of all files before.
struct Readers: ~Copyable {
  private var javaScriptNames = Interner.forJavaScript()
  private var pythonNames = Interner.forPython()

  /// What a front end says of a file.
  struct Reading {
    var nodeCount: Int
    var statementCount: Int
    var brokenStatementCount: Int
    var diagnostics: [(offset: UInt32, message: String)]
    /// What is wrong with the tree; nil if it keeps its promises.
    var complaint: String?
    /// The tree as text, if that was asked for.
    var text: [UInt8] = []
  }

  /// How a tree is printed.
  enum Style { case none, lines, nested }

  static func isPython(_ path: String) -> Bool { path.hasSuffix(".py") || path.hasSuffix(".pyi") }

  /// Parses a file and nothing else.
  ///
  /// - Returns: the number of nodes.
  mutating func parse(_ source: SourceBuffer, _ path: String) -> Int {
    if Self.isPython(path) {
      return PythonParser.parse(
        source,
        names: &pythonNames,
        stackBudget: LargeStack.parserBudget
      ).count
    }
    return javaScriptTree(source, path).count
  }

  /// Parses and checks a file.
  mutating func read(_ source: SourceBuffer, _ path: String, as style: Style = .none) -> Reading {
    Self.isPython(path) ? python(source, style) : javaScript(source, path, style)
  }

  private mutating func javaScriptTree(
    _ source: SourceBuffer,
    _ path: String
  ) -> JavaScriptSyntax.Tree {
    JavaScriptParser.parse(
      source,
      as: Dialect(path: path) ?? .javaScript,
      names: &javaScriptNames,
      stackBudget: LargeStack.parserBudget
    )
  }

  private mutating func javaScript(
    _ source: SourceBuffer,
    _ path: String,
    _ style: Style
  ) -> Reading {
    let tree = javaScriptTree(source, path)
    let check = JavaScriptSyntax.TreeCheck(tree)
    var reading = Reading(
      nodeCount: tree.count,
      statementCount: tree.statementCount,
      brokenStatementCount: tree.brokenStatementCount,
      diagnostics: tree.diagnostics.map { ($0.offset, $0.message) },
      complaint: check.isSound ? nil : "\(check)"
    )
    var dump = JavaScriptSyntax.TreeDump()
    switch style {
    case .none: break
    case .lines: dump.printLines(of: tree, javaScriptNames)
    case .nested: dump.printNested(tree, javaScriptNames)
    }
    reading.text = dump.output
    return reading
  }

  private mutating func python(_ source: SourceBuffer, _ style: Style) -> Reading {
    let tree = PythonParser.parse(
      source,
      names: &pythonNames,
      stackBudget: LargeStack.parserBudget
    )
    let check = PythonSyntax.TreeCheck(tree)
    var reading = Reading(
      nodeCount: tree.count,
      statementCount: tree.statementCount,
      brokenStatementCount: tree.brokenStatementCount,
      diagnostics: tree.diagnostics.map { ($0.offset, $0.message) },
      complaint: check.isSound ? nil : "\(check)"
    )
    var dump = PythonSyntax.TreeDump()
    switch style {
    case .none: break
    case .lines: dump.printLines(of: tree, pythonNames)
    case .nested: dump.printNested(tree, pythonNames)
    }
    reading.text = dump.output
    return reading
  }
}
