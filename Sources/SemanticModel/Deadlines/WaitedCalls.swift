// What the code around a call says of who waits for it, and of what it asks.

import Facts
import SourceText

extension CallSite {
  /// Whether its function starts it and goes on: the promise is dropped, and nothing hears of its end.
  package var isStartedAndLeft: Bool {
    guard !unit.isPython, !instruction.isAwaited else { return false }
    let facts = unit.facts
    let hears = facts.valueList(ListID(instruction.b)).contains {
      facts.values[$0.index].kind == .function
    }
    guard !hears else { return false }
    let chain = PromiseUses(facts).chain(from: resolved.place.id)
    return (chain.isDropped || chain.isVoided)
      && chain.methods.allSatisfy { ["catch", "finally"].contains($0) }
  }

  /// Whether what it calls is a parameter: which function that is, each caller says.
  package var callsParameter: Bool {
    let facts = unit.facts
    let callee = facts.values[Int(instruction.a)]
    switch callee.kind {
    case .parameter: return true
    case .symbol: return facts.symbols[Int(callee.a)].kind == .parameter
    default: return false
    }
  }

  /// The call and its arguments as the source spells them; the beginning where they are long.
  package var spelled: String { program.spelled(place.span, in: place.unit) }

  /// The first argument as the source spells it.
  package var spelledSubject: String {
    arguments.first.map { program.spelled($0.span, in: place.unit) } ?? ""
  }

  /// The host that the first argument names in full: `api.example.com`.
  package var statedHost: String? {
    let text = spelledSubject
    guard let scheme = ["https://", "http://"].first(where: { text.dropFirst().hasPrefix($0) })
    else { return nil }
    let host = text.dropFirst(scheme.count + 1).prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
    let rest = text.dropFirst(scheme.count + 1 + host.count).first
    guard host.contains("."), rest.map({ "/?`'\":".contains($0) }) ?? false else { return nil }
    return host.lowercased()
  }
}

extension Program {
  fileprivate func spelled(_ span: ByteSpan, in unit: Int) -> String {
    let bytes = bytes(of: unit)
    let start = min(Int(span.start), bytes.count)
    let end = min(max(Int(span.end), start), start + 1_200, bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// What a file says of how long the platform lets its handlers run: `maxDuration`, the edge runtime.
  package func statedDuration(in unit: Int) -> String? {
    let text = String(decoding: bytes(of: unit), as: UTF8.self)
    if text.contains("export const maxDuration") { return "maxDuration" }
    let isEdge = text.contains("export const runtime = \"edge\"") || text.contains("export const runtime = 'edge'")
    return isEdge ? "runtime = \"edge\"" : nil
  }
}

extension Approach {
  /// The call that leads on by the name of its method alone: nothing says which object it asks.
  package var callKnownByName: CallSite? {
    for (index, call) in calls.enumerated() {
      let isLast = index + 1 == calls.count
      let next = isLast ? goal : call.program.units.number(calls[index + 1].function)
      let caller = Int(call.program.units.number(call.function))
      let isKnown = call.program.graph.edges(of: caller).contains {
        $0.callee == next && Int($0.call) == call.position
      }
      if !isKnown, !call.namesOwner(of: next) { return call }
    }
    return nil
  }
}

extension CallSite {
  /// Whether it is called on a name that is that of the class of a method: `this.mailer.send()` of `Mailer`.
  fileprivate func namesOwner(of function: Int32) -> Bool {
    let method = program.reference(function)
    let facts = program.units[method.unitIndex].facts
    let owner = facts.functions[method.id.index].owner
    let callee = unit.facts.values[Int(instruction.a)]
    guard owner.isPresent, callee.kind == .member,
      let receiver = unit.facts.lastName(of: ValueID(callee.a))
    else { return false }
    let type = facts.names.string(facts.classes[owner.index].name).lowercased()
    let name = unit.facts.names.string(receiver).lowercased()
    return type == name || type.hasSuffix(name) && name.count > 4
  }
}
