// Reads an SQL text only as far as it takes to say how many rows it can give.

import Facts
import SourceText

/// What a statement's text says of its rows.
struct StatementReading: Sendable {
  private(set) var filter = ReadFilter()
  /// The table behind the first FROM; empty for conditions.
  private(set) var table = ""
  /// A LIMIT, an aggregate or the like bounds the rows, or the text is no read.
  private(set) var isBounded = false

  private var words: [Substring]

  /// A whole statement.
  init(statement written: String) {
    let text = Self.withoutRemarks(written)
    words = Self.words(text)
    let first = words.first?.lowercased() ?? ""
    guard first == "select" || first == "with" else {
      isBounded = true
      return
    }
    let lower = words.map { $0.lowercased() }
    isBounded = Self.isBounded(lower) || first == "with" && Self.changes(lower)
    if let from = lower.firstIndex(of: "from"), from + 1 < words.count {
      table = String(words[from + 1])
      isBounded =
        isBounded || Self.isCatalog(lower[from + 1]) || Self.isInserted(lower[from + 1], lower)
    }
    guard let condition = lower.lastIndex(of: "where") else { return }
    let ends: Set<String> = ["order", "group", "having", "union", "for"]
    let end = lower[condition...].firstIndex { ends.contains($0) } ?? lower.count
    filter = Self.filter(text[words[condition].endIndex..<words[end - 1].endIndex])
  }

  /// The statement behind the lines of comment that it may begin with.
  private static func withoutRemarks(_ text: String) -> String {
    var rest = text[...]
    while case let line = rest.drop(while: { $0.isWhitespace }), line.hasPrefix("--") {
      rest = line.drop { !$0.isNewline }
    }
    return String(rest)
  }

  /// A condition alone, as `where` of a builder takes it.
  init(condition text: String) {
    words = Self.words(text)
    isBounded = words.contains { ["limit", "LIMIT"].contains($0) }
    filter = Self.filter(text[...])
  }

  /// `WITH old AS (SELECT …) DELETE FROM …`: what it reads stays in the database, unless it gives it back.
  private static func changes(_ words: [String]) -> Bool {
    let changing: Set<String> = ["delete", "update", "insert"]
    return !words.contains("returning") && words.contains(where: changing.contains)
  }

  /// Whether a table is the database's own: it has a row per table, column or connection, not per thing that users make.
  private static func isCatalog(_ table: String) -> Bool {
    ["pg_", "information_schema.", "sqlite_", "sys."].contains(where: table.hasPrefix)
  }

  /// `WITH made AS (INSERT … VALUES … RETURNING *) SELECT … FROM made`: as many rows as are handed in.
  private static func isInserted(_ table: String, _ words: [String]) -> Bool {
    guard words.first == "with",
      let insert = words.indices.dropFirst(2).first(where: {
        words[$0] == "insert" && words[$0 - 1] == "as" && words[$0 - 2] == table
      }), let values = words[insert...].firstIndex(of: "values")
    else { return false }
    return !words[insert..<values].contains("select")
  }

  private static func isBounded(_ words: [String]) -> Bool {
    let bounding: Set<String> = ["limit", "top", "rownum", "fetch", "recursive", "group", "offset"]
    if words.contains(where: { bounding.contains($0) }) { return true }
    let aggregates: Set<String> = [
      "count", "sum", "max", "min", "avg", "exists", "json_agg", "array_agg", "string_agg",
    ]
    guard let select = words.firstIndex(of: "select") else { return true }
    let end = words[select...].firstIndex(of: "from")
    // A text without FROM asks for values of the server.
    guard let end else { return true }
    return words[select..<end].contains { aggregates.contains($0) }
  }

  /// What a condition selects by: comparisons joined by AND, and alternatives.
  private static func filter(_ text: Substring, depth: Int = 0) -> ReadFilter {
    let whole = Clauses(text)
    guard depth < 8 else { return .unknown }
    if whole.alternatives.count > 1 {
      return .either(whole.alternatives.map { filter($0, depth: depth + 1) })
    }
    var result = ReadFilter()
    for factor in whole.factors {
      let inner = Clauses.unwrapped(factor)
      if inner.count < factor.count {
        result.merge(filter(inner, depth: depth + 1))
      } else {
        result.conditions += comparisons(words(String(factor)))
      }
    }
    return result
  }

  private static func comparisons(_ words: [Substring]) -> [ReadFilter.Condition] {
    let lower = words.map { $0.lowercased() }
    var result: [ReadFilter.Condition] = []
    if lower.contains("or") { return [ReadFilter.Condition(name: "", comparison: .other)] }
    for (position, word) in lower.enumerated() {
      guard position > 0, position + 1 < words.count || word == "in" else { continue }
      let name = words[position - 1].split(separator: ".").last.map(String.init) ?? ""
      switch word {
      case "=":
        // A value on the right is one that is handed in, or a text of its own.
        let value = lower[position + 1]
        let isFixed = value.hasPrefix("'") || value.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        let comparison: ReadFilter.Comparison =
          value == "any"
          ? .oneOf : isFixed || value == "true" || value == "false" ? .constant : .equal
        result.append(ReadFilter.Condition(name: name, comparison: comparison))
      case "in":
        let isNegated = name.lowercased() == "not"
        result.append(ReadFilter.Condition(name: name, comparison: isNegated ? .other : .oneOf))
      case "like", "ilike", ">", "<", ">=", "<=", "<>", "!=", "between", "is":
        result.append(ReadFilter.Condition(name: name, comparison: .other))
      default: continue
      }
    }
    return result
  }

  /// Words and operators; quotes around names, and parentheses, are dropped.
  static func words(_ text: String) -> [Substring] {
    var result: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    while start < bytes.endIndex, result.count < 4_096 {
      let byte = bytes[start]
      if isPart(byte) {
        let end = bytes[start...].firstIndex { !isPart($0) } ?? bytes.endIndex
        result.append(Substring(bytes[start..<end]))
        start = end
      } else if byte == UInt8(ascii: "'") {
        let next = bytes.index(after: start)
        let end = bytes[next...].firstIndex(of: UInt8(ascii: "'")) ?? bytes.endIndex
        let behind = end < bytes.endIndex ? bytes.index(after: end) : end
        result.append(Substring(bytes[start..<behind]))
        start = behind
      } else if isOperator(byte) {
        let end = bytes[start...].firstIndex { !isOperator($0) } ?? bytes.endIndex
        result.append(Substring(bytes[start..<end]))
        start = end
      } else {
        start = bytes.index(after: start)
      }
    }
    return result
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!")].contains(byte)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
      || [
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"), UInt8(ascii: ":"),
        UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "*"),
      ].contains(byte) || byte >= 128
  }
}

extension FileFacts {
  /// A statement's text with `?` in place of what is handed in; nil where a piece of the statement itself is not
  /// known.
  func statementText(_ id: ValueID, depth: Int = 0) -> String? {
    guard id.isPresent, depth < 8 else { return nil }
    let value = values[id.index]
    switch value.kind {
    case .string: return names.string(NameID(value.a))
    case .symbol:
      let symbol = symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.value.isPresent else { return nil }
      return statementText(symbol.value, depth: depth + 1)
    case .template:
      var text = ""
      for word in list(ListID(value.a)) {
        if let piece = statementText(ValueID(word), depth: depth + 1) {
          text += piece
        } else if Self.takesValue(text) {
          text += "?"
        } else {
          return nil
        }
      }
      return text
    case .array:
      // A list of columns, as a template joins it.
      let items = valueList(ListID(value.a)).map { statementText($0, depth: depth + 1) }
      return items.contains(nil) ? nil : items.compactMap(\.self).joined(separator: ",")
    default: return nil
    }
  }

  /// Whether what comes behind a text can only be a value: after a comparison, a parenthesis of IN, a quote.
  private static func takesValue(_ text: String) -> Bool {
    let bytes = text.utf8.reversed().drop { $0 == 32 || $0 == 10 }
    guard let last = bytes.first else { return false }
    if [
      UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"),
      UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: "%"),
    ].contains(last) {
      return true
    }
    let word = String(decoding: bytes.prefix { $0 > 64 }.reversed(), as: UTF8.self).lowercased()
    return ["like", "ilike", "limit", "offset", "between", "any", "in", "values"].contains(word)
  }
}

extension Program {
  /// What the text of a statement says; nil where it is not known.
  func statement(_ id: ValueID, in unit: Int) -> StatementReading? {
    guard let text = units[unit].facts.statementText(id) else { return nil }
    return StatementReading(statement: text)
  }
}
