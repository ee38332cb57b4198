// Blocks that run only if the caller asks for them: `if with_author:`.

import Facts
import SourceText

/// What calls give for the flags that blocks of their callees ask for.
struct FlagArguments {
  let units: [Unit]

  /// Whether a call can lead to a place in the function that it runs: what the blocks around the place ask of
  /// parameters, the call gives, or their defaults do.
  ///
  /// A block for what is missing (`if (!plan)`) is not for a call that hands it over. `isStrict`: nor is the other
  /// arm of a test of something that is handed over.
  /// `trustsHanded`: what is handed over is taken to be there.
  func isAllowed(
    _ position: Int,
    by call: Int,
    _ table: CallTable,
    isStrict: Bool = false,
    trustsHanded: Bool = true
  ) -> Bool {
    let inner = table.calls[position]
    let outer = table.calls[call]
    let unit = inner.place.unitIndex
    let facts = units[unit].facts
    var next = facts.instructions[inner.place.id.index].region
    while next.isPresent {
      let region = facts.regions[next.index]
      next = region.parent
      guard region.kind == .then || region.kind == .otherwise else { continue }
      switch truth(ofTest: region.subject, in: inner, given: outer, depth: 0) {
      case .hidden: return false
      case .known(let isTrue) where isTrue != (region.kind == .then): return false
      case .likely(false) where region.kind == .then && trustsHanded: return false
      case .likely(true) where region.kind == .otherwise && isStrict: return false
      case .known, .unknown, .likely: continue
      }
    }
    return !isBehindClosedTest(inner, by: outer)
  }

  /// Whether a test of what its function is given stands around a call, so that some callers may close it.
  func mayBeClosed(_ place: CallRef, in owner: FunctionID) -> Bool {
    let facts = units[place.unitIndex].facts
    let function = facts.functions[owner.index]
    guard function.parameterCount > 0 else { return false }
    var next = facts.instructions[place.id.index].region
    while next.isPresent, next != function.body {
      let region = facts.regions[next.index]
      next = region.parent
      guard region.kind == .then || region.kind == .otherwise else { continue }
      if asksGiven(region.subject, owner, facts, 0) { return true }
    }
    return false
  }

  /// Whether a test asks for a parameter, or for an entry of one.
  private func asksGiven(_ id: ValueID, _ function: FunctionID, _ facts: FileFacts, _ depth: Int)
    -> Bool
  {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .parameter: return FunctionID(value.a) == function
    case .symbol:
      return asksGiven(facts.symbols[Int(value.a)].value, function, facts, depth + 1)
    case .member, .unary: return asksGiven(ValueID(value.a), function, facts, depth + 1)
    case .binary:
      return [value.a, value.b].contains { asksGiven(ValueID($0), function, facts, depth + 1) }
    case .choice:
      return facts.eachValue(of: ListID(value.a)).contains {
        asksGiven($0, function, facts, depth + 1)
      }
    case .result:
      return facts.eachValue(of: ListID(facts.instructions[Int(value.a)].b)).contains {
        asksGiven($0, function, facts, depth + 1)
      }
    default: return false
    }
  }

  /// Functions with more values than these are not looked through.
  private static let mostValues = 2_000

  /// Whether a call stands behind a test of the same expression that the caller closes: `user and may(user)`.
  private func isBehindClosedTest(_ inner: ResolvedCall, by call: ResolvedCall) -> Bool {
    let facts = units[inner.place.unitIndex].facts
    let span = facts.instructions[inner.place.id.index].span
    let function = facts.functions[inner.function.index]
    let first = function.firstValue
    let end = function.endValue
    guard end.index - first.index < Self.mostValues else { return false }
    let all = units[inner.place.unitIndex].index.conjunctions
    let tests = all[all.firstPosition { $0.raw >= first.raw }...].prefix { $0.raw < end.raw }
    return tests.contains { test in
      let value = facts.values[test.index]
      guard value.span.contains(span) else { return false }
      let arms = facts.list(ListID(value.a))
      let before = arms.prefix { !facts.values[Int($0)].span.contains(span) }
      guard before.count < arms.count else { return false }
      return before.contains {
        truth(ofTest: ValueID($0), in: inner, given: call, depth: 0) == .known(false)
      }
    }
  }

  private struct Flag {
    let unit: Int
    let position: Int
    let name: NameID
    /// The entry of the object that the parameter is: `{ plan }`.
    var entry: NameID?
    /// What it is when a call gives nothing; nil where the callee says nothing of it.
    let isTrue: Bool?
    /// Without an argument it is null.
    let isNothing: Bool
    /// The options that it is when a call gives none: `options = { force: false }`.
    var standIn: ValueID = .none
  }

  private enum Given: Equatable {
    case known(Bool), unknown, hidden
    /// The call hands over something, which is there in all likelihood: what the test comes to if so.
    case likely(Bool)
  }

  /// What a test comes to for one call of the function that it stands in.
  private func truth(
    ofTest id: ValueID,
    in inner: ResolvedCall,
    given call: ResolvedCall,
    depth: Int
  )
    -> Given
  {
    let facts = units[inner.place.unitIndex].facts
    guard id.isPresent, depth < 6 else { return .unknown }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      guard let flag = flag(id, facts, of: inner),
        flag.isTrue != nil || runs(inner, by: call)
      else { return .unknown }
      return given(flag, by: call)
    case .member:
      // `options?.skipAuth`
      guard let flag = flag(ValueID(value.a), facts, of: inner),
        flag.isTrue == nil || flag.standIn.isPresent, flag.entry == nil, runs(inner, by: call),
        !isSet(value, in: inner, facts)
      else { return .unknown }
      return given(facts.names.string(NameID(value.b)), in: flag, by: call)
    case .unary where value.detail == Operator.not.rawValue:
      let inner = truth(ofTest: ValueID(value.a), in: inner, given: call, depth: depth + 1)
      if case .known(let isTrue) = inner { return .known(!isTrue) }
      if case .likely(let isTrue) = inner { return .likely(!isTrue) }
      return inner
    case .binary:
      // `if parent is not None`
      let isEqual = value.detail == Operator.equal.rawValue
      guard isEqual || value.detail == Operator.notEqual.rawValue,
        isNothing(ValueID(value.b), facts),
        let flag = flag(ValueID(value.a), facts, of: inner), flag.isNothing,
        flag.isTrue != nil || runs(inner, by: call)
      else { return .unknown }
      switch flag.entry == nil ? argument(flag, of: call) : given(flag, by: call) {
      case nil: return .known(isEqual)
      case .known(true)?: return .known(!isEqual)
      case .likely?: return .likely(!isEqual)
      case .known(false)?, .unknown?, .hidden?: return .unknown
      }
    case .result: return truth(ofListTest: value, facts, in: inner, given: call)
    case .choice:
      let isAnd = value.detail == Operator.and.rawValue
      guard isAnd || value.detail == Operator.or.rawValue else { return .unknown }
      let arms = facts.valueList(ListID(value.a)).map {
        truth(ofTest: $0, in: inner, given: call, depth: depth + 1)
      }
      if arms.contains(.known(!isAnd)) { return .known(!isAnd) }
      if isAnd, arms.contains(.hidden) { return .hidden }
      return arms.allSatisfy { $0 == .known(isAnd) } ? .known(isAnd) : .unknown
    default: return .unknown
    }
  }

  /// Whether the function gives an entry of its options a value itself: `options.limit = options.limit ?? 20`.
  private func isSet(_ entry: Value, in inner: ResolvedCall, _ facts: FileFacts) -> Bool {
    let base = facts.values[Int(entry.a)]
    let function = facts.functions[inner.function.index]
    return facts.instructions[function.firstInstruction.index..<function.endInstruction.index]
      .contains { step in
        guard step.operation == .assign, case let place = facts.values[Int(step.a)],
          place.kind == .member, place.b == entry.b
        else { return false }
        let owner = facts.values[Int(place.a)]
        return owner.kind == .symbol && owner.a == base.a
      }
  }

  /// `Array.isArray(keys)`, of what a call hands over as a text, a number or a list.
  private func truth(
    ofListTest value: Value,
    _ facts: FileFacts,
    in inner: ResolvedCall,
    given call: ResolvedCall
  ) -> Given {
    let test = facts.instructions[Int(value.a)]
    guard test.operation == .call, case let callee = facts.values[Int(test.a)],
      callee.kind == .member, facts.names.isText("isArray", NameID(callee.b)),
      let asked = facts.eachValue(of: ListID(test.b)).first,
      let flag = flag(asked, facts, of: inner), flag.entry == nil, runs(inner, by: call)
    else { return .unknown }
    let own = units[call.place.unitIndex].facts
    let arguments = own.valueList(ListID(own.instructions[call.place.id.index].b))
    guard flag.position < arguments.count,
      !arguments.contains(where: { own.values[$0.index].kind == .spread })
    else { return .unknown }
    switch own.values[arguments[flag.position].index].kind {
    case .string, .template, .number, .boolean: return .known(false)
    case .array: return .known(true)
    default: return .unknown
    }
  }

  /// Whether the arguments of a call are those of the function itself, not of what calls it back.
  private func runs(_ inner: ResolvedCall, by call: ResolvedCall) -> Bool {
    call.targets.contains(FunctionRef(unit: inner.place.unitIndex, id: inner.function))
  }

  /// The parameter that a name is, or the entry of one, with its constant default.
  private func flag(_ id: ValueID, _ facts: FileFacts, of inner: ResolvedCall) -> Flag? {
    let value = facts.values[id.index]
    guard value.kind == .symbol, case let symbol = facts.symbols[Int(value.a)],
      symbol.value.isPresent,
      !symbol.flags.contains(.reassigned) || isFilledBehind(SymbolID(value.a), inner, facts)
    else { return nil }
    var parameter = facts.values[symbol.value.index]
    var isTrue: Bool?
    var isNothing = true
    var standIn = ValueID.none
    if parameter.kind == .choice {
      let arms = ListID(parameter.a)
      guard facts.eachValue(of: arms).count == 2 else { return nil }
      let other = facts.value(at: 1, of: arms)
      if facts.values[other.index].kind == .object { standIn = other }
      guard let known = standIn.isPresent ? true : truth(of: other, facts) else { return nil }
      parameter = facts.values[facts.value(at: 0, of: arms).index]
      isTrue = known
      isNothing = self.isNothing(other, facts)
    } else if facts.language == .python {
      // What has no default is always given.
      return nil
    }
    var entry: NameID?
    if parameter.kind == .member {
      entry = NameID(parameter.b)
      parameter = facts.values[Int(parameter.a)]
      if parameter.kind == .symbol {
        let whole = facts.symbols[Int(parameter.a)]
        guard whole.value.isPresent, !whole.flags.contains(.reassigned) else { return nil }
        parameter = facts.values[whole.value.index]
      }
    }
    guard parameter.kind == .parameter, FunctionID(parameter.a) == inner.function else {
      return nil
    }
    return Flag(
      unit: inner.place.unitIndex,
      position: Int(parameter.detail),
      name: symbol.name,
      entry: entry,
      isTrue: isTrue,
      isNothing: isNothing,
      standIn: standIn
    )
  }

  /// Whether a name is filled only by and behind a call: `if (!plan) plan = await load()`.
  private func isFilledBehind(_ id: SymbolID, _ call: ResolvedCall, _ facts: FileFacts) -> Bool {
    let function = facts.functions[call.function.index]
    let range = function.firstInstruction.index..<function.endInstruction.index
    return facts.symbols[id.index].function == call.function
      && facts.instructions[range].enumerated().allSatisfy { offset, step in
        guard step.operation == .assign, case let place = facts.values[Int(step.a)],
          place.kind == .symbol, SymbolID(place.a) == id
        else { return true }
        return range.lowerBound + offset > call.place.id.index
          || ValueID(step.b) == facts.symbols[id.index].value
      }
  }

  private func isNothing(_ id: ValueID, _ facts: FileFacts) -> Bool {
    [.null, .undefined].contains(facts.values[id.index].kind)
  }

  private func truth(of id: ValueID, _ facts: FileFacts) -> Bool? {
    let value = facts.values[id.index]
    switch value.kind {
    case .boolean: return value.a == 1
    case .null, .undefined: return false
    default: return nil
    }
  }

  private func given(_ flag: Flag, by call: ResolvedCall) -> Given {
    if let entry = flag.entry {
      let given = given(text(entry, of: flag), in: flag, by: call)
      return given == .known(false) && flag.isTrue == true ? .unknown : given
    }
    return argument(flag, of: call) ?? .known(flag.isTrue ?? false)
  }

  /// The callee numbers names in its own way.
  private func text(_ name: NameID, of flag: Flag) -> String {
    units[flag.unit].facts.names.string(name)
  }

  /// What an object among the arguments says of one of its entries.
  private func given(_ entry: String, in flag: Flag, by call: ResolvedCall) -> Given {
    let facts = units[call.place.unitIndex].facts
    let instruction = facts.instructions[call.place.id.index]
    let arguments = facts.eachValue(of: ListID(instruction.b))
    guard instruction.operation == .call,
      !arguments.contains(where: { facts.values[$0.index].kind == .spread })
    else { return .unknown }
    guard flag.position < arguments.count else {
      return flag.standIn.isPresent
        ? self.entry(entry, of: flag.standIn, units[flag.unit].facts) : .known(false)
    }
    let given = facts.value(at: flag.position, of: ListID(instruction.b))
    return self.entry(entry, of: given, facts)
  }

  /// What an object literal says of one of its entries.
  private func entry(_ entry: String, of id: ValueID, _ facts: FileFacts) -> Given {
    let value = facts.values[id.index]
    guard value.kind == .object else { return .unknown }
    let words = facts.list(ListID(value.a))
    var result = Given.known(false)
    for pair in stride(from: words.startIndex, to: words.endIndex - 1, by: 2) {
      if NameID(words[pair]) == .any { return .unknown }
      guard facts.names.isText(entry, NameID(words[pair])) else { continue }
      result = handed(ValueID(words[pair + 1]), facts)
    }
    return result
  }

  /// What something that a call hands over says of itself.
  private func handed(_ id: ValueID, _ facts: FileFacts) -> Given {
    if let known = truth(of: id, facts) { return .known(known) }
    let value = facts.values[id.index]
    switch value.kind {
    case .object, .array, .function, .template: return .known(true)
    // What may itself be missing, or was worked out as an answer, says nothing.
    case .symbol, .awaited, .result, .this: return .likely(true)
    case .member where !value.flags.contains(.optional): return .likely(true)
    default: return .unknown
    }
  }

  /// What a call gives for a flag; nil where it leaves it to the default.
  private func argument(_ flag: Flag, of call: ResolvedCall) -> Given? {
    let facts = units[call.place.unitIndex].facts
    let instruction = facts.instructions[call.place.id.index]
    guard instruction.operation == .call else { return .unknown }
    var isHidden = false
    for (position, argument) in facts.eachValue(of: ListID(instruction.b)).enumerated() {
      let value = facts.values[argument.index]
      if value.kind == .object, value.flags.contains(.keywords) {
        let words = facts.list(ListID(value.a))
        let wanted = text(flag.name, of: flag)
        for pair in stride(from: words.startIndex, to: words.endIndex - 1, by: 2) {
          if NameID(words[pair]) == .any { isHidden = true }
          if facts.names.isText(wanted, NameID(words[pair])) {
            return handed(ValueID(words[pair + 1]), facts)
          }
        }
      } else if value.kind == .spread {
        isHidden = true
      } else if position == flag.position {
        return handed(argument, facts)
      }
    }
    return isHidden ? .hidden : nil
  }
}
