// Which model a repository of Python asks: what its class names, or what it was made with.

import Facts
import SemanticModel

/// Says what `self.model` stands for in the methods of a repository, by its class and by who holds it.
struct RepositoryModels {
  private let values: SourceValues
  private let classes: PythonClasses
  /// By class and member: the models that its own code stores there.
  private var stored: [ClassRef: [String: [String]]] = [:]
  /// By class and member: the parameter of its constructor that is stored there.
  private var parameters: [ClassRef: [String: FunctionParameter]] = [:]
  /// By class: the arguments that its constructor hands to the one above.
  private var handedUp: [ClassRef: CallRef] = [:]
  /// By class: the calls that make it.
  private var makers: [ClassRef: [CallRef]] = [:]
  /// By the name that something is held under: what it is made by.
  private var holders: [String: [CallRef]] = [:]

  private struct FunctionParameter {
    /// Not counting `self`.
    let position: Int
    let name: String
  }

  init(_ values: SourceValues) {
    self.values = values
    classes = PythonClasses(values)
    for unit in values.program.units.indices
    where values.facts(unit).language == .python && values.program.units[unit].isRunning {
      readMembers(of: unit)
      readAssignments(in: unit)
    }
    guard !stored.isEmpty || !parameters.isEmpty else { return }
    readMakers()
  }

  // MARK: Questions

  /// What a value is `self.model` of: the class whose method asks it, and the member; nil for anything else.
  func member(_ ref: ValueRef, in function: FunctionRef) -> (owner: ClassRef, name: String)? {
    var ref = ref
    // `select(cls.model.__table__.columns)`, `select(cls.model.id)`
    for _ in 0..<3 where values.value(ref).kind == .member && !isSelf(values.base(ref)) {
      ref = values.base(ref)
    }
    guard values.value(ref).kind == .member, isSelf(values.base(ref)),
      let name = values.name(ref)
    else { return nil }
    let fact = values.facts(function.unitIndex).functions[function.id.index]
    guard fact.owner.isPresent else { return nil }
    return (ClassRef(unit: function.unitIndex, id: fact.owner), name)
  }

  /// The models that a member is in the objects of a class and of those below it.
  func models(_ member: String, of owner: ClassRef) -> [String] {
    var result: [String] = []
    for type in [owner] + classes.below(owner) {
      for model in models(member, ofExactly: type) where !result.contains(model) {
        result.append(model)
      }
    }
    return result
  }

  /// The only model that the receiver of a call has as a member.
  func model(_ member: String, ofReceiverOf call: CallRef, in function: FunctionRef) -> String? {
    guard let receiver = values.receiver(of: call) else { return nil }
    if isSelf(receiver) {
      let owner = values.facts(function.unitIndex).functions[function.id.index].owner
      guard owner.isPresent else { return nil }
      let own = models(member, of: ClassRef(unit: function.unitIndex, id: owner))
      return own.count == 1 ? own[0] : nil
    }
    if let maker = values.call(of: receiver), let type = classMade(by: maker) {
      return self.model(member, madeBy: maker, type)
    }
    guard let name = values.name(receiver) else { return nil }
    // `Orders.find_all()`, a method of the class.
    if let type = classes.only(values.importedName(receiver) ?? name) {
      let own = models(member, ofExactly: type)
      return own.count == 1 ? own[0] : nil
    }
    var found: Set<String> = []
    for maker in held(under: name, in: function) {
      guard let type = classMade(by: maker) else { continue }
      guard let model = model(member, madeBy: maker, type) else { return nil }
      found.insert(model)
    }
    return found.count == 1 ? found.first : nil
  }

  /// Whether a value is the object whose method the code is: the first parameter, whatever its name.
  private func isSelf(_ ref: ValueRef) -> Bool {
    let value = values.value(ref)
    guard value.kind == .symbol else { return value.kind == .this }
    let facts = values.facts(ref.unitIndex)
    let symbol = facts.symbols[Int(value.a)]
    return symbol.value.isPresent && facts.values[symbol.value.index].kind == .this
  }

  // MARK: Answers

  /// What made the thing that a name holds: that of the own class before others of the same name.
  private func held(under name: String, in function: FunctionRef) -> [CallRef] {
    let all = holders[name] ?? []
    let own = all.filter { $0.unitIndex == function.unitIndex }
    return own.isEmpty ? all : own
  }

  private func model(_ member: String, madeBy maker: CallRef, _ type: ClassRef) -> String? {
    if let handed = argument(member, of: type, from: maker) { return handed }
    let models = models(member, ofExactly: type)
    return models.count == 1 ? models[0] : nil
  }

  private func models(_ member: String, ofExactly type: ClassRef) -> [String] {
    if let known = constant(member, of: type) { return known }
    var result: [String] = []
    for maker in makers[type] ?? [] {
      if let model = argument(member, of: type, from: maker), !result.contains(model) {
        result.append(model)
      }
    }
    return result
  }

  /// What the class says itself, or the nearest one above it.
  private func constant(_ member: String, of type: ClassRef, depth: Int = 0) -> [String]? {
    guard depth < 8 else { return nil }
    if let own = stored[type]?[member] { return own }
    if let call = handedUp[type] {
      for above in classes.above(type) {
        if let model = argument(member, of: above, from: call) { return [model] }
      }
    }
    for above in classes.above(type) {
      if let known = constant(member, of: above, depth: depth + 1) { return known }
    }
    return nil
  }

  /// The model that a call of a constructor hands to what is stored as a member.
  private func argument(_ member: String, of type: ClassRef, from call: CallRef, depth: Int = 0)
    -> String?
  {
    guard depth < 8 else { return nil }
    if let parameter = parameters[type]?[member] {
      return argument(parameter, of: call).flatMap { model($0) }
    }
    guard handedUp[type] == nil else { return nil }
    for above in classes.above(type) {
      if let model = argument(member, of: above, from: call, depth: depth + 1) { return model }
    }
    return nil
  }

  private func argument(_ parameter: FunctionParameter, of call: CallRef) -> ValueRef? {
    var arguments = values.arguments(of: call)
    if let last = arguments.last, values.value(last).flags.contains(.keywords) {
      if let named = values.entries(last).first(where: { $0.key == parameter.name }) {
        return named.value
      }
      arguments.removeLast()
    }
    return parameter.position < arguments.count ? arguments[parameter.position] : nil
  }

  /// A class that is named with a capital letter.
  private func model(_ ref: ValueRef) -> String? {
    guard [.symbol, .member, .class].contains(values.value(ref).kind),
      let name = values.importedName(ref) ?? values.name(ref),
      let first = name.utf8.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z"),
      classes.isClass(name)
    else { return nil }
    return name
  }

  private func classMade(by call: CallRef) -> ClassRef? {
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    guard let name = values.importedName(callee) ?? values.name(callee) else { return nil }
    return classes.only(name)
  }

  // MARK: Reading

  private mutating func readMembers(of unit: Int) {
    let facts = values.facts(unit)
    for position in facts.classes.indices.dropFirst() {
      let type = ClassRef(unit: unit, id: ClassID(position))
      for member in facts.members(of: type.id) where member.value.isPresent {
        if let model = model(ValueRef(unit: unit, id: member.value)) {
          stored[type, default: [:]][facts.names.string(member.name)] = [model]
        }
      }
    }
  }

  /// `self._model = Order`, `self.model = model`, `self.orders = OrderRepository(session)`, `orders = Orders(Order)`.
  private mutating func readAssignments(in unit: Int) {
    let facts = values.facts(unit)
    for function in facts.functions.dropFirst() {
      var next = function.firstInstruction
      while next < function.endInstruction {
        let (step, id) = (facts.instructions[next.index], next)
        next = InstructionID(next.index + 1)
        switch step.operation {
        case .assign:
          let place = ValueRef(unit: unit, id: ValueID(step.a))
          readAssignment(of: ValueRef(unit: unit, id: ValueID(step.b)), to: place, function)
        case .call where function.owner.isPresent:
          let callee = facts.values[Int(step.a)]
          guard callee.kind == .member, facts.values[Int(callee.a)].kind == .super,
            NameID(callee.b) == .constructor, function.name == .constructor
          else { continue }
          handedUp[ClassRef(unit: unit, id: function.owner)] = CallRef(unit: unit, id: id)
        default: continue
        }
      }
    }
  }

  private mutating func readAssignment(
    of value: ValueRef,
    to place: ValueRef,
    _ function: Function
  ) {
    guard let name = values.name(place) else { return }
    if let call = values.call(of: value), classMade(by: call) != nil {
      holders[name, default: []].append(call)
    }
    guard values.value(place).kind == .member, isSelf(values.base(place)),
      function.owner.isPresent
    else { return }
    let type = ClassRef(unit: place.unitIndex, id: function.owner)
    if let model = model(value) {
      stored[type, default: [:]][name] = [model]
    } else if let parameter = parameter(value, of: function) {
      parameters[type, default: [:]][name] = parameter
    }
  }

  /// The parameter of a constructor that a value is.
  private func parameter(_ ref: ValueRef, of function: Function) -> FunctionParameter? {
    let facts = values.facts(ref.unitIndex)
    var value = values.value(ref)
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent else { return nil }
      value = facts.values[symbol.value.index]
    }
    // A parameter with a default.
    if value.kind == .choice, let first = facts.valueList(ListID(value.a)).first {
      value = facts.values[first.index]
    }
    guard value.kind == .parameter, !value.flags.contains(.rest),
      function.name == .constructor
    else { return nil }
    let parameters = facts.parameters(of: FunctionID(value.a))
    let position = Int(value.detail)
    guard position < parameters.count else { return nil }
    let name = facts.names.string(parameters[parameters.startIndex + position].name)
    return FunctionParameter(position: position, name: name)
  }

  private mutating func readMakers() {
    for position in values.program.calls.indices {
      let call = values.at(position)
      guard values.facts(call.unitIndex).language == .python,
        values.program.units[call.unitIndex].isRunning,
        let type = classMade(by: call)
      else { continue }
      makers[type, default: []].append(call)
    }
  }
}
