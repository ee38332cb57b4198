// Addresses that callers may choose themselves, as keys of limits.

import Facts
import SourceText

/// A place that takes the caller's address from a header, for a limit.
package struct CallerKey: Sendable {
  package let function: FunctionRef
  /// Where the header is named.
  package let place: SourcePlace
}

extension Program {
  /// The functions that count callers by `X-Forwarded-For`, as it was sent.
  package var forwardedKeys: [CallerKey] {
    var result: [CallerKey] = []
    for (unit, file) in units.enumerated() where file.isRunning && !browserUnits.contains(unit) {
      let facts = file.facts
      for value in facts.values where value.kind == .string || value.kind == .member {
        let name = NameID(value.kind == .string ? value.a : value.b)
        guard facts.names.isWord("x-forwarded-for", name) else { continue }
        let place = SourcePlace(unit: unit, span: value.span)
        guard let function = function(at: place), result.last?.function != function,
          !takesLast(function), isKey(function)
        else { continue }
        result.append(CallerKey(function: function, place: place))
      }
    }
    return result
  }

  /// Whether a function's result, or that of its caller, is the key of a limit.
  private func isKey(_ function: FunctionRef) -> Bool {
    if limitsCallers(function) { return true }
    return reachability.callers[Int(units.number(function))].prefix(32).contains { step in
      limitsCallers(reference(step.caller))
    }
  }

  private static let keys: Set<String> = [
    "getTracker", "keyGenerator", "key_func", "keyFunc", "generateKey", "keyFor", "get_cache_key",
  ]
  private static let words = ["ratelimit", "rate_limit", "throttl", "limiter"]

  /// Whether a function limits by its name, its class, or a call of its own.
  private func limitsCallers(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    guard own.kind != .module else { return false }
    if own.name.isPresent {
      if Self.keys.contains(facts.names.string(own.name)) { return true }
      if Self.words.contains(where: { facts.names.holds($0, in: own.name) }) { return true }
    }
    if own.owner.isPresent {
      let name = facts.classes[own.owner.index].name
      if name.isPresent, Self.words.contains(where: { facts.names.holds($0, in: name) }) {
        return true
      }
    }
    return facts.steps(of: function.id).contains { index in
      let here = CallRef(unit: function.unitIndex, id: InstructionID(index))
      guard let position = table.position(of: here) else { return false }
      let site = call(at: position)
      if site.plays(.rateLimiter) { return true }
      let name = site.calleeText.lowercased()
      return Self.words.contains { name.contains($0) }
    }
  }

  /// The last address is the one that the proxy in front wrote.
  private func takesLast(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    return facts.steps(of: function.id).contains { index in
      let step = facts.instructions[index]
      guard step.operation == .call else { return false }
      let callee = facts.values[Int(step.a)]
      return callee.kind == .member
        && ["pop", "at", "reverse"].contains(facts.names.string(NameID(callee.b)))
    }
  }
}
