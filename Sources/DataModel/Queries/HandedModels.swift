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
    guard let holder = holder(of: call) else { return queriedClass(by: call).map { [$0] } ?? [] }
    guard values.value(holder).kind == .this else { return handedModels(to: holder) }
    let place = values.program.calls[call]
    let facts = values.facts(place.place.unitIndex)
    let function = facts.functions[place.function.index]
    guard function.owner.isPresent, function.flags.contains(.static) else { return [] }
    return [facts.names.string(facts.classes[function.owner.index].name)]
  }

  /// The class that a function was handed whose result is a query: `filtered(Order, request.args).all()`.
  private func queriedClass(by call: Int) -> String? {
    guard var made = values.receiver(of: values.at(call)) else { return nil }
    if values.value(made).kind == .symbol {
      let symbol = values.facts(made.unitIndex).symbols[Int(values.value(made).a)]
      guard symbol.value.isPresent, symbol.kind != .import else { return nil }
      made = ValueRef(unit: made.unitIndex, id: symbol.value)
    }
    guard let site = values.call(of: made), let target = values.targets(of: made).first else {
      return nil
    }
    for returned in values.returned(by: target) {
      guard let first = begun(returned), values.value(first).kind == .parameter else { continue }
      let position = Int(values.value(first).detail)
      let given = values.arguments(of: site)
      let named = given.last.flatMap { last in
        values.value(last).flags.contains(.keywords)
          ? values.properties(parameterName(position, of: target), of: last).first : nil
      }
      let plain = position < given.count ? given[position] : nil
      if let model = named ?? plain, let name = values.className(model) { return name }
    }
    return nil
  }

  private func parameterName(_ position: Int, of function: FunctionRef) -> String {
    let facts = values.facts(function.unitIndex)
    let parameters = facts.parameters(of: function.id)
    guard position < parameters.count else { return "" }
    return facts.names.string(parameters[parameters.startIndex + position].name)
  }

  /// What stands in front of a model's own query at the beginning of a chain; nil where it names itself.
  private func holder(of call: Int) -> ValueRef? {
    values.receiver(of: values.at(call)).flatMap(begun)
  }

  private func begun(_ query: ValueRef) -> ValueRef? {
    guard values.facts(query.unitIndex).language == .python else { return nil }
    var next = query
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
