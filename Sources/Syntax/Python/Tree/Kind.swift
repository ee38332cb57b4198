// The kinds of syntax nodes.

/// What a node is; `Layout.table` says what its operands hold.
enum Kind: UInt8, CaseIterable, Sendable {
  /// Node 0, which stands for every absent node.
  case none
  /// A place that could not be read; its range may be empty.
  case error
  case module

  // Names and literals.
  case name, number, string, formattedString, concatenation, `true`, `false`, noneLiteral, ellipsis
  case replacement, formatSpecification

  // Displays and comprehensions.
  case tuple, list, set, dictionary, dictionaryEntry
  case listComprehension, setComprehension, dictionaryComprehension, generator
  case comprehensionClause

  // Expressions.
  case attribute, `subscript`, slice, call, argument, starred
  case unary, binary, boolean, comparison, comparisonChain, conditional, named
  case await, yield, yieldFrom, lambda

  // Definitions.
  case function, `class`, parameter, parameterSeparator, typeParameter, typeAlias

  // Simple statements.
  case expressionStatement, assignment, augmentedAssignment, annotatedAssignment, delete
  case `return`, raise, assert, global, nonlocal, pass, `break`, `continue`
  case `import`, importFrom, importedName

  // Compound statements.
  case `if`, branch, `while`, `for`, `try`, handler, with, withItem, match, matchCase

  // Patterns of `match`.
  case valuePattern, singletonPattern, sequencePattern, mappingPattern, mappingPatternEntry
  case classPattern, keywordPattern, starPattern, capturePattern, orPattern
}
