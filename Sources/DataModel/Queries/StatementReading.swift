// Reads whole SQL statements: which tables they ask, by what, in which order.

import Queries
import SQLSyntax
import SemanticModel

/// What one statement does with one table.
struct TableUse {
  var table: String
  var alias: String
  var shapes = Shapes.everything
  var orders: [QueryOrder] = []
  var action = Query.Action.read
  var isLimited = false
  var skips = false
}

/// A statement as text, taken apart at its clauses.
struct StatementReading {
  private let tokens: SQLTokens
  private let place: QueryPlace
  private var action = Query.Action.read
  /// What each table is asked for, those of the statements inside of the statement last.
  private(set) var uses: [TableUse] = []
  /// What the statements inside of it ask.
  private var inner: [TableUse] = []
  /// The names of what a WITH makes: no tables.
  private var parts: Set<String>
  private let depth: Int

  /// Statements inside of statements are read so deep.
  private static let deepest = 12

  /// Nil for what is no statement about rows.
  init?(_ bytes: [UInt8], place: QueryPlace) {
    let tokens = SQLTokens(bytes)
    guard let range = tokens.statements.first else { return nil }
    self.init(range, of: tokens, place: place, parts: [], depth: 0)
  }

  private init?(
    _ range: Range<Int>,
    of tokens: SQLTokens,
    place: QueryPlace,
    parts: Set<String>,
    depth: Int
  ) {
    self.tokens = tokens
    self.place = place
    self.parts = parts
    self.depth = depth
    guard let verb = verb(in: range) else { return nil }
    readParts(range.lowerBound..<verb.position)
    let body = verb.position..<range.upperBound
    switch verb.word {
    case "select": action = .read
    case "update": action = .update
    case "delete": action = .delete
    case "insert": action = .insert
    default: return nil
    }
    if action == .insert { insert(body) } else { read(body) }
    readInner(body)
    if !uses.isEmpty { uses[0].action = action }
    uses = uses.filter { !$0.table.isEmpty && !self.parts.contains($0.table.lowercased()) } + inner
    guard !uses.isEmpty else { return nil }
  }

  /// `WITH recent AS (SELECT …)`: what is asked inside, and the name that it goes by from there on.
  ///
  /// Inside of itself the name means the table, unless the part is recursive.
  private mutating func readParts(_ range: Range<Int>) {
    guard tokens.isWord(range.lowerBound, "with") else { return }
    let isRecursive = tokens.isWord(range.lowerBound + 1, "recursive")
    var position = range.lowerBound + (isRecursive ? 2 : 1)
    while position < range.upperBound {
      let name = tokens.text(position).lowercased()
      var open = position + 1
      // The names of its columns may stand before the statement: `WITH recent (id, day) AS (…)`.
      if tokens.isSymbol(open, "(") { open = tokens.end(ofGroupAt: open) }
      while open < range.upperBound, !tokens.isSymbol(open, "(") { open += 1 }
      guard open < range.upperBound else { return }
      if isRecursive { parts.insert(name) }
      let end = tokens.end(ofGroupAt: open)
      add(statementIn: (open + 1)..<max(open + 1, end - 1))
      parts.insert(name)
      guard tokens.isSymbol(end, ",") else { return }
      position = end + 1
    }
  }

  /// The statements in parentheses, wherever they stand: rows to read from, values to compare with.
  private mutating func readInner(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      guard tokens.isSymbol(position, "("),
        ["select", "with"].contains(tokens.keyword(position + 1))
      else {
        position += 1
        continue
      }
      let end = tokens.end(ofGroupAt: position)
      add(statementIn: (position + 1)..<max(position + 1, end - 1))
      position = max(end, position + 1)
    }
  }

  private mutating func add(statementIn range: Range<Int>) {
    guard depth < Self.deepest, !range.isEmpty, range.upperBound <= tokens.count,
      let found = StatementReading(range, of: tokens, place: place, parts: parts, depth: depth + 1)
    else { return }
    // How many there are is asked by the whole statement, not by a part of it.
    inner += found.uses.map { use in
      var use = use
      if use.action == .count || use.action == .aggregate { use.action = .read }
      return use
    }
  }

  /// The first word that says what is done, behind the parts of a WITH.
  private func verb(in range: Range<Int>) -> (word: String, position: Int)? {
    var open = 0
    for position in range {
      if tokens.isSymbol(position, "(") { open += 1 }
      if tokens.isSymbol(position, ")") { open -= 1 }
      let word = tokens.keyword(position)
      if open == 0, ["select", "update", "delete", "insert"].contains(word) {
        return (word, position)
      }
      if position == range.lowerBound, word != "with", !tokens.isSymbol(position, "(") {
        return nil
      }
    }
    return nil
  }

  private mutating func read(_ range: Range<Int>) {
    let clauses = clauses(range)
    if action == .read, isCount(clauses["select"]) { action = .count }
    for key in ["from", "update", "join", "into"] {
      for clause in clauses[key] ?? [] { addTables(clause, isJoin: key == "join") }
    }
    if let condition = clauses["where"]?.first { apply(condition) }
    if let order = clauses["order"]?.first { readOrder(order) }
    for position in uses.indices {
      uses[position].isLimited = clauses["limit"] != nil || clauses["fetch"] != nil
      uses[position].skips = clauses["offset"] != nil
    }
    if clauses["group"] != nil, action == .read { action = .aggregate }
  }

  /// `INSERT INTO orders …`: the table alone.
  private mutating func insert(_ range: Range<Int>) {
    guard let into = range.prefix(4).first(where: { tokens.isWord($0, "into") }) else { return }
    var name = tokens.text(into + 1)
    var next = into + 2
    while tokens.isSymbol(next, "."), next + 1 < range.upperBound {
      name = tokens.text(next + 1)
      next += 2
    }
    guard into + 1 < range.upperBound, [.word, .quoted].contains(tokens.tokens[into + 1].kind)
    else { return }
    uses.append(TableUse(table: name, alias: name))
  }

  /// The ranges behind each keyword that opens a clause, outside of parentheses.
  private func clauses(_ range: Range<Int>) -> [String: [Range<Int>]] {
    var result: [String: [Range<Int>]] = [:]
    var open = 0
    var current: (word: String, start: Int)?
    let openers: Set<String> = [
      "select", "from", "update", "join", "where", "order", "group", "having", "limit", "offset",
      "fetch", "union", "set", "returning", "for", "left", "right", "inner", "full", "cross",
      "window", "intersect", "except",
    ]
    for position in range {
      if tokens.isSymbol(position, "(") { open += 1 }
      if tokens.isSymbol(position, ")") { open -= 1 }
      let word = tokens.keyword(position)
      guard open == 0, openers.contains(word) else { continue }
      if let current { result[current.word, default: []].append(current.start..<position) }
      current = (word, position + 1)
      if word == "union" || word == "intersect" || word == "except" {
        current = nil
        return result
      }
    }
    if let current { result[current.word, default: []].append(current.start..<range.upperBound) }
    return result
  }

  private func isCount(_ select: [Range<Int>]?) -> Bool {
    guard let list = select?.first else { return false }
    let hasCount = list.contains { tokens.isWord($0, "count") }
    return hasCount && list.count < 12
  }

  private mutating func addTables(_ range: Range<Int>, isJoin: Bool) {
    var position = range.lowerBound
    while position < range.upperBound {
      if tokens.isWord(position, "only") || tokens.isWord(position, "lateral") { position += 1 }
      let kind = position < range.upperBound ? tokens.tokens[position].kind : .symbol
      let isInner = tokens.isSymbol(position, "(")
      guard kind == .word || kind == .quoted || isInner else { return }
      // Rows of a statement inside have no table of their own here.
      var name = isInner ? "" : tokens.text(position)
      position = isInner ? tokens.end(ofGroupAt: position) : position + 1
      while tokens.isSymbol(position, "."), position + 1 < range.upperBound {
        name = tokens.text(position + 1)
        position += 2
      }
      if tokens.isSymbol(position, "(") {
        // A function that gives rows.
        name = ""
        position = tokens.end(ofGroupAt: position)
      }
      var alias = name
      if tokens.isWord(position, "as") { position += 1 }
      if position < range.upperBound, [.word, .quoted].contains(tokens.tokens[position].kind),
        !["on", "using", "set", "where", "use", "force", "tablesample"].contains(
          tokens.keyword(position)
        )
      {
        alias = tokens.text(position)
        position += 1
      }
      uses.append(TableUse(table: name, alias: alias))
      if isJoin {
        if tokens.isWord(position, "on") { join((position + 1)..<range.upperBound) }
        if tokens.isWord(position, "using") { join(by: (position + 1)..<range.upperBound) }
        return
      }
      guard tokens.isSymbol(position, ",") else { return }
      position += 1
    }
  }

  /// `ON order_items.order_id = orders.id`: the joined table is looked up by its column.
  private mutating func join(_ range: Range<Int>) {
    guard let last = uses.indices.last else { return }
    var own: [Predicate] = []
    var position = range.lowerBound
    while position < range.upperBound {
      if tokens.isSymbol(position, "=") {
        for side in [side(before: position), side(behind: position)]
        where side.count == 2 && side[0] == uses[last].alias {
          own.append(Predicate([side[1]], .equal, place: place))
        }
      }
      position += 1
    }
    if !own.isEmpty { uses[last].shapes = Shapes([QueryShape(own)]) }
  }

  /// `USING (user_id)`: the joined table is looked up by its columns of these names.
  private mutating func join(by range: Range<Int>) {
    guard let last = uses.indices.last else { return }
    let columns = range.filter { [.word, .quoted].contains(tokens.tokens[$0].kind) }
      .map { Predicate([tokens.text($0)], .equal, place: place) }
    if !columns.isEmpty { uses[last].shapes = Shapes([QueryShape(columns)]) }
  }

  private func side(before position: Int) -> [String] {
    guard position >= 3, tokens.isSymbol(position - 2, ".") else { return [] }
    return [tokens.text(position - 3), tokens.text(position - 1)]
  }

  private func side(behind position: Int) -> [String] {
    guard tokens.isSymbol(position + 2, ".") else { return [] }
    return [tokens.text(position + 1), tokens.text(position + 3)]
  }

  /// Gives each table the conditions that speak of it.
  private mutating func apply(_ range: Range<Int>) {
    var reading = ConditionReading(tokens, place: place)
    let shapes = reading.shapes(range)
    for position in uses.indices {
      let use = uses[position]
      let own = shapes.list.map { shape -> QueryShape in
        var shape = shape
        shape.predicates = shape.predicates.compactMap { predicate in
          var predicate = predicate
          if predicate.path.count > 1 {
            guard predicate.path.first == use.alias || predicate.path.first == use.table else {
              return nil
            }
            predicate.path.removeFirst()
            return predicate
          }
          return uses.count == 1 || position == 0 ? predicate : nil
        }
        return shape
      }
      uses[position].shapes = use.shapes.and(Shapes(own))
    }
  }

  private mutating func readOrder(_ range: Range<Int>) {
    guard tokens.isWord(range.lowerBound, "by") else { return }
    let reading = ConditionReading(tokens, place: place)
    var keys: [(alias: String?, key: SortKey)] = []
    var start = range.lowerBound + 1
    var open = 0
    func add(_ part: Range<Int>) {
      let (path, isFunction) = reading.column(part)
      guard let column = path.last, !isFunction else { return }
      let isDescending = part.contains { tokens.isWord($0, "desc") }
      keys.append((path.count > 1 ? path[0] : nil, SortKey([column], isDescending: isDescending)))
    }
    for position in (range.lowerBound + 1)..<max(range.lowerBound + 1, range.upperBound) {
      if tokens.isSymbol(position, "(") { open += 1 }
      if tokens.isSymbol(position, ")") { open -= 1 }
      guard open == 0, tokens.isSymbol(position, ",") else { continue }
      add(start..<position)
      start = position + 1
    }
    add(start..<range.upperBound)
    guard let first = keys.first else { return }
    let owner = uses.firstIndex { use in
      first.alias.map { $0 == use.alias || $0 == use.table } ?? true
    }
    guard let owner else { return }
    uses[owner].orders = [QueryOrder(keys: keys.map(\.key), place: place)]
  }
}
