// Effects whose answers may come in another order than they were asked for.

import Facts
import SourceText

/// An effect that asks anew whenever something changes, and stores whichever answer comes last.
package struct StaleAnswer: Sendable {
  package let effect: EffectHook
  package let loaded: LoadedCell
  /// The name of what asks anew: state, or a copy of it that waits until nobody types.
  package let followed: String
  /// Whether it is such a copy: each pause while typing asks.
  package let isDebounced: Bool
  /// Whether the address of the page chooses it.
  package let isByAddress: Bool
  /// Whether it is a member of state that nobody is seen to set: it may never change.
  package let mayStay: Bool
  /// Whether what fails is stored as well: a request that is given up would show as an error.
  package let showsFailures: Bool
  /// What the effect follows, as it is written.
  package let dependencies: [SourcePlace]
}

extension Program {
  /// Effects that ask anew whenever a user changes some state, and store whichever answer comes last.
  package var staleAnswers: [StaleAnswer] {
    var seen: Set<CallRef> = []
    return loadedCells.compactMap { loaded in
      guard let effect = loaded.effect, let function = effect.function,
        case .values(let values) = effect.dependencies, !hasCleanup(function),
        let followed = quickest(values, besides: loaded.cell, in: function),
        !mentionsCancelling(function), !runsOnce(function),
        !isOutOfReach(followed, while: function, in: effect.component),
        seen.insert(effect.call).inserted
      else { return nil }
      let unset = cell(of: followed).flatMap { unsetMember(followed, of: $0) }
      return StaleAnswer(
        effect: effect,
        loaded: loaded,
        followed: name(ofFollowed: followed),
        isDebounced: isDebounced(followed),
        isByAddress: cell(of: followed) == nil && isSearchParameter(followed),
        mayStay: unset != nil,
        showsFailures: storesFailures(function),
        dependencies: values.map { SourcePlace(unit: $0.unitIndex, span: value($0).span) }
      )
    }
  }

  /// Whether the component shows something else for as long as the request is out: what is followed cannot be
  /// changed before the answer is there.
  private func isOutOfReach(
    _ followed: ValueRef,
    while function: FunctionRef,
    in component: FunctionRef
  ) -> Bool {
    guard let file = react.files[component.unitIndex], function.unitIndex == component.unitIndex,
      cell(of: followed).flatMap({ react[$0]?.component }) == component
    else { return false }
    let facts = units[component.unitIndex].facts
    let inner = everything(of: function)
    let raised = file.cells.filter { cell in
      cell.component == component
        && cell.writes.contains { write in
          guard inner.contains(write.function), write.value.id.isPresent else { return false }
          let stored = value(write.value)
          return stored.kind == .boolean && stored.a != 0
        }
    }.map(\.value)
    guard !raised.isEmpty else { return false }
    return facts.instructions.contains { step in
      guard step.operation == .return, step.region.isPresent,
        self.function(of: step, in: component.unitIndex) == component
      else { return false }
      let arm = facts.regions[step.region.index]
      let test = facts.values[arm.subject.index]
      return arm.kind == .then && test.kind == .symbol && raised.contains(SymbolID(test.a))
    }
  }

  /// What changes most often of the things that an effect follows and asks for: what is typed, then what is chosen.
  private func quickest(
    _ values: [ValueRef],
    besides loaded: CellID,
    in function: FunctionRef
  ) -> ValueRef? {
    let asking = values.filter { place in
      guard let symbol = followedSymbol(place), cell(of: place) != loaded else { return false }
      return isAsked(for: symbol, by: function)
    }
    return asking.first(where: isDebounced)
      ?? asking.first { cell(of: $0).map { frequentCells[$0] != nil && isSetByHand($0) } ?? false }
      ?? asking.first { cell(of: $0).map(isSetByHand) ?? false }
      ?? asking.first(where: isSearchParameter)
  }

  /// Whether something that runs because of an effect sets state where a request has failed.
  private func storesFailures(_ function: FunctionRef) -> Bool {
    guard let file = react.files[function.unitIndex] else { return false }
    let inner = everything(of: function)
    return file.cells.flatMap(\.writes).contains { write in
      inner.contains(write.function) && isInCatch(write, file)
    }
  }

  private func isInCatch(_ write: StateWrite, _ file: ReactFile) -> Bool {
    let facts = units[file.unit].facts
    var region = facts.instructions[write.call.id.index].region
    while region.isPresent {
      if facts.regions[region.index].kind == .catch { return true }
      region = facts.regions[region.index].parent
    }
    guard let handed = file.handed[write.function.id],
      let position = table.position(of: CallRef(unit: file.unit, id: handed.call))
    else { return false }
    return call(at: position).calleeName == "catch"
  }

  /// The name at the root of a dependency.
  func followedSymbol(_ place: ValueRef) -> SymbolID? {
    var value = value(place)
    let facts = units[place.unitIndex].facts
    for _ in 0..<4 where value.kind == .member { value = facts.values[Int(value.a)] }
    return value.kind == .symbol ? SymbolID(value.a) : nil
  }

  /// What is followed as it is written: other members of the same state ask for nothing.
  private func name(ofFollowed place: ValueRef) -> String {
    let root =
      cell(of: place).flatMap { react[$0]?.name }
      ?? followedSymbol(place).map {
        let facts = units[place.unitIndex].facts
        return facts.names.string(facts.symbols[$0.index].name)
      } ?? ""
    let facts = units[place.unitIndex].facts
    var value = value(place)
    var members: [String] = []
    for _ in 0..<4 where value.kind == .member {
      members.insert(facts.names.string(NameID(value.b)), at: 0)
      value = facts.values[Int(value.a)]
    }
    return ([root] + members).joined(separator: ".")
  }

  /// Whether a name stands for what a debouncing hook gives: nobody lets wait what does not change quickly.
  func isDebounced(_ place: ValueRef) -> Bool {
    guard value(place).kind == .symbol, cell(of: place) == nil else { return false }
    let facts = units[place.unitIndex].facts
    var made = value(traced(place))
    if made.kind == .index || made.kind == .member { made = facts.values[Int(made.a)] }
    if made.kind == .symbol {
      made = facts.values[facts.symbols[Int(made.a)].value.index]
    }
    guard made.kind == .result,
      let position = table.position(
        of: CallRef(unit: place.unitIndex, id: InstructionID(made.a))
      )
    else { return false }
    let name = call(at: position).calleeName.lowercased()
    return name.hasPrefix("use") && name.contains("debounce") && !name.contains("callback")
      && !name.contains("fn")
  }

  /// The member that a value takes of state, where no write in sight names it.
  private func unsetMember(_ place: ValueRef, of id: CellID) -> String? {
    let value = value(place)
    guard value.kind == .member, let cell = react[id] else { return nil }
    let name = units[place.unitIndex].facts.names.string(NameID(value.b))
    let isSet = cell.writes.contains { write in
      guard write.value.id.isPresent else { return false }
      let stored = traced(write.value)
      return ([stored] + (self.value(stored).kind == .function ? returns(of: stored) : []))
        .contains { object in entries(of: traced(object)).contains { $0.name == name } }
    }
    return isSet ? nil : name
  }

  /// Whether an effect reads something but to decide whether it asks: another value, another answer.
  func isAsked(for symbol: SymbolID, by function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let bodies = everything(of: function).map { body(of: $0).span }
    // What a ref notes for the next time is asked for nowhere.
    let noted = facts.instructions.compactMap { step -> ByteSpan? in
      guard step.operation == .assign, facts.values[Int(step.a)].kind == .member else {
        return nil
      }
      return facts.values[Int(step.b)].span
    }
    let conditions = facts.regions.map { facts.values[$0.subject.index].span } + noted
    return facts.values.contains { value in
      // The name before a dot may stand where it was read first.
      let read = value.kind == .member ? facts.values[Int(value.a)] : value
      guard read.kind == .symbol, SymbolID(read.a) == symbol else { return false }
      return bodies.contains { $0.contains(value.span) }
        && !conditions.contains { $0.contains(value.span) }
    }
  }

  /// Whether an effect notes in a ref that it has run: `mounted.current = true`.
  ///
  /// A note in an arm that calls nothing is about something else: the request goes out beside it.
  func runsOnce(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .assign else { return false }
      let target = facts.values[Int(step.a)]
      return target.kind == .member && facts.names.string(NameID(target.b)) == "current"
        && facts.values[Int(step.b)].kind == .boolean
        && !standsAlone(step, facts)
    }
  }

  /// Whether a step stands in an arm in which nothing is called and nothing is left.
  private func standsAlone(_ step: Instruction, _ facts: FileFacts) -> Bool {
    let arm = facts.regions[step.region.index]
    guard arm.kind.isArm else { return false }
    return !facts.instructions.contains {
      ($0.operation == .call || $0.operation == .return) && arm.span.contains($0.span)
    }
  }

  /// Whether the functions of an effect, or the file's names in them, speak of answers that are out of date.
  func mentionsCancelling(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    return everything(of: function).contains { inner in
      let fact = facts.functions[inner.id.index]
      return (fact.firstValue.index..<max(fact.firstValue.index, fact.endValue.index)).contains {
        position in
        let value = facts.values[position]
        let name: String
        switch value.kind {
        case .symbol: name = facts.names.string(facts.symbols[Int(value.a)].name)
        case .member: name = facts.names.string(NameID(value.b))
        case .global: name = facts.names.string(NameID(value.a))
        default: return false
        }
        let lower = name.lowercased()
        return Self.cancelWords.contains { lower.contains($0) }
      }
    }
  }

  private static let cancelWords = [
    "abort", "ignore", "cancel", "mounted", "stale", "latest", "requestid", "signal", "isactive",
  ]
}
