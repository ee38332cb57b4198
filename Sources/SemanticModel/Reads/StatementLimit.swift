// The number behind LIMIT in the text of a statement: written into it, or handed in beside it.

import Facts

/// Finds the value that limits a statement.
struct StatementLimit {
  let facts: FileFacts
  /// What is written into the text; it stands there as `@@` and its position, which no dialect writes.
  private var inserted: [ValueID] = []

  init(facts: FileFacts) { self.facts = facts }

  /// - Parameters:
  ///   - arguments: those of the call that sends the statement; what is handed in comes behind the text.
  ///   - text: the position of the statement among them.
  /// - Returns: the value behind the last LIMIT; nothing where the text is not known, or fixes the number.
  mutating func limit(of arguments: [ValueID], text: Int) -> ValueID? {
    guard let statement = self.text(of: arguments[text], depth: 0) else { return nil }
    let words = StatementReading.words(statement)
    guard let keyword = words.lastIndex(where: { $0.lowercased() == "limit" }),
      keyword + 1 < words.count
    else { return nil }
    var place = keyword + 1
    // MySQL's `LIMIT offset, count`.
    if place + 1 < words.count, isParameter(words[place + 1]), !isNamed(words, at: place) {
      place += 1
    }
    let word = words[place]
    if word.hasPrefix("@@") { return Int(word.dropFirst(2)).map { inserted[$0] } }
    guard text + 1 < arguments.count else { return nil }
    let holder = arguments[text + 1]
    if word == "?" || word == "s" {
      return element(words[..<place].count { $0 == word }, of: holder)
    }
    if let number = word.dropPrefix("$").flatMap({ Int($0) }) {
      // asyncpg takes the values one by one: `connection.fetch(text, shop, limit)`.
      let isListed = [.array, .object].contains(resolved(holder).kind)
      guard !isListed, facts.language == .python else { return element(number - 1, of: holder) }
      let position = text + number
      return position < arguments.count ? arguments[position] : nil
    }
    if isNamed(words, at: place) { return entry(word, of: holder) }
    return word.dropPrefix(":").flatMap { entry($0, of: holder) }
  }

  private func isParameter(_ word: Substring) -> Bool {
    word == "?" || word == "s" || word.hasPrefix("@@") || word.hasPrefix("$") || word.hasPrefix(":")
  }

  /// Whether a word is the name in Python's `%(limit)s`.
  private func isNamed(_ words: [Substring], at place: Int) -> Bool {
    place + 1 < words.count && words[place + 1] == "s" && !isParameter(words[place])
  }

  /// The text, as far as it is written here.
  private mutating func text(of id: ValueID, depth: Int) -> String? {
    guard depth < 8 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .string: return facts.names.string(NameID(value.a))
    case .symbol: return settled(value).flatMap { text(of: $0, depth: depth + 1) }
    case .template:
      var result = ""
      for piece in facts.valueList(ListID(value.a)) {
        if let known = text(of: piece, depth: depth + 1) {
          result += known
        } else {
          result += "@@\(inserted.count) "
          inserted.append(piece)
        }
      }
      return result
    default: return nil
    }
  }

  /// What a name that is written once stands for.
  private func settled(_ value: Value) -> ValueID? {
    let symbol = facts.symbols[Int(value.a)]
    return symbol.flags.contains(.reassigned) || !symbol.value.isPresent ? nil : symbol.value
  }

  private func resolved(_ id: ValueID) -> Value {
    let value = facts.values[id.index]
    return value.kind == .symbol ? settled(value).map { facts.values[$0.index] } ?? value : value
  }

  private func element(_ position: Int, of holder: ValueID) -> ValueID? {
    let value = resolved(holder)
    guard value.kind == .array else {
      guard value.kind == .object else { return nil }
      return held(by: value).flatMap { element(position, of: $0) }
    }
    let elements = facts.valueList(ListID(value.a))
    guard position >= 0, position < elements.count,
      !elements.prefix(position + 1).contains(where: { facts.values[$0.index].kind == .spread })
    else { return nil }
    return elements[position]
  }

  private func entry(_ name: Substring, of holder: ValueID) -> ValueID? {
    let value = resolved(holder)
    guard value.kind == .object else { return nil }
    return entry(String(name), of: value) ?? held(by: value).flatMap { entry(name, of: $0) }
  }

  /// What is handed in under an option: `{ replacements: [limit] }`.
  private func held(by options: Value) -> ValueID? {
    ["replacements", "bind", "values", "params"].lazy.compactMap { entry($0, of: options) }.first
  }

  private func entry(_ name: String, of object: Value) -> ValueID? {
    let words = Array(facts.list(ListID(object.a)))
    for position in stride(from: 0, to: words.count - 1, by: 2) {
      let key = NameID(words[position])
      if key != .any, facts.names.string(key) == name { return ValueID(words[position + 1]) }
    }
    return nil
  }
}

extension Substring {
  /// What follows a prefix; `nil` where another text begins.
  fileprivate func dropPrefix(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
