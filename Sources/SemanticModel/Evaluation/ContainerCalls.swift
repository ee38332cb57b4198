// Containers that are told by calls what they hand out, and are asked for it by calls.

import Facts

extension Evaluator {
  /// `container.register("orders", { useClass: SqlOrders })`, `container.bind(TYPES.orders).to(SqlOrders)`.
  mutating func findRegisteredProviders() {
    guard let library = index.libraries.firstIndex(where: { $0.name == "dependency containers" })
    else { return }
    for unit in units.indices where units[unit].isRunning && !units[unit].isPython {
      guard units[unit].targets.contains(where: { $0.library == library }) else { continue }
      injection.container = index.type(named: "di.Container")
      for id in units[unit].index.calls {
        let call = units[unit].facts.instructions[id.index]
        let callee = units[unit].facts.values[Int(call.a)]
        guard call.operation == .call, callee.kind == .member else { continue }
        let name = units[unit].facts.names.string(NameID(callee.b))
        if let way = Self.registeringWays[name] {
          register(call, way, in: unit)
        } else if let way = Self.bindingWays[name] {
          bind(call, ValueID(callee.a), way, in: unit)
        }
      }
    }
  }

  private static let registeringWays: [String: Injection.Provider.Way] = [
    "register": .constructs, "registerSingleton": .constructs, "registerInstance": .holds,
    "set": .holds,
  ]

  private static let bindingWays: [String: Injection.Provider.Way] = [
    "to": .constructs, "toConstantValue": .holds, "toDynamicValue": .makes, "toService": .names,
  ]

  private mutating func register(
    _ call: Instruction,
    _ way: Injection.Provider.Way,
    in unit: Int
  ) {
    let arguments = units[unit].valueList(ListID(call.b)).map { ValueRef(unit: unit, id: $0) }
    guard arguments.count > 1, let token = token(of: arguments[0]) else { return }
    let told = objectEntries(followed(arguments[1], .none)).compactMap { entry in
      entry.name.flatMap { providerWay(called: $0) }
        .map { Injection.Provider(way: $0, value: entry.value) }
    }
    let whole = Injection.Provider(way: way, value: arguments[1])
    injection.providers[token, default: []] += told.isEmpty ? [whole] : told
  }

  private mutating func bind(
    _ call: Instruction,
    _ receiver: ValueID,
    _ way: Injection.Provider.Way,
    in unit: Int
  ) {
    let made = units[unit].facts.values[receiver.index]
    guard made.kind == .result, let value = units[unit].valueList(ListID(call.b)).first else {
      return
    }
    let begun = units[unit].facts.instructions[Int(made.a)]
    let callee = units[unit].facts.values[Int(begun.a)]
    guard callee.kind == .member, units[unit].facts.names.isText("bind", NameID(callee.b)),
      let asked = units[unit].valueList(ListID(begun.b)).first,
      let token = token(of: ValueRef(unit: unit, id: asked))
    else { return }
    let provider = Injection.Provider(way: way, value: ValueRef(unit: unit, id: value))
    injection.providers[token, default: []].append(provider)
  }

  /// What a call is handed by the container or the bus that it asks.
  mutating func handedOver(to call: Instruction, in unit: Int) -> EntitySetID {
    var set = EntitySetID.empty
    for handler in handlers(ofMessageIn: call, in: unit) {
      set = entities.union(set, returns(of: handler))
    }
    guard call.operation == .call, let container = injection.container else { return set }
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member, let asked = units[unit].valueList(ListID(call.b)).first,
      units[unit].facts.names.isText("resolve", NameID(callee.b))
        || units[unit].facts.names.isText("get", NameID(callee.b))
    else { return set }
    let isContainer = members(of: evaluate(ValueID(callee.a), in: unit)).contains {
      if case .library(container, _) = entities[$0] { true } else { false }
    }
    guard isContainer, let token = token(of: ValueRef(unit: unit, id: asked)) else { return set }
    let known = provided(for: token)
    let given = known.isEmpty ? instances(of: evaluate(asked, in: unit), origin: nil) : known
    return entities.union(set, given)
  }
}
