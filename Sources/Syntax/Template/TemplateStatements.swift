// The statements of a template: loops, branches, names, other templates.

import Facts
import SourceText

extension TemplateLowering {
  /// How deep blocks may be nested; what lies deeper is read as if it stood there.
  private static let deepest = 64

  /// Reads one tag.
  mutating func statement(_ tag: TemplateTag) {
    let rest = Array(tag.tokens.dropFirst())
    switch tag.word {
    case "for" where open.count < Self.deepest: loop(rest, tag)
    case "if" where open.count < Self.deepest: branch(rest, tag)
    case "elif": otherwise(rest, tag)
    case "else": otherwise(nil, tag)
    case "empty": leaveLoop()
    case "endfor", "endif", "endwith": close(tag.word)
    case "set": assign(rest, tag)
    case "with": with(rest, tag)
    case "include", "extends": include(rest, tag)
    case "from", "import", "macro", "endmacro", "block", "endblock": return
    default: _ = expressions(tag.kind == .output ? tag.tokens : rest)
    }
  }

  private mutating func push(_ end: String, group: UInt32 = 0, subject: ValueID = .none) {
    open.append(
      Block(end: end, region: region, scopes: scopes.count, group: group, subject: subject)
    )
  }

  /// Leaves the innermost block that a word ends, and all that were forgotten inside it.
  private mutating func close(_ word: String) {
    guard let position = open.lastIndex(where: { $0.end == word }) else { return }
    let block = open[position]
    open.removeSubrange(position...)
    while region != block.region, region.isPresent { closeRegion() }
    scopes.removeSubrange(block.scopes...)
  }

  private mutating func loop(_ tokens: [TemplateToken], _ tag: TemplateTag) {
    guard let middle = tokens.firstIndex(where: { $0.isName("in") }) else {
      return push("endfor")
    }
    var after = Array(tokens[(middle + 1)...])
    if let condition = after.firstIndex(where: { $0.isName("if") }) {
      after = Array(after[..<condition])
    }
    let collection = expressions(after)
    let place = facts.values[collection.index].span
    let asked = value(.member, a: collection.raw, b: name("__iter__").raw, at: place)
    step(.read, a: asked, flags: .callsFound, at: place)
    push("endfor")
    openRegion(.forEach, subject: collection, at: span(tag.start, tag.end))
    let element = value(.element, a: collection.raw, at: span(tag.start, tag.end))
    let names = tokens[..<middle].filter { $0.kind == .name }
    var bound: [String: SymbolID] = [:]
    for (position, token) in names.enumerated() {
      var one = element
      if names.count > 1 {
        facts.numbers.append(Double(position))
        let number = UInt32(truncatingIfNeeded: facts.numbers.count - 1)
        let index = value(.number, a: number, at: span(token.start, token.end))
        one = value(.index, a: element.raw, b: index.raw, at: span(token.start, token.end))
      }
      bound[token.text] = symbol(.variable, token.text, one, at: span(token.start, token.end))
    }
    facts.regions[region.index].bindings = list(bound.values.sorted().map(\.raw))
    scopes.append(bound)
  }

  private mutating func leaveLoop() {
    guard let block = open.last, block.end == "endfor" else { return }
    while region != block.region, region.isPresent { closeRegion() }
    scopes.removeSubrange(block.scopes...)
  }

  private mutating func branch(_ tokens: [TemplateToken], _ tag: TemplateTag) {
    let test = expressions(tokens)
    groups += 1
    push("endif", group: groups, subject: test)
    openRegion(.then, subject: test, group: groups, at: span(tag.start, tag.end))
    scopes.append([:])
  }

  private mutating func otherwise(_ tokens: [TemplateToken]?, _ tag: TemplateTag) {
    guard let block = open.last else { return }
    if block.end == "endfor" { return leaveLoop() }
    guard block.end == "endif" else { return }
    while region != block.region, region.isPresent { closeRegion() }
    scopes.removeSubrange(block.scopes...)
    let test = tokens.map { expressions($0) } ?? block.subject
    openRegion(
      tokens == nil ? .otherwise : .then,
      subject: test,
      group: block.group,
      at: span(tag.start, tag.end)
    )
    scopes.append([:])
  }

  /// `{% set a = b %}`; the name is known from there on.
  private mutating func assign(_ tokens: [TemplateToken], _ tag: TemplateTag) {
    guard let name = tokens.first, name.kind == .name, tokens.count > 2, tokens[1].isSign("=")
    else {
      return
    }
    let value = expressions(Array(tokens[2...]))
    scopes[scopes.count - 1][name.text] = symbol(
      .variable,
      name.text,
      value,
      at: span(name.start, name.end)
    )
  }

  /// Reads `{% with a = b, c = d %}` and `{% with b as a %}`.
  private mutating func with(_ tokens: [TemplateToken], _ tag: TemplateTag) {
    var bound: [String: SymbolID] = [:]
    if let middle = tokens.firstIndex(where: { $0.isName("as") }), middle + 1 < tokens.count {
      let value = expressions(Array(tokens[..<middle]))
      let name = tokens[middle + 1]
      bound[name.text] = symbol(.variable, name.text, value, at: span(name.start, name.end))
    } else {
      bound = pairs(tokens)
    }
    push("endwith")
    scopes.append(bound)
  }

  /// `a=b c=d`, with or without commas.
  private mutating func pairs(_ tokens: [TemplateToken]) -> [String: SymbolID] {
    var bound: [String: SymbolID] = [:]
    let starts = tokens.indices.filter { position in
      tokens[position].kind == .name && position + 1 < tokens.count
        && tokens[position + 1].isSign("=")
        && !(position + 2 < tokens.count && tokens[position + 2].isSign("="))
    }
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : tokens.count
      guard start + 2 < end else { continue }
      let value = expressions(Array(tokens[(start + 2)..<end]))
      let name = tokens[start]
      bound[name.text] = symbol(.variable, name.text, value, at: span(name.start, name.end))
    }
    return bound
  }

  /// Another template runs with all names that are known here.
  private mutating func include(_ tokens: [TemplateToken], _ tag: TemplateTag) {
    guard let path = tokens.first, path.kind == .text else { return }
    let span = span(tag.start, tag.end)
    let module = module(path.text, at: span)
    let callee = value(.member, a: module.raw, b: NameID.default.raw, at: span)
    var known: [String: SymbolID] = [:]
    for scope in scopes.dropFirst() { known.merge(scope) { _, inner in inner } }
    if let with = tokens.firstIndex(where: { $0.isName("with") }) {
      known.merge(pairs(Array(tokens[(with + 1)...]))) { _, inner in inner }
    }
    var words: [UInt32] = []
    for (text, symbol) in known.sorted(by: { $0.key < $1.key }) {
      words.append(name(text).raw)
      words.append(value(.symbol, a: symbol.raw, at: span).raw)
    }
    if rest.isPresent {
      words.append(NameID.any.raw)
      words.append(value(.spread, a: rest.raw, at: span).raw)
    }
    let object = value(.object, a: list(words).raw, at: span, flags: .keywords)
    step(.call, a: callee, b: list([object.raw]), flags: .discarded, at: span)
  }
}
