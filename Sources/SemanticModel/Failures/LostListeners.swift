// Listeners of a server's sockets whose rejections nobody looks at.

import Facts

extension FailureMap {
  /// The asynchronous listeners and middlewares of sockets that let failures out, in order of file and place.
  ///
  /// An emitter calls its listeners and drops what they give.
  package func lostListeners(in program: Program) -> [LostHandler] {
    var seen: Set<FunctionRef> = []
    return program.reachability.entries.compactMap { entry -> LostHandler? in
      // What a framework registers by decorators it also looks after.
      guard entry.kind == .socket, let call = entry.call, let position = program.position(of: call),
        Self.registering.contains(program.call(at: position).calledName),
        case let unit = program.units[entry.function.unitIndex], unit.isRunning,
        unit.facts.language == .javaScript, !program.isOfBrowsers(entry.function),
        isAsync(entry.function, in: program), givesPromise(entry.function, in: program),
        seen.insert(entry.function).inserted
      else { return nil }
      return LostHandler(
        function: entry.function,
        route: program.label(of: entry),
        origin: origin(in: entry.function)
      )
    }
    .sorted { $0.function < $1.function }
  }

  /// The methods of emitters and servers that take a listener; a decorator is no emitter's.
  private static let registering: Set<String> = [
    "on", "once", "addListener", "prependListener", "addEventListener", "onAny", "use",
  ]

  private func isAsync(_ function: FunctionRef, in program: Program) -> Bool {
    program.units[function.unitIndex].facts.functions[function.id.index].flags.contains(.async)
  }
}
