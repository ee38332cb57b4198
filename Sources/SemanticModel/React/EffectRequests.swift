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

extension Program {
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
    for (position, step) in facts.instructions.enumerated() where step.operation == .element {
      guard let props = facts.list(ListID(step.b)).first else { continue }
      for (name, value) in units[file.unit].entries(ofObject: ValueID(props)) {
        let value = facts.values[value.index]
        guard value.kind == .symbol, let cell = file.cellOfSetter[SymbolID(value.a)] else {
          continue
        }
        let element = CallRef(unit: file.unit, id: InstructionID(position))
        guard
          facts.names.bytes[facts.names.range(of: name)].starts(with: "on".utf8)
            || isCalledByHand(facts.names.string(name), of: element)
        else { continue }
        result.insert(CellID(unit: file.unit, position: cell))
      }
    }
    return result
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
    let targets =
      calls[position].targets.isEmpty
      ? [function(handedOutTo: call(at: position))].compactMap { $0 }
      : Array(calls[position].targets)
    return targets.contains { target in
      units[target.unitIndex].facts.functions[target.id.index].flags.contains(.async)
        || returns(of: target).isEmpty
    }
  }
}
