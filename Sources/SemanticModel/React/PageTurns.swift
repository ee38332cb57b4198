// The number of a page in state: effects that set it back, and scrolling that counts it up.

import Facts
import SourceText

/// An effect that sets the page back when a filter changes, after the old page was asked for with the new filter.
package struct PageReset: Sendable {
  package let effect: EffectHook
  /// The number of the page.
  package let page: StateCell
  /// The filter that it follows.
  package let filter: StateCell
  /// What asks for both.
  package let asked: SourcePlace
}

/// Scrolling that asks for one page more at each event near the end.
package struct PagePerScroll: Sendable {
  package let page: StateCell
  /// The call that counts the page up.
  package let write: SourcePlace
  /// The call that asks for the page.
  package let asked: SourcePlace
  package let component: FunctionRef
}

extension Program {
  /// Effects that set a page back, in order of file and place.
  package var pageResets: [PageReset] {
    react.inOrder.filter { !$0.cells.isEmpty && !isNeverShown($0.unit) }.flatMap { file in
      file.effects.compactMap { reset(by: $0, in: file) }
    }
  }

  private func reset(by effect: EffectHook, in file: ReactFile) -> PageReset? {
    guard let function = effect.function, function.unitIndex == file.unit,
      case .values(let values) = effect.dependencies
    else { return nil }
    let written = file.cellIDs.filter { id in
      file.cells[id.position].writes.contains { $0.function == function }
    }
    // An effect that does more than that may have to be one.
    guard written.count == 1, let id = written.first, let page = react[id],
      calls(in: function).count == 1, isPage(page.name),
      let write = page.writes.first(where: { $0.function == function }),
      value(write.value).kind == .number, !isConditional(write.call)
    else { return nil }
    for place in values {
      guard value(place).kind == .symbol, let other = cell(of: place), other != id,
        isSetByHand(other) || name(of: effect.component).hasPrefix("use"),
        let filter = react[other],
        let asked = asks(for: [id, other], component: effect.component, in: file)
      else { continue }
      return PageReset(effect: effect, page: page, filter: filter, asked: asked)
    }
    return nil
  }

  func isPage(_ name: String) -> Bool {
    let words = NameSplit.words(of: name)
    return words == ["page"]
      || words.count == 2 && words.contains("page")
        && !Set(words).isDisjoint(with: ["current", "active", "number", "index", "no"])
  }

  /// Where a component asks a server for what some state says: an effect that follows all of it, or a hook.
  private func asks(for wanted: Set<CellID>, component: FunctionRef, in file: ReactFile)
    -> SourcePlace?
  {
    for effect in file.effects where effect.component == component {
      guard case .values(let values) = effect.dependencies, let function = effect.function,
        wanted.isSubset(of: Set(values.compactMap { cell(of: $0) })),
        let site = everything(of: function).sorted().flatMap({ calls(in: $0) })
          .map({ call(at: $0) }).first(where: { effects(behind: $0).contains(.external) })
      else { continue }
      return site.place
    }
    if let place = asks(for: wanted, throughHook: component) { return place }
    return calls(in: component).map { call(at: $0) }.first { site in
      guard site.calleeName.hasPrefix("use"), !site.plays(.effect), !site.plays(.state),
        !site.plays(.memo)
      else { return false }
      let read = site.unit.facts.valueList(ListID(site.instruction.b)).reduce(into: Set<CellID>()) {
        $0.formUnion(cells(readBy: ValueRef(unit: site.place.unit, id: $1)))
      }
      return wanted.isSubset(of: read) && !requests(behindHook: site).isEmpty
    }?.place
  }

  /// The same where a hook of the project keeps the state, and those who call the hook ask: `useOrders({ page, status })`.
  private func asks(for wanted: Set<CellID>, throughHook hook: FunctionRef) -> SourcePlace? {
    var cells: [String: CellID] = [:]
    for place in returns(of: hook) {
      for entry in entries(of: traced(place)) {
        if let cell = cell(of: entry.value), wanted.contains(cell) { cells[entry.name] = cell }
      }
    }
    guard cells.count >= wanted.count else { return nil }
    for use in hookCalls(of: hook) {
      let facts = use.unit.facts
      var held: [Int: CellID] = [:]
      for position in facts.symbols.indices.dropFirst() {
        let value = facts.values[facts.symbols[position].value.index]
        guard value.kind == .member else { continue }
        let base = facts.values[Int(value.a)]
        guard base.kind == .result, InstructionID(base.a) == use.resolved.place.id else { continue }
        held[position] = cells[facts.names.string(NameID(value.b))]
      }
      guard wanted.isSubset(of: held.values) else { continue }
      for site in calls(in: use.function).map({ call(at: $0) })
      where site.calleeName.hasPrefix("use") && !site.plays(.effect) && !site.plays(.memo) {
        let spans = facts.valueList(ListID(site.instruction.b)).map { facts.values[$0.index].span }
        let read = facts.values.filter { value in spans.contains { $0.contains(value.span) } }
          .compactMap { value -> CellID? in
            let base = value.kind == .member ? facts.values[Int(value.a)] : value
            return base.kind == .symbol ? held[Int(base.a)] : nil
          }
        if wanted.isSubset(of: read), !requests(behindHook: site).isEmpty { return site.place }
      }
    }
    return nil
  }

  // MARK: Scrolling

  /// Handlers of scrolling that count a page up without a look at whether the one before has come.
  package var pagesPerScroll: [PagePerScroll] {
    react.inOrder.filter { !$0.cells.isEmpty && !isNeverShown($0.unit) }.flatMap { file in
      eventHandlers(in: file.unit).filter { $0.event == "onScroll" }.compactMap {
        turn(by: $0, in: file)
      }
    }
  }

  private func turn(by handler: EventHandler, in file: ReactFile) -> PagePerScroll? {
    let own = functions(runningWith: handler.function, most: 16)
    guard handler.function.unitIndex == file.unit, !hasBrake(own),
      !own.contains(where: looksWhetherBusy)
    else { return nil }
    for cell in file.cells where isPage(cell.name) && cell.component == handler.component {
      guard let write = cell.writes.first(where: { own.contains($0.function) && grows($0, cell) }),
        let place = place(write.call), let asked = asksForPage(cell, in: file)
      else { continue }
      return PagePerScroll(page: cell, write: place, asked: asked, component: handler.component)
    }
    return nil
  }

  /// Whether a function reads something that tells of a request on its way: `isLoading`, `busy.current`.
  private func looksWhetherBusy(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let body = facts.functions[function.id.index].span
    return facts.values.contains { value in
      guard body.contains(value.span) else { return false }
      let name: NameID
      switch value.kind {
      case .symbol: name = facts.symbols[Int(value.a)].name
      case .member: name = NameID(value.b)
      default: return false
      }
      return NameSplit.words(of: facts.names.string(name)).contains(where: Self.busy.contains)
    }
  }

  private static let busy: Set<String> = [
    "loading", "fetching", "pending", "busy", "flight", "inflight", "locked", "lock", "throttle",
    "debounce", "loader", "load", "fetch", "status", "ticking", "running",
  ]

  /// The call of an effect that follows a page and asks for it.
  private func asksForPage(_ cell: StateCell, in file: ReactFile) -> SourcePlace? {
    let facts = units[file.unit].facts
    for effect in file.effects where effect.component == cell.component {
      guard case .values(let values) = effect.dependencies, let function = effect.function,
        values.contains(where: {
          value($0).kind == .symbol && SymbolID(value($0).a) == cell.value
        })
      else { continue }
      let found = everything(of: function).sorted().flatMap { calls(in: $0) }
        .map { call(at: $0) }.first { site in
          let isGiven = facts.valueList(ListID(site.instruction.b)).contains {
            let value = facts.values[$0.index]
            return value.kind == .symbol && SymbolID(value.a) == cell.value
          }
          let verb = NameSplit.words(of: site.calleeName).first ?? ""
          return isGiven && ["fetch", "get", "load"].contains(verb)
            || effects(behind: site).contains(.external)
        }
      if let found { return found.place }
    }
    return nil
  }
}
