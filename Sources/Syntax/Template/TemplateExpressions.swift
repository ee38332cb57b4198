// The expressions of a template: paths, calls of macros, filters; all else only holds them.

import Facts
import SourceText

extension TemplateLowering {
  /// Reads what stands in a tag; gives the only value, a choice where one of several is meant, or something unknown.
  mutating func expressions(_ tokens: [TemplateToken]) -> ValueID {
    if let equality = equality(tokens) { return equality }
    var reader = ExpressionReader(tokens: tokens)
    var found: [ValueID] = []
    var isChoice = true
    while let token = reader.peek {
      if let one = operand(&reader, depth: 0) {
        found.append(one)
        continue
      }
      if token.kind == .name {
        // `a if b else c` and `a or b` give one of their operands.
        if !["if", "else", "or", "and"].contains(token.text) { isChoice = false }
      } else if !token.isSign(",") {
        isChoice = false
      }
      reader.skip()
    }
    let place = span(tokens.first?.start ?? 0, tokens.last?.end ?? 0)
    if found.count == 1, isChoice, let only = found.first { return only }
    guard isChoice, !found.isEmpty else { return value(.unknown, at: place) }
    return value(.choice, a: list(found.map(\.raw)).raw, at: place)
  }

  /// `kind == "group"`, alone; nil where more is said.
  private mutating func equality(_ tokens: [TemplateToken]) -> ValueID? {
    let signs = tokens.indices.filter { tokens[$0].isSign("=") }
    guard signs.count == 2, signs[1] == signs[0] + 1, signs[0] > 0, signs[1] + 1 < tokens.count,
      !tokens.contains(where: { $0.isName("and") || $0.isName("or") || $0.isName("if") })
    else { return nil }
    let left = expressions(Array(tokens[..<signs[0]]))
    let right = expressions(Array(tokens[(signs[1] + 1)...]))
    let place = span(tokens.first?.start ?? 0, tokens.last?.end ?? 0)
    let found = value(.binary, a: left.raw, b: right.raw, at: place)
    facts.values[found.index].detail = Operator.equal.rawValue
    return found
  }

  /// A path with what is chained to it; nil where none begins.
  private mutating func operand(_ reader: inout ExpressionReader, depth: Int) -> ValueID? {
    guard depth < 32, let token = reader.peek else { return nil }
    let start = token.start
    var current: ValueID
    switch token.kind {
    case .name:
      if Self.operators.contains(token.text) { return nil }
      reader.skip()
      if reader.peek?.isSign("(") == true {
        current = call(token, &reader, depth)
      } else if reader.peek?.isSign("=") == true, reader.peekNext?.isSign("=") != true {
        // The name of an argument.
        reader.skip()
        return operand(&reader, depth: depth + 1)
      } else if let symbol = resolve(token.text) {
        current = value(.symbol, a: symbol.raw, at: span(start, token.end))
      } else {
        current = value(.unknown, at: span(start, token.end))
      }
    case .text:
      reader.skip()
      current = value(.string, a: name(token.text).raw, at: span(start, token.end))
    case .number:
      reader.skip()
      facts.numbers.append(Double(token.text) ?? 0)
      let number = UInt32(truncatingIfNeeded: facts.numbers.count - 1)
      current = value(.number, a: number, at: span(start, token.end))
    case .sign:
      guard token.isSign("(") || token.isSign("[") || token.isSign("{") else { return nil }
      reader.skip()
      let inner = group(&reader, depth)
      current = inner.count == 1 ? inner[0] : value(.unknown, at: span(start, token.end))
    }
    while let next = chained(current, from: start, &reader, depth) { current = next }
    return current
  }

  private static let operators: Set<String> = ["if", "else", "or", "and", "not", "in", "is", "as"]

  /// Everything up to the closing sign.
  private mutating func group(_ reader: inout ExpressionReader, _ depth: Int) -> [ValueID] {
    var found: [ValueID] = []
    while let token = reader.peek {
      if token.isSign(")") || token.isSign("]") || token.isSign("}") {
        reader.skip()
        break
      }
      if let one = operand(&reader, depth: depth + 1) { found.append(one) } else { reader.skip() }
    }
    return found
  }

  /// `name(…)`: a macro runs with its arguments; what else there is to call is not known.
  private mutating func call(
    _ token: TemplateToken,
    _ reader: inout ExpressionReader,
    _ depth: Int
  ) -> ValueID {
    reader.skip()
    let arguments = group(&reader, depth)
    let place = span(token.start, token.end)
    guard let symbol = resolve(token.text), parameters[token.text] == nil else {
      return value(.unknown, at: place)
    }
    let callee = value(.symbol, a: symbol.raw, at: place)
    step(.call, a: callee, b: list(arguments.map(\.raw)), flags: .discarded, at: place)
    return value(.unknown, at: place)
  }

  /// `.name`, `[key]` or `|filter` behind a value.
  private mutating func chained(
    _ base: ValueID,
    from start: Int,
    _ reader: inout ExpressionReader,
    _ depth: Int
  ) -> ValueID? {
    guard let sign = reader.peek, sign.kind == .sign else { return nil }
    switch sign.text {
    case ".":
      guard let member = reader.peekNext, member.kind != .sign, member.kind != .text else {
        return nil
      }
      reader.skip()
      reader.skip()
      let place = span(start, member.end)
      let path = value(.member, a: base.raw, b: name(member.text).raw, at: place)
      if reader.peek?.isSign("(") == true {
        reader.skip()
        let arguments = group(&reader, depth)
        if isModule(base) {
          step(.call, a: path, b: list(arguments.map(\.raw)), flags: .discarded, at: place)
          return value(.unknown, at: place)
        }
      }
      let read = step(.read, a: path, flags: .callsFound, at: place)
      return value(.result, a: read.raw, at: place)
    case "[":
      reader.skip()
      let keys = group(&reader, depth)
      guard keys.count == 1, let key = keys.first else {
        return value(.unknown, at: span(start, sign.end))
      }
      return value(.index, a: base.raw, b: key.raw, at: span(start, sign.end))
    case "|":
      guard let filter = reader.peekNext, filter.kind == .name else { return nil }
      reader.skip()
      reader.skip()
      return filtered(base, filter, &reader, depth)
    default: return nil
    }
  }

  /// What a filter makes of a value: some give a part of the collection, others something new.
  private mutating func filtered(
    _ base: ValueID,
    _ filter: TemplateToken,
    _ reader: inout ExpressionReader,
    _ depth: Int
  ) -> ValueID {
    if reader.peek?.isSign("(") == true {
      reader.skip()
      _ = group(&reader, depth)
    } else if reader.peek?.isSign(":") == true {
      reader.skip()
      _ = operand(&reader, depth: depth + 1)
    }
    let place = span(filter.start, filter.end)
    switch filter.text {
    case "sort", "list", "reverse", "selectattr", "rejectattr", "select", "reject", "unique",
      "dictsort",
      "dictsortreversed", "default", "d":
      return base
    case "first", "last", "random":
      return value(.element, a: base.raw, at: place)
    default: return value(.unknown, at: place)
    }
  }

  private func isModule(_ id: ValueID) -> Bool {
    let shape = facts.values[id.index]
    guard shape.kind == .symbol else { return false }
    return facts.symbols[Int(shape.a)].kind == .import
  }

  private func resolve(_ text: String) -> SymbolID? {
    for scope in scopes.reversed() {
      if let found = scope[text] { return found }
    }
    return nil
  }
}

/// Walks over the tokens of a tag.
struct ExpressionReader {
  let tokens: [TemplateToken]
  private var position = 0

  init(tokens: [TemplateToken]) { self.tokens = tokens }

  var peek: TemplateToken? { position < tokens.count ? tokens[position] : nil }
  var peekNext: TemplateToken? { position + 1 < tokens.count ? tokens[position + 1] : nil }
  mutating func skip() { position += 1 }
}
