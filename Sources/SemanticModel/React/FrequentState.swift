// State that changes while somebody types, moves the pointer, or merely waits.

import Facts
import SourceText

/// What makes state change again and again.
package enum FrequentCause: Sendable, Hashable {
  /// Each key stroke in a field.
  case typing
  /// Each event of a stream: `scroll`, `mousemove`.
  case event(String)
  /// Each turn of a timer.
  case timer
}

extension Program {
  /// By state: what changes it many times while a page is open.
  package var frequentCells: [CellID: FrequentCause] {
    answers.frequentCells.value {
      var result: [CellID: FrequentCause] = [:]
      for file in react.inOrder where !file.cells.isEmpty && !isNeverShown(file.unit) {
        for id in file.cellIDs
        where file.cells[id.position].writes.contains(where: { isOnTimer($0, file) }) {
          result[id] = .timer
        }
        for handler in eventHandlers(in: file.unit) where handler.isTyping {
          for written in writes(of: handler) where isTypedText(written.write, by: handler) {
            result[written.cell] = .typing
          }
        }
      }
      for id in cellsTypedThroughContexts where result[id] == nil { result[id] = .typing }
      for change in streamedChanges {
        guard let cell = change.cell else { continue }
        for id in react.files[cell.unit]?.cellIDs ?? [] where react[id]?.call == cell.call {
          result[id] = .event(change.event)
        }
      }
      return result
    }
  }

  /// Whether a write stands in what `setInterval` is handed, and stores another value each time.
  private func isOnTimer(_ write: StateWrite, _ file: ReactFile) -> Bool {
    guard let handed = file.handed[write.function.id], handed.position == 0,
      let call = table.position(of: CallRef(unit: file.unit, id: handed.call)),
      self.call(at: call).calleeName == "setInterval", write.value.id.isPresent,
      !isSeldom(self.call(at: call))
    else { return false }
    return ![.boolean, .null, .undefined, .number, .string].contains(value(write.value).kind)
  }

  /// Whether a timer waits so long between its turns that nobody feels one more render.
  private func isSeldom(_ timer: CallSite) -> Bool {
    guard case .number(let milliseconds) = timer.argumentValue(at: 1) else { return false }
    return milliseconds >= 10_000
  }

  /// The state that a value of a component reads, down to the members of literals.
  func cells(readBy place: ValueRef) -> Set<CellID> {
    let facts = units[place.unitIndex].facts
    guard let file = react.files[place.unitIndex], place.id.isPresent else { return [] }
    let span = value(place).span
    var result: Set<CellID> = []
    func add(_ value: Value) {
      guard value.kind == .symbol, let cell = file.cellOfValue[SymbolID(value.a)] else { return }
      result.insert(CellID(unit: file.unit, position: cell))
    }
    add(value(place))
    for value in facts.values where span.contains(value.span) {
      add(value)
      // The name before a dot may stand where it was read first.
      if value.kind == .member || value.kind == .index { add(facts.values[Int(value.a)]) }
    }
    return result
  }

  /// The calls of a hook of the project.
  func hookCalls(of hook: FunctionRef) -> [CallSite] {
    let all = answers.hookCalls.value {
      var result: [FunctionRef: [Int]] = [:]
      for unit in react.files.keys.sorted() {
        for position in table.calls(of: unit) {
          for target in calls[position].targets where name(of: target).hasPrefix("use") {
            result[target, default: []].append(position)
          }
        }
      }
      return result
    }
    return (all[hook] ?? []).map { call(at: $0) }
  }

  /// Whether a function is a hook of the project that nothing calls.
  func isUnusedHook(_ function: FunctionRef) -> Bool {
    let names = units[function.unitIndex].facts.names
    let fact = units[function.unitIndex].facts.functions[function.id.index]
    guard fact.name.isPresent, !fact.owner.isPresent,
      names.bytes[names.range(of: fact.name)].starts(with: "use".utf8),
      names.string(fact.name).dropFirst(3).first?.isUppercase ?? false
    else { return false }
    return hookCalls(of: function).isEmpty
  }

  /// What stands in a place after the names of its own component: a literal that is made anew at each render, or
  /// nothing where it is kept.
  func madeAnew(_ place: ValueRef, in component: FunctionRef) -> ValueRef? {
    let found = traced(place)
    guard found.unit == component.unit else { return nil }
    let body = units[component.unitIndex].facts.functions[component.id.index].span
    let value = value(found)
    guard component.id != FileFacts.module, body.contains(value.span) else { return nil }
    switch value.kind {
    case .object, .array: return found
    default: return nil
    }
  }
}
