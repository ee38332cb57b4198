// What effects ask the server for, and what becomes of the answers.

import Facts
import SourceText

/// State that the answer to a request fills.
package struct LoadedCell: Sendable {
  package let cell: CellID
  package let write: StateWrite
  package let request: DataRequest
  /// The effect that asks, if one does; else a handler.
  package let effect: EffectHook?
}

extension Program {
  /// All state that requests fill, in order of file and place.
  package var loadedCells: [LoadedCell] {
    answers.loadedCells.value {
      react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [LoadedCell] in
        let runs = file.effects.map { ($0, $0.function.map(everything) ?? []) }
        return file.cellIDs.flatMap { id in
          file.cells[id.position].writes.compactMap { write in
            let source = dataSource(of: write.value)
            let run = runs.first { $0.1.contains(write.function) }
            // What went through other state or a shared cache was asked for elsewhere.
            let shared = Set(source.hooks.map(\.position))
            let own = source.requests.first { request in
              request.site.isAsked && !shared.contains(request.first.position)
                && (run?.1.contains(request.first.function)
                  ?? (outermost(request.first.function) == file.cells[id.position].component))
            }
            guard let request = own else { return nil }
            return LoadedCell(
              cell: id,
              write: write,
              request: request,
              effect: run?.0
            )
          }
        }
      }
    }
  }

  /// The functions of a file that run because of an effect, sooner or later.
  func everything(of function: FunctionRef) -> Set<FunctionRef> {
    functions(runningWith: function, most: 64)
  }
}

extension CallSite {
  /// Whether it asks for something, and changes nothing.
  var isAsked: Bool {
    let verbs = [
      effects.first { $0.kind == .external }?.verb.uppercased(), program.method(of: self),
    ]
    return !["POST", "PUT", "PATCH", "DELETE"].contains { verbs.contains($0) }
  }
}

/// An effect whose answers may come in another order than they were asked for.
package struct StaleAnswer: Sendable {
  package let effect: EffectHook
  package let loaded: LoadedCell
  /// The state whose change asks anew.
  package let trigger: CellID
  /// The member of it that the effect follows, where nobody is seen to set that: it may never change.
  package let member: String?
}

extension Program {
  /// Effects that ask anew whenever a user changes some state, and store whichever answer comes last.
  package var staleAnswers: [StaleAnswer] {
    var seen: Set<CallRef> = []
    return loadedCells.compactMap { loaded in
      guard let effect = loaded.effect, let function = effect.function,
        case .values(let values) = effect.dependencies, !hasCleanup(function),
        let followed = values.first(where: { self.cell(of: $0).map(isSetByHand) ?? false }),
        let trigger = cell(of: followed),
        trigger != loaded.cell, !mentionsCancelling(function), !runsOnce(function),
        isAsked(for: trigger, by: function),
        seen.insert(effect.call).inserted
      else { return nil }
      return StaleAnswer(
        effect: effect,
        loaded: loaded,
        trigger: trigger,
        member: unsetMember(followed, of: trigger)
      )
    }
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

  /// The state that a value reads, or a member of it.
  package func cell(of place: ValueRef) -> CellID? {
    var value = value(place)
    let facts = units[place.unitIndex].facts
    for _ in 0..<4 where value.kind == .member {
      if let cell = classCell(value, in: place.unitIndex) { return cell }
      value = facts.values[Int(value.a)]
    }
    if value.kind == .symbol {
      let behind = facts.values[facts.symbols[Int(value.a)].value.index]
      if let cell = classCell(behind, in: place.unitIndex) { return cell }
    }
    guard value.kind == .symbol,
      let position = react.files[place.unitIndex]?.cellOfValue[SymbolID(value.a)]
    else { return nil }
    return CellID(unit: place.unitIndex, position: position)
  }

  /// Whether an element's handler sets it.
  func isSetByHand(_ id: CellID) -> Bool { cellsSetByHand.contains(id) }

  /// The state that handlers of elements set to something that no request brought.
  private var cellsSetByHand: Set<CellID> {
    answers.cellsSetByHand.value {
      var result: Set<CellID> = []
      for file in react.inOrder where !file.cells.isEmpty {
        result.formUnion(settersGiven(in: file))
        for handler in eventHandlers(in: file.unit) {
          for written in writes(of: handler)
          where react[written.cell]?.component == handler.component
            && dataSource(of: written.write.value).requests.isEmpty
          {
            result.insert(written.cell)
          }
        }
      }
      return result
    }
  }

  /// The state whose setters are what elements call: `onChange={setStatus}`.
  private func settersGiven(in file: ReactFile) -> Set<CellID> {
    let facts = units[file.unit].facts
    var result: Set<CellID> = []
    for step in facts.instructions where step.operation == .element {
      guard let props = facts.list(ListID(step.b)).first else { continue }
      for (name, value) in units[file.unit].entries(ofObject: ValueID(props)) {
        let value = facts.values[value.index]
        guard value.kind == .symbol, let cell = file.cellOfSetter[SymbolID(value.a)],
          facts.names.bytes[facts.names.range(of: name)].starts(with: "on".utf8)
        else { continue }
        result.insert(CellID(unit: file.unit, position: cell))
      }
    }
    return result
  }

  /// Whether an effect reads some state but to decide whether it asks: another value, another answer.
  private func isAsked(for trigger: CellID, by function: FunctionRef) -> Bool {
    let unit = function.unitIndex
    guard let file = react.files[unit] else { return false }
    let facts = units[unit].facts
    let bodies = everything(of: function).map { body(of: $0).span }
    let conditions = facts.regions.map { facts.values[$0.subject.index].span }
    return facts.values.contains { value in
      guard value.kind == .symbol, file.cellOfValue[SymbolID(value.a)] == trigger.position else {
        return false
      }
      return bodies.contains { $0.contains(value.span) }
        && !conditions.contains { $0.contains(value.span) }
    }
  }

  /// Whether an effect notes in a ref that it has run: `mounted.current = true`.
  private func runsOnce(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .assign else { return false }
      let target = facts.values[Int(step.a)]
      return target.kind == .member && facts.names.string(NameID(target.b)) == "current"
        && facts.values[Int(step.b)].kind == .boolean
    }
  }

  /// Whether a function returns something: an effect's cleanup.
  package func hasCleanup(_ function: FunctionRef) -> Bool {
    returns(of: function).contains { place in
      let kind = value(place).kind
      return kind == .function || kind == .symbol || kind == .member
        || kind == .result && !isCallOfOwn(place)
    }
  }

  /// `useEffect(() => load())`: what the call gives is no cleanup.
  private func isCallOfOwn(_ place: ValueRef) -> Bool {
    let id = InstructionID(value(place).a)
    guard let position = table.position(of: CallRef(unit: place.unitIndex, id: id)) else {
      return false
    }
    return calls[position].targets.contains {
      units[$0.unitIndex].facts.functions[$0.id.index].flags.contains(.async)
    }
  }

  /// Whether the functions of an effect, or the file's names in them, speak of answers that are out of date.
  private func mentionsCancelling(_ function: FunctionRef) -> Bool {
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
