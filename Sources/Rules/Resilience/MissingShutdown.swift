// A deploy cuts the requests that are in flight.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports services that end at once, or never, when they are told to end.
struct MissingShutdown: Rule {
  static let about = RuleDescription(
    name: "missing-shutdown",
    category: .errorObservability,
    worst: .medium,
    title: "No graceful shutdown",
    problem: """
      SIGTERM ends the process at once: requests in flight, open transactions and sockets are cut, and clients see \
      connection resets at every deploy, restart and scale-in.
      """,
    verify: """
      Send SIGTERM during a load test: no request may fail, and the process must have ended within the orchestrator's \
      grace period.
      """,
    fix: """
      Upon SIGTERM stop taking requests, let those in flight finish, close database connections and workers, and end; \
      a timer ends the process when that takes too long.
      """,
    tradeOff:
      "Deploys take as long as the slowest request, at most the timer; idle keep-alive connections must be closed too.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.services.compactMap { service in
      guard service.listening != nil, !hasHelper(service, program) else { return nil }
      guard program.mentions(service, Self.isSignal) else {
        return missing(in: service, program, target)
      }
      let all = program.processListeners(of: service)
      let listeners = all.filter { $0.event == "SIGTERM" }
      // Who listens to the terminal alone leaves orchestrators unheard.
      let interrupts = all.filter { $0.event == "SIGINT" }
      if listeners.isEmpty, !interrupts.isEmpty, !program.mentions(service, Self.isTermination),
        interrupts.allSatisfy({ keepsServer($0.calls) })
      {
        return missing(in: service, program, target)
      }
      return listeners.first.flatMap { defect(of: listeners, at: $0, service, program, target) }
    }
  }

  /// Hooks of a framework and packages that do it all.
  private func hasHelper(_ service: Service, _ program: Program) -> Bool {
    program.imports(bringing: .shutdown, service)
      || program.calls(playing: [.shutdown]).contains {
        $0.unit.isRunning && $0.calledName.hasPrefix("enable")
      }
  }

  private static func isSignal(_ text: ArraySlice<UInt8>) -> Bool {
    text.elementsEqual("SIGTERM".utf8) || text.elementsEqual("SIGINT".utf8)
      || text.elementsEqual("SIGUSR2".utf8)
  }

  private static func isTermination(_ text: ArraySlice<UInt8>) -> Bool {
    text.elementsEqual("SIGTERM".utf8) || text.elementsEqual("SIGUSR2".utf8)
  }

  private func missing(in service: Service, _ program: Program, _ target: LoadTarget) -> Finding? {
    guard let listening = service.listening else { return nil }
    return finding(
      ServiceGap(
        service: service,
        place: listening,
        title: "No graceful shutdown: SIGTERM cuts the requests in flight",
        problem: Self.about.problem,
        estimate: "\(target.inFlight) are cut at each deploy, restart and scale-in",
        fix: remedy(listening, program)
      ),
      in: program
    )
  }

  private func remedy(_ listening: CallSite, _ program: Program) -> Remedy {
    let before = program.source(of: listening.place)
    // What is awaited gives no server to close: there the framework's hooks do it.
    guard listening.instruction.isDiscarded, !listening.instruction.isAwaited else {
      return Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
    }
    let after = """
      const server = \(before);
      process.once("SIGTERM", () => {
        setTimeout(() => process.exit(1), 10_000).unref();
        server.close(() => process.exit(0));
      });
      """
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(before, keeping: before),
      after: Excerpt.short(after, keeping: "server.close(() => process.exit(0));")
    )
  }

  /// What is wrong with the handlers that there are.
  private func defect(
    of listeners: [ProcessListener],
    at first: ProcessListener,
    _ service: Service,
    _ program: Program,
    _ target: LoadTarget
  ) -> Finding? {
    let calls = listeners.flatMap(\.calls)
    let ends = listeners.contains(where: endsProcess)
    let closing = calls.filter { site in
      Self.closings.contains { site.calledName.lowercased().contains($0) }
    }
    // What is not known may close anything.
    guard calls.allSatisfy({ $0.resolved.status != .unresolved }) || !closing.isEmpty else {
      return nil
    }
    if closing.isEmpty, ends { return abrupt(first, service, program, target) }
    if ends, keepsServer(calls), let last = listeners.first(where: endsProcess) {
      return abrupt(last, service, program, target, isTidy: true)
    }
    guard !ends, closing.count == 1, closing[0].plays(.shutdown), keepsDatabase(program) else {
      return nil
    }
    return hanging(first, closing[0], service, program, target)
  }

  private func endsProcess(_ listener: ProcessListener) -> Bool {
    listener.calls.contains { site in
      let name = site.calledName.lowercased()
      return site.plays(.processExit) || name.contains("exit") || name.contains("kill")
    }
  }

  /// Whether all that some calls close is known to be no server: connections to databases and caches, logs.
  private func keepsServer(_ calls: [CallSite]) -> Bool {
    calls.allSatisfy { site in
      guard !site.plays(.shutdown) else { return false }
      // What a function of the project closes is among the calls.
      guard site.resolved.targets.isEmpty else { return true }
      let name = site.calledName.lowercased()
      guard Self.closings.contains(where: { name.contains($0) }) else {
        return site.resolved.status != .unresolved || Self.harmless.contains(name)
      }
      return Self.stores.contains { site.calleeText.lowercased().contains($0) }
    }
  }

  private static let closings = [
    "close", "shutdown", "stop", "end", "disconnect", "destroy", "quit", "terminate", "drain",
  ]
  private static let stores = [
    "mongoose", "prisma", "sequelize", "pool", "redis", "knex", "database", "datasource", "client",
    "db.", "connection", "$disconnect", "log",
  ]
  private static let harmless: Set<String> = [
    "log", "info", "error", "warn", "debug", "then", "catch", "finally", "on", "once", "exit",
  ]

  private func keepsDatabase(_ program: Program) -> Bool {
    program.calls(with: [.query, .write]).contains { $0.unit.isRunning }
  }

  private func abrupt(
    _ listener: ProcessListener,
    _ service: Service,
    _ program: Program,
    _ target: LoadTarget,
    isTidy: Bool = false
  ) -> Finding {
    finding(
      ServiceGap(
        service: service,
        place: listener.site,
        title: "SIGTERM ends the process without closing the server",
        problem: isTidy
          ? "The handler closes connections to databases, not the server, and ends the process: requests in flight lose what they work with, then their sockets. Nobody waits for them."
          : "The handler ends the process at once. " + Self.about.problem,
        estimate: "\(target.inFlight) are cut at each deploy, restart and scale-in",
        fix: Remedy(Self.about.fix)
      ),
      in: program
    )
  }

  private func hanging(
    _ listener: ProcessListener,
    _ closing: CallSite,
    _ service: Service,
    _ program: Program,
    _ target: LoadTarget
  ) -> Finding {
    finding(
      ServiceGap(
        service: service,
        place: listener.site,
        title: "SIGTERM closes the server, but the process does not end",
        problem: """
          The handler calls `\(closing.calleeText)` and nothing else: connections to the database keep the process \
          alive, and so do idle keep-alive connections of clients. It lives until the orchestrator kills it, and \
          whatever it still does then is cut.
          """,
        estimate: """
          Each deploy waits for the whole grace period (30 s where nobody changed it) per instance; \
          at \(Figure.grouped(target.requestsPerSecond)) req/s the others take over its share meanwhile
          """,
        fix: Remedy(
          "In the callback of `\(closing.calleeText)` close the database and end the process; a timer ends it "
            + "when that takes too long.",
          before: Excerpt.short(
            program.source(of: listener.site.place),
            keeping: program.source(of: closing.place)
          )
        ),
        because: [(closing.place, "the only thing that is closed")]
      ),
      in: program
    )
  }
}
