// Functions that load what a user has chosen into the store, and keep whichever answer comes last.

import Facts

/// A load into the store that users start again while the one before is still out.
package struct StaleThunk: Sendable {
  /// The function that loads: `searchOrders`.
  package let name: String
  package let creator: FunctionRef
  /// What the store keeps of the answer.
  package let kept: String
  /// The call in it that goes out.
  package let request: SourcePlace
  /// Where components start it, the first few.
  package let asked: [SourcePlace]
}

extension Program {
  /// The loads that handlers or effects start by what was chosen, with nothing that tells late answers from new ones.
  package var staleThunks: [StaleThunk] {
    guard !thunks.isEmpty else { return [] }
    var asked: [String: [SourcePlace]] = [:]
    for file in react.inOrder where !isNeverShown(file.unit) {
      for (name, place) in choices(in: file) { asked[name, default: []].append(place) }
    }
    return asked.keys.sorted().compactMap { name in
      guard let thunk = thunks[name], dependsOnGiven(thunk), !mentionsCancelling(thunk),
        let places = asked[name]
      else { return nil }
      return StaleThunk(
        name: name,
        creator: thunk.creator,
        kept: thunk.kept,
        request: thunk.request.first.place,
        asked: Array(places.prefix(6))
      )
    }
  }

  private func mentionsCancelling(_ thunk: Thunk) -> Bool {
    mentionsCancelling(thunk.creator)
      || mentionsCancelling(thunk.request.first.function)
  }

  /// Whether what is asked for is made of what the function is given.
  private func dependsOnGiven(_ thunk: Thunk) -> Bool {
    let site = thunk.request.first
    return site.unit.facts.valueList(ListID(site.instruction.b)).contains {
      comes(ValueRef(unit: site.place.unit, id: $0), from: thunk.creator, 0)
    }
  }

  private func comes(_ place: ValueRef, from creator: FunctionRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 10 else { return false }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: UInt32) -> Bool {
      comes(ValueRef(unit: place.unitIndex, id: ValueID(id)), from: creator, depth + 1)
    }
    switch value.kind {
    case .parameter: return FunctionID(value.a) == creator.id
    case .symbol: return inner(facts.symbols[Int(value.a)].value.raw)
    case .member, .index, .awaited, .unary, .spread: return inner(value.a)
    case .binary: return inner(value.a) || inner(value.b)
    case .template, .choice, .array: return facts.list(ListID(value.a)).contains(where: inner)
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains { inner(words[$0]) }
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      return callee.kind == .member && inner(callee.a)
        || facts.list(ListID(step.b)).contains(where: inner)
    default: return false
    }
  }

  /// The loads that a file starts by what a user chooses: in what it hands elements, and in effects that follow it.
  private func choices(in file: ReactFile) -> [(name: String, place: SourcePlace)] {
    let facts = units[file.unit].facts
    var result: [(name: String, place: SourcePlace)] = []
    for step in facts.instructions where step.operation == .element {
      guard let props = facts.list(ListID(step.b)).first else { continue }
      for entry in entries(of: ValueRef(unit: file.unit, id: ValueID(props)))
      where !Self.isForPages(entry.name) {
        let given = traced(entry.value)
        if value(given).kind == .function, given.unitIndex == file.unit {
          let handler = FunctionRef(unit: file.unit, id: FunctionID(value(given).a))
          result += loads(in: [handler])
        } else if entry.name.hasPrefix("on"), let name = memberNames(of: entry.value).names.last,
          thunks[name] != nil
        {
          result.append(
            (name, SourcePlace(unit: file.unit, span: facts.values[entry.value.id.index].span))
          )
        }
      }
    }
    for effect in file.effects {
      guard let function = effect.function, case .values(let values) = effect.dependencies,
        values.contains(where: { cell(of: $0).map(isSetByHand) ?? false })
      else { continue }
      result += loads(in: everything(of: function))
    }
    return result
  }

  /// Whether a property is for the pages of a list, or sends what was typed: one at a time.
  private static func isForPages(_ name: String) -> Bool {
    NameSplit.words(of: name).contains { ["page", "pagination", "submit"].contains($0) }
  }

  /// The loads that some functions start with something that varies.
  private func loads(in functions: Set<FunctionRef>) -> [(name: String, place: SourcePlace)] {
    functions.sorted().flatMap { calls(in: $0) }.map { call(at: $0) }.filter { site in
      guard thunks[site.calleeName] != nil else { return false }
      return site.unit.facts.valueList(ListID(site.instruction.b)).contains {
        ![.string, .number, .boolean, .null, .undefined, .absent]
          .contains(site.unit.facts.values[$0.index].kind)
      }
    }.map { ($0.calleeName, $0.place) }
  }
}
