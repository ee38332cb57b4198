// Models that a function is handed, or that its class is: `model.query.all()`, `cls.query.all()`.

import Facts
import SemanticModel

extension ModelNames {
  /// More classes than these are a tool for all tables.
  private static let mostHanded = 48

  /// The classes that callers hand to a parameter.
  func handedModels(to ref: ValueRef) -> [String] {
    var next = ref
    for _ in 0..<4 where values.value(next).kind == .symbol {
      let symbol = values.facts(next.unitIndex).symbols[Int(values.value(next).a)]
      guard symbol.value.isPresent, symbol.kind != .import else { return [] }
      next = ValueRef(unit: next.unitIndex, id: symbol.value)
    }
    let value = values.value(next)
    guard value.kind == .parameter, values.facts(next.unitIndex).language == .python else {
      return []
    }
    var names: [String] = []
    for given in values.handedSites(to: value, in: next.unitIndex, most: 256) {
      guard let name = values.className(given.value), !names.contains(name) else { continue }
      names.append(name)
    }
    return names.count <= Self.mostHanded ? names : []
  }

  /// The classes whose own query a call asks, where a parameter or the class of a method stands for them.
  func askedClasses(by call: Int) -> [String] {
    guard let holder = holder(of: call) else { return [] }
    guard values.value(holder).kind == .this else { return handedModels(to: holder) }
    let place = values.program.calls[call]
    let facts = values.facts(place.place.unitIndex)
    let function = facts.functions[place.function.index]
    guard function.owner.isPresent, function.flags.contains(.static) else { return [] }
    return [facts.names.string(facts.classes[function.owner.index].name)]
  }

  /// What stands in front of a model's own query at the beginning of a chain; nil where it names itself.
  private func holder(of call: Int) -> ValueRef? {
    guard var next = values.receiver(of: values.at(call)),
      values.facts(next.unitIndex).language == .python
    else { return nil }
    var isAsked = false
    for _ in 0..<32 {
      switch values.value(next).kind {
      case .member:
        guard let name = values.name(next), Self.doors.contains(name) else { return nil }
        isAsked = true
        next = values.base(next)
      case .result:
        guard let inner = values.call(of: next), let receiver = values.receiver(of: inner) else {
          return nil
        }
        next = receiver
      case .symbol:
        let symbol = values.facts(next.unitIndex).symbols[Int(values.value(next).a)]
        guard symbol.value.isPresent, symbol.kind != .import else { return nil }
        next = ValueRef(unit: next.unitIndex, id: symbol.value)
      case .parameter, .this: return isAsked ? next : nil
      default: return nil
      }
    }
    return nil
  }
}
