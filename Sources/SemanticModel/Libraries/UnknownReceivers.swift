// What the tables say of names alone, and of libraries as a whole.

import Facts

extension LibraryIndex {
  /// What a method does on a receiver of which nothing is known.
  func methodOfUnknownReceiver(_ name: Name, in language: SourceLanguage) -> MemberID? {
    unknownReceivers[language][name]
  }

  /// Whether some language knows a method by its name alone.
  func isMethodOfUnknownReceiver(_ name: Name) -> Bool {
    unknownReceivers.javaScript[name] != nil || unknownReceivers.python[name] != nil
  }

  /// Whether a library calls back in a browser: one of its exports takes functions that run there.
  func isForBrowsers(_ library: Int) -> Bool {
    exports[library].values.contains { id in
      self[id].member.called?.value.callbacks.contains { $0.runsIn == .render } ?? false
    }
  }
}

extension Evaluator {
  /// What a value is of which nothing is known but how it is called, and what its members are then.
  mutating func handed(_ id: ValueID, in unit: Int, depth: Int = 0) -> EntitySetID {
    let names = index.handed[units[unit].facts.language]
    guard !names.isEmpty else { return .empty }
    let value = units[unit].facts.values[id.index]
    let name: Name
    switch value.kind {
    case .symbol: name = units[unit].name(units[unit].facts.symbols[Int(value.a)].name)
    case .member: name = units[unit].name(NameID(value.b))
    default: return .empty
    }
    if let type = names[name] {
      return entities.set(.library(type, origin: nil))
    }
    guard value.kind == .member, depth < 3, evaluate(ValueID(value.a), in: unit).isEmpty else {
      return .empty
    }
    return lookUp(name, of: handed(ValueID(value.a), in: unit, depth: depth + 1))
  }
}
