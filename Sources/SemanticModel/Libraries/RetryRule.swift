// What a library says of the tries that it makes.

import Facts
import SourceText

/// How the options of a call say how often, and with which waits, something is tried again.
package struct RetryRule: Sendable {
  /// The position of the options; -1: what the call gives by name, -2: the last object that it is given.
  package let options: Int
  /// The options of which one bounds the tries.
  package let bounds: [String]
  /// The options of which one makes it wait between tries.
  package let waits: [String]
  /// The options that let it try for ever.
  package let endless: [String]
  /// It tries for ever unless something bounds it.
  package let isEndless: Bool
  /// It waits, longer each time, unless something says otherwise.
  package let isWaiting: Bool
  /// The largest number for a wait, in the library's own unit, that is none.
  package let noWait: Double

  package init(
    options: Int,
    bounds: [String],
    waits: [String],
    endless: [String] = [],
    isEndless: Bool = false,
    isWaiting: Bool,
    noWait: Double = 10
  ) {
    self.options = options
    self.bounds = bounds
    self.waits = waits
    self.endless = endless
    self.isEndless = isEndless
    self.isWaiting = isWaiting
    self.noWait = noWait
  }
}

/// What the options of one call come to.
package struct RetryPolicy: Sendable {
  package let site: CallSite
  package let isEndless: Bool
  /// It waits between tries.
  package let waits: Bool
  /// Where the code says that it does not; nil where it says nothing.
  package let saying: SourcePlace?
}

extension Operation {
  /// The operation, which makes something be tried again.
  package func retrying(_ rule: RetryRule) -> Operation {
    var result = self
    result.retry = rule
    return result
  }
}

extension Program {
  /// The policies of libraries that try for ever, or without a wait, in order of file and place.
  package var weakRetryPolicies: [RetryPolicy] {
    callsOfLibraries.compactMap { position in
      let site = call(at: position)
      guard site.unit.isRunning, let rule = site.retryRule, let policy = policy(of: site, rule),
        policy.isEndless || !policy.waits
      else { return nil }
      // Work in the background may wait for ever, if it does wait.
      return policy.waits && !isServing(site) ? nil : policy
    }
  }

  /// Whether requests come to a call, or to the function that it decorates.
  private func isServing(_ site: CallSite) -> Bool {
    let kinds: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]
    if site.isReached(from: kinds) { return true }
    let unit = site.place.unit
    let facts = site.unit.facts
    return facts.functions.indices.dropFirst().contains { position in
      let isDecorated = facts.valueList(facts.functions[position].decorators).contains { id in
        let value = facts.values[id.index]
        return value.span.contains(site.instruction.span)
      }
      guard isDecorated else { return false }
      let function = FunctionRef(unit: unit, id: FunctionID(position))
      return !reachability.kinds[Int(units.number(function))].isDisjoint(with: kinds)
    }
  }

  private func policy(of site: CallSite, _ rule: RetryRule) -> RetryPolicy? {
    let facts = site.unit.facts
    let arguments = facts.valueList(ListID(site.instruction.b))
    var given: ValueID?
    if rule.options == -2 {
      given = arguments.last { facts.values[$0.index].kind == .object }
    } else if rule.options < 0 {
      given = arguments.last { facts.values[$0.index].flags.contains(.keywords) }
      // Bounds that are given by position are not looked at.
      let isBare = arguments.allSatisfy { !facts.values[$0.index].flags.contains(.keywords) }
      if isBare, !site.instruction.flags.contains(.decorator), !arguments.isEmpty,
        rule.bounds.isEmpty
      {
        return nil
      }
    } else if rule.options < arguments.count {
      given = arguments[rule.options]
    }
    var options: [String: ValueID] = [:]
    if let given {
      var id = given
      if facts.values[id.index].kind == .symbol {
        id = facts.symbols[Int(facts.values[id.index].a)].value
      }
      let value = facts.values[id.index]
      guard value.kind == .object else { return nil }
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2) {
        // A spread may say anything.
        guard NameID(words[position]) != .any else { return nil }
        options[facts.names.string(NameID(words[position]))] = ValueID(words[position + 1])
      }
    }
    let isForced = rule.endless.contains { options[$0].map { isTrue($0, facts) } ?? false }
    let bounds = rule.bounds.compactMap { options[$0] }
    let isUnbounded = bounds.contains { isInfinite($0, facts) }
    let waits = rule.waits.compactMap { options[$0] }
    let isWaiting =
      waits.isEmpty
      ? rule.isWaiting : !waits.allSatisfy { isNothing($0, under: rule.noWait, facts) }
    let triesOnce = bounds.contains { id in
      let value = facts.values[id.index]
      return value.kind == .number && facts.numbers[Int(value.a)] <= 1
        || value.kind == .boolean && value.a == 0
    }
    return RetryPolicy(
      site: site,
      isEndless: isForced || isUnbounded || bounds.isEmpty && rule.isEndless,
      waits: isWaiting || triesOnce,
      saying: isWaiting
        ? nil
        : waits.first.map { SourcePlace(unit: site.place.unit, span: facts.values[$0.index].span) }
    )
  }

  private func isTrue(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    return value.kind == .boolean && value.a == 1
  }

  private func isInfinite(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .null: return true
    case .global: return facts.names.string(NameID(value.a)) == "Infinity"
    case .member: return facts.names.string(NameID(value.b)) == "POSITIVE_INFINITY"
    case .boolean: return value.a == 1
    default: return false
    }
  }

  /// Zero, or a function that gives next to nothing.
  private func isNothing(_ id: ValueID, under least: Double, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .number: return facts.numbers[Int(value.a)] <= least
    case .function:
      let function = facts.functions[Int(value.a)]
      let returned = (function.firstInstruction.index..<function.endInstruction.index).filter {
        facts.instructions[$0].operation == .return
      }
      return !returned.isEmpty
        && returned.allSatisfy { isNothing(ValueID(facts.instructions[$0].a), under: least, facts) }
    default: return false
    }
  }
}

extension CallSite {
  fileprivate var retryRule: RetryRule? {
    for operation in program.calls[position].operations {
      let member = program.libraries.member(operation.member)
      let rule = member.operation(constructs: operation.isConstruction)?.value.retry
      if let rule { return rule }
    }
    return nil
  }
}
