// Reads what SQL statements do to a schema.

package import Queries

/// The changes that the statements of a text make, in their order.
///
/// Tolerant: what is not understood is passed over, and what could change the schema unseen is a gap.
package struct SQLDefinitions {
  package private(set) var changes: [SchemaChange] = []
  /// Whose spelling the text follows, as far as its words tell.
  package let dialect: SQLDialect

  let tokens: SQLTokens
  /// Where a byte of the text lies in the project.
  let site: (Range<Int>) -> SchemaSite

  /// - Parameters:
  ///   - bytes: The text; `SQLTokens.holeMark` stands for what the program puts in.
  ///   - dialect: The database, if it is known.
  ///   - site: Where a range of bytes lies in the project.
  package init(
    _ bytes: [UInt8],
    dialect: SQLDialect = .unknown,
    site: @escaping (Range<Int>) -> SchemaSite
  ) {
    self.init(SQLTokens(bytes), dialect: dialect, site: site)
  }

  /// The same of words that were asked for their dialect before.
  package init(
    _ words: SQLTokens,
    dialect: SQLDialect,
    site: @escaping (Range<Int>) -> SchemaSite
  ) {
    let known = dialect == .unknown ? SQLDialect(of: words) : dialect
    self.dialect = known
    self.site = site
    tokens = known == .mysql ? SQLTokens(words.bytes, dialect: .mysql) : words
    for statement in tokens.statements {
      for part in definitions(in: statement) { read(part, depth: 0) }
    }
  }

  private init(nested bytes: [UInt8], of outer: SQLDefinitions, site: SchemaSite, depth: Int) {
    dialect = outer.dialect
    self.site = { _ in site }
    tokens = SQLTokens(bytes)
    for statement in tokens.statements { read(statement, depth: depth) }
  }

  mutating func add(_ change: SchemaChange) { changes.append(change) }

  /// A statement, cut where another table is made behind the columns of one: files that an editor runs piece by piece
  /// leave the semicolons out.
  private func definitions(in statement: Range<Int>) -> [Range<Int>] {
    guard tokens.isWord(statement.lowerBound, "create") else { return [statement] }
    var result: [Range<Int>] = []
    var start = statement.lowerBound
    var position = start
    while position < statement.upperBound {
      guard tokens.isSymbol(position, "(") else {
        position += 1
        continue
      }
      position = max(position + 1, tokens.end(ofGroupAt: position))
      guard position + 1 < statement.upperBound, tokens.isWord(position, "create"),
        ["table", "unique", "index"].contains(tokens.keyword(position + 1))
      else { continue }
      result.append(start..<position)
      start = position
    }
    return result + [start..<statement.upperBound]
  }

  /// Reads one statement; inside of a block its verb may stand behind BEGIN or THEN.
  private mutating func read(_ statement: Range<Int>, depth: Int) {
    let isNested = depth > 0
    let start = isNested ? verb(in: statement) : statement.lowerBound
    guard let start else { return }
    var cursor = SQLCursor(tokens, start..<statement.upperBound)
    switch tokens.keyword(start) {
    case "create": create(&cursor)
    case "alter": alter(&cursor)
    case "drop": drop(&cursor)
    case "rename": rename(&cursor)
    case "do" where depth < 4: block(statement, depth: depth)
    case "execute" where isNested: unread(statement)
    default:
      if tokens.tokens[start].kind == .hole { unread(statement) }
    }
  }

  private func verb(in statement: Range<Int>) -> Int? {
    var start = statement.lowerBound
    var position = start
    while position < statement.upperBound {
      if ["begin", "then", "else"].contains(tokens.keyword(position)) { start = position + 1 }
      if ["create", "alter", "drop", "execute"].contains(tokens.keyword(position)),
        position == start
      {
        return position
      }
      position += 1
    }
    return nil
  }

  /// `DO $$ … $$`: the statements of its body, whether or not their conditions hold.
  private mutating func block(_ statement: Range<Int>, depth: Int) {
    guard let body = statement.first(where: { tokens.tokens[$0].kind == .string }) else { return }
    let range = tokens.tokens[body].range
    let nested = SQLDefinitions(
      nested: Array(tokens.text(body).utf8),
      of: self,
      site: site(range),
      depth: depth + 1
    )
    changes += nested.changes
  }

  /// Notes a statement that only running it would tell.
  mutating func unread(_ statement: Range<Int>, table: String? = nil) {
    let text = tokens.source(statement.prefix(12).lowerBound..<statement.prefix(12).upperBound)
    let shown = text.split(separator: "\u{1}", omittingEmptySubsequences: false)
      .joined(separator: "…")
    let gap = SchemaGap(.unreadSQL, detail: shown, site: site(span(statement)))
    add(.unread(gap, table: table))
  }

  /// The bytes of some words.
  func span(_ positions: Range<Int>) -> Range<Int> {
    guard let first = positions.first, positions.upperBound <= tokens.count else { return 0..<0 }
    let start = Int(tokens.tokens[first].start)
    return start..<max(start, Int(tokens.tokens[positions.upperBound - 1].end))
  }
}

extension SQLDialect {
  /// The dialect that the words of a text belong to.
  package init(of bytes: [UInt8]) {
    self.init(of: SQLTokens(Array(bytes.prefix(Self.mostBytes))))
  }

  /// No more of a text is asked: dumps repeat themselves.
  private static let mostBytes = 1 << 16

  package init(of tokens: SQLTokens) {
    self = .unknown
    for position in tokens.tokens.indices {
      let token = tokens.tokens[position]
      guard Int(token.end) <= Self.mostBytes else { return }
      if token.kind == .quoted, tokens.bytes[Int(token.start)] == UInt8(ascii: "`") {
        self = .mysql
        return
      }
      guard token.kind == .word else { continue }
      if let known = Self.telling[tokens.keyword(position)] {
        self = known
        return
      }
    }
  }

  private static let telling: [String: SQLDialect] = [
    "auto_increment": .mysql, "engine": .mysql, "autoincrement": .sqlite, "pragma": .sqlite,
    "jsonb": .postgres, "timestamptz": .postgres, "bigserial": .postgres, "serial": .postgres,
    "bytea": .postgres, "concurrently": .postgres, "plpgsql": .postgres, "uuid": .postgres,
    "nvarchar": .sqlServer,
  ]
}
