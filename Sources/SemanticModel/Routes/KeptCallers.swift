// Rows that a middleware puts on the request, and handlers that ask for the same row once more.

import Facts

/// A handler's look-up of a row that a middleware in front of it has put on the request.
package struct CallerReadTwice: Sendable {
  /// The look-up of the handler.
  package let again: CallSite
  /// The look-up of the middleware.
  package let kept: CallSite
  /// Under which name the request holds the row: `user`.
  package let name: String
}

extension Program {
  /// The look-ups of handlers whose key is read of a row that the request holds, in order of file and place.
  ///
  /// `lookUps` are the positions of the calls that ask for one row, with what they ask for it of.
  package func callersReadTwice(_ lookUps: [Int: String]) -> [CallerReadTwice] {
    var held: [FunctionRef: [(name: String, call: Int)]] = [:]
    var result: [CallerReadTwice] = []
    var seen: Set<Int> = []
    for route in routes where isServed(route) {
      guard let handler = route.handler else { continue }
      let before = route.chain.filter { $0.level != .after }.flatMap(\.functions)
      var rows: [(name: String, call: Int)] = []
      for function in before where function != handler {
        let known = held[function] ?? rowsKept(by: function, lookUps)
        held[function] = known
        rows += known
      }
      guard !rows.isEmpty else { continue }
      for position in calls(in: handler) {
        let site = call(at: position)
        guard let model = lookUps[position], let name = site.nameOfHeldKey,
          let row = rows.first(where: { $0.name == name && lookUps[$0.call] == model }),
          !site.wantsMore, seen.insert(position).inserted
        else { continue }
        result.append(CallerReadTwice(again: site, kept: call(at: row.call), name: name))
      }
    }
    return result.sorted { $0.again.place < $1.again.place }
  }

  /// The rows that a function puts on the request: `req.user = await User.findById(id)`.
  private func rowsKept(by function: FunctionRef, _ lookUps: [Int: String]) -> [(
    name: String, call: Int
  )] {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    return (own.firstInstruction.index..<own.endInstruction.index).compactMap { index in
      let step = facts.instructions[index]
      guard step.operation == .assign, case let place = facts.values[Int(step.a)],
        place.kind == .member, facts.isParameter(ValueID(place.a)),
        let start = facts.firstCall(of: ValueID(step.b)),
        let position = table.position(
          of: CallRef(unit: function.unitIndex, id: InstructionID(start))
        ), lookUps[position] != nil
      else { return nil }
      return (facts.names.string(NameID(place.b)), position)
    }
  }
}

extension FileFacts {
  /// Whether a value is a parameter, by itself or under its name.
  fileprivate func isParameter(_ id: ValueID) -> Bool {
    let value = values[id.index]
    if value.kind == .symbol {
      let held = symbols[Int(value.a)].value
      return held.isPresent && values[held.index].kind == .parameter
    }
    return value.kind == .parameter
  }

  /// The call at the beginning of a chain that a value is the result of, through names.
  fileprivate func firstCall(of id: ValueID) -> Int? {
    var value = values[id.index]
    var found: Int?
    for _ in 0..<16 {
      switch value.kind {
      case .awaited: value = values[Int(value.a)]
      case .symbol:
        guard found == nil, symbols[Int(value.a)].value.isPresent else { return found }
        value = values[symbols[Int(value.a)].value.index]
      case .result:
        found = Int(value.a)
        let callee = values[Int(instructions[Int(value.a)].a)]
        guard callee.kind == .member else { return found }
        value = values[Int(callee.a)]
      default: return found
      }
    }
    return found
  }
}

extension CallSite {
  private static let keys: Set<String> = ["id", "_id", "userId", "uid"]

  /// The name under which the request holds the row whose key the call asks for: `user` of `req.user._id`.
  fileprivate var nameOfHeldKey: String? {
    let facts = unit.facts
    guard let first = facts.valueList(ListID(instruction.b)).first else { return nil }
    var key = facts.values[first.index]
    if key.kind == .object {
      // `findOne({ _id: req.user.id })`, and nothing else.
      let words = Array(facts.list(ListID(key.a)))
      guard words.count == 2, Self.keys.contains(facts.names.string(NameID(words[0]))) else {
        return nil
      }
      key = facts.values[Int(words[1])]
    }
    for _ in 0..<4 {
      switch key.kind {
      case .symbol where facts.symbols[Int(key.a)].value.isPresent:
        key = facts.values[facts.symbols[Int(key.a)].value.index]
      case .result:
        // `req.user.id.toString()`
        let callee = facts.values[Int(facts.instructions[Int(key.a)].a)]
        guard callee.kind == .member, facts.names.isText("toString", NameID(callee.b)) else {
          return nil
        }
        key = facts.values[Int(callee.a)]
      default: break
      }
    }
    guard key.kind == .member, Self.keys.contains(facts.names.string(NameID(key.b))),
      case let row = facts.values[Int(key.a)], row.kind == .member,
      facts.isParameter(ValueID(row.a))
    else { return nil }
    return facts.names.string(NameID(row.b))
  }

  /// Whether the call wants what the row on the request may lack: hidden columns, rows that it refers to, a lock.
  fileprivate var wantsMore: Bool {
    let facts = unit.facts
    let own = facts.functions[resolved.function.index]
    if facts.list(ListID(instruction.b)).count > 1 { return true }
    var last = resolved.place.id.index
    for index in resolved.place.id.index + 1..<own.endInstruction.index {
      let step = facts.instructions[index]
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .member, case let base = facts.values[Int(callee.a)],
        base.kind == .result, Int(base.a) == last
      else { continue }
      last = index
      let name = facts.names.string(NameID(callee.b))
      if ["populate", "session"].contains(name) { return true }
      guard name == "select", let first = facts.valueList(ListID(step.b)).first else { continue }
      let columns = facts.values[first.index]
      let isNarrowing =
        columns.kind == .string && !facts.names.string(NameID(columns.a)).contains("+")
      if !isNarrowing { return true }
    }
    return false
  }
}
