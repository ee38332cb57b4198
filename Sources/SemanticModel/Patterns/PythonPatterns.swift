// Regular expressions of Python, which are texts: what the `re` module and validators of schemas are handed.

import Facts
import SourceText

extension Program {
  /// The uses of costly expressions in one file of Python.
  func pythonPatterns(in unit: Int) -> [PatternUse] {
    let facts = units[unit].facts
    guard !facts.names.ids(of: Self.pythonValidators.union(["re"])).isEmpty else { return [] }
    let first = table.firstCall[unit]
    let end = unit + 1 < table.firstCall.count ? table.firstCall[unit + 1] : calls.count
    return (first..<end).compactMap { position in
      let site = call(at: position)
      guard site.instruction.operation == .call else { return nil }
      return validatorUse(site, facts) ?? matchUse(site, facts)
    }
  }

  /// marshmallow and WTForms, Django.
  private static let pythonValidators: Set<String> = ["Regexp", "RegexValidator"]
  private static let matchers: Set<String> = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer",
  ]

  /// `validate.Regexp(r"…")`: every validator of a field runs, so that one of the length beside it bounds nothing.
  private func validatorUse(_ site: CallSite, _ facts: FileFacts) -> PatternUse? {
    guard let word = facts.lastName(of: ValueID(site.instruction.a)),
      Self.pythonValidators.contains(facts.names.string(word)),
      let first = facts.valueList(ListID(site.instruction.b)).first,
      let pattern = keyword("regex", of: first, facts) ?? patternText(first, facts)
    else { return nil }
    return use(of: pattern, site, subject: "", facts)
  }

  /// A pattern that is matched by name or by value: `re.match(r"…", text)`, `PATTERN.match(text)`.
  private func matchUse(_ site: CallSite, _ facts: FileFacts) -> PatternUse? {
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member,
      Self.matchers.contains(facts.names.string(NameID(callee.b))),
      let holder = facts.lastName(of: ValueID(callee.a))
    else { return nil }
    let arguments = facts.valueList(ListID(site.instruction.b))
    let isReplacing = facts.names.string(NameID(callee.b)).hasPrefix("sub")
    if facts.names.isText("re", holder) {
      let position = isReplacing ? 2 : 1
      guard arguments.count > position, let pattern = patternText(arguments[0], facts) else {
        return nil
      }
      let subject = Self.text(of: arguments[position], in: units[site.place.unit])
      return use(of: pattern, site, subject: subject, facts)
    }
    let position = isReplacing ? 1 : 0
    guard arguments.count > position, let compiled = compiled(ValueID(callee.a), facts),
      let pattern = patternText(compiled, facts)
    else { return nil }
    let subject = Self.text(of: arguments[position], in: units[site.place.unit])
    return use(of: pattern, site, subject: subject, facts)
  }

  private static func text(of value: ValueID, in unit: Unit) -> String {
    let facts = unit.facts
    var parts: [String] = []
    var next = value
    for _ in 0..<6 {
      let shape = facts.values[next.index]
      switch shape.kind {
      case .member:
        parts.insert(facts.names.string(NameID(shape.b)), at: 0)
        next = ValueID(shape.a)
      case .index:
        let key = facts.values[Int(shape.b)]
        if key.kind == .string { parts.insert(facts.names.string(NameID(key.a)), at: 0) }
        next = ValueID(shape.a)
      case .symbol:
        parts.insert(facts.names.string(facts.symbols[Int(shape.a)].name), at: 0)
        return parts.joined(separator: ".")
      case .result:
        next = ValueID(facts.instructions[Int(shape.a)].a)
      default: return parts.joined(separator: ".")
      }
    }
    return parts.joined(separator: ".")
  }

  /// The text that a name was compiled of.
  private func compiled(_ id: ValueID, _ facts: FileFacts) -> ValueID? {
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned), symbol.kind != .import
      else { return nil }
      value = facts.values[symbol.value.index]
    }
    guard value.kind == .result, case let call = facts.instructions[Int(value.a)],
      let word = facts.lastName(of: ValueID(call.a)), facts.names.isText("compile", word)
    else { return nil }
    return facts.valueList(ListID(call.b)).first
  }

  private func keyword(_ name: String, of id: ValueID, _ facts: FileFacts) -> ValueID? {
    let value = facts.values[id.index]
    guard value.kind == .object, value.flags.contains(.keywords) else { return nil }
    let words = Array(facts.list(ListID(value.a)))
    for position in stride(from: 0, to: words.count - 1, by: 2)
    where facts.names.isText(name, NameID(words[position])) {
      return patternText(ValueID(words[position + 1]), facts)
    }
    return nil
  }

  private func patternText(_ id: ValueID, _ facts: FileFacts) -> ValueID? {
    let value = facts.values[id.index]
    switch value.kind {
    case .string: return id
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned), symbol.kind != .import,
        facts.values[symbol.value.index].kind == .string
      else { return nil }
      return symbol.value
    default: return nil
    }
  }

  private func use(
    of pattern: ValueID,
    _ site: CallSite,
    subject: String,
    _ facts: FileFacts
  ) -> PatternUse? {
    let value = facts.values[pattern.index]
    let source = facts.names.string(NameID(value.a))
    guard let growth = Self.growth(of: source) else { return nil }
    return PatternUse(
      place: SourcePlace(unit: site.place.unit, span: value.span),
      source: source,
      growth: growth,
      site: site,
      subject: subject,
      isLimited: false
    )
  }
}
