// Functions that a library runs whenever a row of some class is written: `@receiver(post_save, sender=Order)`.

import Facts

/// What a listener waits for.
struct ListenedEvent: Hashable {
  let model: ClassRef
  let event: String
}

extension Evaluator {
  /// The listeners of the program, by what they wait for.
  mutating func listeners(_ table: CallTable) -> [ListenedEvent: [FunctionRef]] {
    var result: [ListenedEvent: [FunctionRef]] = [:]
    for call in table.calls {
      let unit = call.place.unitIndex
      let step = units[unit].facts.instructions[call.place.id.index]
      guard step.flags.contains(.decorator), units[unit].facts.language == .python else { continue }
      let callee = units[unit].facts.values[Int(step.a)]
      guard callee.kind == .result,
        case let made = CallRef(unit: unit, id: InstructionID(callee.a)),
        let maker = table.position(of: made), let rule = listening(of: table.calls[maker])
      else { continue }
      let instruction = units[unit].facts.instructions[made.id.index]
      let events = self.events(of: instruction, rule, in: unit)
      let models = self.models(option(rule.subject, of: instruction, in: unit), in: unit)
      for handed in functions(in: .at(0), of: step, in: unit) {
        // What it does for new rows alone is nothing that those do who change one.
        let isOfNew = tests(rule.novelty.parameter, handed.function)
        for model in models {
          for event in isOfNew ? [rule.novelty.event] : events {
            result[ListenedEvent(model: model, event: event), default: []].append(handed.function)
          }
        }
      }
    }
    return result
  }

  /// The listeners that a call has the library run.
  mutating func listening(
    to events: [String],
    _ position: Int,
    _ table: CallTable,
    _ listeners: [ListenedEvent: [FunctionRef]]
  ) -> [HookUse] {
    let events = events.filter { $0.hasPrefix("@") }
    guard !listeners.isEmpty, !events.isEmpty else { return [] }
    var result: [HookUse] = []
    for model in models(writtenBy: table.calls[position]) {
      for event in events {
        for function in listeners[ListenedEvent(model: model, event: event)] ?? [] {
          result.append(HookUse(call: position, function: function))
        }
      }
    }
    return result
  }

  /// Whether a function decides something by one of its parameters.
  private func tests(_ parameter: String, _ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    return facts.regions(of: function.id).contains { position in
      mentions(parameter, facts.regions[position].subject, facts, 0)
    }
  }

  private func mentions(_ name: String, _ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return facts.names.isText(name, facts.symbols[Int(value.a)].name)
    case .unary: return mentions(name, ValueID(value.a), facts, depth + 1)
    case .binary:
      return mentions(name, ValueID(value.a), facts, depth + 1)
        || mentions(name, ValueID(value.b), facts, depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { mentions(name, $0, facts, depth + 1) }
    default: return false
    }
  }

  private func listening(of call: ResolvedCall) -> ListenerRule? {
    for operation in call.operations {
      if let rule = index.listening(of: operation) { return rule }
    }
    return nil
  }

  /// `post_save`, or several of them in a list.
  private func events(of call: Instruction, _ rule: ListenerRule, in unit: Int) -> [String] {
    let facts = units[unit].facts
    guard let first = facts.valueList(ListID(call.b)).first else { return [] }
    let value = facts.values[first.index]
    let named = value.kind == .array ? facts.valueList(ListID(value.a)) : [first]
    var result: [String] = []
    for id in named {
      guard let name = facts.lastName(of: id), let event = rule.events[facts.names.string(name)],
        !result.contains(event)
      else { continue }
      result.append(event)
    }
    return result
  }

  /// The classes that an option names: as a class, as a text, or as the setting for the class of users.
  private mutating func models(_ id: ValueID, in unit: Int) -> [ClassRef] {
    guard id.isPresent else { return [] }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    if value.kind == .string {
      let text = facts.names.string(NameID(value.a))
      let last = text.split(separator: ".").last.map { $0.lowercased() } ?? ""
      return (subclassNames[last] ?? []).filter { units[$0.unitIndex].facts.language == .python }
    }
    let found = models(in: evaluate(id, in: unit))
    if found.isEmpty, let name = facts.lastName(of: id),
      facts.names.isText("AUTH_USER_MODEL", name), let user = signedIn?.user
    {
      return models(in: user)
    }
    return found
  }

  private func models(in set: EntitySetID) -> [ClassRef] {
    var result: [ClassRef] = []
    for id in members(of: set) {
      switch entities[id] {
      case .classObject(let type), .instance(let type): result.append(type)
      case .stored(let row): result.append(entities[row].model)
      default: continue
      }
    }
    return result
  }

  /// The classes whose row a call writes: of its receiver, of what it gives, or the one that a method extends.
  private mutating func models(writtenBy call: ResolvedCall) -> [ClassRef] {
    let unit = call.place.unitIndex
    let facts = units[unit].facts
    let step = facts.instructions[call.place.id.index]
    let callee = facts.values[Int(step.a)]
    guard callee.kind == .member else { return [] }
    if facts.values[Int(callee.a)].kind == .super {
      let owner = facts.functions[call.function.index].owner
      return owner.isPresent ? [ClassRef(unit: unit, id: owner)] : []
    }
    let result = units[unit].index.result(of: call.place.id)
    let given = result.isPresent ? models(in: evaluate(result, in: unit)) : []
    let own = models(in: evaluate(ValueID(callee.a), in: unit)).filter {
      serializers.rules[$0] == nil
    }
    var models: [ClassRef] = []
    for model in given + own where !models.contains(model) { models.append(model) }
    return models
  }
}
