// How often what stores hold changes while a page is open.

import Facts

extension Program {
  /// By the call that gives a store's hook: the names that key strokes, streams of events, timers or messages change.
  var frequentNames: [CallRef: Set<String>] {
    answers.frequentNames.value {
      var result: [CallRef: Set<String>] = [:]
      for store in storeHooks.values where !store.streamed.isEmpty {
        result[store.call, default: []].formUnion(store.streamed)
      }
      for file in react.inOrder where !isNeverShown(file.unit) {
        for (store, action) in actionsCalledOften(in: file) {
          result[store.call, default: []].formUnion(store.written[action] ?? [])
        }
      }
      return result
    }
  }

  /// Whether a function runs again and again by itself: what a timer, a socket or a subscription is handed.
  func isStreamed(_ function: FunctionRef, upTo outer: FunctionRef) -> Bool {
    let functions = units[function.unitIndex].facts.functions
    var own = function
    while own != outer, own.id.isPresent {
      if let handed = handed(own), handed.position < 2,
        let position = table.position(of: CallRef(unit: own.unitIndex, id: handed.call))
      {
        if Self.repeating.contains(call(at: position).calleeName) { return true }
      }
      own = FunctionRef(unit: own.unitIndex, id: functions[own.id.index].parent)
    }
    return false
  }

  private static let repeating: Set<String> = [
    "setInterval", "on", "subscribe", "addEventListener",
  ]

  /// The actions of stores that a file calls at each key stroke, event of a stream, turn of a timer or message.
  private func actionsCalledOften(in file: ReactFile) -> [(store: StoreHook, action: String)] {
    let facts = units[file.unit].facts
    let held = heldActions(in: file.unit)
    guard !held.isEmpty else { return [] }
    let often = functionsRunOften(in: file.unit)
    return table.calls(of: file.unit).compactMap { position in
      let site = call(at: position)
      let callee = facts.values[Int(site.instruction.a)]
      guard callee.kind == .symbol, let action = held[SymbolID(callee.a)] else { return nil }
      let isOften =
        often.contains(site.function)
        || isStreamed(site.function, upTo: outermostOfFile(file.unit))
      return isOften ? action : nil
    }
  }

  /// By name of a file: the action of a store that it stands for, `const { setFilter } = useCart()`.
  func heldActions(in unit: Int) -> [SymbolID: (store: StoreHook, action: String)] {
    heldNames(in: unit).filter { $0.value.store.actions.contains($0.value.action) }
  }

  /// By name of a file: what it takes of a store, values and actions.
  func heldNames(in unit: Int) -> [SymbolID: (store: StoreHook, action: String)] {
    let facts = units[unit].facts
    var reads: [InstructionID: (store: StoreHook, name: String?)] = [:]
    for position in table.calls(of: unit) {
      let site = call(at: position)
      guard let store = store(readBy: site) else { continue }
      reads[site.resolved.place.id] = (store, selected(by: site))
    }
    guard !reads.isEmpty else { return [:] }
    var result: [SymbolID: (store: StoreHook, action: String)] = [:]
    for position in facts.symbols.indices.dropFirst() {
      let value = facts.values[facts.symbols[position].value.index]
      guard value.kind == .result, let read = reads[InstructionID(value.a)], let name = read.name
      else { continue }
      result[SymbolID(position)] = (read.store, name)
    }
    for (symbol, member) in heldMembers(of: Set(reads.keys), in: unit) {
      if let read = reads[member.call] { result[symbol] = (read.store, member.name) }
    }
    return result
  }
}
