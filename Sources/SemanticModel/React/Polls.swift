// Requests that a page repeats by the clock.

import Facts

/// Something that asks the server again and again while a page is open.
package struct Poll: Sendable {
  package let site: CallSite
  package let seconds: Double
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
  }
}

extension Program {
  /// What the pages of the program poll, in order of file and place.
  package var polls: [Poll] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [Poll] in
      table.calls(of: file.unit).compactMap { position in
        let site = call(at: position)
        let isHook = site.plays(.queryHook) || site.plays(.procedureHook)
        guard isHook || site.isCall(of: "setInterval"),
          !isUnusedHook(outermost(site.function))
        else { return nil }
        return isHook ? hookPoll(site) : intervalPoll(site)
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
      runsHidden: !speaksOfVisibility(site.place.unit),
      path: dataRequests(behind: asked).first.flatMap(path),
      end: nil
    )
  }

  private func hookPoll(_ site: CallSite) -> Poll? {
    guard case .number(let milliseconds) = site.option(["refetchInterval", "refreshInterval"]),
      milliseconds > 0
    else { return nil }
    var runsHidden = false
    if case .flag(true) = site.option(["refetchIntervalInBackground", "refreshWhenHidden"]) {
      runsHidden = true
    }
    return Poll(
      site: site,
      seconds: milliseconds / 1_000,
      runsHidden: runsHidden,
      path: dataRequests(behind: site).first.flatMap(path),
      end: end(of: site)
    )
  }

  /// What may end the poll of a hook: the state that enables it, or the one thing that it asks about.
  private func end(of site: CallSite) -> Poll.End? {
    let facts = site.unit.facts
    for argument in facts.valueList(ListID(site.instruction.b)) {
      let options = traced(ValueRef(unit: site.place.unit, id: argument))
      if let enabled = member("enabled", of: options, depth: 0) {
        let state = cells(readBy: enabled).sorted { $0.position < $1.position }.first
        if let name = state.flatMap({ react[$0]?.name }) { return .state(name) }
      }
      guard site.plays(.procedureHook) else { continue }
      let key = entries(of: options).map(\.name).first {
        $0.hasSuffix("Id") && !ReadFilter.isTenant($0) || $0 == "id" || $0 == "token"
      }
      if let key { return .thing(key) }
    }
    return nil
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
