// A script's modules as functions that an engine without modules can run.

import SyntaxTree

/// The modules of a script, rewritten: imports and exports become calls, and what waits is awaited.
///
/// Lines stay where they are, so that an engine's complaints fit the user's files.
package struct ScriptText {
  /// For each module an expression whose value is
  /// `function (__import, __exports, exports, module, require, open)`.
  package let texts: [String]

  /// Rewrites modules; throws where something that waits stands where nothing can wait.
  package init(
    of modules: [ScriptModule],
    libraries: BlockingFunctions
  ) throws(ScriptProblem) {
    let calls = BlockingCalls(modules: modules, libraries: libraries)
    if let problem = calls.problem { throw problem }
    texts = modules.indices.map { index in
      var edits = ScriptEdits(modules[index])
      edits.await(calls.calls[index], walks: calls.walks[index])
      edits.makeAsynchronous(calls.functions[index])
      edits.rewriteModule()
      return edits.text()
    }
  }
}
