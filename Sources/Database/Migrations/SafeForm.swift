// The same change of a schema, so that nobody waits long: in the names of the statement.

import SQLSyntax

/// Reads what a statement works on, and says how to do it without a long lock.
struct SafeForm {
  let tokens: SQLTokens
  let statement: Range<Int>

  /// Whether it changes rows, not the schema.
  var changesRows: Bool { starts("update") || starts("delete") }

  private var text: String { tokens.source(statement) }

  /// What it does to all rows of a table that it locks; `nil` for a statement that is not of this kind.
  func work(rewrites: Bool, scans: Bool) -> MigrationStep.Work? {
    if starts("truncate") || starts("drop") || starts("insert") || starts("select") { return nil }
    if changesRows {
      return position(of: ["where"]) == nil && position(of: ["using"]) == nil ? .allRows : nil
    }
    if rewrites { return .rewrite }
    guard scans else { return nil }
    if starts("create") { return position(of: ["index"]) == nil ? nil : .indexBuild }
    if position(of: ["unique"]) != nil || position(of: ["primary", "key"]) != nil {
      return .unique
    }
    if position(of: ["references"]) != nil { return .foreignKey }
    if position(of: ["check"]) != nil { return .check }
    return position(of: ["not", "null"]) != nil ? .notNull : .validation
  }

  /// What to run in its place.
  func text(for work: MigrationStep.Work) -> String {
    switch work {
    case .indexBuild: return concurrently
    case .foreignKey, .check:
      guard let constraint else {
        return
          "add the column without the constraint; then ALTER TABLE \(table) ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration"
      }
      return
        "\(text) NOT VALID; and in a later migration: ALTER TABLE \(table) VALIDATE CONSTRAINT \(constraint);"
    case .unique: return uniqueIndex
    case .notNull: return notNull
    case .allRows:
      return
        "change some thousand rows at a time by ranges of the key, each batch in a transaction of its own, outside of the migration"
    case .rewrite:
      return
        "add a second column without a default, let the application write both, fill it in batches, then read it and drop the first one"
    case .validation:
      return
        "do it in steps: first what reads no row (NOT VALID, a column without a default), then in a later migration what reads all"
    }
  }

  // MARK: Forms

  /// The statement with the word behind INDEX, in a file that runs outside of a transaction.
  private var concurrently: String {
    guard let position = position(of: ["index"]) else { return text }
    let head = tokens.source(statement.lowerBound..<(position + 1))
    let tail = tokens.source((position + 1)..<statement.upperBound)
    return "\(head) CONCURRENTLY \(tail)"
      + " -- alone in its migration, which runs outside of a transaction"
  }

  private var uniqueIndex: String {
    let isPrimary = position(of: ["primary", "key"]) != nil
    let kind = isPrimary ? "PRIMARY KEY" : "UNIQUE"
    let start =
      isPrimary ? position(of: ["primary", "key"]).map { $0 + 1 } : position(of: ["unique"])
    let columns = start.flatMap(list(behind:)) ?? "(…)"
    let name = constraint ?? quoted("\(plainTable)_key")
    return
      "CREATE UNIQUE INDEX CONCURRENTLY \(name) ON \(table) \(columns); then ALTER TABLE \(table) ADD CONSTRAINT \(name) \(kind) USING INDEX \(name);"
  }

  private var notNull: String {
    guard let position = position(of: ["set", "not", "null"]) else {
      return
        "add the column without NOT NULL (with it the statement fails on any row), fill it in batches, then forbid empty values by a CHECK that is added NOT VALID and validated later"
    }
    let column = tokens.source(position - 1)
    let name = quoted("\(plainTable)_\(tokens.text(position - 1))_present")
    return
      "ALTER TABLE \(table) ADD CONSTRAINT \(name) CHECK (\(column) IS NOT NULL) NOT VALID; in a later migration VALIDATE CONSTRAINT \(name), then SET NOT NULL, which reads no row any more, and DROP CONSTRAINT \(name);"
  }

  /// The table behind ALTER TABLE, as it stands.
  private var table: String {
    var position = statement.lowerBound + 2
    if tokens.isWord(position, "if") { position += 2 }
    if tokens.isWord(position, "only") { position += 1 }
    var end = position + 1
    while end + 1 < statement.upperBound, tokens.isSymbol(end, ".") { end += 2 }
    return end <= statement.upperBound ? tokens.source(position..<end) : "…"
  }

  /// The last part of the table's name, without quotes.
  private var plainTable: String {
    table.split(separator: ".").last.map { String($0.filter { $0 != "\"" }) } ?? ""
  }

  /// The name behind CONSTRAINT, as it stands.
  private var constraint: String? {
    position(of: ["constraint"]).map { tokens.source($0 + 1) }
  }

  // MARK: Words

  private func starts(_ word: String) -> Bool { tokens.isWord(statement.lowerBound, word) }

  private func position(of words: [String]) -> Int? {
    statement.first { start in
      words.enumerated().allSatisfy { tokens.isWord(start + $0.offset, $0.element) }
        && start + words.count <= statement.upperBound
    }
  }

  /// The list in parentheses behind a word, as it stands.
  private func list(behind position: Int) -> String? {
    guard tokens.isSymbol(position + 1, "("),
      let end = (position + 1..<statement.upperBound).first(where: { tokens.isSymbol($0, ")") })
    else { return nil }
    return tokens.source((position + 1)..<(end + 1))
  }
}
