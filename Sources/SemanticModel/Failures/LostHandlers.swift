// Handlers of requests whose rejections their framework does not look at.

import Facts
import SourceText
import Workspace

/// The functions of routes that let failures out to nobody.
package struct LostHandlers: Sendable {
  package var handlers: [LostHandler] = []
  /// Other handlers of the program are wrapped, so that their rejections are handled.
  package var othersAreHandled = false
  /// No manifest says which version of the framework runs: some of its versions look after promises.
  package var isVersionUnknown = false
}

/// One function that serves a route and whose rejection is lost.
package struct LostHandler: Sendable {
  package let function: FunctionRef
  package let route: String
  /// What fails; nil where the function only throws itself.
  package let origin: CallSite?
}

extension FailureMap {
  /// Handlers and middlewares that reject where nobody looks.
  ///
  /// Where no manifest names the version of the framework, and no handler is known to be lost, those count that are
  /// under its older versions.
  package func lostHandlers(in program: Program) -> LostHandlers {
    var result = lostHandlers(.lost, in: program)
    guard result.handlers.isEmpty, !program.namesLosingFramework else { return result }
    result = lostHandlers(.unknown, in: program)
    result.isVersionUnknown = true
    return result
  }

  private func lostHandlers(_ fate: Rejections, in program: Program) -> LostHandlers {
    var result = LostHandlers()
    for route in program.routes where program.units[route.place.unit].isRunning {
      guard fate == .lost || program.isLosing(route.framework) else { continue }
      var isLost = route.rejections == fate
      if let handler = route.handler, route.rejections == .forwarded,
        program.isLosing(route.framework), givesPromise(handler, in: program)
      {
        result.othersAreHandled = true
      }
      add(route.handlers, isLost, route, to: &result, in: program)
      for middleware in route.chain {
        isLost = middleware.rejections == fate
        add(middleware.functions, isLost, route, to: &result, in: program)
      }
    }
    return result
  }

  private func add(
    _ functions: [FunctionRef],
    _ isLost: Bool,
    _ route: Route,
    to result: inout LostHandlers,
    in program: Program
  ) {
    guard isLost else { return }
    for function in functions where givesPromise(function, in: program) {
      guard program.units[function.unitIndex].isRunning else { continue }
      result.handlers.append(
        LostHandler(function: function, route: route.label, origin: origin(in: function))
      )
    }
  }

  /// Whether a function gives a promise that can fail.
  func givesPromise(_ function: FunctionRef, in program: Program) -> Bool {
    guard letsOut(function) else { return false }
    let facts = program.units[function.unitIndex].facts
    if facts.functions[function.id.index].flags.contains(.async) { return true }
    guard let origin = origin(in: function) else { return false }
    return origin.isReturned && origin.function == function
      && givesPromise(origin, in: program, depth: 0)
  }

  /// Whether a call gives a promise: it waits for another process itself, or runs an asynchronous function to its end.
  ///
  /// A list of what its callbacks give (`patch.map(apply)`) is no promise, and neither is the result of a function
  /// that only hands asynchronous ones on.
  private func givesPromise(_ site: CallSite, in program: Program, depth: Int) -> Bool {
    if site.effects.contains(where: { FailureMap.fallible.contains($0.kind) }) { return true }
    let isAsync = { (function: FunctionRef) in
      program.units[function.unitIndex].facts.functions[function.id.index].flags.contains(.async)
    }
    let runs = program.table.callbacks(ofCall: site.position)
    if runs.contains(where: { $0.times == .once && isAsync($0.function) }) { return true }
    return site.resolved.targets.contains { target in
      if isAsync(target) { return true }
      guard depth < Self.deepest, let origin = origin(in: target) else { return false }
      return origin.isReturned && origin.function == target
        && givesPromise(origin, in: program, depth: depth + 1)
    }
  }

  /// Through how many functions a promise is followed back to what made it.
  private static let deepest = 8
}

extension Program {
  /// Whether a manifest names a framework of which some version does not look at the promises of its handlers.
  fileprivate var namesLosingFramework: Bool {
    let packages = libraries.libraries.compactMap(\.losesRejectionsBefore?.package)
    return workspace.packages.contains { manifest in
      packages.contains { manifest.dependency($0) != nil }
    }
  }

  /// Whether some version of a framework does not look at the promises of its handlers.
  func isLosing(_ framework: String) -> Bool {
    libraries.libraries.contains { $0.losesRejectionsBefore != nil && $0.name == framework }
  }

  /// The head of a function: from its beginning, behind its decorators, to the end of that line.
  package func head(of function: FunctionRef) -> SourcePlace {
    let span = place(of: function).span
    let facts = units[function.unitIndex].facts
    let lines = facts.lines
    var start = span.start
    var line = lines.line(at: start)
    let decorators = facts.valueList(facts.functions[function.id.index].decorators)
    if let last = decorators.map({ facts.values[$0.index].end }).max(), last < span.end, line > 0 {
      let column = start - lines.starts[line - 1]
      let behind = firstCodeLine(after: lines.line(at: last), in: function.unitIndex)
      if behind < lines.lineCount, lines.starts[behind] + column < span.end, behind >= line {
        start = lines.starts[behind] + column
        line = behind + 1
      }
    }
    var end = span.end
    if line < lines.lineCount { end = min(end, lines.starts[line] - 1) }
    return SourcePlace(
      unit: function.unitIndex,
      span: ByteSpan(start: start, end: max(start, end))
    )
  }

  /// How many lines stand before the first one behind a line that is neither blank nor a comment.
  private func firstCodeLine(after line: Int, in unit: Int) -> Int {
    let lines = units[unit].facts.lines
    let bytes = bytes(of: unit)
    var behind = line
    while behind < lines.lineCount {
      let start = min(Int(lines.starts[behind]), bytes.count)
      guard let first = bytes[start...].first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }),
        first == UInt8(ascii: "#") || first == 0x0A
      else { break }
      behind += 1
    }
    return behind
  }
}
