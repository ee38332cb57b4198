// Lists that callers send, and whether anything says how long they may be.

import Facts

/// A list of the request, each element of which costs statements or calls of other services.
package struct SubmittedList: Sendable {
  package let call: RepeatedCall
  /// The name under which the request gives it; empty where the request is the list.
  package let name: String
  /// What one turn of its loop costs: statements and calls of other services.
  package var weight: Int
}

extension Program {
  /// The lists of requests without a largest length that drive costly work, one for each loop.
  package var submittedLists: [SubmittedList] {
    var limited = cappedNames
    for unit in units.indices where units[unit].isRunning {
      limited.formUnion(ListLimits(in: units[unit].facts).names)
    }
    var seen: [SourcePlace: Int] = [:]
    var result: [SubmittedList] = []
    for call in repeatedCalls(with: [.query, .write, .external]) {
      if let known = seen[call.repetition.place] {
        result[known].weight += weight(of: call)
        continue
      }
      guard call.site.unit.isRunning, call.site.isReached(from: [EntryKinds(.request)]),
        let (list, unit) = collection(of: call.repetition),
        let name = SubmittedReader(program: self).name(of: list, path: [], in: unit, depth: 0),
        !limited.contains(name)
      else { continue }
      seen[call.repetition.place] = result.count
      result.append(SubmittedList(call: call, name: name, weight: weight(of: call)))
    }
    return result
  }

  /// How many statements and calls of other services one turn of a call costs.
  private func weight(of call: RepeatedCall) -> Int {
    let costs = call.site.resolved.targets.map { target in
      cost(of: target).terms.filter { FailureMap.fallible.contains($0.kind) }
        .reduce(0) { $0 + Int($1.count) }
    }
    return max(1, costs.max() ?? 0)
  }

  /// What a loop or iteration goes over.
  private func collection(of repetition: Repetition) -> (ValueID, Int)? {
    switch repetition.kind {
    case .loop(let place):
      let region = units[place.unitIndex].facts.regions[place.id.index]
      guard region.kind == .forEach else { return nil }
      return (region.subject, place.unitIndex)
    case .iteration(let position):
      let site = call(at: position)
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      guard callee.kind == .member else { return nil }
      return (ValueID(callee.a), site.place.unit)
    }
  }
}

/// Follows a list back to the request, through what keeps its length only.
private struct SubmittedReader {
  let program: Program

  private static let bodies: Set<String> = ["body", "input", "payload"]
  private static let keeping: Set<String> = [
    "map", "filter", "sort", "flatMap", "flat", "reverse", "values", "entries", "concat",
  ]

  /// What a framework reads of the request itself; it bounds how many fields a form or an address may have.
  private static let formParts: Set<String> = [
    "POST", "GET", "FILES", "COOKIES", "META", "headers", "cookies", "form", "files", "args",
    "query_params", "path_params", "user", "session", "state", "app",
  ]

  /// The name of the list in the request; nil where it is not sent, or sent in an address.
  func name(of id: ValueID, path: [String], in unit: Int, depth: Int) -> String? {
    guard id.isPresent, depth < 14 else { return nil }
    let facts = program.units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return nil }
      return name(of: symbol.value, path: path, in: unit, depth: depth + 1)
    case .awaited: return name(of: ValueID(value.a), path: path, in: unit, depth: depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).lazy
        .compactMap { name(of: $0, path: path, in: unit, depth: depth + 1) }.first
    case .member:
      let own = facts.names.string(NameID(value.b))
      if Self.bodies.contains(own), isParameter(ValueID(value.a), facts) { return path.last ?? "" }
      return name(of: ValueID(value.a), path: path + [own], in: unit, depth: depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, Self.keeping.contains(facts.names.string(NameID(callee.b)))
      else { return nil }
      return name(of: ValueID(callee.a), path: path, in: unit, depth: depth + 1)
    case .parameter:
      return parameter(FunctionID(value.a), Int(value.detail), path, in: unit, depth)
    default: return nil
    }
  }

  private func isParameter(_ id: ValueID, _ facts: FileFacts) -> Bool {
    var next = facts.values[id.index]
    for _ in 0..<4 {
      switch next.kind {
      case .parameter: return true
      case .symbol: next = facts.values[facts.symbols[Int(next.a)].value.index]
      case .member: next = facts.values[Int(next.a)]
      default: return false
      }
    }
    return false
  }

  private func parameter(
    _ function: FunctionID,
    _ position: Int,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> String? {
    let facts = program.units[unit].facts
    let parameters = facts.parameters(of: function)
    guard position < parameters.count else { return nil }
    let parameter = parameters[parameters.startIndex + position]
    let isBody = facts.valueList(parameter.decorators).contains { decorator in
      let value = facts.values[decorator.index]
      guard value.kind == .result else { return false }
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return callee.kind == .symbol
        && ["Body", "Args"].contains(facts.names.string(facts.symbols[Int(callee.a)].name))
    }
    if isBody { return path.last ?? "" }
    let reference = FunctionRef(unit: unit, id: function)
    let number = program.units.number(reference)
    if let routes = program.routesByHandler[reference], facts.language == .python {
      // What a framework makes of the body has a type; `db: Session = Depends(…)` is made by the application.
      let isSent =
        parameter.type.isPresent && !parameter.defaultValue.isPresent && !path.isEmpty
        && !Self.formParts.contains(path.last ?? "")
        && routes.contains { program.routes[$0].verb != "GET" }
      return isSent ? path.last : nil
    }
    for step in program.reachability.callers[Int(number)].prefix(16) {
      let site = program.call(at: Int(step.call))
      guard site.resolved.targets.contains(where: { program.units.number($0) == number }) else {
        continue
      }
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard position < arguments.count else { continue }
      let found = name(of: arguments[position], path: path, in: site.place.unit, depth: depth + 4)
      if let found { return found }
    }
    return nil
  }
}

/// The names of lists whose length something compares or declares.
private struct ListLimits {
  private(set) var names: Set<String> = []

  init(in facts: FileFacts) {
    for region in facts.regions where region.kind == .then || region.kind == .otherwise {
      note(region.subject, facts, 0)
    }
    for member in facts.members {
      let declared = facts.valueList(member.decorators) + [member.value, member.type]
      if declared.contains(where: { Self.limits($0, facts, 0) }) {
        names.insert(facts.names.string(member.name))
      }
    }
  }

  private static let words: Set<String> = [
    "ArrayMaxSize", "ArrayMaxLength", "MaxLength", "maxItems", "max_length", "max_items", "conlist",
    "maxLength",
  ]

  private static func limits(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      let step = facts.instructions[Int(value.a)]
      return limits(ValueID(step.a), facts, depth + 1)
        || facts.valueList(ListID(step.b)).contains { limits($0, facts, depth + 1) }
    case .object:
      let list = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: list.count - 1, by: 2).contains {
        NameID(list[$0]) != .any && words.contains(facts.names.string(NameID(list[$0])))
      }
    case .symbol: return words.contains(facts.names.string(facts.symbols[Int(value.a)].name))
    case .member: return words.contains(facts.names.string(NameID(value.b)))
    case .type:
      return limits(ValueID(value.a), facts, depth + 1)
        || facts.valueList(ListID(value.b)).contains { limits($0, facts, depth + 1) }
    default: return false
    }
  }

  /// `items.length > 50`, `len(order.items) > 50`; whether there are any at all says nothing.
  private mutating func note(_ id: ValueID, _ facts: FileFacts, _ depth: Int) {
    guard id.isPresent, depth < 8 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .choice: for inner in facts.valueList(ListID(value.a)) { note(inner, facts, depth + 1) }
    case .unary: note(ValueID(value.a), facts, depth + 1)
    case .binary:
      let sides = [ValueID(value.a), ValueID(value.b)]
      let isSmall = sides.contains {
        let side = facts.values[$0.index]
        return side.kind == .number && facts.numbers[Int(side.a)] <= 1
      }
      for side in sides {
        if !isSmall, let name = Self.measured(side, facts) { names.insert(name) }
        note(side, facts, depth + 1)
      }
    default: return
    }
  }

  /// The last name of what a length is taken of.
  private static func measured(_ id: ValueID, _ facts: FileFacts) -> String? {
    let value = facts.values[id.index]
    var subject: ValueID
    switch value.kind {
    case .member where ["length", "size"].contains(facts.names.string(NameID(value.b))):
      subject = ValueID(value.a)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .global, facts.names.string(NameID(callee.a)) == "len",
        let first = facts.valueList(ListID(step.b)).first
      else { return nil }
      subject = first
    default: return nil
    }
    let inner = facts.values[subject.index]
    switch inner.kind {
    case .symbol: return facts.names.string(facts.symbols[Int(inner.a)].name)
    case .member: return facts.names.string(NameID(inner.b))
    default: return nil
    }
  }
}
