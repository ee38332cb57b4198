// Timers and listeners that are begun for each request or each mounted component, and never ended.

import Facts
import SourceText

/// Something that goes on by itself once it was begun, and that nothing ends.
package struct Subscription: Sendable {
  package let site: CallSite
  package let kind: Kind
  /// What it listens to, or what is begun, as the source spells it.
  package let subject: String

  package enum Kind: Sendable, Hashable {
    /// Runs again and again.
    case interval
    /// Called whenever something long-lived tells of an event.
    case listener
    /// Begun by an effect of a component that returns no cleanup.
    case effect(interval: Bool)
    /// A timer of an effect whose cleanup clears a name that never holds it.
    case lostTimer
    /// Keeps a file in memory for as long as the page lives; made anew whenever a component renders or an effect runs,
    /// or for each thing that a user does.
    case objectURL(isRendered: Bool)
    /// Begun by an effect on an element that the component shows itself, and that goes with it.
    case ownElement
  }

  fileprivate var isOfEffect: Bool {
    switch kind {
    case .effect, .ownElement: true
    default: false
    }
  }
}

extension Program {
  /// Timers and listeners that nothing ends, begun where requests come by or components are mounted.
  package var endlessSubscriptions: [Subscription] {
    var result: [Subscription] = []
    let effects = effectFunctions
    for unit in units.indices
    where units[unit].isRunning && SubscriptionScan.words.isMentioned(in: units[unit].facts.names)
      && !(react.files[unit] != nil && isNeverShown(unit))
    {
      let scan = SubscriptionScan(self, unit, effects)
      result += scan.subscriptions
    }
    return result
  }

  /// The functions that run when a component is mounted, by unit.
  private var effectFunctions: [Int: Set<FunctionID>] {
    var result: [Int: Set<FunctionID>] = [:]
    for use in table.callbacks where use.runsIn == .render && use.times == .once {
      result[use.function.unitIndex, default: []].insert(use.function.id)
    }
    return result
  }
}

/// Looks through the calls of one file.
private struct SubscriptionScan {
  let program: Program
  let unit: Int
  let facts: FileFacts
  let effects: Set<FunctionID>
  /// Names that are handed to a call or a return somewhere: a timer that is handed on may be ended.
  private var handedOn: Set<SymbolID> = []
  /// What listeners are taken off from, as the source spells it.
  private var silenced: Set<String> = []
  private var revokes = false
  /// Whether the file ends connections somewhere.
  private var hangsUp = false

  init(_ program: Program, _ unit: Int, _ effects: [Int: Set<FunctionID>]) {
    self.program = program
    self.unit = unit
    facts = program.units[unit].facts
    self.effects = effects[unit] ?? []
    for step in facts.instructions { note(step) }
  }

  /// What begins something that goes on by itself: a file without any of them begins nothing.
  static let words = WordList(
    ons.union(opened).union(["setInterval", "createObjectURL", "subscribe", "clearTimeout", "io"])
  )

  private static let offs: Set<String> = [
    "off", "removeListener", "removeAllListeners", "removeEventListener", "unsubscribe", "un",
    "removeHandler",
  ]

  private mutating func note(_ step: Instruction) {
    switch step.operation {
    case .call, .construct:
      for argument in facts.eachValue(of: ListID(step.b)) { hand(argument, depth: 0) }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return }
      let name = facts.names.string(NameID(callee.b))
      if Self.offs.contains(name) {
        silenced.insert(program.text(of: ValueID(callee.a), in: program.units[unit]))
      }
      if name == "revokeObjectURL" { revokes = true }
      if name == "disconnect" || name == "close" { hangsUp = true }
    case .return, .yield: hand(ValueID(step.a), depth: 0)
    case .assign: hand(ValueID(step.b), depth: 0)
    default: return
    }
  }

  private mutating func hand(_ id: ValueID, depth: Int) {
    guard id.isPresent, depth < 4 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: handedOn.insert(SymbolID(value.a))
    case .array, .choice:
      for item in facts.eachValue(of: ListID(value.a)) { hand(item, depth: depth + 1) }
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 1, to: words.count, by: 2) {
        hand(ValueID(words[position]), depth: depth + 1)
      }
    default: return
    }
  }

  var subscriptions: [Subscription] {
    let first = program.table.firstCall[unit]
    let next = unit + 1
    let end =
      next < program.table.firstCall.count ? program.table.firstCall[next] : program.calls.count
    var seen: Set<FunctionID> = []
    return (first..<end).compactMap { position in
      let site = program.call(at: position)
      guard let found = subscription(at: site) else { return nil }
      // One effect lacks one cleanup.
      if found.isOfEffect, !seen.insert(site.resolved.function).inserted { return nil }
      return found
    }
  }

  private func subscription(at site: CallSite) -> Subscription? {
    let callee = facts.values[Int(site.instruction.a)]
    let name = name(of: callee)
    // Handlers that components hand to one another are not followed yet: the page is what reaches them.
    if name == "createObjectURL", !revokes, program.browserUnits.contains(unit) {
      let isRendered =
        effects.contains(site.resolved.function) || showsElements(site.resolved.function)
      return Subscription(
        site: site,
        kind: .objectURL(isRendered: isRendered),
        subject: site.calleeText
      )
    }
    if effects.contains(site.resolved.function) { return inEffect(site, callee, name) }
    guard !program.browserUnits.contains(unit),
      Self.ons.contains(name) || name == "setInterval", recurs(site),
      !program.isGuardedByItsResult(site), !program.beginsOnce(site)
    else { return nil }
    if name == "setInterval", isTimer(site), !isKept(site) {
      return Subscription(site: site, kind: .interval, subject: site.calleeText)
    }
    return listener(site, callee, name)
  }

  /// Whether a function itself makes elements: it runs again whenever they are shown anew.
  private func showsElements(_ function: FunctionID) -> Bool {
    let own = facts.functions[function.index]
    return (own.firstInstruction.index..<own.endInstruction.index).contains {
      facts.instructions[$0].operation == .element
    }
  }

  /// Whether requests, messages or runs of a job come by, again and again.
  private func recurs(_ site: CallSite) -> Bool {
    if site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)]) { return true }
    // A worker that loops for ever begins once.
    return program.approach(to: site.function, from: EntryKinds(.job))?.entry.call != nil
  }

  private func name(of callee: Value) -> String {
    switch callee.kind {
    case .member: facts.names.string(NameID(callee.b))
    case .global: facts.names.string(NameID(callee.a))
    default: ""
    }
  }

  private func isTimer(_ site: CallSite) -> Bool {
    site.effects.contains { $0.kind == .timer }
  }

  /// Whether the result of a call is kept where something may end it.
  private func isKept(_ site: CallSite) -> Bool {
    if site.instruction.flags.contains(.discarded) { return false }
    if site.instruction.flags.contains(.returned) { return true }
    // `setInterval(…).unref()` lets the process end, but not the timer.
    let fact = facts.functions[site.resolved.function.index]
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.operation == .assign, isResult(ValueID(step.b), of: site) else { continue }
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol else { return true }
      return handedOn.contains(SymbolID(place.a))
    }
    return !site.use.methods.contains("unref")
  }

  private func isResult(_ id: ValueID, of site: CallSite) -> Bool {
    guard id.isPresent else { return false }
    let value = facts.values[id.index]
    return value.kind == .result && InstructionID(value.a) == site.resolved.place.id
  }
}

extension SubscriptionScan {
  private static let ons: Set<String> = [
    "on", "addListener", "addEventListener", "prependListener",
  ]

  /// A listener on something that outlives the request.
  private func listener(_ site: CallSite, _ callee: Value, _ name: String) -> Subscription? {
    guard callee.kind == .member, Self.ons.contains(name), isEventAndFunction(site) else {
      return nil
    }
    let base = facts.values[Int(callee.a)]
    let subject = program.text(of: ValueID(callee.a), in: program.units[unit])
    guard outlivesRequests(base), !isMadeBefore(site, base), !silenced.contains(subject) else {
      return nil
    }
    return Subscription(site: site, kind: .listener, subject: subject)
  }

  /// Whether the function itself makes what it listens to: `publisher = new Redis(); publisher.on(…)`.
  private func isMadeBefore(_ site: CallSite, _ base: Value) -> Bool {
    guard base.kind == .symbol else { return false }
    let own = facts.functions[site.resolved.function.index]
    return (own.firstInstruction.index..<site.resolved.place.id.index).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, case let place = facts.values[Int(step.a)] else {
        return false
      }
      return place.kind == .symbol && place.a == base.a
    }
  }

  private func isEventAndFunction(_ site: CallSite) -> Bool {
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard arguments.count == 2, let event = arguments.first, let function = arguments.last else {
      return false
    }
    let isNamed = [.string, .template, .symbol, .member].contains(facts.values[event.index].kind)
    return isNamed && isFunction(function)
  }

  private func isFunction(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    if value.kind == .function { return true }
    guard value.kind == .symbol else { return false }
    return facts.values[facts.symbols[Int(value.a)].value.index].kind == .function
  }

  /// Whether a receiver is there before the request and after it.
  private func outlivesRequests(_ base: Value) -> Bool {
    switch base.kind {
    case .global: return facts.names.string(NameID(base.a)) == "process"
    case .symbol:
      let symbol = facts.symbols[Int(base.a)]
      return symbol.function == FileFacts.module
        && [.constant, .variable, .import].contains(symbol.kind)
    default: return false
    }
  }

  private static let opened: Set<String> = [
    "WebSocket", "EventSource", "IntersectionObserver", "ResizeObserver", "MutationObserver",
  ]

  /// What an effect begins while it returns nothing that could end it.
  private func inEffect(_ site: CallSite, _ callee: Value, _ name: String) -> Subscription? {
    let function = site.resolved.function
    if ["setTimeout", "setInterval"].contains(name), !isKept(site),
      let lost = nameClearedInVain(by: function)
    {
      return Subscription(site: site, kind: .lostTimer, subject: lost)
    }
    guard !returnsCleanup(function) else { return nil }
    if name == "setInterval" {
      return isKept(site)
        ? nil : Subscription(site: site, kind: .effect(interval: true), subject: "setInterval")
    }
    if site.instruction.operation == .construct {
      guard Self.opened.contains(name), !isKept(site) else { return nil }
      return Subscription(site: site, kind: .effect(interval: false), subject: "new \(name)")
    }
    if site.plays(.opensSocket) {
      return hangsUp
        ? nil : Subscription(site: site, kind: .effect(interval: false), subject: site.calleeText)
    }
    guard callee.kind == .member else { return nil }
    let subject = program.text(of: ValueID(callee.a), in: program.units[unit])
    let isListener = Self.ons.contains(name) && isListening(site)
    let isSubscription = name == "subscribe" && site.instruction.flags.contains(.discarded)
    guard isListener || isSubscription, !silenced.contains(subject),
      isShared(ValueID(callee.a), function)
    else { return nil }
    let isOwn = name == "addEventListener" && isOwnElement(ValueID(callee.a))
    return Subscription(
      site: site,
      kind: isOwn ? .ownElement : .effect(interval: false),
      subject: subject
    )
  }

  /// Whether something is the element behind a `ref` of the component: `panel.current`.
  private func isOwnElement(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .member, facts.names.isText("current", NameID(value.b)),
      case let base = facts.values[Int(value.a)], base.kind == .symbol,
      case let made = facts.values[facts.symbols[Int(base.a)].value.index], made.kind == .result
    else { return false }
    let maker = facts.values[Int(facts.instructions[Int(made.a)].a)]
    return ["useRef", "createRef"].contains(name(of: maker))
      || maker.kind == .symbol
        && facts.names.isText("useRef", facts.symbols[Int(maker.a)].name)
  }

  /// A listener that no option ends by itself.
  private func isListening(_ site: CallSite) -> Bool {
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard arguments.count >= 2, facts.values[arguments[0].index].kind == .string,
      isFunction(arguments[1])
    else { return false }
    guard arguments.count > 2 else { return true }
    return facts.values[arguments[2].index].kind == .boolean
  }

  /// Whether something is there without the effect: what the effect makes itself goes with it.
  private func isShared(_ id: ValueID, _ function: FunctionID) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .global: return true
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function != function || symbol.kind == .import
    case .member: return isShared(ValueID(value.a), function)
    default: return false
    }
  }

  /// The name that the cleanup of an effect clears, where nothing but `null` is ever stored in it.
  private func nameClearedInVain(by effect: FunctionID) -> String? {
    let fact = facts.functions[effect.index]
    for position in fact.firstInstruction.index..<fact.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .return, case let given = facts.values[Int(step.a)],
        given.kind == .function
      else { continue }
      let cleanup = facts.functions[Int(given.a)]
      for inner in cleanup.firstInstruction.index..<cleanup.endInstruction.index {
        let call = facts.instructions[inner]
        guard call.operation == .call,
          ["clearTimeout", "clearInterval"].contains(name(of: facts.values[Int(call.a)])),
          let cleared = facts.valueList(ListID(call.b)).first.map({ facts.values[$0.index] }),
          cleared.kind == .symbol, holdsNothing(SymbolID(cleared.a), of: effect)
        else { continue }
        return facts.names.string(facts.symbols[Int(cleared.a)].name)
      }
    }
    return nil
  }

  private func holdsNothing(_ id: SymbolID, of effect: FunctionID) -> Bool {
    let symbol = facts.symbols[id.index]
    guard symbol.function == effect, symbol.kind != .parameter else { return false }
    let index = program.units[unit].index
    let stored = index.assignments(to: id).map { index.assignment(at: $0) } + [symbol.value]
    return stored.allSatisfy { value in
      !value.isPresent || [.null, .undefined].contains(facts.values[value.index].kind)
    }
  }

  private func returnsCleanup(_ function: FunctionID) -> Bool {
    let fact = facts.functions[function.index]
    var next = fact.firstInstruction
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.operation == .return, step.a != 0 else { continue }
      let kind = facts.values[Int(step.a)].kind
      if kind != .undefined && kind != .null { return true }
    }
    return false
  }
}
