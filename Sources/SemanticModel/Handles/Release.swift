// Whether what a call opens is closed again on every path.

import Facts
import SourceText

/// What becomes of something that a call opened.
package enum Release: Sendable, Hashable {
  /// Closed on every path, or handed to somebody else who may close it.
  case safe
  /// Closed, but not where something between throws or returns. The place that closes it.
  case skippable(SourcePlace)
  /// Closed at the end and where something fails, but not where the function returns early. The place of the return.
  case passed(SourcePlace)
  /// Nothing closes it.
  case absent
}

extension Program {
  /// What becomes of the handle that a call opens, in the function that opens it.
  package func release(of handle: Handle, openedBy site: CallSite) -> Release {
    var tracing = HandleTrace(handle, site)
    return tracing.release()
  }
}

/// Follows one handle through the function that opens it.
private struct HandleTrace {
  let handle: Handle
  let site: CallSite
  let facts: FileFacts
  let function: FunctionID
  /// Calls that close the handle, in order.
  var closings: [InstructionID] = []
  /// It leaves the function: who gets it may close it.
  var escapes = false

  init(_ handle: Handle, _ site: CallSite) {
    self.handle = handle
    self.site = site
    facts = site.unit.facts
    function = site.resolved.function
  }

  mutating func release() -> Release {
    if site.instruction.flags.contains(.returned) || isCallback { return .safe }
    if isManaged { return .safe }
    let holder = holder()
    switch holder {
    case .elsewhere: return .safe
    case .nobody: return closesInChain ? .safe : .absent
    case .symbol(let symbol):
      follow(symbol)
      if escapes { return .safe }
      return judge()
    }
  }

  /// Whether Python's `with` closes it, at once or under the name that it was given.
  private var isManaged: Bool {
    guard facts.language == .python else { return false }
    return facts.regions.contains { region in
      guard region.kind == .with, region.function == function else { return false }
      if isOpened(region.subject, depth: 0) { return true }
      let value = facts.values[region.subject.index]
      return value.kind == .symbol && isOpened(facts.symbols[Int(value.a)].value, depth: 0)
    }
  }

  private enum Holder {
    case symbol(SymbolID)
    /// A field, a returned value, an argument of another call.
    case elsewhere
    case nobody
  }

  /// The library closes what it hands to a function of ours.
  private var isCallback: Bool {
    facts.valueList(ListID(site.instruction.b)).contains {
      facts.values[$0.index].kind == .function
    }
  }

  /// Whether the call closes what it opens on the spot.
  private var closesInChain: Bool {
    let methods = site.use.methods
    return methods.contains { handle.releases.contains($0) || $0 == "then" || $0 == "finally" }
  }

  private func holder() -> Holder {
    let fact = facts.functions[function.index]
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      switch step.operation {
      case .assign where isOpened(ValueID(step.b), depth: 0):
        let place = facts.values[Int(step.a)]
        return place.kind == .symbol ? .symbol(SymbolID(place.a)) : .elsewhere
      case .return where isOpened(ValueID(step.a), depth: 0): return .elsewhere
      case .call, .construct:
        if facts.valueList(ListID(step.b)).contains(where: { isOpened($0, depth: 0) }) {
          return .elsewhere
        }
      default: continue
      }
    }
    return .nobody
  }

  /// Whether a value is what the call gave, awaited or not.
  private func isOpened(_ id: ValueID, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      if InstructionID(value.a) == site.resolved.place.id { return true }
      // `new Pool().connect()`: what is made is what is connected.
      let call = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(call.a)]
      return callee.kind == .member && isOpened(ValueID(callee.a), depth: depth + 1)
        && ["connect", "promise", "catch", "launch"].contains(facts.names.string(NameID(callee.b)))
    case .awaited, .spread: return isOpened(ValueID(value.a), depth: depth + 1)
    case .choice, .array:
      return facts.valueList(ListID(value.a)).contains { isOpened($0, depth: depth + 1) }
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains {
        isOpened(ValueID(words[$0]), depth: depth + 1)
      }
    default: return false
    }
  }

  /// Collects what happens to a name in the function and the closures in it.
  private mutating func follow(_ symbol: SymbolID) {
    let owner = facts.symbols[symbol.index].function
    // A name of a wider scope lives on.
    guard owner == function else {
      escapes = true
      return
    }
    for position in facts.functions.indices.dropFirst() where isInside(FunctionID(position)) {
      let fact = facts.functions[position]
      var next = fact.firstInstruction
      while next < fact.endInstruction {
        note(next, facts.instructions[next.index], in: FunctionID(position), symbol)
        next = InstructionID(next.index + 1)
      }
    }
  }

  private func isInside(_ inner: FunctionID) -> Bool {
    var next = inner
    while next.isPresent {
      if next == function { return true }
      next = facts.functions[next.index].parent
    }
    return false
  }

  private mutating func note(
    _ id: InstructionID,
    _ step: Instruction,
    in place: FunctionID,
    _ symbol: SymbolID
  ) {
    let isClosure = place != function
    switch step.operation {
    case .call, .construct:
      let callee = facts.values[Int(step.a)]
      let name = calleeName(callee)
      let isOwn = callee.kind == .member && isSymbol(ValueID(callee.a), symbol, depth: 0)
      let arguments = facts.valueList(ListID(step.b))
      let isGiven = arguments.contains { isSymbol($0, symbol, depth: 0) }
      if isOwn && handle.releases.contains(name) || isGiven && closes(name, id) {
        // A closure closes it at a time that cannot be told.
        if isClosure { escapes = true } else { closings.append(id) }
      } else if isGiven, isUnknown(id) {
        escapes = true
      }
    case .return where mentions(ValueID(step.a), symbol, depth: 0),
      .yield where mentions(ValueID(step.a), symbol, depth: 0):
      escapes = true
    case .assign where mentions(ValueID(step.b), symbol, depth: 0):
      escapes = true
    default: return
    }
  }

  private func calleeName(_ callee: Value) -> String {
    switch callee.kind {
    case .member: facts.names.string(NameID(callee.b))
    case .symbol: facts.names.string(facts.symbols[Int(callee.a)].name)
    case .global: facts.names.string(NameID(callee.a))
    default: ""
    }
  }

  /// A function that is given the handle and says that it closes things.
  private func closes(_ name: String, _ id: InstructionID) -> Bool {
    if handle.releases.contains(name) { return true }
    let lower = name.lowercased()
    return ["release", "close", "destroy", "dispose", "cleanup", "rollback", "commit", "end"]
      .contains { lower.hasPrefix($0) }
  }

  /// Whether nobody knows what a call does with what it is given.
  private func isUnknown(_ id: InstructionID) -> Bool {
    guard
      let position = site.program.table.position(
        of: CallRef(unit: site.place.unit, id: id)
      )
    else { return true }
    return site.program.calls[position].status == .unresolved
  }

  private func isSymbol(_ id: ValueID, _ symbol: SymbolID, depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == symbol
    case .awaited: return isSymbol(ValueID(value.a), symbol, depth: depth + 1)
    default: return false
    }
  }

  /// Whether a value is the handle, or holds it.
  private func mentions(_ id: ValueID, _ symbol: SymbolID, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == symbol
    case .awaited, .spread: return mentions(ValueID(value.a), symbol, depth: depth + 1)
    case .choice, .array:
      return facts.valueList(ListID(value.a)).contains {
        mentions($0, symbol, depth: depth + 1)
      }
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains {
        mentions(ValueID(words[$0]), symbol, depth: depth + 1)
      }
    default: return false
    }
  }
}

extension HandleTrace {
  /// Whether every way out of the function passes something that closes the handle.
  private func judge() -> Release {
    guard let last = closings.last else { return .absent }
    if closings.contains(where: { block(of: $0, is: .finally) }) { return .safe }
    let isCaught = closings.contains { block(of: $0, is: .catch) }
    if isCaught, closings.contains(where: { !block(of: $0, is: .catch) }) {
      return earlyReturn(before: last).map { .passed($0) } ?? .safe
    }
    let place = SourcePlace(unit: site.place.unit, span: facts.instructions[last.index].span)
    return canSkip(last) ? .skippable(place) : .safe
  }

  private func block(of id: InstructionID, is kind: Region.Kind) -> Bool {
    var next = facts.instructions[id.index].region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == kind { return true }
      next = region.parent
    }
    return false
  }

  /// Whether something between opening and closing may throw, or leaves the function without closing.
  private func canSkip(_ last: InstructionID) -> Bool {
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < last {
      let step = facts.instructions[next.index]
      let id = next
      next = InstructionID(next.index + 1)
      switch step.operation {
      case .await where !isOpened(ValueID(step.a), depth: 0): return true
      case .throw: return true
      case .call where facts.language == .python && mayFail(id): return true
      case .return where !isClosedBefore(id): return true
      default: continue
      }
    }
    return false
  }

  /// A return behind the opening that no closing precedes, as `if (!row) return res.sendStatus(404)` is one.
  private func earlyReturn(before last: InstructionID) -> SourcePlace? {
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < last {
      let id = next
      next = InstructionID(next.index + 1)
      let step = facts.instructions[id.index]
      guard step.operation == .return, facts.regions[step.region.index].function == function,
        !isClosedBefore(id), isBehindOpening(id)
      else { continue }
      return SourcePlace(unit: site.place.unit, span: step.span)
    }
    return nil
  }

  /// `if (!transaction) return` opened nothing.
  private func isBehindOpening(_ id: InstructionID) -> Bool {
    let own = facts.regions(around: site.resolved.place.id)
    return facts.regions(around: id).subtracting(own).allSatisfy { region in
      let subject = facts.regions[region.index].subject
      return !subject.isPresent || !isTested(subject, depth: 0)
    }
  }

  /// Whether a condition looks at the handle itself.
  private func isTested(_ id: ValueID, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    if isOpened(id, depth: 0) { return true }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.value.isPresent && isOpened(symbol.value, depth: 0)
    case .unary, .member, .awaited: return isTested(ValueID(value.a), depth: depth + 1)
    case .binary:
      return isTested(ValueID(value.a), depth: depth + 1)
        || isTested(ValueID(value.b), depth: depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { isTested($0, depth: depth + 1) }
    default: return false
    }
  }

  /// Whether a call asks somebody who can refuse.
  private func mayFail(_ id: InstructionID) -> Bool {
    let place = CallRef(unit: site.place.unit, id: id)
    guard let position = site.program.table.position(of: place) else { return false }
    return !site.program.call(at: position).reachedKinds.isDisjoint(with: [
      .query, .write, .external,
    ])
  }

  /// Whether something closes the handle before a return, in one of the blocks around it.
  private func isClosedBefore(_ id: InstructionID) -> Bool {
    let around = facts.regions(around: id)
    return closings.contains { $0 <= id && around.contains(facts.instructions[$0.index].region) }
  }
}

extension FileFacts {
  /// The blocks around a step, its own among them.
  func regions(around id: InstructionID) -> Set<RegionID> {
    regions(around: instructions[id.index].region)
  }

  /// A block, and those around it.
  func regions(around region: RegionID) -> Set<RegionID> {
    var result: Set<RegionID> = []
    var next = region
    while next.isPresent, result.insert(next).inserted { next = regions[next.index].parent }
    return result
  }
}
