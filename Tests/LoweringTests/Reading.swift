// Source text to facts, as the tests want it.

import Facts
import JavaScriptSyntax
import SyntaxTree
import Testing

/// The facts of a piece of source, read by a reader of its own.
func facts(_ source: String, as dialect: Dialect = .javaScript) -> FileFacts {
  var reader = JavaScriptReader()
  return reader.facts(of: SourceBuffer(source.utf8), as: dialect)
}

/// Expects the dump of a piece of source to be exactly these lines, and its tables to be sound.
func expectFacts(
  _ source: String,
  as dialect: Dialect = .javaScript,
  _ dump: String,
  at location: SourceLocation = #_sourceLocation
) {
  let facts = facts(source, as: dialect)
  let text = FactsDump.text(of: facts)
  #expect(text == dump + "\n", sourceLocation: location)
  let violations = FactsInvariants.violations(of: facts, byteCount: source.utf8.count)
  #expect(violations == [], sourceLocation: location)
}
