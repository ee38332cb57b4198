// Calls that run the application's own hooks: saving a document runs what its schema registered for it.

import Facts

/// A function that a call runs because it was registered for what the call does.
struct HookUse: Sendable {
  /// Position in `CallTable.calls`.
  let call: Int
  let function: FunctionRef
}

extension Evaluator {
  /// The hooks that calls run, in the order of the calls.
  ///
  /// A hook is registered on a schema, the schema is handed to the call that makes the model, and the model or what
  /// it gave is asked.
  mutating func hookUses(_ table: CallTable) -> [HookUse] {
    let hooks = registeredHooks(table)
    let listeners = listeners(table)
    var uses: [HookUse] = []
    for position in table.acting {
      for operation in table.calls[position].operations {
        let events = index.events(firedBy: operation)
        guard !events.isEmpty else { continue }
        let methods =
          events[0].utf8.first == UInt8(ascii: ".")
          ? methods(firedBy: events, table.calls[position].place) : []
        uses += methods.map { HookUse(call: position, function: $0) }
        // What the class does itself writes its rows by calls of its own.
        if methods.isEmpty { uses += listening(to: events, position, table, listeners) }
        if events[0].utf8.first == UInt8(ascii: ".") { continue }
        guard !hooks.isEmpty, let origin = operation.origin else { continue }
        let own = self.hooks(of: origin, hooks).filter { events.contains(where: $0.event.names) }
        let known = uses.reversed().prefix(while: { $0.call == position }).map(\.function)
        for hook in own where !known.contains(hook.function) {
          uses.append(HookUse(call: position, function: hook.function))
        }
      }
    }
    return uses
  }

  /// The methods of the receiver's own class that a library calls, by name or by the beginning of it: `.clean_*`.
  private mutating func methods(firedBy events: [String], _ call: CallRef) -> [FunctionRef] {
    let instruction = units[call.unitIndex].facts.instructions[call.id.index]
    var pending = members(of: receiver(of: instruction, in: call.unitIndex)).compactMap { id in
      if case .instance(let type) = entities[id] { type } else { nil }
    }
    var seen: Set<ClassRef> = []
    var result: [FunctionRef] = []
    while let type = pending.popLast(), seen.count < Self.mostClasses {
      guard seen.insert(type).inserted else { continue }
      let unit = type.unitIndex
      for member in units[unit].members(of: type.id) where member.function.isPresent {
        let name = "." + units[unit].facts.names.string(member.name)
        let isFired = events.contains { event in
          event.hasSuffix("*") ? name.hasPrefix(event.dropLast()) : name == event
        }
        if isFired { result.append(FunctionRef(unit: unit, id: member.function)) }
      }
      pending += parents(of: type)
    }
    return result
  }

  private static var mostClasses: Int { 32 }

  /// By the place where a schema was made: its hooks.
  private mutating func registeredHooks(_ table: CallTable) -> [ValueRef: [RegisteredHook]] {
    var result: [ValueRef: [RegisteredHook]] = [:]
    for position in table.acting {
      let call = table.calls[position]
      for operation in call.operations {
        guard let argument = index.eventArgument(of: operation), let schema = operation.origin
        else { continue }
        let unit = call.place.unitIndex
        let instruction = units[unit].facts.instructions[call.place.id.index]
        let event = units[unit].event(at: argument, of: instruction)
        for hook in functions(in: .from(argument + 1), of: instruction, in: unit) {
          let registered = RegisteredHook(event: event, function: hook.function)
          result[schema, default: []].append(registered)
        }
      }
    }
    return result
  }

  /// The hooks behind a model, or behind a document that one of its calls gave.
  private mutating func hooks(
    of origin: ValueRef,
    _ hooks: [ValueRef: [RegisteredHook]]
  ) -> [RegisteredHook] {
    var maker: ValueRef? = origin
    var steps = 0
    while let place = maker, steps < 4 {
      let unit = place.unitIndex
      let made = units[unit].facts.values[place.id.index]
      guard made.kind == .result else { return [] }
      let call = units[unit].facts.instructions[Int(made.a)]
      for word in units[unit].list(ListID(call.b)).prefix(3) {
        for id in members(of: evaluate(ValueID(word), in: unit)) {
          if case .library(_, let schema?) = entities[id], let found = hooks[schema] {
            return found
          }
        }
      }
      maker = receiverOrigin(of: call, in: unit)
      steps += 1
    }
    return []
  }
}

/// A function and what it waits for.
private struct RegisteredHook {
  let event: HookEvent
  let function: FunctionRef
}

/// The names of events that a registration gives.
private enum HookEvent {
  case named([String])
  /// The letters of a pattern that all its names begin with or hold: `/^find/`.
  case matching(part: String, isPrefix: Bool)

  func names(_ event: String) -> Bool {
    switch self {
    case .named(let names): names.contains(event)
    case .matching(let part, let isPrefix):
      isPrefix ? event.hasPrefix(part) : event.contains(part)
    }
  }
}

extension Unit {
  /// The events that an argument of a call names; none where they are not written there.
  fileprivate func event(at position: Int, of call: Instruction) -> HookEvent {
    let arguments = list(ListID(call.b))
    guard position < arguments.count else { return .named([]) }
    let value = facts.values[Int(arguments[arguments.startIndex + position])]
    switch value.kind {
    case .string: return .named([facts.names.string(NameID(value.a))])
    case .array:
      let elements = facts.valueList(ListID(value.a)).map { facts.values[$0.index] }
      return .named(
        elements.filter { $0.kind == .string }.map { facts.names.string(NameID($0.a)) }
      )
    case .regex:
      let pattern = facts.names.string(NameID(value.a))
      let isPrefix = pattern.hasPrefix("^")
      let part = pattern.drop { $0 == "^" }.prefix { $0.isLetter }
      return part.isEmpty ? .named([]) : .matching(part: String(part), isPrefix: isPrefix)
    default: return .named([])
    }
  }
}
