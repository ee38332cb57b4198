// What a server of GraphQL hands to the resolvers of all fields: its context.

import Facts

extension Evaluator {
  /// Gives the resolvers' third parameter what the calls that make or mount their server say that their context is.
  ///
  /// The maps of resolvers and the context are told to different calls (`makeExecutableSchema({ resolvers })`,
  /// `expressMiddleware(server, { context })`): all of one program belong together.
  mutating func bindFieldContexts() {
    guard let context = names.known("context"), let resolvers = names.known("resolvers") else {
      return
    }
    var given = EntitySetID.empty
    var maps = EntitySetID.empty
    for object in optionsOfFieldServers() {
      let id = entities.id(.object(object))
      let own = made(by: lookUp(context, of: id))
      given = entities.union(given, entities.union(own, dataSources(of: id, in: own)))
      maps = entities.union(maps, lookUp(resolvers, of: id))
    }
    guard !given.isEmpty else { return }
    for function in fieldFunctions(in: maps) {
      bind(given, to: ParameterRef(function: function, position: 2))
    }
  }

  /// The objects that calls of GraphQL servers are told their options by.
  private mutating func optionsOfFieldServers() -> [ValueRef] {
    guard let library = index.libraries.firstIndex(where: { $0.name == "GraphQL" }) else {
      return []
    }
    var result: [ValueRef] = []
    for unit in units.indices
    where units[unit].isRunning && !units[unit].isPython
      && units[unit].targets.contains(where: { $0.library == library })
    {
      for id in units[unit].index.calls {
        let call = units[unit].facts.instructions[id.index]
        guard call.operation != .element, isCall(call, of: library, in: unit) else { continue }
        for argument in units[unit].valueList(ListID(call.b)).prefix(2) {
          // `graphqlHTTP((request) => ({ schema, context }))` says them anew for each request.
          let options = made(by: evaluate(argument, in: unit))
          for entity in members(of: options) {
            if case .object(let place) = entities[entity] { result.append(place) }
          }
        }
      }
    }
    return result
  }

  private mutating func isCall(_ call: Instruction, of library: Int, in unit: Int) -> Bool {
    members(of: evaluate(ValueID(call.a), in: unit)).contains { id in
      if case .member(let member, _) = entities[id] {
        return index[member].library == library
      }
      return false
    }
  }

  /// Values as they are, and what functions among them return.
  private mutating func made(by set: EntitySetID) -> EntitySetID {
    var result = EntitySetID.empty
    for id in members(of: set) {
      if case .function(let maker) = entities[id] {
        result = entities.union(result, returns(of: maker))
      } else {
        result = entities.union(result, entities.set(single: id))
      }
    }
    return result
  }

  /// `dataSources: () => ({ orders: new OrdersAPI() })`: the server of older versions puts what it returns into the
  /// context under the same name; without a context of its own the options stand for it.
  private mutating func dataSources(of options: EntityID, in context: EntitySetID) -> EntitySetID {
    guard let name = names.known("dataSources") else { return .empty }
    var results: [ValueRef] = []
    for id in members(of: lookUp(name, of: options)) {
      guard case .function(let maker) = entities[id] else { continue }
      let unit = maker.unitIndex
      for position in units[unit].index.results(of: units[unit].facts.functions[maker.id.index]) {
        results.append(ValueRef(unit: unit, id: units[unit].index.result(at: position)))
      }
    }
    guard !results.isEmpty else { return .empty }
    let holders = context.isEmpty ? entities.set(single: options) : context
    for holder in members(of: holders) {
      guard case .object = entities[holder] else { continue }
      for result in results { store(result, under: name, on: holder) }
    }
    return holders
  }

  /// The functions among maps of resolvers, also in modules, lists and objects inside them.
  mutating func fieldFunctions(in maps: EntitySetID) -> [FunctionRef] {
    var result: [FunctionRef] = []
    var seen: Set<EntityID> = []
    var pending = Array(members(of: maps))
    while let id = pending.popLast(), seen.count < 4_000 {
      guard seen.insert(id).inserted else { continue }
      switch entities[id] {
      case .function(let function): result.append(function)
      case .array: pending += Array(members(of: elements(of: entities.set(single: id))))
      case .object(let place):
        for entry in objectEntries(place) {
          pending += Array(members(of: evaluate(entry.value.id, in: entry.value.unitIndex)))
        }
      case .exports(let unit):
        for export in units[Int(unit)].facts.exports {
          pending += Array(members(of: evaluate(export.value, in: Int(unit))))
        }
      default: continue
      }
    }
    return result
  }
}
