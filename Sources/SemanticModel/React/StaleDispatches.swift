// Effects that ask by what is chosen, and hand whichever answer comes last to a reducer.

import Facts
import SourceText

/// An effect that dispatches an answer without asking whether it is still wanted.
package struct StaleDispatch: Sendable {
  package let effect: EffectHook
  /// What asks anew: `page`.
  package let followed: String
  /// Whether the address of the page chooses it.
  package let isByAddress: Bool
  /// The call that goes out.
  package let request: SourcePlace
  /// The call that hands the answer on.
  package let write: SourcePlace
  /// What is dispatched, as far as it has a name: `setOrders`.
  package let action: String
  /// What the effect follows, as it is written.
  package let dependencies: [SourcePlace]
}

extension Program {
  /// Effects that ask by state or by the address, and dispatch whichever answer comes last.
  package var staleDispatches: [StaleDispatch] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [StaleDispatch] in
      file.effects.compactMap { effect in
        guard let function = effect.function, case .values(let values) = effect.dependencies,
          !hasCleanup(function), !mentionsCancelling(function), !runsOnce(function)
        else { return nil }
        let running = everythingHandedOut(by: function)
        for other in running.sorted() where !mentionsCancelling(other) {
          for position in calls(in: other) {
            guard let found = dispatched(call(at: position), running),
              let followed = choice(values, asking: found.request, from: function)
            else { continue }
            return StaleDispatch(
              effect: effect,
              followed: followed.name,
              isByAddress: followed.isByAddress,
              request: found.request.first.place,
              write: call(at: position).place,
              action: found.action,
              dependencies: values.map { SourcePlace(unit: $0.unitIndex, span: value($0).span) }
            )
          }
        }
        return nil
      }
    }
  }

  /// What runs because of an effect, with the functions that hooks of the project hand out to it.
  private func everythingHandedOut(by function: FunctionRef) -> Set<FunctionRef> {
    var result = everything(of: function)
    for inner in result.sorted() {
      for position in calls(in: inner) {
        guard let other = self.function(handedOutTo: call(at: position)),
          other.unit != function.unit
        else { continue }
        result.formUnion(everything(of: other))
      }
    }
    return result
  }

  /// What a call hands to a reducer of the answer to a request that the same effect sends.
  private func dispatched(
    _ site: CallSite,
    _ running: Set<FunctionRef>
  ) -> (request: DataRequest, action: String)? {
    guard site.calleeName == "dispatch",
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    let unit = site.place.unit
    let argument = ValueRef(unit: unit, id: first)
    let value = value(argument)
    var payloads: [ValueRef] = []
    var action = ""
    if value.kind == .object {
      for entry in entries(of: argument) {
        if entry.name == "type" { action = text(of: entry.value.id, in: site.unit) }
        if entry.name != "type", !entry.name.isEmpty { payloads.append(entry.value) }
      }
    } else if value.kind == .result {
      let step = site.unit.facts.instructions[Int(value.a)]
      guard step.operation == .call else { return nil }
      action = text(of: ValueID(step.a), in: site.unit)
      payloads = site.unit.facts.valueList(ListID(step.b)).map { ValueRef(unit: unit, id: $0) }
    }
    for payload in payloads {
      let found = dataSource(of: payload).requests.first {
        $0.site.isAsked && running.contains($0.first.function)
      }
      if let found { return (found, action) }
    }
    return nil
  }

  /// What a user chooses of the things that an effect follows and asks for, as it is written.
  private func choice(
    _ values: [ValueRef],
    asking request: DataRequest,
    from function: FunctionRef
  ) -> (name: String, isByAddress: Bool)? {
    for place in values {
      guard let symbol = followedSymbol(place),
        isDebounced(place) || isSearchParameter(place)
          || cell(of: place).map(isSetByHand) ?? false,
        isAsked(for: symbol, by: function) || isNamed(symbol, byHookOf: request, function)
          || request.first.function.unit != function.unit
      else { continue }
      let facts = units[place.unitIndex].facts
      return (
        name: facts.names.string(facts.symbols[symbol.index].name),
        isByAddress: cell(of: place) == nil && !isDebounced(place)
      )
    }
    return nil
  }

  /// Whether the hook whose function is called was given a name: `useLazyQuery(ORDERS, { variables: { page } })`.
  private func isNamed(
    _ symbol: SymbolID,
    byHookOf request: DataRequest,
    _ function: FunctionRef
  ) -> Bool {
    guard let hook = documentHook(calledBy: request.site), hook.place.unit == function.unitIndex
    else { return false }
    let span = hook.place.span
    return hook.unit.facts.values.contains {
      $0.kind == .symbol && SymbolID($0.a) == symbol && span.contains($0.span)
    }
  }
}
