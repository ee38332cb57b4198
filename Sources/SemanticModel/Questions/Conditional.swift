// Whether a call runs in some cases only.

import Facts

extension CallSite {
  /// Whether a branch around it decides if it runs.
  package var isConditional: Bool {
    let facts = unit.facts
    var region = instruction.region
    while region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body {
      switch fact.kind {
      case .then, .otherwise, .case, .catch: return true
      default: region = fact.parent
      }
    }
    return false
  }

  /// The setting that somebody turns on before the call is made: `if (enableAdvancedMode)`.
  package var settingAround: String? {
    let facts = unit.facts
    var region = instruction.region
    while region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body {
      if fact.kind == .then, let name = Self.setting(in: fact.subject, facts, 0) { return name }
      region = fact.parent
    }
    return nil
  }

  private static func setting(in id: ValueID, _ facts: FileFacts, _ depth: Int) -> String? {
    guard id.isPresent, depth < 4 else { return nil }
    let value = facts.values[id.index]
    let name: NameID
    switch value.kind {
    case .choice where value.detail == Operator.and.rawValue:
      return facts.valueList(ListID(value.a)).lazy
        .compactMap { setting(in: $0, facts, depth + 1) }.first
    case .member: name = NameID(value.b)
    case .symbol: name = facts.symbols[Int(value.a)].name
    default: return nil
    }
    guard facts.names.holds("enable", in: name) else { return nil }
    let text = facts.names.string(name)
    return NameSplit.words(of: text).contains { $0 == "enable" || $0 == "enabled" } ? text : nil
  }

  /// Whether it stands in the second arm of a branch, in one of several cases or in what handles an error: a path has
  /// it, or what stands in the first arm.
  package var isOfOtherPath: Bool {
    let facts = unit.facts
    var region = instruction.region
    while region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body {
      if [.otherwise, .case, .catch].contains(fact.kind) { return true }
      region = fact.parent
    }
    return false
  }
}
