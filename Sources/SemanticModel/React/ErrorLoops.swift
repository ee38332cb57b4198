// Effects that ask again because the answer was a failure: they clear what tells of it, and depend on it.

import Facts
import SourceText

/// An effect that runs once more whenever its own request has failed.
package struct ErrorLoop: Sendable {
  package let effect: EffectHook
  /// What tells of the failure, and is among the dependencies.
  package let name: String
  /// Where the effect clears it.
  package let cleared: SourcePlace
  package let load: DispatchedLoad
  /// The part of the store that is seen to keep the failure of this very request; nil where nothing in sight tells.
  package let keeper: String?
}

extension Program {
  /// Effects that clear the failure of their request and depend on it, in order of file and place.
  package var errorLoops: [ErrorLoop] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file in
      file.effects.compactMap(errorLoop)
    }
  }

  private func errorLoop(_ effect: EffectHook) -> ErrorLoop? {
    guard let function = effect.function, function.unitIndex == effect.call.unitIndex,
      case .values(let values) = effect.dependencies
    else { return nil }
    let errors = values.compactMap { failure($0) }
    guard !errors.isEmpty else { return nil }
    let sites = calls(in: function).map { call(at: $0) }.filter { $0.calleeName == "dispatch" }
    for error in errors {
      guard let cleared = sites.first(where: { clears($0, error.symbol) }) else { continue }
      for site in sites {
        guard isSentAgain(site.resolved.place, after: error.symbol),
          let load = dispatchedLoad(site), load.tellsFailure, mayKeep(error.part, failureOf: load)
        else { continue }
        return ErrorLoop(
          effect: effect,
          name: error.name,
          cleared: cleared.place,
          load: load,
          keeper: error.part.flatMap { keeps($0.part, $0.field, failureOf: load) ? $0.part : nil }
        )
      }
    }
    return nil
  }

  private typealias Failure = (
    name: String, symbol: SymbolID, part: (part: String, field: String)?
  )

  /// What a dependency tells of a failure, where it is read from a store.
  private func failure(_ place: ValueRef) -> Failure? {
    let value = value(place)
    guard value.kind == .symbol else { return nil }
    let facts = units[place.unitIndex].facts
    let symbol = facts.symbols[Int(value.a)]
    let name = facts.names.string(symbol.name)
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned),
      NameSplit.words(of: name).contains(where: Self.failures.contains)
    else { return nil }
    let (names, base) = memberNames(of: ValueRef(unit: place.unitIndex, id: symbol.value))
    guard base.kind == .result else { return nil }
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(base.a))
    guard let position = table.position(of: ref) else { return nil }
    let site = call(at: position)
    guard site.plays(.selector) else { return nil }
    let read = slice(readBy: site)
    return (
      name, SymbolID(value.a),
      read.flatMap { read in (read.field ?? names.first).map { (read.part, $0) } }
    )
  }

  private static let failures: Set<String> = ["error", "errors", "err", "failure", "failed"]

  /// Whether a call takes the failure back: `dispatch(clearErrors())`, in any case or where there was one.
  private func clears(_ site: CallSite, _ error: SymbolID) -> Bool {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
      return false
    }
    let tests = tests(around: site.resolved.place)
    guard tests.isEmpty || tests.contains(where: { $0.kind == .then && reads($0, error, site) })
    else { return false }
    let given = site.unit.facts.values[first.index]
    if given.kind == .result {
      let ref = CallRef(unit: site.place.unit, id: InstructionID(given.a))
      guard let position = table.position(of: ref) else { return false }
      let words = NameSplit.words(of: call(at: position).calleeName)
      return !Self.clearing.isDisjoint(with: words)
    }
    guard let type = member("type", of: ValueRef(unit: site.place.unit, id: first), depth: 0),
      case .text(let name) = optionValue(of: type)
    else { return false }
    return !Self.clearing.isDisjoint(with: NameSplit.words(of: name))
  }

  private static let clearing: Set<String> = ["clear", "reset", "remove", "dismiss"]

  /// The arms around a step, the innermost first.
  private func tests(around step: CallRef) -> [Region] {
    let facts = units[step.unitIndex].facts
    var result: [Region] = []
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      if facts.regions[region.index].kind.isArm { result.append(facts.regions[region.index]) }
      region = facts.regions[region.index].parent
    }
    return result
  }

  private func reads(_ region: Region, _ symbol: SymbolID, _ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let span = facts.values[region.subject.index].span
    return facts.values.contains {
      $0.kind == .symbol && SymbolID($0.a) == symbol && span.contains($0.span)
    }
  }

  /// Whether a step runs again once the failure is cleared: in any case, where there is none, or while what is wanted is
  /// another than what is there.
  private func isSentAgain(_ step: CallRef, after error: SymbolID) -> Bool {
    guard let position = table.position(of: step) else { return false }
    let site = call(at: position)
    let facts = site.unit.facts
    return tests(around: step).allSatisfy { region in
      if reads(region, error, site) { return region.kind == .otherwise }
      let span = facts.values[region.subject.index].span
      return region.kind == .then
        && facts.values.contains {
          $0.kind == .binary && $0.detail == Operator.notEqual.rawValue && span.contains($0.span)
        }
    }
  }

  /// Whether a part of the store may keep a failure: where nothing is known of it, by what both are called.
  private func mayKeep(_ read: (part: String, field: String)?, failureOf load: DispatchedLoad)
    -> Bool
  {
    guard let (part, field) = read else { return false }
    if keeps(part, field, failureOf: load) { return true }
    if storeSlices.isKnown(part) {
      // What a library's reducers do with a failure stands under no payload of the project.
      return storeSlices.fields[part]?[field] == nil && storeSlices.loaders[part] != nil
        && isNamed(part, like: load)
    }
    return isNamed(part, like: load)
  }

  private func isNamed(_ part: String, like load: DispatchedLoad) -> Bool {
    let own = StoreSlices.subject(of: part)
    return !own.isDisjoint(with: StoreSlices.subject(of: load.site.calleeName))
  }

  /// Whether a part of the store keeps what the function tells of its failure.
  private func keeps(_ part: String, _ field: String, failureOf load: DispatchedLoad) -> Bool {
    let span = body(of: load.creator).span
    return storeSlices.fields[part]?[field]?.contains { stored in
      !stored.isLoader && stored.value.unitIndex == load.creator.unitIndex
        && span.contains(value(stored.value).span)
    } ?? false
  }
}
