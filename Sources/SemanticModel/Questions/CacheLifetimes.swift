// How long entries of a cache server live.

import Facts

/// A call that puts an entry with a lifetime into a cache server.
package struct LivedEntry: Sendable {
  package let site: CallSite
  /// Where the lifetime is said.
  package let lifetime: SourcePlace
}

extension Program {
  /// The serialized entries of requests whose lifetime has no random part, in order of file and place.
  package var uniformLifetimes: [LivedEntry] {
    let sites = calls(with: [.cache]).filter { $0.unit.isRunning }
    let reading = Set(sites.filter { Self.looks.contains($0.calledName) }.map(\.place.unit))
    return sites.compactMap { site -> LivedEntry? in
      guard reading.contains(site.place.unit), site.isReached(from: Self.served),
        let (value, lifetime) = entry(of: site), hasOwnKey(site), isSerialized(value, site),
        isPlain(lifetime, site, 0), !isVaried(site)
      else { return nil }
      let span = site.unit.facts.values[lifetime.index].span
      return LivedEntry(site: site, lifetime: SourcePlace(unit: site.place.unit, span: span))
    }
    .sorted { $0.site.place < $1.site.place }
  }

  private static let served: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]
  private static let looks: Set<String> = ["get", "mget", "hget", "hgetall"]

  /// The value and the lifetime of an entry.
  private func entry(of site: CallSite) -> (value: ValueID, lifetime: ValueID)? {
    let facts = site.unit.facts
    let arguments = Array(facts.valueList(ListID(site.instruction.b)))
    guard arguments.count >= 3 else { return nil }
    switch site.calledName {
    case "setex", "setEx", "psetex", "pSetEx": return (arguments[2], arguments[1])
    case "set":
      let third = facts.values[arguments[2].index]
      if third.kind == .string {
        let word = facts.names.string(NameID(third.a)).uppercased()
        guard word == "EX" || word == "PX", arguments.count >= 4 else { return nil }
        return (arguments[1], arguments[3])
      }
      guard third.kind == .object else { return (arguments[1], arguments[2]) }
      let words = Array(facts.list(ListID(third.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where NameID(words[position]) != .any {
        let name = facts.names.string(NameID(words[position])).lowercased()
        if ["ex", "px", "ttl", "timeout"].contains(name) {
          return (arguments[1], ValueID(words[position + 1]))
        }
      }
      return nil
    default: return nil
    }
  }

  /// A key that differs from call to call.
  private func hasOwnKey(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    guard let first = facts.valueList(ListID(site.instruction.b)).first else { return false }
    var value = facts.values[first.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      if symbol.value.isPresent { value = facts.values[symbol.value.index] }
    }
    return value.kind != .string
  }

  /// Data that was worked out; tokens, flags and locks are plain texts, and must end when they say.
  private func isSerialized(_ id: ValueID, _ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var value = facts.values[id.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .member else { return false }
    return ["stringify", "dumps"].contains(facts.names.string(NameID(callee.b)))
  }

  /// A number of the code, a setting, or arithmetic on them; what callers give is theirs to vary.
  private func isPlain(_ id: ValueID, _ site: CallSite, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    switch optionValue(of: ValueRef(unit: site.resolved.place.unitIndex, id: id)) {
    case .number: return true
    case .computed(let variables, _): return !variables.isEmpty
    default: return false
    }
  }

  /// Whether something random stands in the function: the lifetime, or the moment of the entry, varies.
  private func isVaried(_ site: CallSite) -> Bool {
    calls(in: site.function).contains { position in
      let name = call(at: position).calledName.lowercased()
      return ["random", "uniform", "jitter", "randint", "randrange"].contains { name.contains($0) }
    }
  }
}
