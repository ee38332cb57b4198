// What runs before a handler because its parameters ask for it.

import Facts
import SourceText

extension Evaluator {
  /// The routes, with the dependencies of their handlers and middlewares among what runs before.
  mutating func withDependencies(_ routes: [Route], _ sources: RouteSources) -> [Route] {
    let table = sources.table
    guard table.acting.contains(where: { isDependency(table.calls[$0]) }) else { return routes }
    return routes.map { route in
      var seen: Set<FunctionRef> = []
      var chain: [Middleware] = []
      for middleware in route.chain {
        for function in middleware.functions {
          chain += dependencies(of: function, sources, &seen, depth: 0)
        }
        if middleware.functions.isEmpty || !seen.isSuperset(of: middleware.functions) {
          seen.formUnion(middleware.functions)
          chain.append(middleware)
        }
      }
      for function in route.handlers {
        chain += dependencies(of: function, sources, &seen, depth: 0)
      }
      return route.behind(chain)
    }
  }

  private func isDependency(_ call: ResolvedCall) -> Bool {
    call.operations.contains { $0.routing(index) == .dependency }
  }

  /// What must run before a function, each once for a request, the innermost first.
  private mutating func dependencies(
    of function: FunctionRef,
    _ sources: RouteSources,
    _ seen: inout Set<FunctionRef>,
    depth: Int
  ) -> [Middleware] {
    guard depth < 12 else { return [] }
    let unit = function.unitIndex
    return units[unit].parameters(of: function.id).flatMap { parameter -> [Middleware] in
      asked(by: parameter, in: unit, sources).flatMap { asked -> [Middleware] in
        let wanted = needed(by: asked, parameter, in: unit, sources)
        let fresh = wanted.functions.filter { seen.insert($0).inserted }
        guard !fresh.isEmpty || wanted.functions.isEmpty && !wanted.roles.isEmpty else { return [] }
        let inner = fresh.flatMap { dependencies(of: $0, sources, &seen, depth: depth + 1) }
        let span = units[asked.unitIndex].facts.values[asked.id.index].span
        let own = Middleware(
          place: SourcePlace(unit: asked.unitIndex, span: span),
          functions: fresh,
          roles: wanted.roles,
          path: nil,
          level: .route
        )
        return inner + [own]
      }
    }
  }

  /// The calls that say what a parameter is given: its default, the extras of its annotation, and of the alias that it is.
  private mutating func asked(
    by parameter: Parameter,
    in unit: Int,
    _ sources: RouteSources
  ) -> [ValueRef] {
    var candidates = [parameter.defaultValue].filter(\.isPresent)
    candidates += units[unit].valueList(parameter.decorators)
    var result = candidates.map { ValueRef(unit: unit, id: $0) }
    if parameter.type.isPresent {
      let type = units[unit].facts.values[parameter.type.index]
      if type.kind == .type {
        let alias = followed(ValueRef(unit: unit, id: ValueID(type.a)), .none)
        let value = units[alias.unitIndex].facts.values[alias.id.index]
        if value.kind == .choice {
          result += units[alias.unitIndex].valueList(ListID(value.a)).dropFirst()
            .map { ValueRef(unit: alias.unitIndex, id: $0) }
        }
      }
    }
    return result.compactMap { ref in
      let end = followed(ref, .none)
      let value = units[end.unitIndex].facts.values[end.id.index]
      guard value.kind == .result,
        routing(of: InstructionID(value.a), in: end.unitIndex, sources) == .dependency
      else { return nil }
      return end
    }
  }

  /// The functions that a dependency names, and the parts that they play.
  private mutating func needed(
    by call: ValueRef,
    _ parameter: Parameter,
    in unit: Int,
    _ sources: RouteSources
  ) -> (functions: [FunctionRef], roles: RoleSet) {
    let from = call.unitIndex
    let step = units[from].facts.instructions[
      Int(units[from].facts.values[call.id.index].a)
    ]
    var named = units[from].valueList(ListID(step.b)).first { argument in
      !units[from].facts.values[argument.index].flags.contains(.keywords)
    }
    .map { ValueRef(unit: from, id: $0) }
    // `Depends()` makes what the annotation names.
    if named == nil, parameter.type.isPresent {
      let type = units[unit].facts.values[parameter.type.index]
      named = ValueRef(unit: unit, id: ValueID(type.a))
    }
    guard let named else { return ([], []) }
    var functions: [FunctionRef] = []
    for entity in members(of: evaluate(named.id, in: named.unitIndex)) {
      switch entities[entity] {
      case .function(let function): functions.append(function)
      case .classObject(let type): functions += method(".constructor", of: type)
      case .instance(let type): functions += method("__call__", of: type)
      default: continue
      }
    }
    return (functions, roles(of: named, .none, sources, depth: 0))
  }

  private func method(_ name: String, of type: ClassRef) -> [FunctionRef] {
    let unit = units[type.unitIndex]
    return unit.members(of: type.id).filter { member in
      guard member.function.isPresent else { return false }
      return name == ".constructor"
        ? unit.name(member.name) == .constructor : unit.facts.names.isText(name, member.name)
    }
    .map { FunctionRef(unit: type.unitIndex, id: $0.function) }
  }
}

extension Route {
  /// The same route, behind other middlewares.
  func behind(_ chain: [Middleware]) -> Route {
    var result = Route(
      verb: verb,
      path: path,
      isPathKnown: isPathKnown,
      handlers: handlers,
      isHandlerKnown: isHandlerKnown,
      call: call,
      place: place,
      chain: chain,
      handlerRoles: handlerRoles,
      framework: framework,
      rejections: rejections
    )
    result.listing = listing
    return result
  }
}
