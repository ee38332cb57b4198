// The keys between the parentheses of an index.

import Queries

extension SQLTableReading {
  /// Columns and expressions in their order.
  func keys(_ range: Range<Int>) -> [IndexKey] {
    SQLCursor.parts(of: range, in: tokens).map(key)
  }

  /// The method that an operator class tells more of: trigrams, vectors.
  func method(_ range: Range<Int>) -> IndexMethod? {
    for position in range {
      let word = tokens.keyword(position)
      if word.hasSuffix("_trgm_ops") || word == "gin_trgm_ops" { return .inverted }
      if word.hasPrefix("vector_") { return .vector }
      if word == "to_tsvector" { return .text }
    }
    return nil
  }

  private func key(_ range: Range<Int>) -> IndexKey {
    var cursor = SQLCursor(tokens, range)
    let start = cursor.position
    let isName =
      !cursor.isAtEnd && [.word, .quoted, .string].contains(tokens.tokens[start].kind)
    guard isName, let name = cursor.name() else { return expression(range) }
    var key = IndexKey(column: name)
    if let group = cursor.group() {
      // `name(10)` is a prefix in MySQL, `lower(name)` an expression everywhere.
      guard group.count == 1, tokens.tokens[group.lowerBound].kind == .number else {
        return expression(range)
      }
      key.isPrefix = true
    }
    while !cursor.isAtEnd {
      if cursor.isSymbol("::") || cursor.isSymbol("->") || cursor.isSymbol("->>")
        || cursor.isSymbol("||")
      {
        return expression(range)
      }
      if cursor.take("desc") { key.isDescending = true } else { cursor.advance() }
    }
    return key
  }

  private func expression(_ range: Range<Int>) -> IndexKey {
    let isDescending = tokens.isWord(range.upperBound - 1, "desc")
    return IndexKey(
      column: "",
      expression: tokens.source(range),
      isDescending: isDescending
    )
  }
}

extension IndexMethod {
  /// The method of a name as SQL spells it.
  package init(named name: String) {
    switch name.lowercased() {
    case "btree", "": self = .tree
    case "hash": self = .hash
    case "gin": self = .inverted
    case "gist", "spgist", "rtree": self = .spatial
    case "brin": self = .block
    case "hnsw", "ivfflat": self = .vector
    case "fulltext": self = .text
    default: self = .unknown
    }
  }
}
