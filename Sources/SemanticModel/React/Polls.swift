// Requests that a page repeats by the clock.

import Facts
import SourceText

/// Something that asks the server again and again while a page is open.
package struct Poll: Sendable {
  package let site: CallSite
  /// How often it asks: a cache that answers itself for a while makes it seldomer than it is written.
  package let seconds: Double
  /// How often it is written to ask.
  package let written: Double
  /// The option of a hook that says so; nil where it is a timer.
  package let option: String?
  /// Whether each row of a list holds it, and asks for itself.
  package let isPerRow: Bool
  /// It goes on while nobody looks at the page.
  package let runsHidden: Bool
  /// What is asked, where that is known.
  package let path: RequestPath?
  /// What may end it before the page is closed; nil where nothing in sight does.
  package let end: End?

  /// Why a poll may be short.
  package enum End: Sendable {
    /// It asks about one thing by its key, which may be done soon: the state of a job.
    case thing(String)
    /// State that somebody switches lets it run: an open dialog.
    case state(String)
    /// It runs while some answer has not come, or in one step of several: the place of the condition.
    case condition(SourcePlace)
    /// It belongs to what is open for a moment: the name of a dialog.
    case dialog(String)
    /// Something else than the clock decides whether it asks: who is signed in, or what has changed.
    case gate(SourcePlace)
  }
}

extension Program {
  /// What the pages of the program poll, in order of file and place.
  package var polls: [Poll] {
    let hooks = calls { $0 == "setInterval" || $0.hasPrefix("use") }
    let asking = Set(
      (hooks + calls(playing: [.queryHook, .procedureHook, .documentHook])).map(\.position)
    )
    let asked = Dictionary(grouping: asking.sorted()) { calls[$0].place.unitIndex }
    return react.inOrder.filter { asked[$0.unit] != nil && !isNeverShown($0.unit) }.flatMap {
      file -> [Poll] in
      (asked[file.unit] ?? []).compactMap { position in
        let site = call(at: position)
        let isTimer = site.isCall(of: "setInterval")
        guard isTimer || asksByOption(site), !isUnusedHook(outermost(site.function)) else {
          return nil
        }
        return isTimer ? intervalPoll(site) : hookPoll(site)
      }
    }
  }

  private func intervalPoll(_ site: CallSite) -> Poll? {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard arguments.count > 1,
      case .number(let milliseconds) = site.argumentValue(at: 1) ?? .flag(false), milliseconds > 0
    else { return nil }
    let traced = traced(ValueRef(unit: site.place.unit, id: arguments[0]))
    guard value(traced).kind == .function else { return nil }
    let function = FunctionRef(unit: traced.unitIndex, id: FunctionID(value(traced).a))
    let functions = everything(of: function)
    // What the answer itself ends is the progress of one job, not of each page.
    guard !functions.contains(where: endsTimers), !isSwitched(site, by: functions) else {
      return nil
    }
    guard
      let asked = functions.sorted().lazy.flatMap({ self.calls(in: $0) }).map({ self.call(at: $0) })
        .first(where: { self.effects(behind: $0).contains(.external) && $0.isAsked })
    else { return nil }
    return Poll(
      site: site,
      seconds: milliseconds / 1_000,
      written: milliseconds / 1_000,
      option: nil,
      isPerRow: isShownPerRow(outermost(site.function)),
      runsHidden: !speaksOfVisibility(site.place.unit),
      path: dataRequests(behind: asked).first.flatMap(path),
      end: gate(of: asked, from: function).map(Poll.End.gate)
        ?? switchedState(around: site).map(Poll.End.state)
        ?? dialog(around: outermost(site.function), depth: 0).map(Poll.End.dialog)
    )
  }

  /// The state that somebody switches on before the effect of a timer starts it: `if (!isLive) return`.
  private func switchedState(around site: CallSite) -> String? {
    guard let file = react.files[site.place.unit],
      let effect = file.effects.first(where: { effect in
        effect.function.map { isInside(site.function, $0) } ?? false
      }),
      let function = effect.function, case .values(let values) = effect.dependencies
    else { return nil }
    let facts = units[function.unitIndex].facts
    let tests = facts.regions.filter { $0.function == function.id && $0.kind.isArm }
      .map { facts.values[$0.subject.index].span }
    return values.lazy.compactMap { place -> String? in
      guard let id = self.cell(of: place), self.isSetByHand(id), let cell = self.react[id],
        self.startsOff(cell)
      else { return nil }
      let isTested = facts.values.contains { value in
        value.kind == .symbol && SymbolID(value.a) == cell.value
          && tests.contains { $0.contains(value.span) }
      }
      return isTested ? cell.name : nil
    }.first
  }

  /// Whether state is false until somebody sets it.
  private func startsOff(_ cell: StateCell) -> Bool {
    let facts = units[cell.unit].facts
    let step = facts.instructions[cell.call.id.index]
    guard let first = facts.valueList(ListID(step.b)).first else { return true }
    let value = facts.values[first.index]
    return value.kind == .boolean && value.a == 0
  }

  /// Whether a call loads data through a cache, or is a hook of the project that hands its options to one that does.
  private func asksByOption(_ site: CallSite) -> Bool {
    if site.plays(.queryHook) || site.plays(.procedureHook) || site.plays(.documentHook) {
      return true
    }
    guard site.calleeName.hasPrefix("use"),
      let target = site.resolved.targets.first, site.resolved.targets.count == 1,
      let position = site.unit.facts.valueList(ListID(site.instruction.b)).firstIndex(where: {
        let given = ValueRef(unit: site.place.unit, id: $0)
        return value(given).kind == .object
          && entries(of: given).contains { Self.intervals.contains($0.name) }
      })
    else { return false }
    return handsOn(position, of: target, depth: 0)
  }

  private static let intervals = ["refetchInterval", "refreshInterval", "pollInterval"]

  /// Whether a hook hands a parameter to a hook with a cache, itself or through another.
  private func handsOn(_ parameter: Int, of hook: FunctionRef, depth: Int) -> Bool {
    let facts = units[hook.unitIndex].facts
    func isGiven(_ argument: ValueID) -> Bool {
      let span = facts.values[argument.index].span
      return facts.values.contains { value in
        guard value.kind == .symbol, span.contains(value.span) else { return false }
        var made = facts.values[facts.symbols[Int(value.a)].value.index]
        if made.kind == .choice, let first = facts.list(ListID(made.a)).first {
          made = facts.values[Int(first)]
        }
        return made.kind == .parameter && FunctionID(made.a) == hook.id
          && Int(made.detail) == parameter
      }
    }
    return calls(in: hook).contains { position in
      let site = call(at: position)
      let arguments = facts.valueList(ListID(site.instruction.b))
      guard let given = arguments.lastIndex(where: isGiven), site.calleeName.hasPrefix("use") else {
        return false
      }
      if site.plays(.queryHook) || site.plays(.procedureHook) || site.plays(.documentHook) {
        return true
      }
      guard depth < 3, let next = site.resolved.targets.first else { return false }
      return handsOn(given, of: next, depth: depth + 1)
    }
  }

  private func hookPoll(_ site: CallSite) -> Poll? {
    guard let option = Self.intervals.first(where: { site.option([$0]) != nil }),
      case .number(let milliseconds) = site.option([option]), milliseconds > 0
    else { return nil }
    var runsHidden = false
    if case .flag(true) = site.option(["refetchIntervalInBackground", "refreshWhenHidden"]) {
      runsHidden = true
    }
    let component = outermost(site.function)
    return Poll(
      site: site,
      seconds: max(milliseconds, option == "refreshInterval" ? deduping(site) : 0) / 1_000,
      written: milliseconds / 1_000,
      option: option,
      isPerRow: isShownPerRow(component),
      runsHidden: runsHidden,
      path: dataRequests(behind: site).first.flatMap(path),
      end: end(of: site) ?? dialog(around: component, depth: 0).map(Poll.End.dialog)
    )
  }

  /// For how many milliseconds SWR answers from its cache: two seconds, unless an option says another time.
  private func deduping(_ site: CallSite) -> Double {
    guard case .number(let own) = site.option(["dedupingInterval"]) else { return 2_000 }
    return own
  }

  /// The components that show a component.
  private func users(of component: FunctionRef) -> [(use: CallRef, component: FunctionRef)] {
    let places =
      name(of: component).hasPrefix("use")
      ? hookCalls(of: component).map { ($0.resolved.place, outermost($0.function)) }
      : (react.uses[component] ?? []).map { use in
        let step = units[use.unitIndex].facts.instructions[use.id.index]
        return (use, outermost(function(of: step, in: use.unitIndex)))
      }
    return places.map { (use: $0.0, component: $0.1) }
  }

  /// The name of the dialog that all uses of a component stand in, nearest first.
  private func dialog(around component: FunctionRef, depth: Int) -> String? {
    let words = NameSplit.words(of: name(of: component))
    if words.contains(where: Self.passing.contains) { return name(of: component) }
    let around = users(of: component)
    guard depth < 3, !around.isEmpty else { return nil }
    let found = around.compactMap { dialog(around: $0.component, depth: depth + 1) }
    return found.count == around.count ? found.first : nil
  }

  private static let passing: Set<String> = [
    "dialog", "modal", "popover", "drawer", "wizard", "setup", "onboarding", "sheet", "connect",
    "configure",
  ]

  /// Whether a component stands in the rows of a list, up to three components above it.
  private func isShownPerRow(_ component: FunctionRef) -> Bool {
    var queue = [component]
    var seen: Set<FunctionRef> = [component]
    for _ in 0..<3 {
      let around = queue.flatMap(users(of:))
      let isRow = around.contains { user in
        guard let place = place(user.use) else { return false }
        return renderedLists.contains {
          !$0.isFixed && $0.site.place.unit == place.unit
            && $0.site.place.span.contains(place.span)
        }
      }
      if isRow { return true }
      queue = around.map(\.component).filter { seen.insert($0).inserted }
    }
    return false
  }

  /// What may end the poll of a hook: the state that enables it, or the one thing that it asks about.
  private func end(of site: CallSite) -> Poll.End? {
    let facts = site.unit.facts
    if let place = conditionalKey(of: site) { return .condition(place) }
    if !site.plays(.queryHook), let hook = site.resolved.targets.first,
      let place = gate(inside: hook, depth: 0)
    {
      return .gate(place)
    }
    for argument in facts.valueList(ListID(site.instruction.b)) {
      let options = traced(ValueRef(unit: site.place.unit, id: argument))
      if let enabled = member("enabled", of: options, depth: 0) {
        let state = cells(readBy: enabled).sorted { $0.position < $1.position }.first
        if let name = state.flatMap({ react[$0]?.name }) { return .state(name) }
        if isPassing(enabled) {
          return .condition(SourcePlace(unit: enabled.unitIndex, span: value(enabled).span))
        }
      }
      guard site.plays(.procedureHook) else { continue }
      let key = entries(of: options).map(\.name).first {
        $0.hasSuffix("Id") && !ReadFilter.isTenant($0) || $0 == "id" || $0 == "token"
      }
      if let key { return .thing(key) }
    }
    return nil
  }

  /// The key of a cached request that is none under some condition: `isOpen ? "/api/orders" : null`.
  func conditionalKey(of site: CallSite) -> SourcePlace? {
    guard site.plays(.queryHook),
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    let key = traced(ValueRef(unit: site.place.unit, id: first))
    let facts = units[key.unitIndex].facts
    guard value(key).kind == .choice,
      facts.valueList(ListID(value(key).a)).contains(where: {
        [.null, .undefined, .boolean].contains(facts.values[$0.index].kind)
      })
    else { return nil }
    return SourcePlace(unit: key.unitIndex, span: value(key).span)
  }

  /// Whether a condition holds in one step of several only: it compares with a text, or asks for what is not there yet.
  private func isPassing(_ condition: ValueRef) -> Bool {
    let facts = units[condition.unitIndex].facts
    let span = value(condition).span
    func isNegation(_ value: Value) -> Bool {
      value.kind == .unary && value.detail == Operator.not.rawValue
    }
    return facts.values.contains { value in
      guard span.contains(value.span) else { return false }
      if value.kind == .binary {
        return value.detail == Operator.equal.rawValue
          && [value.a, value.b].contains { facts.values[Int($0)].kind == .string }
      }
      guard isNegation(value), !isNegation(facts.values[Int(value.a)]) else { return false }
      return !facts.values.contains {
        isNegation($0) && facts.values[Int($0.a)].span == value.span
      }
    }
  }

  /// Whether the timer is started under a condition on what its own answers say, by an effect that follows them.
  private func isSwitched(_ site: CallSite, by functions: Set<FunctionRef>) -> Bool {
    guard isConditional(site.resolved.place), let file = react.files[site.place.unit],
      let effect = file.effects.first(where: { effect in
        effect.function.map { isInside(site.function, $0) } ?? false
      }),
      case .values(let values) = effect.dependencies
    else { return false }
    let filled = file.cellIDs.filter { id in
      file.cells[id.position].writes.contains { functions.contains($0.function) }
    }
    return values.contains { value in cell(of: value).map(filled.contains) ?? false }
  }

  private func endsTimers(_ function: FunctionRef) -> Bool {
    calls(in: function).contains { call(at: $0).calleeName == "clearInterval" }
  }

  private func speaksOfVisibility(_ unit: Int) -> Bool {
    WordList(["visibilitychange", "visibilityState", "hidden"]).isMentioned(
      in: units[unit].facts.names
    )
  }
}
