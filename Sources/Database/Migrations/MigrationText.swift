// One file of a migration as statements.

import SQLSyntax

/// The statements of a file, and where they stand.
struct MigrationText {
  let path: String
  let tokens: SQLTokens
  let statements: [Range<Int>]

  init(_ script: MigrationScript) {
    path = script.path
    tokens = SQLTokens(script.bytes)
    statements = tokens.statements
  }

  /// Counted from 1.
  func line(of statement: Range<Int>) -> Int {
    let start = Int(tokens.tokens[statement.lowerBound].start)
    return 1 + tokens.bytes[..<start].count { $0 == 0x0A }
  }

  /// A statement as it stands.
  func source(of statement: Range<Int>) -> String { tokens.source(statement) }

  /// The extension that a statement makes.
  func extensionName(_ statement: Range<Int>) -> String? {
    let start = statement.lowerBound
    guard tokens.isWord(start, "create"), tokens.isWord(start + 1, "extension") else { return nil }
    let isGuarded = tokens.isWord(start + 2, "if")
    let position = start + (isGuarded ? 5 : 2)
    return position < statement.upperBound ? tokens.text(position) : nil
  }

  /// Rights, owners, comments and rows change no plan; extensions and transactions are made by us.
  func isOfNoUse(_ statement: Range<Int>) -> Bool {
    let start = statement.lowerBound
    let first = tokens.keyword(start)
    if ["grant", "revoke", "comment", "copy"].contains(first) { return true }
    if ["begin", "commit", "start", "end", "rollback", "abort", "savepoint", "release"]
      .contains(first)
    {
      return true
    }
    if tokens.isWord(start + 1, "extension") { return true }
    return first == "alter"
      && statement.dropLast().contains { tokens.isWord($0, "owner") && tokens.isWord($0 + 1, "to") }
  }

  /// Whether a statement may read, rewrite or lock a table that is there already.
  func isWatched(_ statement: Range<Int>) -> Bool {
    switch tokens.keyword(statement.lowerBound) {
    case "alter", "update", "delete", "do", "cluster", "call": true
    case "create": (1...2).contains { tokens.isWord(statement.lowerBound + $0, "index") }
    default: false
    }
  }

  /// Whether a statement may take an index away.
  func mayDropIndex(_ statement: Range<Int>) -> Bool {
    let first = tokens.keyword(statement.lowerBound)
    return first == "do"
      || ["drop", "alter"].contains(first)
        && statement.contains { tokens.isWord($0, "drop") }
  }
}
