// Effects that have a store load something by what is chosen, and stores that keep whichever answer comes last.

import Facts
import SourceText

/// An effect whose store keeps the last answer, for whatever it was asked.
package struct StaleStore: Sendable {
  package let effect: EffectHook
  /// What asks anew: `selectedUser`.
  package let followed: String
  /// What the store keeps of the answer: `chat`.
  package let kept: String
  /// The action that asks, and where the effect calls it.
  package let action: String
  package let asked: SourcePlace
  /// The call in the action that goes out.
  package let request: SourcePlace
  /// Whether only the address of the page chooses.
  package let isByAddress: Bool
}

extension Program {
  /// Effects that ask through a store by what a user has chosen, with nothing that tells late answers from new ones.
  package var staleStores: [StaleStore] {
    guard !storeHooks.isEmpty else { return [] }
    var seen: Set<CallRef> = []
    return react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [StaleStore] in
      let held = heldNames(in: file.unit)
      guard !held.isEmpty else { return [] }
      return file.effects.compactMap { effect in
        guard let function = effect.function, case .values(let values) = effect.dependencies,
          !mentionsCancelling(function), !runsOnce(function)
        else { return nil }
        for position in everything(of: function).sorted().flatMap({ calls(in: $0) }) {
          guard let stale = stale(call(at: position), effect, values, held),
            seen.insert(effect.call).inserted
          else { continue }
          return stale
        }
        return nil
      }
    }
  }

  private typealias Held = [SymbolID: (store: StoreHook, action: String)]

  private func stale(
    _ site: CallSite,
    _ effect: EffectHook,
    _ values: [ValueRef],
    _ held: Held
  ) -> StaleStore? {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .symbol, let taken = held[SymbolID(callee.a)],
      let action = taken.store.functions[taken.action], !mentionsCancelling(action),
      !asksStore(action), let kept = kept(by: taken.action, action, taken.store),
      let request = request(filling: kept, by: action, taken.store)
    else { return nil }
    let arguments = facts.valueList(ListID(site.instruction.b))
    for place in values {
      guard let symbol = followedSymbol(place),
        arguments.contains(where: { root(of: $0, facts) == symbol }),
        let choice = choice(place, symbol, held)
      else { continue }
      return StaleStore(
        effect: effect,
        followed: facts.names.string(facts.symbols[symbol.index].name),
        kept: kept,
        action: taken.action,
        asked: site.place,
        request: request,
        isByAddress: choice == .address
      )
    }
    return nil
  }

  private enum Choice { case hand, address }

  /// Who chooses what a name holds: a user by a handler, or the address; nil for all else.
  private func choice(_ place: ValueRef, _ symbol: SymbolID, _ held: Held) -> Choice? {
    if let cell = cell(of: place) { return isSetByHand(cell) ? .hand : nil }
    let facts = units[place.unitIndex].facts
    if let taken = held[symbol], !taken.store.actions.contains(taken.action) {
      return isChosen(taken.action, in: taken.store) ? .hand : nil
    }
    var made = facts.values[facts.symbols[symbol.index].value.index]
    if made.kind == .member { made = facts.values[Int(made.a)] }
    if made.kind == .symbol { made = facts.values[facts.symbols[Int(made.a)].value.index] }
    guard made.kind == .result,
      let position = table.position(of: CallRef(unit: place.unitIndex, id: InstructionID(made.a)))
    else { return nil }
    return call(at: position).calleeName == "useParams" ? .address : nil
  }

  /// Whether an action does nothing but put what it is given under a name.
  private func isChosen(_ name: String, in store: StoreHook) -> Bool {
    store.written.contains { action, written in
      guard written == [name], let function = store.functions[action] else { return false }
      return (store.writes[name] ?? []).contains { place in
        let value = value(traced(place))
        return value.kind == .parameter && FunctionID(value.a) == function.id
      }
    }
  }

  /// The name under which an action keeps an answer as it is: not beside others, by a key.
  private func kept(by name: String, _ action: FunctionRef, _ store: StoreHook) -> String? {
    let filled = (store.written[name] ?? []).sorted().filter {
      request(filling: $0, by: action, store) != nil
    }
    return filled.first { !Self.beside.contains(NameSplit.words(of: $0).first ?? "") }
  }

  /// What an answer says beside the data.
  private static let beside: Set<String> = ["message", "total", "count", "success", "status"]

  private func request(
    filling name: String,
    by action: FunctionRef,
    _ store: StoreHook
  ) -> SourcePlace? {
    for place in store.writes[name] ?? [] {
      let kind = value(traced(place)).kind
      guard kind != .object, kind != .function, kind != .array, kind != .choice else { continue }
      let found = dataSource(of: place).requests.first { request in
        request.site.isAsked && isInside(request.first.function, action)
          && request.first.unit.facts.valueList(ListID(request.first.instruction.b)).contains {
            isGiven(ValueRef(unit: request.first.place.unit, id: $0), action, 0)
          }
      }
      if let found { return found.first.place }
    }
    return nil
  }

  /// Whether an action looks at what the store holds by now, before it keeps something.
  private func asksStore(_ action: FunctionRef) -> Bool {
    let facts = units[action.unitIndex].facts
    let inner = everything(of: action)
    return facts.regions.contains { region in
      region.kind.isArm && region.subject.isPresent
        && inner.contains(FunctionRef(unit: action.unitIndex, id: region.function))
        && namesGet(within: facts.values[region.subject.index].span, facts)
    }
  }

  private func namesGet(within span: ByteSpan, _ facts: FileFacts) -> Bool {
    facts.values.contains {
      $0.kind == .symbol && span.contains($0.span)
        && facts.names.isText("get", facts.symbols[Int($0.a)].name)
    }
  }

  private func root(of id: ValueID, _ facts: FileFacts) -> SymbolID? {
    var value = facts.values[id.index]
    for _ in 0..<4 where value.kind == .member { value = facts.values[Int(value.a)] }
    return value.kind == .symbol ? SymbolID(value.a) : nil
  }
}
