// One piece of code that registers several routes: what its parameters and loop variables stand for each time.

import Facts
import SourceText
import Workspace

extension Evaluator {
  /// More than this and a registration is read once, with what it is given unknown.
  private static let contextLimit = 1_000

  /// What the names around a registering call stand for, each time that it runs.
  mutating func contexts(of position: Int, _ sources: RouteSources, depth: Int = 0) -> [Bindings] {
    let call = sources.table.calls[position]
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    var needed = Dependence(extended: sources.extended)
    for argument in units[unit].valueList(ListID(instruction.b)) {
      collect(ValueRef(unit: unit, id: argument), into: &needed)
    }
    let callee = units[unit].facts.values[Int(instruction.a)]
    if callee.kind == .member || callee.kind == .index {
      if callee.kind == .index {
        collect(ValueRef(unit: unit, id: ValueID(callee.b)), into: &needed)
      }
      let receiver = ValueRef(unit: unit, id: ValueID(callee.a))
      var behind = Dependence(extended: sources.extended)
      collect(receiver, into: &behind)
      let isShared = routers(in: evaluate(receiver.id, in: unit)).count > 1
      if isShared || behind.dependsOnReceiver || !sources.plugins.isEmpty { needed.form(behind) }
    }
    return contexts(for: needed, sources, depth: depth)
  }

  private mutating func contexts(for needed: Dependence, _ sources: RouteSources, depth: Int)
    -> [Bindings]
  {
    guard !needed.isEmpty, depth < 5 else { return [.none] }
    var result = [Bindings.none]
    for function in needed.functions where !sources.plugins.contains(function) {
      result = result.flatMap { bindings(of: function, $0, sources, depth) }
      guard result.count <= Self.contextLimit else { return [.none] }
    }
    for collection in needed.collections {
      result = result.flatMap { bound -> [Bindings] in
        let elements = self.elements(of: collection, bound)
        return elements.isEmpty
          ? [bound]
          : elements.map { element in
            var inner = bound
            inner.elements[collection] = element
            return inner
          }
      }
      guard result.count <= Self.contextLimit else { return [.none] }
    }
    return result
  }

  /// What the parameters of a function are, for each of its calls.
  private mutating func bindings(
    of function: FunctionRef,
    _ outer: Bindings,
    _ sources: RouteSources,
    _ depth: Int
  ) -> [Bindings] {
    if let use = sources.graph.closureUses[function], case .perElement = use.times {
      return iterated(use, outer, sources, depth)
    }
    var result: [Bindings] = []
    for step in sources.callers[Int(units.number(function))] {
      let call = sources.table.calls[Int(step.call)]
      guard call.targets.contains(function), units[call.place.unitIndex].role != .test else {
        continue
      }
      for bound in contexts(of: Int(step.call), sources, depth: depth + 1) {
        var merged = binding(function, to: call, in: bound)
        merged.givers[function] = call.place
        merged.form(outer)
        result.append(merged)
      }
      guard result.count <= Self.contextLimit else { return [outer] }
    }
    return result.isEmpty ? [outer] : result
  }

  /// The call among those that bind parameters in whose arguments a value stands: `this.route({ path: "/orders" })`.
  mutating func giver(of ref: ValueRef, _ bound: Bindings) -> CallRef? {
    guard !bound.givers.isEmpty else { return nil }
    let end = followed(ref, bound)
    let span = units[end.unitIndex].facts.values[end.id.index].span
    return bound.givers.values.filter { place in
      place.unitIndex == end.unitIndex
        && units[place.unitIndex].facts.instructions[place.id.index].span.contains(span)
    }.max { $0.id.index < $1.id.index }
  }

  /// `routes.forEach((route) => …)`: the parameter is each element.
  private mutating func iterated(
    _ use: CallbackUse,
    _ outer: Bindings,
    _ sources: RouteSources,
    _ depth: Int
  ) -> [Bindings] {
    let call = sources.table.calls[use.call]
    let unit = call.place.unitIndex
    let callee = units[unit].facts.values[
      Int(units[unit].facts.instructions[call.place.id.index].a)
    ]
    guard callee.kind == .member else { return [outer] }
    let collection = ValueRef(unit: unit, id: ValueID(callee.a))
    var needed = Dependence(extended: sources.extended)
    collect(collection, into: &needed)
    let parameter = ParameterRef(function: use.function, position: 0)
    let result = contexts(for: needed, sources, depth: depth + 1).flatMap { bound in
      elements(of: collection, bound).map { element -> Bindings in
        var inner = bound
        inner.form(outer)
        inner.parameters[parameter] = element
        return inner
      }
    }
    return result.isEmpty ? [outer] : result
  }

  /// The elements of a collection that the code lists.
  private mutating func elements(of collection: ValueRef, _ bound: Bindings, depth: Int = 0)
    -> [ValueRef]
  {
    let end = followed(collection, bound)
    guard depth < 4 else { return [] }
    return arrayElements(end).flatMap { element -> [ValueRef] in
      let value = units[element.unitIndex].facts.values[element.id.index]
      guard value.kind == .spread else { return [element] }
      let inner = ValueRef(unit: element.unitIndex, id: ValueID(value.a))
      return elements(of: inner, bound, depth: depth + 1)
    }
  }

  /// The parameters and loop variables that a value is made of.
  private func collect(_ ref: ValueRef, into needed: inout Dependence, depth: Int = 0) {
    guard ref.id.isPresent, depth < 10 else { return }
    let unit = ref.unitIndex
    let value = units[unit].facts.values[ref.id.index]
    func follow(_ id: UInt32, _ needed: inout Dependence) {
      collect(ValueRef(unit: unit, id: ValueID(id)), into: &needed, depth: depth + 1)
    }
    switch value.kind {
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      if !symbol.flags.contains(.reassigned) { follow(symbol.value.raw, &needed) }
    case .parameter: needed.add(FunctionRef(unit: unit, id: FunctionID(value.a)))
    case .this:
      let method = method(around: function(enclosing: ref.id, in: unit), unit)
      let owner = units[unit].facts.functions[method.index].owner
      guard owner.isPresent, needed.extended.contains(ClassRef(unit: unit, id: owner)) else {
        return
      }
      needed.dependsOnReceiver = true
      needed.add(FunctionRef(unit: unit, id: method))
    case .element:
      needed.add(ValueRef(unit: unit, id: ValueID(value.a)))
      follow(value.a, &needed)
    case .member, .awaited, .spread, .unary: follow(value.a, &needed)
    case .index, .binary:
      follow(value.a, &needed)
      follow(value.b, &needed)
    case .template, .array, .choice:
      for word in units[unit].list(ListID(value.a)).prefix(32) { follow(word, &needed) }
    case .result:
      let call = units[unit].facts.instructions[Int(value.a)]
      guard call.operation == .call else { return }
      for word in units[unit].list(ListID(call.b)).prefix(16) { follow(word, &needed) }
    default: return
    }
  }
}

/// The parameters and loop variables that a registration depends on.
private struct Dependence {
  private(set) var functions: [FunctionRef] = []
  private(set) var collections: [ValueRef] = []
  /// Classes that others extend: their `this` is known by who calls.
  let extended: Set<ClassRef>
  var dependsOnReceiver = false

  init(extended: Set<ClassRef>) { self.extended = extended }

  var isEmpty: Bool { functions.isEmpty && collections.isEmpty }

  mutating func add(_ function: FunctionRef) {
    if !functions.contains(function) { functions.append(function) }
  }

  mutating func add(_ collection: ValueRef) {
    if !collections.contains(collection) { collections.append(collection) }
  }

  mutating func form(_ other: Dependence) {
    for function in other.functions { add(function) }
    for collection in other.collections { add(collection) }
  }
}

extension Bindings {
  /// Takes over what another binds and this does not.
  mutating func form(_ other: Bindings) {
    parameters.merge(other.parameters) { own, _ in own }
    rests.merge(other.rests) { own, _ in own }
    elements.merge(other.elements) { own, _ in own }
    receivers.merge(other.receivers) { own, _ in own }
    givers.merge(other.givers) { own, _ in own }
  }
}
