// Where regular expressions meet texts that people send.

import Facts
import SourceText

/// A regular expression that takes much time for some texts, and what tests it.
package struct PatternUse: Sendable {
  package let place: SourcePlace
  package let source: String
  package let growth: Growth
  /// The call that tests a text, or hands the expression to what validates input.
  package let site: CallSite
  /// What is tested, as the source spells it; empty for a validator.
  package let subject: String

  /// Whether the code beside it limits how long the text may be.
  package let isLimited: Bool

  /// A validator meets what users send, whoever calls it.
  package var isValidator: Bool { subject.isEmpty }

  /// How the time rises with the length of a text.
  package enum Growth: Sendable {
    /// A short text takes for ever.
    case exponential
    /// A long text takes seconds.
    case quadratic
  }
}

extension Program {
  /// Every use of a regular expression that can take much time, on the server.
  package var costlyPatterns: [PatternUse] {
    var result: [PatternUse] = []
    for unit in units.indices where units[unit].isRunning && !browserUnits.contains(unit) {
      guard !units[unit].isPython else {
        result += pythonPatterns(in: unit)
        continue
      }
      let facts = units[unit].facts
      var patterns: Costly = [:]
      for (position, value) in facts.values.enumerated() where value.kind == .regex {
        let source = facts.names.string(NameID(value.a))
        if let growth = Self.growth(of: source) {
          patterns[ValueID(position)] = (source, growth)
        }
      }
      guard !patterns.isEmpty else { continue }
      result += uses(of: patterns, in: unit)
    }
    return result
  }

  /// By value: the source of an expression, and how its time grows.
  private typealias Costly = [ValueID: (source: String, growth: PatternUse.Growth)]

  static func growth(of source: String) -> PatternUse.Growth? {
    // Each loop needs a sign.
    let signs = source.utf8.count {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "{")
    }
    let isGrouped = source.utf8.contains(UInt8(ascii: "("))
    guard signs > 1 || signs > 0 && isGrouped else { return nil }
    var parser = PatternParser(source)
    guard let pattern = parser.parse(), let automaton = PatternAutomaton(pattern) else {
      return nil
    }
    if isGrouped, automaton.isExponential(endsFixed: parser.hasAssertion) { return .exponential }
    return automaton.isQuadratic(endsFixed: parser.hasAssertion) ? .quadratic : nil
  }

  private func uses(of patterns: Costly, in unit: Int) -> [PatternUse] {
    var result: [PatternUse] = []
    var met: Set<ValueID> = []
    let facts = units[unit].facts
    let first = table.firstCall[unit]
    let end = unit + 1 < table.firstCall.count ? table.firstCall[unit + 1] : calls.count
    for position in first..<end {
      let site = call(at: position)
      let callee = facts.values[Int(site.instruction.a)]
      let arguments = facts.valueList(ListID(site.instruction.b))
      let name = calleeName(callee, facts)
      if callee.kind == .member, name == "test" || name == "exec",
        let pattern = pattern(ValueID(callee.a), among: patterns, facts, depth: 0)
      {
        let subject = arguments.first.map { text(of: $0, in: units[unit]) } ?? ""
        met.insert(pattern)
        result.append(use(pattern, patterns, site, subject))
        continue
      }
      let isMatch = Self.matching.contains(name) && callee.kind == .member
      for argument in arguments {
        guard let pattern = pattern(argument, among: patterns, facts, depth: 0) else { continue }
        if isMatch, !isSchema(argument, facts) {
          met.insert(pattern)
          result.append(use(pattern, patterns, site, text(of: ValueID(callee.a), in: units[unit])))
        } else if Self.validating.contains(name) || isSchema(argument, facts),
          met.insert(pattern).inserted
        {
          result.append(use(pattern, patterns, site, ""))
        }
      }
    }
    return result
  }

  private static let matching: Set<String> = [
    "match", "matchAll", "replace", "replaceAll", "split", "search",
  ]
  private static let validating: Set<String> = ["matches", "regex", "pattern", "Matches", "regexp"]
  private static let validatingKeys: Set<String> = ["match", "pattern", "regex", "validate", "is"]

  private func use(
    _ pattern: ValueID,
    _ patterns: Costly,
    _ site: CallSite,
    _ subject: String
  ) -> PatternUse {
    let value = site.unit.facts.values[pattern.index]
    return PatternUse(
      place: SourcePlace(unit: site.place.unit, span: value.span),
      source: patterns[pattern]?.source ?? "",
      growth: patterns[pattern]?.growth ?? .quadratic,
      site: site,
      subject: subject,
      isLimited: subject.isEmpty
        ? isLimited(pattern, site) : asksLength(of: subject, in: site.function)
    )
  }

  /// Whether a function looks at the length of what it tests.
  private func asksLength(of subject: String, in function: FunctionRef) -> Bool {
    let unit = units[function.unitIndex]
    let fact = unit.facts.functions[function.id.index]
    return (fact.firstValue.index..<fact.endValue.index).contains { position in
      let value = unit.facts.values[position]
      return value.kind == .member && unit.facts.names.isText("length", NameID(value.b))
        && text(of: ValueID(value.a), in: unit) == subject
    }
  }

  /// Whether a validator stands beside one of the length: `maxlength` in the same object, `max` in the same chain.
  private func isLimited(_ pattern: ValueID, _ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let span = facts.values[pattern.index].span
    let isInObject = facts.values.contains { value in
      guard value.kind == .object, value.span.contains(span) else { return false }
      let words = Array(facts.list(ListID(value.a)))
      let keys = stride(from: 0, to: words.count, by: 2).map { NameID(words[$0]) }
      let isOwn = stride(from: 1, to: words.count, by: 2).contains {
        facts.values[ValueID(words[$0]).index].span.contains(span)
          && facts.values[ValueID(words[$0]).index].kind != .object
      }
      return isOwn && keys.contains { Self.limits.contains(facts.names.string($0)) }
    }
    if isInObject { return true }
    var callee = facts.values[Int(site.instruction.a)]
    for _ in 0..<8 {
      guard callee.kind == .member, case let base = facts.values[Int(callee.a)],
        base.kind == .result
      else { return false }
      callee = facts.values[Int(facts.instructions[Int(base.a)].a)]
      if Self.limits.contains(calleeName(callee, facts)) { return true }
    }
    return false
  }

  private static let limits: Set<String> = [
    "maxlength", "maxLength", "max", "length", "len", "isLength", "isEmail",
  ]

  private func calleeName(_ callee: Value, _ facts: FileFacts) -> String {
    switch callee.kind {
    case .member: facts.names.string(NameID(callee.b))
    case .symbol: facts.names.string(facts.symbols[Int(callee.a)].name)
    default: ""
    }
  }

  /// Whether an argument is a description of fields, in which validators stand under their names.
  private func isSchema(_ id: ValueID, _ facts: FileFacts) -> Bool {
    facts.values[id.index].kind == .object
  }

  /// The expression that a value is, or holds under a name of a validator.
  private func pattern(
    _ id: ValueID,
    among patterns: Costly,
    _ facts: FileFacts,
    depth: Int
  ) -> ValueID? {
    guard id.isPresent, depth < 6 else { return nil }
    if patterns[id] != nil { return id }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.kind != .import else { return nil }
      return pattern(symbol.value, among: patterns, facts, depth: depth + 1)
    case .array:
      return facts.valueList(ListID(value.a)).lazy.compactMap {
        self.pattern($0, among: patterns, facts, depth: depth + 1)
      }.first
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2) {
        let key = facts.names.string(NameID(words[position]))
        let inner = ValueID(words[position + 1])
        let isNested = facts.values[inner.index].kind == .object
        guard isNested || Self.validatingKeys.contains(key) else { continue }
        if let found = pattern(inner, among: patterns, facts, depth: depth + 1) { return found }
      }
      return nil
    default: return nil
    }
  }
}
