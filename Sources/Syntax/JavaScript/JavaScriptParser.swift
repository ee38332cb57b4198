// The entry to the front end: bytes in, tree out.

package import SyntaxTree

/// Reads JavaScript, TypeScript and JSX.
package enum JavaScriptParser {
  /// What the parser may use of an ordinary thread's stack, in bytes.
  package static let ordinaryStackBudget = 192 << 10

  /// Reads one file; whatever the bytes are, the result is a tree.
  ///
  /// It accepts more than a compiler would (early errors are not reported), and where it cannot go on, it
  /// leaves a diagnostic and resumes at the next statement.
  ///
  /// - Parameters:
  ///   - source: the file; the tree keeps it.
  ///   - dialect: its language.
  ///   - names: the worker's interner, which learns the names of the file.
  ///   - stackBudget: how many bytes of the current thread's stack may be used: `LargeStack.parserBudget` on
  ///     such a stack. Code that is nested deeper is skipped with a diagnostic.
  /// - Returns: the tree; its last node is the program.
  package static func parse(
    _ source: SourceBuffer,
    as dialect: Dialect,
    names: inout Interner,
    stackBudget: Int = ordinaryStackBudget
  ) -> Tree {
    var parser = Parser(source, as: dialect, stackBudget: stackBudget, names: names)
    parser.program()
    let result = parser.finish(source)
    let tree = result.tree
    names = result.takeNames()
    return tree
  }
}
