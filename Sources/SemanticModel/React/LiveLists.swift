// Lists of pages that become longer with each event that the server pushes.

import Facts

/// A list to which each pushed event adds an entry, and from which nothing drops the oldest.
package struct LiveList: Sendable {
  /// The state or the field of the store.
  package let name: String
  /// Where the entry is added.
  package let growth: SourcePlace
  /// The subscription, or the listener of a socket.
  package let event: SourcePlace
  /// The function around it.
  package let function: FunctionRef
}

extension Program {
  /// Lists that pushed events make longer, in order of file and place.
  package var liveLists: [LiveList] {
    var seen: Set<SourcePlace> = []
    // A hook that only dispatches what arrives needs nothing of React itself.
    let others = react.handed.keys.sorted().map { ReactFile(unit: $0) }
    return (react.inOrder + others).filter { !isNeverShown($0.unit) }.flatMap { file in
      pushes(in: file).flatMap { push in
        kept(by: push, in: file) + stored(by: push)
      }
    }.filter { seen.insert($0.growth).inserted }
  }

  /// How people call what the server pushes through; a map or an editor tells of what is done by hand.
  private static let connections: Set<String> = [
    "socket", "sockets", "io", "ws", "websocket", "channel", "hub", "connection", "pusher", "echo",
    "subscription", "realtime",
  ]

  /// A function that runs for each event, and what it listens to.
  typealias LivePush = (function: FunctionRef, event: SourcePlace)

  private func pushes(in file: ReactFile) -> [LivePush] {
    let unit = file.unit
    let sites = table.calls(of: unit).map { call(at: $0) }
    var result: [LivePush] = []
    for site in sites {
      let name = site.calleeName
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
        .map { traced(ValueRef(unit: unit, id: $0)) }
      if name == "useSubscription" {
        result += arguments.filter { value($0).kind == .object }.flatMap { options in
          ["onData", "onSubscriptionData"].compactMap { entry(named: $0, of: options) }
        }.compactMap { function(at: $0) }.map { ($0, site.place) }
        result += effects(following: site, in: file).map { ($0, site.place) }
      } else if name == "on", arguments.count == 2, value(arguments[0]).kind == .string,
        NameSplit.words(of: site.calleeText).contains(where: Self.connections.contains)
      {
        result += [arguments[1]].compactMap { function(at: $0) }.map { ($0, site.place) }
      }
    }
    return result
  }

  private func function(at place: ValueRef) -> FunctionRef? {
    let place = traced(place)
    guard value(place).kind == .function else { return nil }
    return FunctionRef(unit: place.unitIndex, id: FunctionID(value(place).a))
  }

  /// The effects that run because a subscription has brought something.
  private func effects(following site: CallSite, in file: ReactFile) -> [FunctionRef] {
    let facts = site.unit.facts
    return file.effects.filter { $0.component == outermost(site.function) }.compactMap { effect in
      guard case .values(let values) = effect.dependencies else { return nil }
      let follows = values.contains { place in
        guard value(place).kind == .symbol, place.unitIndex == file.unit else { return false }
        let (names, base) = memberNames(
          of: ValueRef(unit: file.unit, id: facts.symbols[Int(value(place).a)].value)
        )
        return names == ["data"] && base.kind == .result
          && InstructionID(base.a) == site.resolved.place.id
      }
      return follows ? effect.function : nil
    }
  }

  /// The state that a function makes longer by one entry.
  private func kept(by push: LivePush, in file: ReactFile) -> [LiveList] {
    file.cells.flatMap { cell in
      cell.writes.compactMap { write -> LiveList? in
        guard write.function == push.function, write.value.id.isPresent else { return nil }
        let updater = traced(write.value)
        let results = value(updater).kind == .function ? returns(of: updater) : [updater]
        guard !results.isEmpty, results.allSatisfy({ addsOne($0, to: cell, updater) }),
          let place = place(write.call)
        else { return nil }
        return LiveList(
          name: cell.name,
          growth: place,
          event: push.event,
          function: cell.component
        )
      }
    }
  }

  /// Whether a value is what was there with one entry more: `[...before, message]`.
  private func addsOne(_ place: ValueRef, to cell: StateCell, _ updater: ValueRef) -> Bool {
    let made = value(place)
    let facts = units[place.unitIndex].facts
    guard made.kind == .array else { return false }
    let items = facts.valueList(ListID(made.a)).map { facts.values[$0.index] }
    let spreads = items.filter { $0.kind == .spread }
    guard items.count == 2, spreads.count == 1 else { return false }
    let before = ValueRef(unit: place.unitIndex, id: ValueID(spreads[0].a))
    if let own = self.cell(of: before), react[own]?.call == cell.call { return true }
    let source = value(traced(before))
    return source.kind == .parameter && value(updater).kind == .function
      && source.a == value(updater).a
  }
}
