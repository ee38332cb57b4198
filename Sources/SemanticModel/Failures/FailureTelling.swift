// Whether a piece of code that runs upon a failure tells somebody of it, or answers without what failed.

import Facts

extension FileFacts {
  /// Whether some steps throw, hand a failure on, or answer that something went wrong.
  func tellsFailure(_ steps: Range<Int>) -> Bool {
    steps.contains { index in
      let step = instructions[index]
      switch step.operation {
      case .throw: return true
      case .call, .construct: return isAnswerOfFailure(step)
      case .return: return step.a != 0 && isFailure(values[Int(step.a)], depth: 0)
      default: return false
      }
    }
  }

  /// Whether some steps answer, or throw, with a status that says the server is at fault.
  func answersServerError(_ steps: Range<Int>) -> Bool {
    steps.contains { index in
      let step = instructions[index]
      switch step.operation {
      case .call, .construct:
        return valueList(ListID(step.b)).contains { isServerError($0, depth: 0) }
      case .return: return step.a != 0 && isServerError(ValueID(step.a), depth: 0)
      default: return false
      }
    }
  }

  /// Whether an answer of Python says in its body alone that something went wrong: its status says that all went well.
  func tellsFailureInBody(_ id: ValueID) -> Bool {
    let value = values[id.index]
    guard value.kind == .result else {
      return value.kind == .object && isFailure(value, depth: 0)
    }
    let step = instructions[Int(value.a)]
    let given = valueList(ListID(step.b)).map { values[$0.index] }
    guard let body = given.first, body.kind == .object, !body.flags.contains(.keywords) else {
      return false
    }
    // A second argument or an option is the status.
    return given.count == 1 && isFailure(body, depth: 0)
  }

  /// Whether a value, or what a call is given to answer with, is an object that holds an empty list and tells of no
  /// failure.
  func holdsEmptyList(_ id: ValueID) -> Bool {
    var value = values[id.index]
    if value.kind == .awaited { value = values[Int(value.a)] }
    var candidates = [value]
    if value.kind == .result {
      let step = instructions[Int(value.a)]
      guard !isAnswerOfFailure(step), !answersServerError(Int(value.a)..<Int(value.a) + 1) else {
        return false
      }
      candidates = valueList(ListID(step.b)).map { values[$0.index] }
      if let first = candidates.first, first.kind == .array,
        valueList(ListID(first.a)).isEmpty
      {
        return true
      }
    }
    return candidates.contains { object in
      guard object.kind == .object, !isFailure(object, depth: 0) else { return false }
      let words = Array(list(ListID(object.a)))
      let entries = stride(from: 0, to: words.count - 1, by: 2).map { position in
        (name: NameID(words[position]), value: values[Int(words[position + 1])])
      }
      let tells = entries.contains { entry in
        entry.name == .any || Self.tellers.contains(names.string(entry.name).lowercased())
      }
      return !tells
        && entries.contains { $0.value.kind == .array && valueList(ListID($0.value.a)).isEmpty }
    }
  }

  /// Names under which an answer tells what went wrong.
  private static let tellers: Set<String> = [
    "error", "errors", "err", "message", "msg", "detail", "warning", "success", "ok", "status",
    "statuscode", "status_code", "degraded", "unavailable", "failed", "reason",
  ]

  private func isServerError(_ id: ValueID, depth: Int) -> Bool {
    let value = values[id.index]
    switch value.kind {
    case .number: return (500..<600).contains(numbers[Int(value.a)])
    case .member:
      // `HTTPStatus.INTERNAL_SERVER_ERROR.value`
      if names.isText("value", NameID(value.b)), depth < 2 {
        return isServerError(ValueID(value.a), depth: depth + 1)
      }
      return ["INTERNAL_SERVER_ERROR", "HTTP_500_INTERNAL_SERVER_ERROR"]
        .contains(names.string(NameID(value.b)))
    case .array where depth < 2:
      return valueList(ListID(value.a)).contains {
        $0.isPresent && isServerError($0, depth: depth + 1)
      }
    case .object where depth < 2:
      let words = Array(list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        let name = NameID(words[position])
        guard name != .any else { return false }
        return ["status", "statusCode", "status_code", "code"].contains(names.string(name))
          && isServerError(ValueID(words[position + 1]), depth: depth + 1)
      }
    default: return false
    }
  }

  /// The steps of a function's own body.
  func steps(of function: FunctionID) -> Range<Int> {
    let own = functions[function.index]
    return own.firstInstruction.index..<max(own.firstInstruction.index, own.endInstruction.index)
  }

  private static let handsOn: Set<String> = ["next", "reject", "done", "cb", "callback", "abort"]
  /// Parts of the names of functions that answer with a failure.
  private static let answers = [
    "handleerror", "senderror", "servererror", "errorresponse", "error_response", "internalerror",
    "badgateway", "unavailable", "failure", "flash", "throwerror", "rethrow",
  ]

  private func isAnswerOfFailure(_ step: Instruction) -> Bool {
    let callee = values[Int(step.a)]
    let name: NameID
    switch callee.kind {
    case .member: name = NameID(callee.b)
    case .global: name = NameID(callee.a)
    case .symbol: name = symbols[Int(callee.a)].name
    default: name = .none
    }
    let arguments = valueList(ListID(step.b))
    if name.isPresent {
      let text = names.string(name)
      if Self.handsOn.contains(text), !arguments.isEmpty { return true }
      if step.operation == .construct, text.hasSuffix("Error") || text.hasSuffix("Exception") {
        return true
      }
      if Self.answers.contains(where: { names.holds($0, in: name) }) { return true }
    }
    return arguments.contains { isFailure(values[$0.index], depth: 0) }
  }

  /// A status of failure, or an object or tuple that holds one or speaks of an error.
  private func isFailure(_ value: Value, depth: Int) -> Bool {
    guard depth < 4 else { return false }
    switch value.kind {
    case .number: return (400..<600).contains(numbers[Int(value.a)])
    case .array:
      return valueList(ListID(value.a)).contains {
        $0.isPresent && values[$0.index].kind == .number
          && isFailure(values[$0.index], depth: depth + 1)
      }
    case .object:
      let words = Array(list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        let name = NameID(words[position])
        guard name != .any else { return false }
        let entry = values[Int(words[position + 1])]
        switch names.string(name) {
        case "error", "errors", "err": return entry.kind != .null
        case "success", "ok": return entry.kind == .boolean && entry.a == 0
        case "status", "statusCode", "status_code", "code":
          return isFailure(entry, depth: depth + 1)
        default: return false
        }
      }
    default: return false
    }
  }
}

/// What becomes of a failure at each place of a file: who catches it, and whether that helps the request.
struct FailureFates {
  private let facts: FileFacts
  private let uses: PromiseUses
  /// By region: it, or a region around it, is a `try` whose handlers answer in place of what failed.
  private let isDegraded: [Bool]
  /// Where results are awaited by calls that never fail, or by nobody.
  private let detached: [(start: UInt32, end: UInt32)]

  enum Fate {
    /// It leaves the function.
    case passes
    /// Something stands in for what failed.
    case degraded
    /// Nobody waits for the work.
    case detached
  }

  init(_ facts: FileFacts, _ uses: PromiseUses) {
    self.facts = facts
    self.uses = uses
    isDegraded = Self.degraded(facts)
    detached = Self.detached(facts)
  }

  /// What becomes of the failure of a call.
  func fate(of call: InstructionID) -> Fate {
    let step = facts.instructions[call.index]
    if isDetached(step) { return .detached }
    let chain = uses.chain(from: call)
    if chain.isVoided { return .detached }
    if let catcher = chain.catcher, !tells(facts.instructions[catcher.index]) {
      return chain.isAwaited || !chain.isDropped ? .degraded : .detached
    }
    if chain.catcher == nil, chain.isDropped, !tells(step) { return .detached }
    return isDegraded[step.region.index] ? .degraded : .passes
  }

  /// Whether the last function that a call is given tells of failures; a handler by its name does.
  private func tells(_ step: Instruction) -> Bool {
    guard let last = facts.valueList(ListID(step.b)).last, last.isPresent else { return false }
    var value = facts.values[last.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      if ["next", "reject", "done"].contains(facts.names.string(symbol.name)) { return true }
      value = facts.values[symbol.value.index]
    }
    guard value.kind == .function else { return false }
    return facts.tellsFailure(facts.steps(of: FunctionID(value.a)))
  }

  private func isDetached(_ step: Instruction) -> Bool {
    detached.contains { $0.start <= step.start && step.end <= $0.end }
  }

  private static let detaching: Set<String> = [
    "allSettled", "waitUntil", "after", "setImmediate", "nextTick", "setTimeout",
    "queueMicrotask", "create_task", "ensure_future", "add_task", "submit", "suppress",
    "send_robust", "Thread", "start_soon", "spawn",
  ]

  /// Most files mention none of them.
  private static let detachingWords = WordList(detaching)

  private static func detached(_ facts: FileFacts) -> [(start: UInt32, end: UInt32)] {
    guard detachingWords.isMentioned(in: facts.names) else { return [] }
    var result: [(start: UInt32, end: UInt32)] = []
    for step in facts.instructions where step.operation == .call || step.operation == .construct {
      let callee = facts.values[Int(step.a)]
      let name: NameID
      switch callee.kind {
      case .member: name = NameID(callee.b)
      case .global: name = NameID(callee.a)
      case .symbol: name = facts.symbols[Int(callee.a)].name
      default: continue
      }
      guard name.isPresent, detaching.contains(facts.names.string(name)) else { continue }
      result.append((step.start, step.end))
      for argument in facts.valueList(ListID(step.b)) {
        let value = facts.values[argument.index]
        guard value.kind == .symbol else { continue }
        let made = facts.values[facts.symbols[Int(value.a)].value.index]
        if made.end > made.start { result.append((made.start, made.end)) }
      }
    }
    return result
  }

  private static func degraded(_ facts: FileFacts) -> [Bool] {
    var telling: Set<RegionID> = []
    var handled: Set<RegionID> = []
    var lastTry: [RegionID: RegionID] = [:]
    for (index, region) in facts.regions.enumerated().dropFirst() {
      if region.kind == .try { lastTry[region.parent] = RegionID(index) }
      guard region.kind == .catch, let body = lastTry[region.parent],
        !isForOthers(region.subject, facts)
      else { continue }
      let first = region.firstInstruction.index
      if facts.tellsFailure(first..<max(first, region.endInstruction.index)) {
        telling.insert(body)
      } else {
        handled.insert(body)
      }
    }
    handled.subtract(telling)
    var result = Array(repeating: false, count: facts.regions.count)
    for (index, region) in facts.regions.enumerated().dropFirst() {
      // A region stands behind the one that holds it.
      result[index] =
        handled.contains(RegionID(index))
        || region.parent.index < index && result[region.parent.index]
    }
    return result
  }

  /// Whether a handler catches what a wait never throws.
  private static func isForOthers(_ subject: ValueID, _ facts: FileFacts) -> Bool {
    guard subject.isPresent else { return false }
    let value = facts.values[subject.index]
    let name: NameID
    switch value.kind {
    case .global: name = NameID(value.a)
    case .member: name = NameID(value.b)
    case .symbol: name = facts.symbols[Int(value.a)].name
    default: return false
    }
    let text = facts.names.string(name)
    return [
      "KeyError", "ValueError", "TypeError", "IndexError", "AttributeError", "IntegrityError",
      "JSONDecodeError", "ValidationError", "NoResultFound", "DoesNotExist", "UnicodeDecodeError",
      "ImportError", "PermissionError", "FileNotFoundError",
    ].contains(text)
  }
}
