// What the code around a call says of who waits for it, and of what it asks.

import Facts
import SourceText

extension CallSite {
  /// Whether its function starts it and goes on: the promise is dropped, and nothing hears of its end.
  package var isStartedAndLeft: Bool {
    guard !unit.isPython else { return false }
    if isDoneBehindAnswer { return true }
    guard !instruction.isAwaited else { return false }
    let facts = unit.facts
    let hears = facts.valueList(ListID(instruction.b)).contains {
      facts.values[$0.index].kind == .function
    }
    guard !hears else { return false }
    let chain = PromiseUses(facts).chain(from: resolved.place.id)
    guard chain.methods.allSatisfy({ ["catch", "finally"].contains($0) }), !chain.isAwaited else {
      return false
    }
    return chain.isDropped || chain.isVoided || isKeptToCatch
  }

  /// Whether the platform does it when the answer is out: `waitUntil(send())`, `after(() => send())`.
  private var isDoneBehindAnswer: Bool {
    let facts = unit.facts
    guard Self.handing.isMentioned(in: facts.names) else { return false }
    return facts.instructions.contains { step in
      guard step.operation == .call, step.start < instruction.start, instruction.end <= step.end
      else { return false }
      let callee = facts.values[Int(step.a)]
      switch callee.kind {
      case .member: return facts.names.isText("waitUntil", NameID(callee.b))
      case .symbol:
        let name = facts.symbols[Int(callee.a)].name
        return facts.names.isText("waitUntil", name) || facts.names.isText("after", name)
      default: return false
      }
    }
  }

  private static let handing = WordList(["waitUntil", "after"])

  /// Whether its promise is kept under a name only to hear of its failure: `const work = run(); work.catch(log)`.
  private var isKeptToCatch: Bool {
    let facts = unit.facts
    let own = facts.functions[resolved.function.index]
    let range = own.firstInstruction.index..<own.endInstruction.index
    let stored = range.first { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, case let value = facts.values[Int(step.b)] else {
        return false
      }
      return value.kind == .result && Int(value.a) == resolved.place.id.index
    }
    guard let stored, case let name = facts.values[Int(facts.instructions[stored].a)],
      name.kind == .symbol
    else { return false }
    var isCaught = false
    for position in range where position != stored {
      let step = facts.instructions[position]
      let operand = step.a == 0 ? nil : facts.values[Int(step.a)]
      switch step.operation {
      case .call:
        if facts.valueList(ListID(step.b)).contains(where: { facts.names(name.a, at: $0) }) {
          return false
        }
        guard let operand, operand.kind == .member, facts.names(name.a, at: ValueID(operand.a))
        else { continue }
        guard facts.names.isText("catch", NameID(operand.b)), step.flags.contains(.discarded)
        else { return false }
        isCaught = true
      case .await, .return:
        if operand.map({ $0.kind == .symbol && $0.a == name.a }) ?? false { return false }
      default: continue
      }
    }
    return isCaught
  }

  /// Whether its function takes the body of an answer as a file, or hands it on as a stream.
  package var takesFile: Bool {
    guard !unit.isPython else { return false }
    let facts = unit.facts
    let own = facts.functions[resolved.function.index]
    return (own.firstInstruction.index..<own.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .member
      else { return false }
      return ["arrayBuffer", "blob", "getReader"].contains {
        facts.names.isText($0, NameID(callee.b))
      }
    }
  }

  /// Whether it hands on the body of the request as it comes in: `fetch(url, { body: request.body })`.
  package var passesBodyOn: Bool {
    !unit.isPython
      && program.passesBodyOn(FunctionRef(unit: place.unit, id: resolved.function))
  }

  /// Whether its function gives nothing back: whoever calls that needs none of what is asked for here.
  package var isForNothingGivenBack: Bool {
    let facts = unit.facts
    let own = facts.functions[resolved.function.index]
    return !(own.firstInstruction.index..<own.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      return step.operation == .return && ValueID(step.a).isPresent
    }
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

  /// Whether it asks for a file that lies beside the program's own: `new URL("./font.ttf", import.meta.url)`.
  package var asksOwnFile: Bool { spelledSubject.contains("import.meta.url") }

  /// The call and its arguments as the source spells them; the beginning where they are long.
  private var spelled: String { program.spelled(place.span, in: place.unit) }

  /// The first argument as the source spells it.
  private var spelledSubject: String {
    arguments.first.map { program.spelled($0.span, in: place.unit) } ?? ""
  }

  /// Whether it asks a framework to keep the answer: `next: { revalidate: 3600 }`.
  package var asksToKeepAnswer: Bool {
    !unit.isPython && ["revalidate:", "force-cache"].contains { spelled.contains($0) }
  }

  /// The host that the first argument names in full: `api.example.com`.
  package var statedHost: String? {
    let text = spelledSubject
    guard let scheme = ["https://", "http://"].first(where: { text.dropFirst().hasPrefix($0) })
    else { return nil }
    let behind = text.dropFirst(scheme.count + 1)
    let host = behind.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
    let rest = behind.dropFirst(host.count).first
    guard host.contains("."), rest.map({ "/?`'\":".contains($0) }) ?? false else { return nil }
    return host.lowercased()
  }
}

extension FileFacts {
  /// Whether a value is a name, or a list that holds it.
  fileprivate func names(_ symbol: UInt32, at id: ValueID) -> Bool {
    let value = values[id.index]
    switch value.kind {
    case .symbol: return value.a == symbol
    case .array: return list(ListID(value.a)).contains { names(symbol, at: ValueID($0)) }
    default: return false
    }
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
    if text.contains("export const maxDuration") || text.contains("maxDuration:") {
      return "maxDuration"
    }
    let file = units[unit].path.split(separator: "/").last ?? ""
    if file.hasPrefix("middleware."), text.contains("next/server") { return "next/server" }
    let isEdge = ["\"edge\"", "'edge'"].contains { text.contains("export const runtime = \($0)") }
    return isEdge ? "runtime = \"edge\"" : nil
  }

  /// Whether a page asks for nothing of the request, so that it may be made once, when the application is built: a
  /// page of Next.js without parameters.
  package func mayBeBuiltOnce(_ entry: Entry) -> Bool {
    let unit = units[entry.function.unitIndex]
    let file = unit.path.split(separator: "/").last ?? ""
    // A page that another file defines may be given what its own file does not name.
    let page = unit.facts.functions[entry.function.id.index]
    guard file.hasPrefix("page."), entry.kind == .request, page.kind != .module,
      page.parameterCount == 0,
      !routes(of: entry).contains(where: { $0.path.contains(":") })
    else { return false }
    let text = String(decoding: bytes(of: entry.function.unitIndex), as: UTF8.self)
    return !["cookies(", "headers(", "searchParams", "force-dynamic", "no-store", "connection("]
      .contains {
        text.contains($0)
      }
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

extension Program {
  /// Whether a function names the body of a request, beside a stream that is sent as it comes: `duplex: "half"`.
  fileprivate func passesBodyOn(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    guard facts.names.mayHold("duplex") else { return false }
    let own = facts.functions[function.id.index]
    return (own.firstValue.index..<own.endValue.index).contains { index in
      let value = facts.values[index]
      return value.kind == .string && facts.names.isText("half", NameID(value.a))
    }
  }
}
