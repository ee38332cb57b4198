// Reads conditions that are written as SQL: `o.restaurant_id = :id AND lower(o.name) LIKE '%x'`.

import Facts
import Queries
import SQLSyntax
import SemanticModel

/// A condition's text, with a hole for each piece that the program puts in.
struct ConditionText {
  let shapes: Shapes

  /// `named`: how the values of named parameters are compared by LIKE.
  init(
    _ ref: ValueRef,
    _ values: SourceValues,
    named: [String: Predicate.Comparison] = [:]
  ) {
    guard let bytes = StatementBytes(values).bytes(of: ref) else {
      shapes = .unknown
      return
    }
    let tokens = SQLTokens(bytes)
    var reading = ConditionReading(tokens, place: values.place(ref), named: named)
    shapes = reading.shapes(0..<tokens.count)
  }
}

/// Puts together the bytes of a statement.
struct StatementBytes {
  let values: SourceValues

  init(_ values: SourceValues) { self.values = values }

  /// The text with a mark for each unknown piece; nil where nothing of it is known.
  func bytes(of ref: ValueRef, depth: Int = 0) -> [UInt8]? {
    guard depth < 10, ref.id.isPresent else { return nil }
    let value = values.value(ref)
    switch value.kind {
    case .string: return values.text(ref).map { Self.marked(Array($0.utf8)) }
    case .symbol:
      let symbol = values.facts(ref.unitIndex).symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      return bytes(of: ValueRef(unit: ref.unitIndex, id: symbol.value), depth: depth + 1)
    case .template:
      return values.elements(ref).flatMap { piece -> [UInt8] in
        bytes(of: piece, depth: depth + 1) ?? [SQLTokens.holeMark]
      }
    case .result:
      // `text("SELECT …")`, `sql`…``, `Prisma.sql`…``
      let names: Set<String> = ["text", "sql", "raw", "literal", "dedent", "strip"]
      guard let call = values.call(of: ref), names.contains(values.calleeName(ref) ?? "") else {
        return nil
      }
      let subject = values.arguments(of: call).first ?? values.receiver(of: call)
      return subject.flatMap { bytes(of: $0, depth: depth + 1) }
    default: return nil
    }
  }

  /// The text with a mark for each `{{name}}`, which a wrapper replaces by a parameter.
  static func marked(_ text: [UInt8]) -> [UInt8] {
    let (opening, closing) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    guard text.contains(opening) else { return text }
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      guard text[position] == opening else {
        result.append(text[position])
        position += 1
        continue
      }
      let name = text[position...].dropFirst(2).prefix { $0 != closing && $0 != 0x0A }
      if text[position...].starts(with: [opening, opening]), name.count < 100,
        text[name.endIndex...].starts(with: [closing, closing])
      {
        result.append(SQLTokens.holeMark)
        position = name.endIndex + 2
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }
}

/// Walks over the words of a condition.
struct ConditionReading {
  private let tokens: SQLTokens
  private let place: QueryPlace
  private let named: [String: Predicate.Comparison]
  private var depth = 0

  init(_ tokens: SQLTokens, place: QueryPlace, named: [String: Predicate.Comparison] = [:]) {
    self.tokens = tokens
    self.place = place
    self.named = named
  }

  mutating func shapes(_ range: Range<Int>) -> Shapes {
    depth += 1
    defer { depth -= 1 }
    guard !range.isEmpty else { return .everything }
    guard depth < 24 else { return .unknown }
    let arms = split(range, at: "or")
    if arms.count > 1 {
      var result = shapes(arms[0])
      for arm in arms.dropFirst() { result = result.or(shapes(arm)) }
      return result
    }
    let terms = split(range, at: "and")
    if terms.count > 1 {
      var result = shapes(terms[0])
      for term in terms.dropFirst() { result = result.and(shapes(term)) }
      return result
    }
    if tokens.isSymbol(range.lowerBound, "("),
      tokens.end(ofGroupAt: range.lowerBound) == range.upperBound
    {
      return shapes((range.lowerBound + 1)..<max(range.lowerBound + 1, range.upperBound - 1))
    }
    if tokens.isWord(range.lowerBound, "case") { return choices(range) }
    return term(range)
  }

  /// `CASE WHEN $1 IS NOT NULL THEN name LIKE $1 ELSE true END`: each condition holds on some paths.
  private mutating func choices(_ range: Range<Int>) -> Shapes {
    var result = Shapes.everything
    var depth = Nesting()
    var start: Int?
    for position in range {
      depth.pass(position, tokens)
      let word = tokens.keyword(position)
      let isEnd = word == "end" && depth.isOutside
      let isArm = depth.isInCase && ["then", "when", "else"].contains(word)
      guard isEnd || isArm else { continue }
      if let start { result = result.and(shapes(start..<position).optional) }
      start = word == "then" ? position + 1 : nil
    }
    return result
  }

  /// How deep a word stands in parentheses and choices.
  private struct Nesting {
    private var groups = 0
    private var choices = 0

    var isOutside: Bool { groups == 0 && choices == 0 }
    /// Directly inside of one choice.
    var isInCase: Bool { groups == 0 && choices == 1 }

    mutating func pass(_ position: Int, _ tokens: SQLTokens) {
      if tokens.isSymbol(position, "(") { groups += 1 }
      if tokens.isSymbol(position, ")") { groups -= 1 }
      if tokens.isWord(position, "case") { choices += 1 }
      if tokens.isWord(position, "end"), choices > 0 { choices -= 1 }
    }
  }

  /// The parts between a keyword that stands outside of parentheses.
  private func split(_ range: Range<Int>, at keyword: String) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var depth = Nesting()
    var isBetween = false
    for position in range {
      depth.pass(position, tokens)
      guard depth.isOutside else { continue }
      if tokens.isWord(position, "between") { isBetween = true }
      guard tokens.isWord(position, keyword) else { continue }
      if isBetween, tokens.isWord(position, "and") {
        isBetween = false
        continue
      }
      parts.append(start..<position)
      start = position + 1
    }
    parts.append(start..<range.upperBound)
    return parts.filter { !$0.isEmpty }
  }

  private func term(_ range: Range<Int>) -> Shapes {
    if range.allSatisfy({ tokens.tokens[$0].kind == .hole }) { return .unknown }
    guard let position = operatorPosition(in: range) else { return predicate([], .unknown) }
    let (path, isFunction) = column(range.lowerBound..<position)
    let right = (position + 1)..<max(position + 1, range.upperBound)
    let comparison = comparison(at: position, right)
    if isConverted(range.lowerBound..<position), comparison != .contains {
      return predicate(path, .converted)
    }
    guard isFunction else { return predicate(path, comparison, constant: isConstant(right)) }
    return predicate(path, comparison == .contains ? .contains : .folded)
  }

  private func predicate(
    _ path: [String],
    _ comparison: Predicate.Comparison,
    constant: Bool = false
  ) -> Shapes {
    .one(Predicate(path, comparison, isConstant: constant, place: place))
  }

  private func operatorPosition(in range: Range<Int>) -> Int? {
    var open = 0
    for position in range {
      if tokens.isSymbol(position, "(") { open += 1 }
      if tokens.isSymbol(position, ")") { open -= 1 }
      guard open == 0 else { continue }
      let token = tokens.tokens[position]
      if token.kind == .symbol, Self.signs.contains(tokens.text(position)) { return position }
      if Self.words.contains(tokens.keyword(position)) { return position }
    }
    return nil
  }

  private static let signs: Set<String> = [
    "=", "==", "<", ">", "<=", ">=", "<>", "!=", "~", "~*", "!~", "@>", "<@", "@@", "&&",
  ]
  private static let words: Set<String> = [
    "like", "ilike", "in", "is", "between", "not", "regexp", "rlike", "similar", "match", "any",
  ]

  private func comparison(at position: Int, _ right: Range<Int>) -> Predicate.Comparison {
    let sign = tokens.tokens[position].kind == .symbol ? tokens.text(position) : ""
    switch sign {
    case "=", "==": return tokens.isWord(right.lowerBound, "any") ? .oneOf : .equal
    case "<", ">", "<=", ">=": return .range
    case "<>", "!=", "!~": return .notEqual
    case "~", "~*": return .pattern
    case "@@": return .fullText
    case "@>", "<@", "&&": return .element
    default: break
    }
    switch tokens.keyword(position) {
    case "in": return .oneOf
    case "between": return .range
    case "is": return tokens.isWord(right.lowerBound, "null") ? .null : .notEqual
    case "like": return likeness(right)
    case "ilike": return likeness(right) == .contains ? .contains : .folded
    case "regexp", "rlike", "similar": return .pattern
    case "match": return .fullText
    default: return .notEqual
    }
  }

  private func likeness(_ right: Range<Int>) -> Predicate.Comparison {
    guard let first = right.first else { return .unknown }
    // `LIKE :name`, `LIKE LOWER(:name)`
    let parameter = right.first { tokens.tokens[$0].kind == .placeholder }
    if let parameter, let told = named[String(tokens.text(parameter).dropFirst())] { return told }
    guard tokens.tokens[first].kind == .string else { return .unknown }
    let text = tokens.text(first)
    return text.hasPrefix("%") || text.hasPrefix("_") ? .contains : .prefix
  }

  private func isConstant(_ right: Range<Int>) -> Bool {
    guard let first = right.first else { return false }
    switch tokens.tokens[first].kind {
    case .string, .number: return true
    default: return ["true", "false", "null"].contains(tokens.keyword(first))
    }
  }

  /// Whether a key is compared as a text: `id::text = $1`.
  ///
  /// Texts themselves lose nothing by it.
  private func isConverted(_ range: Range<Int>) -> Bool {
    guard
      let mark = range.first(where: { tokens.isSymbol($0, "::") || tokens.isWord($0, "as") }),
      ["text", "varchar", "char"].contains(tokens.keyword(mark + 1)), mark > range.lowerBound
    else { return false }
    let isCast = tokens.isWord(range.lowerBound, "cast")
    guard tokens.isSymbol(mark, "::") || isCast else { return false }
    let name = tokens.text(mark - 1)
    return name == "id" || name.hasSuffix("_id") || name.hasSuffix("Id") || name.hasSuffix("uuid")
  }

  /// The column on the left, and whether a function stands around it.
  func column(_ range: Range<Int>) -> (path: [String], isFunction: Bool) {
    var path: [String] = []
    var isFunction = false
    var isOpen = true
    for position in range where isOpen {
      let token = tokens.tokens[position]
      switch token.kind {
      case .word, .quoted:
        if tokens.isSymbol(position + 1, "(") {
          isFunction = true
          path = []
        } else if path.isEmpty || tokens.isSymbol(position - 1, ".") {
          path.append(tokens.text(position))
        } else {
          isOpen = false
        }
      case .symbol:
        if tokens.isSymbol(position, "::") { isOpen = false }
        if tokens.isSymbol(position, "->") || tokens.isSymbol(position, "->>") { isFunction = true }
      default: continue
      }
    }
    return (path, isFunction)
  }
}
