// The entry to the front end: bytes in, tree out.

package import SyntaxTree

/// Reads Python 3.8 to 3.14.
package enum PythonParser {
  /// What the parser may use of an ordinary thread's stack, in bytes.
  package static let ordinaryStackBudget = 192 << 10

  /// Reads one file; whatever the bytes are, the result is a tree.
  ///
  /// It accepts more than an interpreter would (`return` outside of a function is not reported), and where it
  /// cannot go on, it leaves a diagnostic and resumes at the next statement.
  ///
  /// - Parameters:
  ///   - source: the file; the tree keeps it.
  ///   - names: the worker's interner, which learns the names of the file.
  ///   - stackBudget: how many bytes of the current thread's stack may be used: `LargeStack.parserBudget` on
  ///     such a stack. Code that is nested deeper is skipped with a diagnostic.
  /// - Returns: the tree; its last node is the module.
  package static func parse(
    _ source: SourceBuffer,
    names: inout Interner,
    stackBudget: Int = ordinaryStackBudget
  ) -> Tree {
    var parser = Parser(source, stackBudget: stackBudget, names: names)
    parser.module()
    let result = parser.finish(source)
    let tree = result.tree
    names = result.takeNames()
    return tree
  }
}
