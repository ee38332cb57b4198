// What error handlers leave behind of the errors that they answer.

import Facts

/// An error handler that answers, and the trace that it leaves.
package struct AnsweringErrorHandler: Sendable {
  package let function: FunctionRef
  package let trace: Trace

  package enum Trace: Sendable, Hashable {
    case always
    /// The call that logs runs for developers only.
    case onlyInDevelopment(SourcePlace)
    case never
  }
}

extension Program {
  /// The error handlers of frameworks that log nothing themselves; empty where a collector of failures is in use.
  package var answeringErrorHandlers: [AnsweringErrorHandler] {
    let handlers = errorHandlers.filter {
      units[$0.place.unit].isRunning && (isLosing($0.framework) || replacesLog($0))
    }
    guard !handlers.contains(where: { $0.functions.isEmpty }),
      calls(playing: [.errorTracking]).isEmpty
    else { return [] }
    return handlers.flatMap(\.functions).map { function in
      AnsweringErrorHandler(function: function, trace: trace(of: function))
    }
  }

  /// Whether a framework that logs what nobody caught leaves that to the handler: it catches every exception.
  private func replacesLog(_ handler: ErrorHandler) -> Bool {
    guard libraries.libraries.contains(where: { $0.name == handler.framework && $0.logsUncaught })
    else { return false }
    return handler.functions.contains { function in
      let facts = units[function.unitIndex].facts
      let own = facts.functions[function.id.index]
      let isOfAll = facts.valueList(own.decorators).contains { decorator in
        let value = facts.values[decorator.index]
        guard value.kind == .result else { return false }
        return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains {
          catchesAll($0, facts)
        }
      }
      return isOfAll || own.owner.isPresent && isFilterOfAll(facts.classes[own.owner.index], facts)
    }
  }

  /// `@Catch()`, `@Catch(Error)`: a class that is asked for every failure in place of the framework's own answer.
  private func isFilterOfAll(_ type: ClassFact, _ facts: FileFacts) -> Bool {
    facts.valueList(type.decorators).contains { decorator in
      let value = facts.values[decorator.index]
      guard value.kind == .result else { return false }
      let step = facts.instructions[Int(value.a)]
      guard calledName(facts.values[Int(step.a)], facts) == "Catch" else { return false }
      let caught = facts.valueList(ListID(step.b))
      return caught.isEmpty
        || caught.contains { id in
          let type = facts.values[id.index]
          return type.kind == .global && facts.names.isText("Error", NameID(type.a))
        }
    }
  }

  private func catchesAll(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .global else { return false }
    return ["Exception", "BaseException"].contains(facts.names.string(NameID(value.a)))
  }

  private func trace(of function: FunctionRef) -> AnsweringErrorHandler.Trace {
    var guarded: SourcePlace?
    for position in everything(calledBy: [units.number(function)]).calls {
      let site = call(at: position)
      if site.function == function, passesOn(site) { return .always }
      guard mayTell(site) else { continue }
      guard isForDevelopers(site) else { return .always }
      guarded = guarded ?? site.place
    }
    return guarded.map { .onlyInDevelopment($0) } ?? .never
  }

  /// Whether a call hands the error to the handler behind, whatever branch ran before: `next(error)` at the end.
  ///
  /// Behind them all stands the framework's own, which logs.
  private func passesOn(_ site: CallSite) -> Bool {
    guard site.calledName == "next", site.callsParameter, !isConditional(site.resolved.place),
      case let facts = site.unit.facts,
      let given = facts.valueList(ListID(site.instruction.b)).first
    else { return false }
    var value = facts.values[given.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    return value.kind == .parameter && value.detail == 0
      && FunctionID(value.a) == site.function.id
  }

  /// Whether a call writes to a log, or may do so for all that is known.
  private func mayTell(_ site: CallSite) -> Bool {
    if site.effects.contains(where: { $0.kind == .log }) || isOwnLog(site) { return true }
    guard site.resolved.status == .unresolved else { return false }
    return !Self.answers.contains(site.calledName)
  }

  /// Whether a call asks a logger that the project made itself, or writes where the process's log is read.
  private func isOwnLog(_ site: CallSite) -> Bool {
    let links = site.calleeText.split(separator: ".").map { $0.lowercased() }
    guard let name = links.last, let holder = links.dropLast().last else { return false }
    if name == "write" { return ["stdout", "stderr"].contains(holder) }
    return holder.contains("log") && Self.levels.contains(name)
  }

  private static let levels: Set<String> = [
    "error", "warn", "warning", "fatal", "critical", "exception", "info", "log",
  ]

  /// Methods of answers, and of the language, that tell nobody anything.
  private static let answers: Set<String> = [
    "status", "json", "send", "sendStatus", "render", "end", "set", "header", "setHeader", "type",
    "format", "redirect", "next", "map", "join", "includes", "startsWith", "endsWith", "keys",
    "values", "entries", "toString", "filter", "forEach", "split", "replace", "match", "test",
    "get", "accepts", "is", "writeHead", "write", "toLowerCase", "toUpperCase", "slice", "push",
    "hasOwnProperty", "reduce", "find", "some", "every", "code", "flash", "trim", "isArray",
    "jsonify",
    "switchToHttp", "getRequest", "getResponse", "getStatus", "getType", "toISOString", "reply",
    "getRequestUrl", "getRequestMethod", "flat",
    "render_template", "make_response", "str", "type", "isinstance", "getattr", "rollback",
  ]

  /// Whether a branch around a call asks for the environment of developers.
  private func isForDevelopers(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .then, asksForDevelopment(region.subject, facts, 0) { return true }
      next = region.parent
    }
    return false
  }

  private func asksForDevelopment(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .binary, depth < 8 else { return false }
    let sides = [ValueID(value.a), ValueID(value.b)]
    if Operator(rawValue: value.detail) == .equal {
      return sides.contains { side in
        let text = facts.values[side.index]
        return text.kind == .string
          && ["development", "dev"].contains(facts.names.string(NameID(text.a)))
      }
    }
    return sides.contains { asksForDevelopment($0, facts, depth + 1) }
  }
}
