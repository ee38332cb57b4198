// Turns the tags of one template into facts: its functions, names and tables.

import Facts
import SourceText

/// Turns the tags of one template into facts.
struct TemplateLowering {
  var facts: FactTables
  private let bytes: [UInt8]
  private let tags: [TemplateTag]
  private var nameIDs: [String: NameID] = [:]
  /// The names that are bound where the lowering stands, the innermost last.
  var scopes: [[String: SymbolID]] = [[:]]
  var function = FunctionID.none
  var region = RegionID.none
  var groups: UInt32 = 0
  /// The blocks that are open: what ends each, and how many regions and scopes it opened.
  var open: [Block] = []
  /// What the current function is given besides its parameters.
  var rest = ValueID.none
  /// The parameters of the current function.
  var parameters: [String: SymbolID] = [:]

  struct Block {
    let end: String
    let region: RegionID
    let scopes: Int
    var group: UInt32 = 0
    var subject = ValueID.none
  }

  /// A macro: its tags, without the first and the last.
  private struct Macro {
    let name: String
    let parameters: [String]
    let body: Range<Int>
    let tag: TemplateTag
  }

  init(_ bytes: [UInt8], _ tags: [TemplateTag], _ tables: FactTables) {
    self.bytes = bytes
    self.tags = tags
    facts = tables
    facts.language = .python
    for (position, word) in ["", "*", "default", "=", "this", "constructor"].enumerated() {
      nameIDs[word] = NameID(position)
    }
  }

  mutating func lowered() -> FileFacts {
    let macros = macros()
    let whole = ByteSpan(start: 0, end: UInt32(truncatingIfNeeded: bytes.count))
    facts.functions.append(Function(.module, name: .none, parent: .none, span: whole))
    facts.functions.append(
      Function(.function, name: name("template"), parent: FileFacts.module, span: whole)
    )
    for macro in macros {
      let span = span(macro.tag.start, macro.tag.end)
      facts.functions.append(
        Function(.function, name: name(macro.name), parent: FileFacts.module, span: span)
      )
    }
    lowerModule(macros)
    let isInMacro = Set(macros.flatMap { Array($0.body) + [$0.body.lowerBound - 1] })
    let own = tags.indices.filter { !isInMacro.contains($0) }
    lower(FunctionID(2), own, parameters: freeNames(in: own), takesRest: true)
    for (position, macro) in macros.enumerated() {
      lower(
        FunctionID(position + 3),
        Array(macro.body),
        parameters: macro.parameters,
        takesRest: false
      )
    }
    return FileFacts(facts)
  }
}

// The file.
extension TemplateLowering {
  private func macros() -> [Macro] {
    var result: [Macro] = []
    var position = 0
    while position < tags.count {
      let tag = tags[position]
      position += 1
      guard tag.word == "macro", tag.tokens.count > 1, tag.tokens[1].kind == .name else { continue }
      var end = position
      while end < tags.count, tags[end].word != "endmacro" { end += 1 }
      var names: [String] = []
      var depth = 0
      var isDefault = false
      for token in tag.tokens.dropFirst(2) {
        if token.isSign("(") || token.isSign("[") || token.isSign("{") { depth += 1 }
        if token.isSign(")") || token.isSign("]") || token.isSign("}") { depth -= 1 }
        if token.isSign(",") { isDefault = false }
        if token.isSign("=") { isDefault = true }
        if token.kind == .name, depth == 1, !isDefault { names.append(token.text) }
      }
      result.append(
        Macro(name: tag.tokens[1].text, parameters: names, body: position..<end, tag: tag)
      )
      position = end
    }
    return result
  }

  /// The module offers its macros, and the template itself as its default.
  private mutating func lowerModule(_ macros: [Macro]) {
    begin(FileFacts.module)
    let span = facts.functions[1].span
    let whole = value(.function, a: 2, at: span)
    facts.exports.append(ExportFact(name: .default, value: whole, span: span))
    for (position, macro) in macros.enumerated() {
      let span = self.span(macro.tag.start, macro.tag.end)
      let value = value(.function, a: UInt32(position + 3), at: span)
      let symbol = symbol(.function, macro.name, value, at: span)
      scopes[0][macro.name] = symbol
      facts.exports.append(ExportFact(name: name(macro.name), value: value, span: span))
    }
    for tag in tags where tag.word == "from" || tag.word == "import" { importNames(tag) }
    end(FileFacts.module)
  }

  /// Reads `{% from "x.html" import a, b as c %}` and `{% import "x.html" as x %}`.
  private mutating func importNames(_ tag: TemplateTag) {
    guard tag.tokens.count > 3, tag.tokens[1].kind == .text else { return }
    let span = span(tag.start, tag.end)
    let module = module(tag.tokens[1].text, at: span)
    let words = tag.tokens.dropFirst(3).filter { $0.kind == .name }.map(\.text)
    if tag.word == "import" {
      guard let name = words.first else { return }
      scopes[0][name] = symbol(.import, name, module, at: span)
      return
    }
    var position = 0
    while position < words.count {
      let isRenamed = position + 2 < words.count && words[position + 1] == "as"
      let own = isRenamed ? words[position + 2] : words[position]
      let member = value(.member, a: module.raw, b: name(words[position]).raw, at: span)
      scopes[0][own] = symbol(.import, own, member, at: span)
      position += isRenamed ? 3 : 1
    }
  }

  mutating func module(_ path: String, at span: ByteSpan) -> ValueID {
    facts.imports.append(ImportFact(.static, specifier: name(path), span: span))
    return value(.module, a: UInt32(truncatingIfNeeded: facts.imports.count - 1), at: span)
  }

  /// The names that tags use and that nothing in the file defines: what the template is given.
  private func freeNames(in own: [Int]) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for position in own {
      var before: TemplateToken?
      for token in tags[position].tokens {
        defer { before = token }
        guard token.kind == .name, before.map({ !$0.isSign(".") && !$0.isSign("|") }) ?? true,
          !Self.words.contains(token.text), scopes[0][token.text] == nil,
          seen.insert(token.text).inserted
        else { continue }
        result.append(token.text)
      }
    }
    return result
  }

  /// Words that are no names of values.
  private static let words: Set<String> = [
    "for", "in", "if", "elif", "else", "endif", "endfor", "not", "and", "or", "is", "as", "set",
    "block", "endblock", "include", "extends", "import", "from", "with", "endwith", "true", "false",
    "none", "True", "False", "None", "loop", "url", "load", "macro", "call", "endcall", "filter",
    "endset", "endmacro", "only", "context", "trans", "endtrans", "empty", "recursive", "ignore",
    "missing", "without", "super", "caller", "do", "static", "csrf_token", "forloop",
  ]
}

// Functions and tables.
extension TemplateLowering {
  private mutating func begin(_ id: FunctionID) {
    function = id
    region = .none
    facts.functions[id.index].firstInstruction = InstructionID(facts.instructions.count)
    facts.functions[id.index].firstValue = ValueID(facts.values.count)
    facts.functions[id.index].body = openRegion(.body, at: facts.functions[id.index].span)
  }

  private mutating func end(_ id: FunctionID) {
    while region.isPresent { closeRegion() }
    facts.functions[id.index].endInstruction = InstructionID(facts.instructions.count)
    facts.functions[id.index].endValue = ValueID(facts.values.count)
  }

  private mutating func lower(
    _ id: FunctionID,
    _ own: [Int],
    parameters names: [String],
    takesRest: Bool
  ) {
    begin(id)
    scopes = [scopes[0], [:]]
    open = []
    addParameters(names, of: id, takesRest: takesRest)
    for position in own { statement(tags[position]) }
    end(id)
  }

  private mutating func addParameters(_ names: [String], of id: FunctionID, takesRest: Bool) {
    let first = facts.parameters.count
    let span = facts.functions[id.index].span
    parameters = [:]
    for (position, text) in (names + (takesRest ? [""] : [])).enumerated() {
      let isRest = takesRest && position == names.count
      let parameter = value(.parameter, a: id.raw, at: span, flags: isRest ? .rest : .none)
      facts.values[parameter.index].detail = UInt16(truncatingIfNeeded: min(position, 65_535))
      let symbol = symbol(.parameter, text, parameter, at: span)
      if isRest { rest = parameter } else { parameters[text] = symbol }
      facts.parameters.append(Parameter(symbol: symbol, name: name(text), isRest: isRest))
    }
    if !takesRest { rest = .none }
    scopes[1] = parameters
    facts.functions[id.index].firstParameter = UInt32(truncatingIfNeeded: first)
    facts.functions[id.index].parameterCount = UInt32(
      truncatingIfNeeded: facts.parameters.count - first
    )
  }

  mutating func name(_ text: String) -> NameID {
    if let known = nameIDs[text] { return known }
    let id = facts.names.append(text.utf8)
    nameIDs[text] = id
    return id
  }

  mutating func value(
    _ kind: Value.Kind,
    a: UInt32 = 0,
    b: UInt32 = 0,
    at span: ByteSpan,
    flags: Value.Flags = .none
  ) -> ValueID {
    facts.values.append(Value(kind, a: a, b: b, flags: flags, start: span.start, end: span.end))
    return ValueID(facts.values.count - 1)
  }

  @discardableResult
  mutating func step(
    _ operation: Instruction.Operation,
    a: ValueID,
    b: ListID = .none,
    flags: Instruction.Flags = .none,
    at span: ByteSpan
  ) -> InstructionID {
    facts.instructions.append(
      Instruction(
        operation,
        a: a.raw,
        b: b.raw,
        flags: flags,
        region: region,
        start: span.start,
        end: span.end
      )
    )
    return InstructionID(facts.instructions.count - 1)
  }

  mutating func symbol(
    _ kind: Symbol.Kind,
    _ text: String,
    _ value: ValueID,
    at span: ByteSpan
  ) -> SymbolID {
    var symbol = Symbol(kind, name: name(text), function: function, declaration: span)
    symbol.value = value
    facts.symbols.append(symbol)
    return SymbolID(facts.symbols.count - 1)
  }

  mutating func list(_ words: [UInt32]) -> ListID { facts.add(list: words) }

  func span(_ start: Int, _ end: Int) -> ByteSpan {
    ByteSpan(
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: max(start, end))
    )
  }

  @discardableResult
  mutating func openRegion(
    _ kind: Region.Kind,
    subject: ValueID = .none,
    group: UInt32 = 0,
    at span: ByteSpan
  ) -> RegionID {
    region = facts.openRegion(
      kind,
      of: function,
      inside: region,
      subject: subject,
      group: group,
      at: span
    )
    return region
  }

  mutating func closeRegion() { region = facts.close(region) }
}
