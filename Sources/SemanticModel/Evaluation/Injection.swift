// What a container of dependencies hands to those who ask by a token or by a type.

import Facts

/// What the application tells its container: providers by token, and who answers which message.
struct Injection {
  /// By what something is asked for.
  enum Token: Hashable {
    case text(Name)
    case type(ClassRef)
    /// A value that is made once: `Symbol("orders")`.
    case place(ValueRef)
  }

  struct Provider {
    enum Way { case constructs, names, makes, holds }
    let way: Way
    let value: ValueRef
  }

  /// A class that says to implement an interface, and the file that the interface comes from.
  struct Implementation {
    let type: ClassRef
    let source: Int
  }

  var providers: [Token: [Provider]] = [:]
  /// By function that makes a dependency: the tokens of what it is given.
  var ingredients: [FunctionRef: [ValueRef]] = [:]
  var implementations: [Name: [Implementation]] = [:]
  /// The type of the containers that are asked by calls, where the application has any.
  var container: TypeID?
  /// By class of a message: the methods that answer it.
  var handlers: [ClassRef: [FunctionRef]] = [:]
}

extension Evaluator {
  /// Reads what the application provides, before anything is resolved by it.
  mutating func findProviders() {
    findRegisteredProviders()
    let provide = names.known("provide")
    for unit in units.indices where units[unit].isRunning && !units[unit].isPython {
      if let provide, units[unit].names.contains(provide) { findProviders(provide, in: unit) }
      for position in units[unit].facts.classes.indices.dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        findImplementations(by: type)
        findMessages(answeredBy: type)
      }
    }
  }

  /// `{ provide: TOKEN, useClass: Orders }`, wherever it stands.
  private mutating func findProviders(_ provide: Name, in unit: Int) {
    for (position, value) in units[unit].facts.values.enumerated() where value.kind == .object {
      let entries = objectEntries(ValueRef(unit: unit, id: ValueID(position)))
      guard let token = entries.first(where: { $0.name == provide })?.value,
        let known = self.token(of: token)
      else { continue }
      var tokens: [ValueRef] = []
      for entry in entries {
        guard let name = entry.name else { continue }
        if names.string(name) == "inject" { tokens = arrayElements(followed(entry.value, .none)) }
      }
      for entry in entries {
        guard let name = entry.name, let way = providerWay(called: name) else { continue }
        injection.providers[known, default: []]
          .append(Injection.Provider(way: way, value: entry.value))
        guard way == .makes, !tokens.isEmpty else { continue }
        let end = followed(entry.value, .none)
        let made = units[end.unitIndex].facts.values[end.id.index]
        guard made.kind == .function else { continue }
        injection.ingredients[FunctionRef(unit: end.unitIndex, id: FunctionID(made.a))] = tokens
      }
    }
  }

  func providerWay(called name: Name) -> Injection.Provider.Way? { Self.ways[names.string(name)] }

  private static let ways: [String: Injection.Provider.Way] = [
    "useClass": .constructs, "useExisting": .names, "useFactory": .makes, "useValue": .holds,
  ]

  /// What a value is as a token; nil for what may be another thing at another place.
  mutating func token(of value: ValueRef) -> Injection.Token? {
    let end = followed(value, .none)
    let shape = units[end.unitIndex].facts.values[end.id.index]
    switch shape.kind {
    case .string: return .text(units[end.unitIndex].name(NameID(shape.a)))
    case .class: return .type(ClassRef(unit: end.unitIndex, id: ClassID(shape.a)))
    case .result, .object: return .place(end)
    default: return nil
    }
  }

  private mutating func findImplementations(by type: ClassRef) {
    let unit = type.unitIndex
    for value in units[unit].valueList(units[unit].facts.classes[type.id.index].interfaces) {
      guard let interface = interface(named: value, in: unit) else { continue }
      injection.implementations[interface.name, default: []]
        .append(Injection.Implementation(type: type, source: interface.source))
    }
  }

  /// What an annotation names that is nothing at run time, and the file that it comes from.
  private func interface(named type: ValueID, in unit: Int) -> (name: Name, source: Int)? {
    let facts = units[unit].facts
    let annotation = facts.values[type.index]
    guard annotation.kind == .type else { return nil }
    let named = facts.values[Int(annotation.a)]
    switch named.kind {
    case .global: return (units[unit].name(NameID(named.a)), unit)
    case .symbol:
      let symbol = facts.symbols[Int(named.a)]
      guard symbol.kind == .import else { return nil }
      let value = facts.values[symbol.value.index]
      let module = facts.values[value.kind == .member ? Int(value.a) : symbol.value.index]
      guard module.kind == .module, case .units(let targets) = units[unit].targets[Int(module.a)],
        let source = targets.first
      else { return nil }
      let name = value.kind == .member ? units[unit].name(NameID(value.b)) : Name.default
      return (name == .default ? units[unit].name(symbol.name) : name, source)
    default: return nil
    }
  }

  /// `@CommandHandler(CreateOrder)`: the messages that a class is decorated with.
  private mutating func findMessages(answeredBy type: ClassRef) {
    let unit = type.unitIndex
    for value in units[unit].valueList(units[unit].facts.classes[type.id.index].decorators)
    where decorator(value, in: unit)?.verb == "handler" {
      for argument in decoratorArguments(value, in: unit) {
        guard case .type(let message)? = token(of: argument) else { continue }
        for member in units[unit].members(of: type.id) where member.function.isPresent {
          guard units[unit].facts.names.isText("execute", member.name) else { continue }
          injection.handlers[message, default: []]
            .append(FunctionRef(unit: unit, id: member.function))
        }
      }
    }
  }

  private func decoratorArguments(_ value: ValueID, in unit: Int) -> [ValueRef] {
    let shape = units[unit].facts.values[value.index]
    guard shape.kind == .result else { return [] }
    return units[unit].valueList(ListID(units[unit].facts.instructions[Int(shape.a)].b))
      .map { ValueRef(unit: unit, id: $0) }
  }
}

// What is asked of a container.
extension Evaluator {
  /// What a parameter is by its declaration alone.
  mutating func declared(_ parameter: Parameter, at position: Int, of function: FunctionRef)
    -> EntitySetID
  {
    let unit = function.unitIndex
    let fact = units[unit].facts.functions[function.id.index]
    if fact.owner.isPresent, units[unit].name(fact.name) == .constructor {
      return dependency(parameter.type, parameter.decorators, in: unit)
    }
    let set = evaluate(parameter.type, in: unit)
    guard set.isEmpty, let tokens = injection.ingredients[function],
      tokens.indices.contains(position), let token = token(of: tokens[position])
    else { return set }
    return provided(for: token)
  }

  /// What a container hands over for a constructor's parameter or a field.
  ///
  /// What is provided for its token, or else for its type; or else the only class that implements the type.
  mutating func dependency(_ type: ValueID, _ decorators: ListID, in unit: Int) -> EntitySetID {
    if decorators.isPresent, !injection.providers.isEmpty {
      for value in units[unit].valueList(decorators)
      where decorator(value, in: unit)?.verb == "dependency" {
        guard let argument = decoratorArguments(value, in: unit).first,
          let token = token(of: argument)
        else { continue }
        let set = provided(for: token)
        if !set.isEmpty { return set }
      }
    }
    let set = evaluate(type, in: unit)
    if set.isEmpty { return implementation(of: type, in: unit) }
    guard !injection.providers.isEmpty else { return set }
    var result = EntitySetID.empty
    for id in members(of: set) {
      var one = EntitySetID.empty
      if case .instance(let type) = entities[id] { one = provided(for: .type(type)) }
      result = entities.union(result, one.isEmpty ? entities.set(single: id) : one)
    }
    return result
  }

  mutating func provided(for token: Injection.Token, depth: Int = 0) -> EntitySetID {
    guard depth < 4, let providers = injection.providers[token] else { return .empty }
    var set = EntitySetID.empty
    for provider in providers {
      set = entities.union(set, given(by: provider, for: token, depth))
    }
    return set
  }

  private mutating func given(
    by provider: Injection.Provider,
    for wanted: Injection.Token,
    _ depth: Int
  ) -> EntitySetID {
    let known = evaluate(provider.value.id, in: provider.value.unitIndex)
    switch provider.way {
    case .holds: return known
    case .constructs: return instances(of: narrowed(known, to: wanted), origin: nil)
    case .names:
      guard let token = token(of: provider.value) else { return .empty }
      let set = provided(for: token, depth: depth + 1)
      return set.isEmpty ? instances(of: known, origin: nil) : set
    case .makes:
      var set = EntitySetID.empty
      for id in members(of: known) {
        guard case .function(let maker) = entities[id] else { continue }
        set = entities.union(set, returns(of: maker))
      }
      return set
    }
  }

  /// Of the classes that a helper hands on for all who ask it, those that say to be what is asked for:
  /// `{ provide: Orders, useClass: chosen(SqlOrders, MemoryOrders) }`.
  private mutating func narrowed(_ set: EntitySetID, to token: Injection.Token) -> EntitySetID {
    guard case .type(let wanted) = token else { return set }
    var own = EntitySetID.empty
    for id in members(of: set) {
      guard case .classObject(let type) = entities[id], says(type, toBe: wanted) else { continue }
      own = entities.union(own, entities.set(single: id))
    }
    return own.isEmpty ? set : own
  }

  /// Whether a class implements or extends another by its declaration.
  private mutating func says(_ type: ClassRef, toBe wanted: ClassRef) -> Bool {
    let unit = type.unitIndex
    let fact = units[unit].facts.classes[type.id.index]
    var named = fact.superclass.isPresent ? [fact.superclass] : []
    for value in units[unit].valueList(fact.interfaces) {
      let annotation = units[unit].facts.values[value.index]
      if annotation.kind == .type { named.append(ValueID(annotation.a)) }
    }
    for name in named {
      for id in members(of: evaluate(name, in: unit)) {
        if case .classObject(wanted) = entities[id] { return true }
      }
    }
    return false
  }

  /// The only class that says to implement an interface; of several, the only one that means the one of this file.
  private mutating func implementation(of type: ValueID, in unit: Int) -> EntitySetID {
    guard !injection.implementations.isEmpty, type.isPresent,
      let interface = interface(named: type, in: unit),
      var known = injection.implementations[interface.name]
    else { return .empty }
    if known.count > 1 { known = known.filter { $0.source == interface.source } }
    guard known.count == 1, let only = known.first else { return .empty }
    return entities.set(.instance(only.type))
  }

  /// The methods that answer the message which a call hands to a bus: `commandBus.execute(new CreateOrder())`.
  mutating func handlers(ofMessageIn call: Instruction, in unit: Int) -> [FunctionRef] {
    guard !injection.handlers.isEmpty, call.operation == .call,
      let bus = index.type(named: "nest.MessageBus")
    else { return [] }
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member, units[unit].facts.names.isText("execute", NameID(callee.b))
    else { return [] }
    let isSent = members(of: evaluate(ValueID(callee.a), in: unit)).contains {
      if case .library(bus, _) = entities[$0] { true } else { false }
    }
    guard isSent else { return [] }
    var result: [FunctionRef] = []
    for id in members(of: evaluate(argument: 0, of: call, in: unit)) {
      guard case .instance(let message) = entities[id] else { continue }
      result += injection.handlers[message] ?? []
    }
    return result
  }
}
