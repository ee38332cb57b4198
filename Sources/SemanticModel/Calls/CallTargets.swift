// What one call leads to: functions of the project and operations of libraries.

import Facts

extension Evaluator {
  /// The functions of the project that a call runs.
  mutating func functions(calledBy call: Instruction, in unit: Int) -> Few<FunctionRef> {
    var result = Few<FunctionRef>()
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      addFunctions(of: entities[id], id, call.operation, to: &result)
    }
    for handler in handlers(ofMessageIn: call, in: unit) where !result.contains(handler) {
      result.append(handler)
    }
    if let template = template(ranBy: call, in: unit) { result.append(template) }
    if let serialized = serialization(by: call, in: unit) {
      for method in methods(of: serialized.serializer) where !result.contains(method) {
        result.append(method)
      }
    }
    return result
  }

  private mutating func addFunctions(
    of entity: Entity,
    _ id: EntityID,
    _ operation: Instruction.Operation,
    to result: inout Few<FunctionRef>
  ) {
    switch entity {
    case .function(let function):
      if !result.contains(function) { result.append(function) }
    case .classObject(let type):
      let name: Name = operation == .element ? words.render : .constructor
      for member in members(of: lookUpMethod(name, of: type)) {
        if case .function(let function) = entities[member], !result.contains(function) {
          result.append(function)
        }
      }
    case .exports(let unit):
      for inner in members(of: whole(of: Int(unit))) where inner != id {
        if case .function(let function) = entities[inner], !result.contains(function) {
          result.append(function)
        } else if case .classObject = entities[inner] {
          addFunctions(of: entities[inner], inner, operation, to: &result)
        }
      }
    default: return
    }
  }

  private mutating func lookUpMethod(_ name: Name, of type: ClassRef) -> EntitySetID {
    lookUp(name, of: entities.id(.instance(type)))
  }

  /// The library operations that a call performs.
  mutating func operations(of call: Instruction, in unit: Int) -> Few<LibraryCall> {
    var result = Few<LibraryCall>()
    let constructs = call.operation == .construct
    let known = evaluate(ValueID(call.a), in: unit)
    let callee = known.isEmpty ? handed(ValueID(call.a), in: unit) : known
    for id in entities[callee] {
      switch entities[id] {
      case .member(let member, let origin):
        guard index.does(member, constructs: constructs) else { continue }
        let isMade = constructs || index.member(member).called == nil
        result.append(LibraryCall(member: member, isConstruction: isMade, origin: origin))
      case .library(let type, let origin):
        guard let member = index.operation(of: type, constructs: constructs) else { continue }
        result.append(LibraryCall(member: member, isConstruction: constructs, origin: origin))
      case .package(let library):
        guard let member = index.export(.default, of: Int(library)) else { continue }
        guard index.does(member, constructs: constructs) else { continue }
        let isMade = constructs || index.member(member).called == nil
        result.append(LibraryCall(member: member, isConstruction: isMade, origin: nil))
      case .classObject(let type):
        for call in inheritedConstruction(of: type) { result.append(call) }
      default: continue
      }
    }
    if result.isEmpty, callee.isEmpty, let method = methodOfUnknownReceiver(call, in: unit) {
      result.append(LibraryCall(member: method, isConstruction: false, origin: nil))
    }
    return result
  }

  /// `new Mailer()` where `class Mailer extends LibraryClass`.
  private mutating func inheritedConstruction(of type: ClassRef) -> Few<LibraryCall> {
    let unit = type.unitIndex
    let superclass = units[unit].facts.classes[type.id.index].superclass
    var result = Few<LibraryCall>()
    for id in members(of: evaluate(superclass, in: unit)) {
      guard case .member(let member, let origin) = entities[id],
        index.does(member, constructs: true)
      else { continue }
      result.append(LibraryCall(member: member, isConstruction: true, origin: origin))
    }
    return result
  }

  func methodOfUnknownReceiver(_ call: Instruction, in unit: Int) -> MemberID? {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member, call.operation == .call else { return nil }
    let name = units[unit].name(NameID(callee.b))
    return index.methodOfUnknownReceiver(name, in: units[unit].facts.language)
  }

  /// The functions of the project among some arguments of a call.
  mutating func functions(
    in arguments: CallbackRule.ArgumentSet,
    of call: Instruction,
    in unit: Int
  ) -> Few<HandedFunction> {
    let words = units[unit].list(ListID(call.b))
    var result = Few<HandedFunction>()
    switch arguments {
    case .at(let position):
      guard position < words.count else { return .none }
      let argument = ValueID(words[words.startIndex + position])
      result.append(functions(in: argument, unit: unit), at: position)
    case .from(let first):
      for (position, word) in words.enumerated() where position >= first {
        result.append(functions(in: ValueID(word), unit: unit), at: position)
      }
    case .last:
      guard let last = words.last else { return .none }
      result.append(functions(in: ValueID(last), unit: unit), at: words.count - 1)
    case .ofMaker(let position):
      for (made, unit) in makers(ofReceiverOf: call, in: unit) {
        // It stands behind all arguments of the call itself.
        let handed = functions(in: .at(position), of: made, in: unit)
        result.append(handed.map(\.function), at: words.count)
      }
    case .propertyOfMaker(let name, let position):
      for (made, unit) in makers(ofReceiverOf: call, in: unit) {
        let handed = functions(in: .property(name, of: position), of: made, in: unit)
        result.append(handed.map(\.function), at: words.count)
      }
    case .propertiesOf(let position):
      guard position < words.count else { return .none }
      let argument = ValueID(words[words.startIndex + position])
      result.append(properties(of: argument, unit: unit), at: position)
    case .property(let name, let position):
      guard position < words.count, let key = self.words.known[name] else { return .none }
      let object = evaluate(ValueID(words[words.startIndex + position]), in: unit)
      let found = lookUp(key, of: object)
      // The resolvers of an API stand in maps by type, and those in modules and lists.
      result.append(
        name == "resolvers" ? .many(fieldFunctions(in: found)) : functions(in: found),
        at: position
      )
    }
    return result
  }

  /// The calls that made the library's values on which a call calls a method.
  private mutating func makers(ofReceiverOf call: Instruction, in unit: Int)
    -> [(call: Instruction, unit: Int)]
  {
    var result: [(call: Instruction, unit: Int)] = []
    let receivers = receiver(of: call, in: unit)
    for id in members(of: receivers) {
      guard case .library(_, let origin?) = entities[id] else { continue }
      let facts = units[origin.unitIndex].facts
      let value = facts.values[origin.id.index]
      guard value.kind == .result else { continue }
      result.append((facts.instructions[Int(value.a)], origin.unitIndex))
    }
    return result
  }

  /// The functions that are handed to wrappers among the arguments: `router.get(path, wrap(handler))`.
  ///
  /// What a wrapper returns is one function for all that it wraps; the entry belongs to each of them.
  mutating func wrapped(
    in arguments: CallbackRule.ArgumentSet,
    of call: Instruction,
    in unit: Int,
    depth: Int = 0
  ) -> Few<HandedFunction> {
    guard case .from(let first) = arguments, depth < 4 else { return .none }
    var result = Few<HandedFunction>()
    for (position, word) in units[unit].list(ListID(call.b)).enumerated()
    where position >= first {
      let value = units[unit].facts.values[Int(word)]
      guard value.kind == .result else { continue }
      let inner = units[unit].facts.instructions[Int(value.a)]
      guard inner.operation == .call else { continue }
      for one in functions(in: .from(0), of: inner, in: unit) {
        result.append(HandedFunction(argument: position, function: one.function))
      }
      for one in wrapped(in: .from(0), of: inner, in: unit, depth: depth + 1) {
        result.append(HandedFunction(argument: position, function: one.function))
      }
    }
    return result
  }

  /// The functions that a value is, or that an array holds.
  mutating func functions(in value: ValueID, unit: Int) -> Few<FunctionRef> {
    let set = evaluate(value, in: unit)
    // Most arguments are nothing that calls are resolved through.
    guard !set.isEmpty else { return .none }
    var result = functions(in: set)
    for id in entities[set] {
      if case .array = entities[id] {
        for function in functions(in: elements(of: entities.set(single: id))) {
          result.append(function)
        }
      }
    }
    return result
  }

  private mutating func functions(in set: EntitySetID) -> Few<FunctionRef> {
    var result = Few<FunctionRef>()
    for id in entities[set] {
      switch entities[id] {
      case .function(let function): result.append(function)
      case .exports(let unit):
        // `schema.plugin(require("./pager"))`, of a module that is a function.
        for inner in members(of: whole(of: Int(unit))) {
          if case .function(let function) = entities[inner] { result.append(function) }
        }
      default: continue
      }
    }
    return result
  }

  private mutating func properties(of value: ValueID, unit: Int) -> [FunctionRef] {
    var result: [FunctionRef] = []
    for id in members(of: evaluate(value, in: unit)) {
      guard case .object(let place) = entities[id] else { continue }
      let facts = units[place.unitIndex].facts
      let list = facts.list(ListID(facts.values[place.id.index].a))
      for position in stride(from: list.startIndex + 1, to: list.endIndex, by: 2) {
        let value = ValueID(list[position])
        result += functions(in: value, unit: place.unitIndex)
        // Resolvers nest: `{ Query: { users() {…} } }`.
        if units[place.unitIndex].facts.values[value.index].kind == .object, depth < 8 {
          depth += 1
          result += properties(of: value, unit: place.unitIndex)
          depth -= 1
        }
      }
    }
    return result
  }
}

/// A function that a call is handed, and the position of the argument that holds it.
struct HandedFunction: Sendable {
  let argument: Int
  let function: FunctionRef
}

extension Few<HandedFunction> {
  fileprivate mutating func append(_ functions: some Sequence<FunctionRef>, at argument: Int) {
    for function in functions {
      append(HandedFunction(argument: argument, function: function))
    }
  }
}
